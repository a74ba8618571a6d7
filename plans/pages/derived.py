"""What is computed of a metric: the figures it takes, and what a page shows of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import DateField, ExpressionWrapper, Subquery, Value

from plans.charts import wording
from plans.charts.chart import Chart
from plans.charts.lines import values_over_time
from plans.charts.subjects import AreaValues, Subject
from plans.charts.wording import say
from plans.choices import MeasureType, ObservationKind, Show
from plans.domain.derived import (
    NUMBERS,
    Derived,
    Way,
    ending_in,
    growth,
    share,
    way_of_growth,
)
from plans.domain.periods import Period
from plans.domain.quantities import Quantity
from plans.domain.series import Point
from plans.models import Area, Metric, Observation
from plans.models.metrics import ObservationQuerySet
from plans.pages.choice import Choice
from plans.pages.ordering import KIND_WORDS
from plans.pages.series import name_in, point_of, subject_of

MOST_COMPUTED = 1000
"""Figures that are computed with for one page; of more, shorter years must be chosen."""

LONGEST_STEP = dt.timedelta(days=366)
"""A level is compared with that of the year before; other periods follow one another."""


@dataclass(frozen=True, slots=True)
class DerivedRow:
    """A computed number with the two figures that it rests on, as quantities."""

    area: Area
    derived: Derived
    unit: str

    @property
    def period(self) -> Period:
        return self.derived.period

    @property
    def way(self) -> str:
        return self.derived.way.name

    @property
    def kind(self) -> str:
        """The kind of the two figures."""
        return str(KIND_WORDS[ObservationKind(self.derived.figure.kind)])

    @property
    def quantity(self) -> Quantity:
        return Quantity(self.derived.value, self.derived.way.unit, self.derived.qualifier)

    @property
    def low(self) -> Quantity:
        return Quantity(self.derived.low, self.derived.way.unit)

    @property
    def high(self) -> Quantity:
        return Quantity(self.derived.high, self.derived.way.unit)

    @property
    def figure(self) -> Quantity:
        return self._quantity_of(self.derived.figure)

    @property
    def other(self) -> Quantity:
        return self._quantity_of(self.derived.other)

    def _quantity_of(self, point: Point) -> Quantity:
        return Quantity(point.value, self.unit, point.qualifier)


@dataclass(frozen=True, slots=True)
class Computed:
    """All that is computed for a choice: by area for the chart, newest first for the table.

    ``is_too_much``: there are more figures than are computed with at once.
    """

    metric: Metric
    areas: Sequence[Area]
    choice: Choice
    by_area: Sequence[Sequence[Derived]]
    is_too_much: bool = False

    @property
    def way(self) -> Way:
        """How the numbers are made."""
        is_share = self.choice.show is Show.SHARE
        return Way.SHARE if is_share else way_of_growth(self.metric.unit)

    @property
    def way_name(self) -> str:
        return self.way.name

    @property
    def rows(self) -> list[DerivedRow]:
        found = [
            DerivedRow(area, one, self.metric.unit)
            for area, derived in zip(self.areas, self.by_area, strict=True)
            for one in derived
        ]
        return sorted(found, key=lambda row: (row.period.end, row.period.start), reverse=True)

    def chart(self, language: str) -> Chart:
        """The chart of the computed numbers. Targets are asked of figures, so it has none."""
        subject = subject_of(self.metric, self.areas, language)
        title = wording.SHARE_TITLE if self.choice.base else wording.GROWTH_TITLE
        base = name_in(language, self.choice.base) if self.choice.base else ""
        return values_over_time(
            Subject(
                key=subject.key,
                title=say(title, language, title=subject.title, base=base),
                unit=self.way.unit,
                measure_type=MeasureType.INDEX,
                language=language,
                is_computed=True,
            ),
            [
                AreaValues(name_in(language, area), [one.point for one in derived])
                for area, derived in zip(self.areas, self.by_area, strict=True)
            ],
        )


def bases_of(metric: Metric, areas: Sequence[str]) -> list[Metric]:
    """What the metric is a part of, as far as both have a number of one of these areas (by key), of
    the same period and kind.

    Where there are too many figures to compute with at once, what has one of the same area.
    Three queries, or none where it is a part of nothing. Joined in one, the two series are a loop
    within a loop as soon as the statistics of the database are older than a long series.
    """
    wholes = metric.wholes()
    if not wholes:
        return []
    numbers = Observation.objects.published().filter(qualifier__in=NUMBERS, area__key__in=areas)
    subject = ("area", "period_start", "period_end", "kind")
    own = numbers.filter(metric=metric).order_by().values_list(*subject)[: MOST_COMPUTED + 1]
    theirs = numbers.filter(metric__in=wholes).order_by()
    periods = {*own}
    if len(own) > MOST_COMPUTED:
        found = {*theirs.values_list("metric", flat=True).distinct()}
    else:
        same_days = theirs.filter(period_end__in={end for _, _, end, _ in periods})
        rows = same_days.values_list("metric", *subject).distinct()
        found = {pk for pk, *of_its in rows if tuple(of_its) in periods}
    return [whole for whole in wholes if whole.pk in found]


def growth_of(
    metric: Metric, areas: Sequence[Area], observations: Iterable[Observation]
) -> list[list[Derived]]:
    """The growth of each area among figures that were fetched already."""
    points = _points(observations)
    return [growth(points[area.pk], metric.measure_type, metric.unit) for area in areas]


def computed(
    metric: Metric, areas: Sequence[Area], figures: ObservationQuerySet, choice: Choice
) -> Computed:
    """Compute what the choice asks for, from ``figures``, all there are of the metric and areas.

    One query for growth, two for a share.
    """
    base = choice.base
    wanted = choice.figures(figures) if base else _with_those_before(figures, choice)
    own, whole = _fetched(wanted), []
    if base:
        theirs = Observation.objects.published().filter(metric=base, area__in=areas)
        whole = _fetched(choice.figures(theirs.with_evidence()))
    if max(len(own), len(whole)) > MOST_COMPUTED:
        return Computed(metric, areas, choice, [[] for _ in areas], is_too_much=True)
    if base is None:
        numbers = growth_of(metric, areas, own)
    else:
        parts, wholes = _points(own), _points(whole)
        kind = metric.measure_type, metric.unit
        numbers = [share(parts[area.pk], wholes[area.pk], *kind) for area in areas]
    in_years = [ending_in(derived, choice.since, choice.until) for derived in numbers]
    return Computed(metric, areas, choice, in_years)


def _fetched(figures: ObservationQuerySet) -> list[Observation]:
    return list(figures.newest_first()[: MOST_COMPUTED + 1])


def _points(observations: Iterable[Observation]) -> dict[int, list[Point]]:
    points: dict[int, list[Point]] = defaultdict(list)
    for observation in observations:
        points[observation.area_id].append(point_of(observation))
    return points


def _with_those_before(figures: ObservationQuerySet, choice: Choice) -> ObservationQuerySet:
    """The figures of the years asked for, and those that they may follow."""
    if choice.since is None:
        return choice.figures(figures)
    asked = choice.figures(figures).select_related(None).order_by("period_start")
    before = Subquery(asked.values("period_start")[:1]) - Value(LONGEST_STEP)
    until = Choice(until=choice.until).figures(figures)
    return until.filter(period_end__gte=ExpressionWrapper(before, output_field=DateField()))
