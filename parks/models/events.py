"""Events: what happened, when, where, and to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import Left, NullIf, Substr
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parks.choices import EventKind
from parks.models.firms import Firm
from plans.domain.dates import PartialDate
from plans.models import AmountFact, Area, FactQuerySet, Plan
from plans.models.facts import is_public, one_of, openly_linked
from plans.models.fields import FirstDay, KeyField, LastDay, PartialDateField
from plans.models.naming import called
from plans.models.searching import Searchable, SoundsField, folded_column, search_indexes

YEAR = Left("date", 4)
MONTH = NullIf(Substr("date", 6, 2), Value(""))
DAY = NullIf(Substr("date", 9, 2), Value(""))
"""The parts of a date in SQL; NULL where no source says."""


class EventQuerySet(FactQuerySet["Event"]):
    leans_on = ("firm", "plan")

    def with_evidence(self) -> Self:
        return self.select_related("area", "source", *openly_linked("firm", "plan"))

    def of_years(self, years: Iterable[str]) -> Self:
        """Keep the events of some years, those known by the year alone included."""
        return self.annotate(year=YEAR).filter(year__in=years)

    def overlapping(self, since: PartialDate | None, until: PartialDate | None) -> Self:
        """Keep what may have happened within a span: its own span of days touches it.

        An event of 2024 may be one of March 2024; one of March 2024 is one of 2024.
        """
        found = self
        if since is not None:
            found = found.filter(GreaterThanOrEqual(LastDay("date"), since.first_day))
        if until is not None:
            found = found.filter(LessThanOrEqual(FirstDay("date"), until.last_day))
        return found

    def at(self, keys: Iterable[str]) -> Self:
        """Keep what happened at some places. A district takes in the (public) parks in it.

        A city is the city as a whole: what happened in one of its districts is listed there.
        """
        around = Q(area__park__district__area__key__in=keys) & is_public("area__park")
        return self.filter(Q(area__key__in=keys) | around)

    def newest_first(self) -> Self:
        """Newest first. An event known by its year alone comes after the dated ones of it."""
        return self.order_by("-date", "key")

    def oldest_first(self) -> Self:
        """Oldest first. Here, too, what is known less precisely comes after the dated ones:
        an event of 2024 is none of 1 January."""
        return self.order_by(YEAR, *(part.asc(nulls_last=True) for part in (MONTH, DAY)), "key")

    # --- How many there are ------------------------------------------------------------------

    def by_kind_and_year(self) -> dict[tuple[str, str], int]:
        """How many there are of each kind in each year: one query."""
        rows = self.order_by().annotate(year=YEAR).values_list("kind", "year")
        return {(kind, year): n for kind, year, n in rows.annotate(n=Count("pk"))}

    def by_place(self) -> Counter[str]:
        """How many there are at each place, by its key, as ``at`` takes it: one query."""
        district = Case(When(is_public("area__park"), then=F("area__park__district__area__key")))
        rows = self.order_by().values_list("area__key", district)
        counts: Counter[str] = Counter()
        for area, around, n in rows.annotate(n=Count("pk")):
            counts[area] += n
            if around:
                counts[around] += n
        return counts

    def by_plan(self) -> Counter[str]:
        """How many there are of each plan, by its key: one query."""
        rows = self.order_by().exclude(plan=None).values_list("plan__key")
        return Counter(dict(rows.annotate(n=Count("pk"))))


class Event(Searchable, AmountFact):
    """An approval, a deal, an opening, a policy: dated as precisely as its source dates it."""

    figure_columns: ClassVar[tuple[str, ...]] = (*AmountFact.figure_columns, "date")

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
        return called(self.title, self.title_zh)

    def get_absolute_url(self) -> str:
        return reverse("parks:event_detail", args=[self.key])
