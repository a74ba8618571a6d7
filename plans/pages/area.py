"""What the evidence knows of an area: its figures, and what plans want of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from plans.choices import ObservationKind
from plans.models import Area, Observation, PolicyMeasure
from plans.models.metrics import ObservationQuerySet
from plans.pages.targets import TargetRow, public_targets, target_rows


@dataclass(frozen=True, slots=True)
class FigureOfArea:
    """The newest figure of a metric for an area, or a forecast for later than that.

    ``disputed``: another source has another number for the same period. ``total`` counts the
    figures of the metric for the area, this one included.
    """

    observation: Observation
    disputed: bool
    total: int


@dataclass(frozen=True, slots=True)
class AreaEvidence:
    """Figures about an area, and the targets and policy measures for it."""

    area: Area
    figures: Sequence[FigureOfArea]
    targets: Sequence[TargetRow]
    measures: Sequence[PolicyMeasure]


def area_evidence(area: Area, language: str) -> AreaEvidence:
    """Gather what is known of an area in four queries, however much it is."""
    targets = public_targets().filter(area=area).order_by("due_on", "plan__key", "key")
    measures = PolicyMeasure.objects.published().filter(area=area).with_evidence()
    return AreaEvidence(
        area=area,
        figures=newest_figures(area),
        targets=target_rows(list(targets), language),
        measures=list(measures.order_by("-plan__issued_on", "plan__key", "key")),
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
    reported = {row.metric_id: row.period_end for row in figures if not is_forecast(row)}
    return [
        FigureOfArea(row, row.has_rival, total[row.metric_id])
        for row in figures
        if not is_forecast(row) or row.period_end > reported.get(row.metric_id, dt.date.min)
    ]


def is_forecast(figure: Observation) -> bool:
    return figure.kind == ObservationKind.FORECAST


def rivals() -> ObservationQuerySet:
    """Other numbers for the metric, area, period and kind of the observation at hand."""
    same = ["metric", "area", "period_start", "period_end", "kind"]
    others: ObservationQuerySet = Observation.objects.published()
    return others.filter(**{name: OuterRef(name) for name in same}).exclude(value=OuterRef("value"))
