"""What readers do not see: records that are not published, and changes of those that are.

The database keeps a row for each record that is not published (triggers of migration ``plans``
0011), so that the queue of all kinds of facts is one list, and the author of what would be
published is known without reading histories. A change of a published record that waits for a
second reader stands here and nowhere else: the record stays as readers know it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plans.choices import Waits
from plans.models.facts import Fact, one_of
from plans.models.revisions import ExactJSON, Revision, telling

CHANGES = (Waits.CHANGE, Waits.RETURNED)
"""Of published records. The others are records themselves."""

TO_APPROVE = (Waits.IN_REVIEW, Waits.CHANGE)
"""What somebody else has to look at; drafts and returned changes are with their authors."""


class WaitingQuerySet(models.QuerySet["Waiting"]):
    def of(self, row: models.Model) -> Self:
        """What waits of one record: itself, or a change of it."""
        return self.filter(model=row._meta.label_lower, row_id=row.pk)

    def queued(self) -> Self:
        """All that is on its way to readers. What was withdrawn is not."""
        return self.exclude(state=Waits.WITHDRAWN)

    def changes(self) -> Self:
        return self.filter(state__in=CHANGES)

    def records(self) -> Self:
        return self.exclude(state__in=CHANGES)


class Waiting(models.Model):
    """One record that is not published, or one change of a published record."""

    model = models.CharField(_("kind of record"), max_length=60)
    row_id = models.BigIntegerField(_("record"))
    state = models.CharField(_("state"), max_length=9, choices=Waits)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("last changed by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    """Who made the last change of the content since it was last published, if a person did."""
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    """Who gave it its state."""
    since = models.DateTimeField(_("waits since"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    """Of a change: why, in words for readers."""
    before = models.JSONField(encoder=DjangoJSONEncoder, decoder=ExactJSON, null=True)
    after = models.JSONField(encoder=DjangoJSONEncoder, decoder=ExactJSON, null=True)
    """The columns that the change would change, as in ``Revision``."""
    returned_for = models.CharField(_("why it was returned"), max_length=300, blank=True)
    """For its author: it is not shown to readers."""
    edits = models.PositiveIntegerField(default=0, db_default=0)
    """How often its content was changed while it waits: what is approved is what was shown."""

    objects = WaitingQuerySet.as_manager()

    class Meta:
        verbose_name = _("what waits for review")
        verbose_name_plural = _("what waits for review")
        default_permissions = ()
        ordering = ["since", "pk"]
        indexes = [
            models.Index(
                fields=["since", "id"], condition=~Q(state="withdrawn"), name="waiting_queue"
            ),
            models.Index(fields=["model", "since", "id"], name="waiting_by_kind"),
            models.Index(fields=["author", "since", "id"], name="waiting_by_author"),
        ]
        constraints = [
            one_of("waiting_state_is_known", "state", Waits),
            models.UniqueConstraint(
                name="waiting_record_waits_once",
                fields=["model", "row_id"],
                condition=~Q(state__in=["change", "returned"]),
                violation_error_message=_("The record waits already."),
            ),
            models.UniqueConstraint(
                name="waiting_change_waits_alone",
                fields=["model", "row_id"],
                condition=Q(state__in=["change", "returned"]),
                violation_error_message=_("A change of the record waits already."),
            ),
            models.CheckConstraint(
                name="waiting_change_says_what_changes",
                condition=Q(
                    state__in=["change", "returned"], before__isnull=False, after__isnull=False
                )
                | (~Q(state__in=["change", "returned"]) & Q(before=None, after=None)),
                violation_error_message=_("A change says what it changes."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.row_id}: {self.get_state_display()}"

    @property
    def is_change(self) -> bool:
        return self.state in CHANGES

    @property
    def kind(self) -> type[Fact]:
        return kinds_of_facts()[self.model]


# --- Who may publish -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Publisher:
    """Somebody who may publish, by the name that they log in with."""

    pk: int
    name: str


@cache
def kinds_of_facts() -> dict[str, type[Fact]]:
    """Everything that has to be published, by its label."""
    return {
        model._meta.label_lower: model for model in apps.get_models() if issubclass(model, Fact)
    }


def publishers() -> dict[str, list[Publisher]]:
    """Who may publish facts of each kind: one query (``publishers`` in the database).

    Active accounts of the desk that hold the kind's ``publish`` permission, themselves or by a
    group, and active superusers.
    """
    labels = list(kinds_of_facts())
    found: dict[str, list[Publisher]] = {label: [] for label in labels}
    statement = (
        "SELECT kind.label, account.id, account.username"
        " FROM unnest(%s::text[]) AS kind (label) CROSS JOIN publishers(kind.label) AS publisher"
        " JOIN auth_user AS account ON account.id = publisher ORDER BY account.username"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [labels])
        for label, pk, name in cursor.fetchall():
            found[label].append(Publisher(pk, name))
    return found


# --- Changes of published records ----------------------------------------------------------------


def tried(row: Any) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The columns that saving ``row`` would change, before and after. Nothing is saved.

    It is written and undone, so that the rules of the database speak now, and not only when the
    change is approved. Raises ``IntegrityError``.
    """
    newest = Revision.objects.of(row).newest_first().values_list("pk", flat=True).first() or 0
    with transaction.atomic():
        with telling(unread="trial"):
            row.save()
        made = Revision.objects.of(row).filter(pk__gt=newest).first()
        transaction.set_rollback(True)
    return ({}, {}) if made is None else (made.before, made.after or {})


def propose(row: Any, author: int, reason: str) -> Waiting | None:
    """Let the change that ``row`` carries wait for a second reader; None if it changes nothing.

    A change by the same author that waits already takes it in. Raises ``IntegrityError`` where
    that of somebody else waits, or a rule of the database forbids it.
    """
    before, after = tried(row)
    if not before:
        return None
    label = row._meta.label_lower
    waiting = Waiting.objects.changes().select_for_update().of(row).filter(author=author).first()
    if waiting is None:
        waiting = Waiting(model=label, row_id=row.pk, before={}, after={}, author_id=author)
    waiting.before = {**(waiting.before or {}), **before}
    waiting.after = {**(waiting.after or {}), **after}
    waiting.state, waiting.since, waiting.sender_id = Waits.CHANGE, timezone.now(), author
    waiting.reason = reason[:300] or waiting.reason
    waiting.returned_for = ""
    waiting.edits += 1
    waiting.save()
    return waiting
