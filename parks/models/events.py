"""Events: what happened, when, where, and to whom."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parks.choices import EventKind
from parks.models.firms import Firm
from plans.models import AmountFact, Area, FactQuerySet, Plan
from plans.models.facts import one_of
from plans.models.fields import KeyField, PartialDateField
from plans.models.searching import Searchable, SoundsField, folded_column, search_indexes


class EventQuerySet(FactQuerySet["Event"]):
    leans_on = ("firm", "plan")

    def with_evidence(self) -> Self:
        return self.select_related("area", "firm", "plan", "source")

    def of_year(self, year: str) -> Self:
        """Keep the events of a year, those known by the year alone included."""
        return self.filter(date__startswith=year)

    def newest_first(self) -> Self:
        """Newest first. An event known by its year alone comes after the dated ones of it."""
        return self.order_by("-date", "key")


class Event(Searchable, AmountFact):
    """An approval, a deal, an opening, a policy: dated as precisely as its source dates it."""

    key = KeyField(unique=True)
    date = PartialDateField(_("date"), help_text=_("2024, 2024-07 or 2024-07-30."))
    title = models.CharField(_("title"), max_length=160)
    title_zh = models.CharField(_("title in Chinese"), max_length=80, blank=True)
    summary = models.TextField(_("summary"), help_text=_("In our own words."))
    summary_zh = models.TextField(_("summary in Chinese"), blank=True)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="events"
    )
    firm = models.ForeignKey(
        Firm,
        verbose_name=_("firm"),
        on_delete=models.PROTECT,
        related_name="events",
        null=True,
        blank=True,
    )
    plan = models.ForeignKey(
        Plan,
        verbose_name=_("plan"),
        on_delete=models.PROTECT,
        related_name="events",
        null=True,
        blank=True,
    )
    kind = models.CharField(_("kind"), max_length=10, choices=EventKind)

    search_names = folded_column("title", "title_zh")
    search_texts = folded_column("summary", "summary_zh")
    search_sounds = SoundsField(of=["title_zh"])

    objects = EventQuerySet.as_manager()

    class Meta(AmountFact.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-date", "key"]
        indexes = [
            models.Index(F("date").desc(), "key", name="event_newest"),
            *search_indexes("event"),
        ]
        constraints = [
            *AmountFact.Meta.constraints,
            one_of("event_kind_is_known", "kind", EventKind),
            models.CheckConstraint(
                name="event_says_what",
                condition=~Q(title="") & ~Q(summary=""),
                violation_error_message=_("An event needs a title and a summary."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("parks:event_detail", args=[self.key])
