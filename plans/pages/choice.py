"""What a reader may choose on a metric's page beside its areas; the choice lives in the address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from plans.choices import Show
from plans.models import Area, Metric
from plans.models.fields import LastDay
from plans.models.metrics import ObservationQuerySet
from plans.models.plans import TargetQuerySet


@dataclass(frozen=True, slots=True)
class Choice:
    """Years, both included and either open, and what is shown of the metric.

    A figure belongs to the year in which its period ends. ``base`` is there where ``show`` is
    ``SHARE``, and only there.
    """

    since: int | None = None
    until: int | None = None
    show: Show = Show.ACTUAL
    base: Metric | None = None

    @property
    def is_computed(self) -> bool:
        return self.show is not Show.ACTUAL

    @property
    def has_years(self) -> bool:
        return self.since is not None or self.until is not None

    def showing(self, show: Show, base: Metric | None = None) -> Choice:
        """The same years, shown in another way."""
        return replace(self, show=show, base=base)

    def of_all_years(self) -> Choice:
        return replace(self, since=None, until=None)

    def query(self, areas: Sequence[Area]) -> list[tuple[str, str]]:
        """The parameters of its address; what goes without saying is left out."""
        years = (("since", self.since), ("until", self.until))
        asked = [("area", area.key) for area in areas]
        asked += [(name, str(year)) for name, year in years if year is not None]
        asked += [("show", self.show.value)] if self.is_computed else []
        return asked + ([("base", self.base.key)] if self.base else [])

    def figures(self, figures: ObservationQuerySet) -> ObservationQuerySet:
        """Keep the figures whose period ended in these years."""
        if self.since is not None:
            figures = figures.filter(period_end__gte=dt.date(self.since, 1, 1))
        if self.until is not None:
            figures = figures.filter(period_end__lte=dt.date(self.until, 12, 31))
        return figures

    def has_year(self, year: int) -> bool:
        """Whether a year is one of these."""
        early = self.since is not None and year < self.since
        return not early and (self.until is None or year <= self.until)

    def targets(self, targets: TargetQuerySet) -> TargetQuerySet:
        """Keep the targets that are due in these years."""
        if not self.has_years:
            return targets
        first = dt.date(self.since or dt.MINYEAR, 1, 1)
        last = dt.date(self.until or dt.MAXYEAR, 12, 31)
        dated = targets.annotate(due_day=LastDay("due_on"))
        return dated.filter(due_day__gte=first, due_day__lte=last)


EVERYTHING = Choice()
"""What a page shows where nothing is chosen."""
