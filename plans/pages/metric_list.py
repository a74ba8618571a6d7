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
from plans.models.metrics import AUTHORITY, FIRMNESS

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
    """A metric of the catalogue; ``newest`` is None where nothing was reported as fact."""

    metric: Metric
    newest: Observation | None


def metrics_counted() -> QuerySet[Metric]:
    """Add how many published figures, areas with figures, and targets each metric has."""
    figures = Observation.objects.published().filter(metric=OuterRef("pk"))
    targets = Target.objects.published().main().filter(metric=OuterRef("pk"))
    return Metric.objects.annotate(
        observation_count=_counted(figures, Count("pk")),
        area_count=_counted(figures, Count("area", distinct=True)),
        target_count=_counted(targets, Count("pk")),
    )


def _counted(rows: QuerySet[Any], count: Count) -> Coalesce:
    """Count rows of a metric in a subquery, so that only the page's own are counted."""
    counts = rows.order_by().values("metric").annotate(n=count).values("n")
    return Coalesce(Subquery(counts), 0)


def metric_rows(metrics: Sequence[Metric], areas: Sequence[str]) -> list[MetricRow]:
    """Add the newest actual figure of each metric, from ``areas`` alone if any are named.

    One query: for each metric first its widest area with such a figure, then the newest of
    that area by the index, however many figures there are.
    """
    actual = Observation.objects.published().actuals()
    theirs = actual.filter(metric=OuterRef(OuterRef("pk")), area=OuterRef("pk"))
    places = Area.objects.filter(Exists(theirs)).order_by(WIDTH, "name_en", "key")
    if areas:
        places = places.filter(key__in=areas)
    newest_of_place = actual.filter(metric=OuterRef("pk"), area=OuterRef("place")).order_by(
        "-period_end", "-preferred", AUTHORITY, FIRMNESS, "key"
    )
    newest = (
        Metric.objects.filter(pk__in=[metric.pk for metric in metrics])
        .annotate(place=Subquery(places.values("pk")[:1]))
        .values_list(Subquery(newest_of_place.values("pk")[:1]))
    )
    figures = {
        figure.metric_id: figure
        for figure in Observation.objects.filter(pk__in=newest).with_evidence()
    }
    return [MetricRow(metric, figures.get(metric.pk)) for metric in metrics]
