"""What is kept of verdicts: their history, an editor's own, and the notes of who looked where."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from plans.choices import PublicationState, Verdict
from plans.models.facts import Fact, FactQuerySet, one_of
from plans.models.plans import Target


class VerdictRecordQuerySet(models.QuerySet["VerdictRecord"]):
    def newest_first(self) -> Self:
        return self.order_by("-as_of", "-pk")

    def latest_per_target(self, day: dt.date) -> Self:
        """Keep, of each target, the record that stood on ``day``. Call it last."""
        return (
            self.filter(as_of__lte=day).order_by("target_id", "-as_of", "-pk").distinct("target_id")
        )


class VerdictRecord(models.Model):
    """A change of a target's verdict. Rows are added, never changed: the database sees to it."""

    target = models.ForeignKey(
        Target, verbose_name=_("target"), on_delete=models.PROTECT, related_name="records"
    )
    as_of = models.DateField(_("day"), help_text=_("The day that the verdict is of."))
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now())
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict)
    is_set = models.BooleanField(
        _("set by an editor"), default=False, help_text=_("Set by hand, not computed.")
    )
    reason = models.TextField(_("reason"))
    reason_zh = models.TextField(_("reason in Chinese"), blank=True)
    grade = models.CharField(_("evidence grade"), max_length=4)
    method_version = models.CharField(_("version of the method"), max_length=10)
    observation_keys = ArrayField(
        models.CharField(max_length=160),
        verbose_name=_("observations used"),
        default=list,
        blank=True,
    )

    previous = models.ForeignKey(
        "self",
        verbose_name=_("previous record"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        db_index=False,  # nobody asks what came after
        related_name="+",
    )
    """What stood on its day until it was recorded; None for a first one. The database fills this
    and ``is_change`` in, whoever adds a record."""
    is_change = models.BooleanField(_("verdict changed"), editable=False, db_default=False)
    """Whether it is another verdict than the previous one. This is what readers are told."""

    objects = VerdictRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("recorded verdict")
        verbose_name_plural = _("recorded verdicts")
        ordering = ["-as_of", "-pk"]
        indexes = [
            models.Index(fields=["target", "-as_of"], name="verdict_record_newest"),
            models.Index(
                fields=["-recorded_at", "-id"],
                condition=Q(is_change=True),
                include=["target", "is_change"],
                name="verdict_record_changes",
            ),
        ]
        constraints = [
            one_of("verdict_record_verdict_is_known", "verdict", Verdict),
            models.CheckConstraint(
                name="verdict_record_gives_its_reason",
                condition=~Q(reason="") & ~Q(method_version="") & ~Q(grade=""),
                violation_error_message=_("A record needs its reason, method and grade."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target.key}: {self.get_verdict_display()} ({self.as_of})"


class VerdictOverrideQuerySet(FactQuerySet["VerdictOverride"]):
    leans_on = ("target", "target__plan")

    def standing_on(self, day: dt.date) -> Self:
        """Keep the published ones that an editor had set by ``day``."""
        return self.published().filter(set_on__lte=day)

    def with_evidence(self) -> Self:
        return self.select_related("target__plan", "source")


class VerdictOverride(Fact):
    """A verdict set by hand, with a public reason and a source. The computed one stays visible."""

    stated_columns: ClassVar[tuple[str, ...]] = ("verdict",)

    target = models.ForeignKey(
        Target, verbose_name=_("target"), on_delete=models.PROTECT, related_name="overrides"
    )
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict)
    set_on = models.DateField(_("set on"), help_text=_("From this day on it stands."))
    reason = models.TextField(
        _("reason"), help_text=_("Readers see it beside the computed verdict.")
    )
    reason_zh = models.TextField(_("reason in Chinese"), blank=True)

    objects = VerdictOverrideQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("verdict set by an editor")
        verbose_name_plural = _("verdicts set by editors")
        ordering = ["-set_on", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            one_of("verdict_override_verdict_is_known", "verdict", Verdict),
            models.CheckConstraint(
                name="verdict_override_gives_its_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Say why: readers see it."),
            ),
            models.UniqueConstraint(
                fields=["target"],
                condition=Q(state=PublicationState.PUBLISHED),
                name="verdict_override_one_in_force",
                violation_error_message=_("Another verdict is set already: withdraw it first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target.key}: {self.get_verdict_display()}"

    def get_absolute_url(self) -> str:
        return self.target.get_absolute_url()


class SearchNoteQuerySet(models.QuerySet["SearchNote"]):
    def made_by(self, day: dt.date) -> Self:
        """Keep the searches that were made on ``day`` or before, newest first."""
        return self.filter(searched_on__lte=day).order_by("-searched_on", "-pk")


class SearchNote(models.Model):
    """A search for evidence of a target: when, where, in which languages, with what result."""

    target = models.ForeignKey(
        Target, verbose_name=_("target"), on_delete=models.PROTECT, related_name="search_notes"
    )
    searched_on = models.DateField(_("searched on"))
    places = models.TextField(
        _("where"), help_text=_("Sites, registers, yearbooks, search engines and words used.")
    )
    places_zh = models.TextField(_("where, in Chinese"), blank=True)
    languages = models.CharField(
        _("languages"), max_length=60, help_text=_("Such as “English, Chinese”.")
    )
    found = models.TextField(_("what was found"), help_text=_("“Nothing” is a result: say so."))
    found_zh = models.TextField(_("what was found, in Chinese"), blank=True)

    objects = SearchNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("search note")
        verbose_name_plural = _("search notes")
        ordering = ["-searched_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="search_note_is_complete",
                condition=~Q(places="") & ~Q(languages="") & ~Q(found=""),
                violation_error_message=_("Say where, in which languages, and what was found."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target.key} ({self.searched_on})"
