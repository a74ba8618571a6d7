"""What the evidence knows of an area: its figures over time, and what plans want of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from plans.choices import MeasureTheme, ObservationKind, Qualifier, Verdict
from plans.domain.series import Span, drawable
from plans.models import Area, Observation, PolicyMeasure
from plans.models.metrics import ObservationQuerySet
from plans.pages.measures import MeasureRow, measure_rows
from plans.pages.series import point_of
from plans.pages.targets import TargetRow, public_targets, target_rows
from plans.pages.verdicts import verdict_of
from plans.standings import counts

ENOUGH = 3
"""So many comparable years make a line worth drawing."""

READ = 2000
"""Figures for whole years that are read for the lines, the newest first."""


@dataclass(frozen=True, slots=True)
class Past:
    """A metric of an area in whole years that can be compared; None for a year without."""

    first: int
    last: int
    values: Sequence[Decimal | None]

    @property
    def known(self) -> int:
        return sum(value is not None for value in self.values)


@dataclass(frozen=True, slots=True)
class FigureOfArea:
    """The newest figure of a metric for an area, or a forecast for later than that.

    ``disputed``: another source has another number for the same period. ``total`` counts the
    figures of the metric for the area, this one included. ``past`` where there is a line.
    """

    observation: Observation
    disputed: bool
    total: int
    past: Past | None


@dataclass(frozen=True, slots=True)
class AreaEvidence:
    """Figures about an area, the targets for it as they stand, what plans see in it (``roles``)
    and what they offer or permit there (``measures``)."""

    area: Area
    figures: Sequence[FigureOfArea]
    targets: Sequence[TargetRow]
    counts: Counter[Verdict]
    roles: Sequence[PolicyMeasure]
    measures: Sequence[MeasureRow]

    @property
    def has_past(self) -> bool:
        """Whether any figure has a line of its years."""
        return any(row.past for row in self.figures)

    @property
    def target_total(self) -> int:
        """Without what other sources say of the same target, as the list of targets counts."""
        return self.counts.total()


def area_evidence(area: Area, as_of: dt.date, language: str) -> AreaEvidence:
    """Gather what is known of an area in nine queries, however much it is."""
    targets = list(public_targets().filter(area=area).order_by("due_on", "plan__key", "key"))
    stands = verdict_of(targets, as_of)
    announced = [target for target in targets if target.pk in stands]
    named = PolicyMeasure.objects.published().filter(area=area).with_evidence()
    measures = list(named.order_by("-plan__issued_on", "plan__key", "key"))
    roles = [row for row in measures if row.theme == MeasureTheme.SPATIAL_LAYOUT]
    return AreaEvidence(
        area=area,
        figures=newest_figures(area),
        targets=target_rows(announced, language, stands),
        counts=counts(stands[row.pk] for row in announced if row.variant_of_id is None),
        roles=roles,
        measures=measure_rows([row for row in measures if row not in roles], as_of, language),
    )


def newest_figures(area: Area) -> list[FigureOfArea]:
    """For each metric its newest reported figure, by name; then a forecast, if it is for later.

    A forecast never stands in for what was reported: nothing has happened yet.
    """
    of_area: ObservationQuerySet = Observation.objects.published().filter(area=area)
    counts = of_area.order_by().values("metric").annotate(n=Count("pk"))
    total = {row["metric"]: row["n"] for row in counts}
    forecasts = of_area.filter(kind=ObservationKind.FORECAST)
    newest = Q(pk__in=of_area.reported().newest_per_area().values("pk"))
    newest |= Q(pk__in=forecasts.newest_per_area().values("pk"))
    figures: QuerySet[Any] = (
        Observation.objects.filter(newest)
        .annotate(has_rival=Exists(rivals()))
        .with_evidence()
        .order_by("metric__name_en", "metric", "period_end")
    )
    lines = pasts(of_area)
    reported = {row.metric_id: row.period_end for row in figures if not is_forecast(row)}
    return [
        FigureOfArea(
            row,
            row.has_rival,
            total[row.metric_id],
            None if is_forecast(row) else lines.get(row.metric_id),
        )
        for row in figures
        if not is_forecast(row) or row.period_end > reported.get(row.metric_id, dt.date.min)
    ]


def pasts(of_area: ObservationQuerySet) -> Mapping[int, Past]:
    """The metrics of an area with enough whole years, each as the chart joins them: one query."""
    years: QuerySet[Any] = (
        of_area.reported()
        .filter(
            period_start__month=1, period_start__day=1, period_end__month=12, period_end__day=31
        )
        .filter(period_start__year=F("period_end__year"))
        .select_related("metric", "source__origin")
        .order_by("-period_end", "key")[:READ]
    )
    by_metric: dict[int, list[Observation]] = defaultdict(list)
    for row in years:
        by_metric[row.metric_id].append(row)
    found = {metric: past_of(rows) for metric, rows in by_metric.items() if len(rows) >= ENOUGH}
    return {metric: past for metric, past in found.items() if past}


def past_of(rows: Sequence[Observation]) -> Past | None:
    """The years of one definition and kind, of which there are most; None where too few.

    A bound ("more than") is no value of the year.
    """
    lines = [
        {
            stand.period.start.year: stand.point.value
            for stand in series.stands
            if stand.point.qualifier in (Qualifier.EXACT, Qualifier.ABOUT)
        }
        for series in drawable(map(point_of, rows), rows[0].metric.measure_type)
        if series.span is Span.YEAR
    ]
    values = max(lines, key=len, default={})
    if len(values) < ENOUGH:
        return None
    first, last = min(values), max(values)
    return Past(first, last, [values.get(year) for year in range(first, last + 1)])


def is_forecast(figure: Observation) -> bool:
    return figure.kind == ObservationKind.FORECAST


def rivals() -> ObservationQuerySet:
    """Other numbers for the metric, area, period and kind of the observation at hand."""
    same = ["metric", "area", "period_start", "period_end", "kind"]
    others: ObservationQuerySet = Observation.objects.published()
    return others.filter(**{name: OuterRef(name) for name in same}).exclude(value=OuterRef("value"))
