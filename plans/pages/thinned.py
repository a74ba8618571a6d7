"""The figures that a chart shows, picked by the database where there are many."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    DateField,
    DecimalField,
    ExpressionWrapper,
    F,
    Field,
    Func,
    IntegerField,
    Max,
    Min,
    Q,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, RowNumber

from plans.charts.wording import THINNED, say
from plans.domain.thinning import MOST_DRAWN, Stretches, stretches
from plans.models import Observation
from plans.models.facts import DECIMALS
from plans.models.metrics import ObservationQuerySet
from plans.pages.ordering import OF_ONE_PERIOD

A_YEAR = 365

SERIES = ("area", "kind", "series", "length")
"""What is thinned by itself: ``length`` tells days, parts of a year and years apart."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Figures of a chart out of ``total``; ``stretches`` is None where all of them are drawn."""

    figures: Sequence[Observation]
    total: int
    stretches: Stretches | None = None

    def note(self, language: str) -> str:
        """What the chart leaves out, and by which rule; empty where it shows all."""
        if self.stretches is None:
            return ""
        return say(
            THINNED,
            language,
            drawn=f"{len(self.figures):,}",
            total=f"{self.total:,}",
            stretches=f"{self.stretches.count:,}",
        )


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


IDS = 10**12
"""More than there are rows: an id is less."""

LAST_PLACES = 10 ** DECIMALS["decimal_places"]
"""By which a stored number becomes a whole one."""


def _numbered(whole: Any, field: Field[Any, Any]) -> ExpressionWrapper:
    """A whole number with the id of its row in the last digits: it sorts by number, then by id.

    The least of these names its row, in one pass and without sorting; an array of both, which
    says the same, takes the database twice as long.
    """
    return ExpressionWrapper(whole * Value(IDS) + F("pk"), output_field=field)


def _id_in(numbered: Decimal | int) -> int:
    """The id in the last digits. ``%`` looks for it from below: numbers may be negative."""
    return int(numbered) % IDS


def drawn(figures: ObservationQuerySet, total: int) -> Drawn:
    """Give the figures of a chart: all ``total`` in one query, or picked ones in four."""
    if total <= MOST_DRAWN:
        return Drawn(list(figures.newest_first()), total)
    series = _with_length(figures).values(*SERIES)
    ends = list(series.annotate(first=Min("period_end"), last=Max("period_end")).order_by())
    first, last = min(row["first"] for row in ends), max(row["last"] for row in ends)
    cut = stretches(first, last, len(ends))
    return Drawn(_with_what_stands(figures, _picked(figures, cut)), total, cut)


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
    days = _Days(Value(cut.first, output_field=DateField()))
    day = _numbered(Cast(days, BigIntegerField()), BigIntegerField())
    value = _numbered(
        F("value") * Value(LAST_PLACES), DecimalField(max_digits=40, decimal_places=0)
    )
    ends = _with_length(figures).annotate(place=_Place(cut)).values(*SERIES, "place")
    rows = ends.annotate(
        lowest=Min(value), highest=Max(value), earliest=Min(day), latest=Max(day)
    ).values_list("lowest", "highest", "earliest", "latest")
    return {_id_in(numbered) for row in rows for numbered in row}


def _with_what_stands(figures: ObservationQuerySet, picked: set[int]) -> list[Observation]:
    """Add, where a rival was picked, what stands for its period.

    The days are asked for first and then named: joined to the table itself, the picked ones
    take minutes where the database has no statistics yet, as after many rows came in.
    """
    periods = Observation.objects.filter(pk__in=picked).order_by()
    named = {*periods.values_list("area", "period_start", "period_end")}
    days: dict[int, set[dt.date]] = defaultdict(set)
    for area, _start, end in named:
        days[area].add(end)
    of_these_days = Q(
        *(Q(area=area, period_end__in=ends) for area, ends in days.items()), _connector=Q.OR
    )
    found = figures.filter(of_these_days).annotate(place=Window(RowNumber(), **OF_ONE_PERIOD))
    shown = found.filter(Q(place=1) | Q(pk__in=picked)).newest_first()[: 2 * MOST_DRAWN]
    return [row for row in shown if (row.area_id, row.period_start, row.period_end) in named]
