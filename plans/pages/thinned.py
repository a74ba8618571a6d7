"""The figures that a chart shows, picked by the database where there are many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Aggregate,
    BigIntegerField,
    Case,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber

from plans.domain.thinning import MOST_DRAWN, Stretches, stretches
from plans.models import Observation
from plans.models.metrics import ObservationQuerySet
from plans.pages.ordering import OF_ONE_PERIOD

A_YEAR = 365

SERIES = ("area", "kind", "series", "length")
"""What is thinned by itself: ``length`` tells days, parts of a year and years apart."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Figures of a chart; ``stretches`` is None where all of them are drawn."""

    figures: Sequence[Observation]
    stretches: Stretches | None = None


class _Days(Func):
    """Days from one date to another; Django would make an interval of it."""

    arg_joiner = " - "
    template = "(%(expressions)s)"
    output_field = IntegerField()

    def __init__(self, since: Any) -> None:
        super().__init__(F("period_end"), since)


class _Place(_Days):
    """``Stretches.place`` in SQL."""

    template = "((%(expressions)s) * %(count)s / %(days)s)"

    def __init__(self, cut: Stretches) -> None:
        super().__init__(Value(cut.first, output_field=DateField()))
        self.extra |= {"count": cut.count, "days": cut.days}


class _Which(Aggregate):
    """The id of the row in which an expression is least or greatest, in one pass without sorting:
    arrays are compared item by item."""

    template = "(%(function)s(ARRAY[%(expressions)s]::numeric[]))[2]::bigint"
    output_field = BigIntegerField()


class _Least(_Which):
    function = "MIN"


class _Greatest(_Which):
    function = "MAX"


def drawn(figures: ObservationQuerySet, total: int) -> Drawn:
    """Give the figures of a chart: all ``total`` in one query, or picked ones in three."""
    if total <= MOST_DRAWN:
        return Drawn(list(figures.newest_first()))
    series = _with_length(figures).values(*SERIES)
    ends = list(series.annotate(first=Min("period_end"), last=Max("period_end")).order_by())
    first, last = min(row["first"] for row in ends), max(row["last"] for row in ends)
    cut = stretches(first, last, len(ends))
    return Drawn(_with_what_stands(figures, _picked(figures, cut)), cut)


def _with_length(figures: ObservationQuerySet) -> ObservationQuerySet:
    """Without what is shown beside figures: picking needs numbers and days alone."""
    bare = figures.select_related(None).order_by().annotate(days=_Days(F("period_start")))
    return bare.annotate(
        length=Case(
            When(days=0, then=Value(0)),
            When(days__lt=A_YEAR - 1, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
    )


def _picked(figures: ObservationQuerySet, cut: Stretches) -> set[int]:
    """The ids of the first, last, lowest and highest figure of each series and stretch."""
    ends = _with_length(figures).annotate(place=_Place(cut)).values(*SERIES, "place")
    day = _Days(Value(cut.first, output_field=DateField()))
    rows = ends.annotate(
        lowest=_Least(F("value"), F("pk")),
        highest=_Greatest(F("value"), F("pk")),
        earliest=_Least(day, F("pk")),
        latest=_Greatest(day, F("pk")),
    ).values_list("lowest", "highest", "earliest", "latest")
    return {pk for row in rows for pk in row}


def _with_what_stands(figures: ObservationQuerySet, picked: set[int]) -> list[Observation]:
    """Add, where a rival was picked, what stands for its period."""
    same = ("area", "period_start", "period_end")
    beside = Observation.objects.filter(pk__in=picked, **{name: OuterRef(name) for name in same})
    found = figures.filter(Exists(beside)).annotate(place=Window(RowNumber(), **OF_ONE_PERIOD))
    return list(found.filter(Q(place=1) | Q(pk__in=picked)).newest_first()[: 2 * MOST_DRAWN])
