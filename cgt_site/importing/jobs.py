"""An import between its upload and its end. Kept in the database, so that any process goes on."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = dt.timedelta(days=2)
"""So long a file waits for its confirmation; then it is thrown away."""

LOCK_SPACE = 8_116
"""The first half of the advisory locks of imports; the second is the job."""

TO_START = dt.timedelta(seconds=30)
"""So long a process may need to start before it is held for lost."""


class JobState(models.TextChoices):
    PREPARING = "preparing", _("being checked")
    READY = "ready", _("waits for confirmation")
    SAVING = "saving", _("being saved")
    SAVED = "saved", _("saved")
    FAILED = "failed", _("broken off")


class LineStatus(models.TextChoices):
    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    SAME = "same", _("same")
    REFUSED = "refused", _("refused")


class Step(models.TextChoices):
    READING = "reading", _("reading the files")
    CHECKING = "checking", _("checking every row")
    COMPARING = "comparing", _("comparing with the database")
    WRITING = "writing", _("asking the rules of the database")
    JUDGING = "judging", _("judging the targets")
    KEEPING = "keeping", _("writing the preview down")


AT_WORK = (JobState.PREPARING, JobState.SAVING)


class ImportJobQuerySet(models.QuerySet["ImportJob"]):
    def of(self, user: Any) -> Self:
        """Keep those of one editor: nobody sees what another has brought."""
        return self.filter(owner=user, expires_at__gt=timezone.now())

    def clean_up(self) -> None:
        """Throw away what has expired, with its files."""
        self.filter(expires_at__lte=timezone.now()).delete()


class ImportJob(models.Model):
    """Files that an editor has brought, what they would change, and how far that has come."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    language = models.CharField(max_length=10, default="en")
    state = models.CharField(max_length=9, choices=JobState, default=JobState.PREPARING)
    step = models.CharField(max_length=9, choices=Step, blank=True)
    done = models.PositiveSmallIntegerField(default=0, help_text=_("Per cent."))
    report = models.JSONField(default=dict)
    """Counts of each table, notes, problems of whole files: what ``running`` puts in."""
    reason = models.CharField(max_length=300, blank=True)
    """Why published figures change, in words for readers."""
    digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of all that would change: what is confirmed is what was shown."""

    objects = ImportJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="import_state_is_known",
                condition=Q(state__in=JobState.values),
                violation_error_message=_("There is no such value."),
            ),
            models.CheckConstraint(
                name="import_step_is_known",
                condition=Q(step__in=["", *Step.values]),
                violation_error_message=_("There is no such value."),
            ),
            models.CheckConstraint(
                name="import_done_is_a_percentage",
                condition=Q(done__lte=100),
                violation_error_message=_("Per cent go from 0 to 100."),
            ),
            models.CheckConstraint(
                name="import_expires_after_it_began",
                condition=Q(expires_at__gt=F("created_at")),
                violation_error_message=_("An import expires after it began."),
            ),
            models.CheckConstraint(
                name="import_waits_with_a_preview",
                condition=~Q(state=JobState.READY) | ~Q(digest=""),
                violation_error_message=_("Nothing can be confirmed that was not shown."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.state})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.expires_at:
            self.expires_at = self.created_at + KEPT
        super().save(*args, **kwargs)

    @property
    def counts(self) -> dict[str, int]:
        """Rows of each status, over all tables."""
        tables = self.report.get("tables", [])
        return {status: sum(each[status] for each in tables) for status in LineStatus.values}

    @property
    def needs_reason(self) -> bool:
        """Whether published facts change: that is said to readers."""
        return any(each.get("public") for each in self.report.get("tables", []))

    @property
    def can_be_confirmed(self) -> bool:
        counts = self.counts
        return (
            self.state == JobState.READY
            and not self.report.get("problems")
            and not counts[LineStatus.REFUSED]
            and counts[LineStatus.NEW] + counts[LineStatus.CHANGED] > 0
        )

    @property
    def is_at_work(self) -> bool:
        return self.state in AT_WORK and not self.is_interrupted

    @property
    def is_interrupted(self) -> bool:
        """Whether the process that worked on it is gone: its lock went with it."""
        if self.state not in AT_WORK or timezone.now() - self.started_at < TO_START:
            return False
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory'"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                " AND classid = %s AND objid = %s)",
                [LOCK_SPACE, self.pk],
            )
            return bool(cursor.fetchone()[0])


class ImportFile(models.Model):
    """A file as it was brought, until its import ends or expires."""

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    table = models.CharField(max_length=40)
    content = models.BinaryField()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="import_has_a_table_once",
                fields=["job", "table"],
                violation_error_message=_("Bring one file for each table."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ImportLine(models.Model):
    """What would become of one row of a file. Written by COPY, thousands at a time."""

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="lines", db_index=False)
    place = models.PositiveIntegerField()
    file = models.CharField(max_length=255)
    line = models.PositiveIntegerField()
    key = models.TextField()
    status = models.CharField(max_length=7, choices=LineStatus)
    cells = models.JSONField()
    """A list of [column, old, new, reason, place in the sheet]."""

    class Meta:
        ordering = ["job", "place"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="import_line_has_its_place",
                fields=["job", "place"],
                violation_error_message=_("Every row has a place of its own."),
            ),
            models.CheckConstraint(
                name="import_line_status_is_known",
                condition=Q(status__in=LineStatus.values),
                violation_error_message=_("There is no such value."),
            ),
        ]
        indexes = [models.Index(name="import_lines_by_status", fields=["job", "status", "place"])]

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.status}"
