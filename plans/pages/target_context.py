"""What is nearest to a target where no figure decides it. None of it is evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from django.db.models import BooleanField, DateField, DurationField, ExpressionWrapper, F, Q, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from plans.choices import AreaKind, ObservationKind
from plans.domain.likeness import most_alike
from plans.models import Metric, Observation, Target
from plans.models.metrics import AUTHORITY, FIRMNESS, IS_COPY, ObservationQuerySet

ROWS = 12
"""Figures of other areas on the page; the metric's own page has all."""

ALIKE = 8
"""Metrics of the same subject that are looked at."""


class Nearness(Enum):
    """In which way a figure is near to a target, the nearest first."""

    EXPECTED = _("expected for this area, not reported")
    AROUND = _("reported for the area around it")
    WITHIN = _("reported for a part of it")
    ELSEWHERE = _("reported for another area")
    EXPECTED_ELSEWHERE = _("expected for another area, not reported")


@dataclass(frozen=True, slots=True)
class ContextRow:
    """A figure that is no evidence, and why it is shown."""

    observation: Observation
    nearness: Nearness

    @property
    def label(self) -> str:
        return str(self.nearness.value)


@dataclass(frozen=True, slots=True)
class Context:
    """What stands nearest to a target.

    ``figures`` are of its metric, of other areas or expected; ``alike`` of other metrics whose
    names share words with what it promises, for its area or one around it.
    """

    figures: Sequence[ContextRow]
    left_out: int
    alike: Sequence[Observation]

    def __bool__(self) -> bool:
        return bool(self.figures or self.alike)


NOTHING = Context((), 0, ())


def nearest_figures(target: Target, as_of: dt.date) -> tuple[list[ContextRow], int]:
    """Find the figures of the metric nearest in time: of other areas, and what is expected.

    One query. Gives also how many areas were left out.
    """
    if target.metric_id is None:
        return [], 0
    known: ObservationQuerySet = Observation.objects.published().known_on(as_of)
    is_forecast = Q(kind=ObservationKind.FORECAST)
    nearest = (
        known.filter(metric=target.metric_id)
        .filter(is_forecast | ~Q(area=target.area_id))
        .annotate(
            is_forecast=ExpressionWrapper(is_forecast, output_field=BooleanField()),
            distance=days_from(target.due_on.last_day),
        )
        .with_evidence()
        .order_by(
            "area_id", "is_forecast", "distance", "-preferred", AUTHORITY, IS_COPY, FIRMNESS, "key"
        )
        .distinct("area_id", "is_forecast")
    )
    around = [area.pk for area in target.area.around()]
    rows = [ContextRow(figure, nearness_of(figure, target, around)) for figure in nearest]
    rows.sort(key=_order)
    return rows[:ROWS], max(0, len(rows) - ROWS)


def days_from(day: dt.date) -> Greatest:
    """How far the end of a figure's period lies from a day, before it or after it."""
    end, that = F("period_end"), Value(day, output_field=DateField())
    return Greatest(end - that, that - end, output_field=DurationField())


def nearness_of(figure: Observation, target: Target, around: Sequence[int]) -> Nearness:
    is_forecast = figure.kind == ObservationKind.FORECAST
    if figure.area_id == target.area_id:
        return Nearness.EXPECTED
    if is_forecast:
        return Nearness.EXPECTED_ELSEWHERE
    if figure.area_id in around:
        return Nearness.AROUND
    return Nearness.WITHIN if figure.area.parent_id == target.area_id else Nearness.ELSEWHERE


def _order(row: ContextRow) -> tuple[int, int, str]:
    area = row.observation.area
    return list(Nearness).index(row.nearness), AreaKind.values.index(area.kind), area.name_en


def figures_alike(target: Target, as_of: dt.date) -> list[Observation]:
    """Find the newest figures of metrics with a similar name, the likest first. Two queries."""
    subject = target.metric.name_en if target.metric else target.statement
    names = dict(Metric.objects.values_list("pk", "name_en"))
    names.pop(target.metric_id or 0, None)
    alike = most_alike(subject, names, most=ALIKE)
    if not alike:
        return []
    areas = [target.area_id, *(area.pk for area in target.area.around())]
    newest = (
        Observation.objects.published()
        .reported()
        .known_on(as_of)
        .filter(metric__in=alike, area__in=areas)
        .with_evidence()
        .newest_per_area()
    )
    of_metric: dict[int, Observation] = {}
    for figure in sorted(newest, key=lambda figure: areas.index(figure.area_id)):
        of_metric.setdefault(figure.metric_id, figure)
    return [of_metric[metric] for metric in alike if metric in of_metric]


def context_of(target: Target, as_of: dt.date) -> Context:
    """Gather what stands nearest, in three queries."""
    figures, left_out = nearest_figures(target, as_of)
    return Context(figures, left_out, figures_alike(target, as_of))
