"""What the catalogue of metrics shows, and every query that it makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from plans.choices import AreaKind
from plans.models import Area, Metric, Observation, Target
from plans.models.metrics import AUTHORITY, FIRMNESS, IS_COPY

CITY = "shanghai"
"""The area that this site is about."""

WIDTH = Case(
    When(key=CITY, then=Value(0)),
    *(When(kind=kind, then=Value(place)) for place, kind in enumerate(AreaKind.values, start=1)),
    output_field=IntegerField(),
)
"""Which area speaks for a metric: Shanghai, or else the widest there is."""


@dataclass(frozen=True, slots=True)
class MetricRow:
    """A metric of the catalogue: its newest figure (None where nothing was reported as fact),
    how many published figures and areas with figures it has, and how many targets."""

    metric: Metric
    newest: Observation | None
    observation_count: int
    area_count: int
    target_count: int


def counts() -> dict[str, Coalesce]:
    """How many published figures, areas with figures, and targets a metric has."""
    figures = Observation.objects.published().filter(metric=OuterRef("pk"))
    targets = Target.objects.published().main().filter(metric=OuterRef("pk"))
    return {
        "observation_count": _counted(figures, Count("pk")),
        "area_count": _counted(figures, Count("area", distinct=True)),
        "target_count": _counted(targets, Count("pk")),
    }


def _counted(rows: QuerySet[Any], count: Count) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values("metric").annotate(n=count).values("n")), 0)


def metrics_to_list() -> QuerySet[Metric]:
    """All metrics, which may be sorted by their counts. What is not asked is not counted."""
    return Metric.objects.alias(**counts())


def metric_rows(metrics: Sequence[Metric], areas: Sequence[str]) -> list[MetricRow]:
    """Add counts and newest figures to the metrics of one page, in two queries."""
    keys = [metric.pk for metric in metrics]
    counted = Metric.objects.filter(pk__in=keys).annotate(**counts())
    found = {row.pop("pk"): row for row in counted.values("pk", *counts())}
    newest = newest_figures(keys, areas)
    return [MetricRow(metric, newest.get(metric.pk), **found[metric.pk]) for metric in metrics]


def newest_figures(metrics: Sequence[int], areas: Sequence[str]) -> dict[int, Observation]:
    """The newest actual figure of each metric, from ``areas`` alone if any are named.

    One query: for each metric first its widest area with such a figure, then the newest of
    that area by the index, however many figures there are.
    """
    actual = Observation.objects.published().actuals()
    theirs = actual.filter(metric=OuterRef(OuterRef("pk")), area=OuterRef("pk"))
    places = Area.objects.filter(Exists(theirs)).order_by(WIDTH, "name_en", "key")
    if areas:
        places = places.filter(key__in=areas)
    newest_of_place = actual.filter(metric=OuterRef("pk"), area=OuterRef("place")).order_by(
        "-period_end", "-preferred", AUTHORITY, IS_COPY, FIRMNESS, "key"
    )
    newest = (
        Metric.objects.filter(pk__in=metrics)
        .annotate(place=Subquery(places.values("pk")[:1]))
        .values_list(Subquery(newest_of_place.values("pk")[:1]))
    )
    figures = Observation.objects.filter(pk__in=newest).with_evidence()
    return {figure.metric_id: figure for figure in figures}
