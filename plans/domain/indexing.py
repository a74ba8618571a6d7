"""Figures told as per cent of what they were in one year: base year = 100.

Nobody published such a number. It is made of exactly two figures, says so, and leads to both.

- A figure is divided by the one of the base year of the same metric, area, kind, definition and
  span. For whole years that is the base year itself; for parts of a year the same part of the base
  year; for levels on a day the last day in it that has one. Figures of several years have no base.
- Where sources differ on the base year, the figure that stands for it is the base of all.
- A bound has no index and is no base; a base must be above zero (``plans.domain.derived.derive``).
- A rival has an index only where the figure that stands for its period has one: it must not take
  its place in the line.
- Rates and growth have no index: 6% after 3% has not doubled anything that was counted.
- What has no base is left out and named, never drawn beside what has one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from plans.choices import MeasureType
from plans.domain.dates import last_day_of_month
from plans.domain.derived import NUMBERS, Derived, Way, derive
from plans.domain.periods import Period
from plans.domain.series import DrawnSeries, Point, Span, Stand, drawable

HUNDRED = Decimal(100)


class Why(Enum):
    """Why figures have no index."""

    RATE = "rate"
    NO_BASE = "no_base"
    BASE_UNFIT = "base_unfit"
    NOT_A_NUMBER = "not_a_number"
    RIVAL_ALONE = "rival_alone"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Figures of one kind and span that have no index; ``kind`` is a code of ObservationKind."""

    why: Why
    kind: str
    span: Span
    figures: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Indexed:
    """What has an index, in the order of the series, and what has none."""

    values: tuple[Derived, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def points(self) -> list[Point]:
        """The indexes as charts draw them, each settled among its rivals as its figure is."""
        return [
            replace(value.point, preferred=value.figure.preferred, is_copy=value.figure.is_copy)
            for value in self.values
        ]


def indexed(points: Iterable[Point], measure_type: str, year: int) -> Indexed:
    """Tell the figures of one metric and area as per cent of those of ``year``."""
    values: list[Derived] = []
    left_out: list[LeftOut] = []
    for series in drawable(points, measure_type):
        found, gone = _of_series(series, measure_type, year)
        values += found
        left_out += gone
    return Indexed(tuple(values), tuple(left_out))


def _of_series(
    series: DrawnSeries, measure_type: str, year: int
) -> tuple[list[Derived], list[LeftOut]]:
    bases = {} if measure_type == MeasureType.INDEX else _bases(series, year)
    values: list[Derived] = []
    gone: dict[Why, list[Point]] = {}
    for stand in series.stands:
        base = bases.get(_part(stand.period))
        own = _index(stand.point, base, series.kind)
        for point in (stand.point, *stand.agreeing, *stand.rivals):
            value = own if point is stand.point else _index(point, base, series.kind)
            if isinstance(value, Derived) and not isinstance(own, Derived):
                value = Why.RIVAL_ALONE
            if isinstance(value, Derived):
                values.append(value)
            else:
                why = Why.RATE if measure_type == MeasureType.INDEX else value
                gone.setdefault(why, []).append(point)
    return values, [
        LeftOut(why, series.kind, series.span, tuple(figures)) for why, figures in gone.items()
    ]


def _index(point: Point, base: Stand | None, kind: str) -> Derived | Why:
    if base is None or point.kind != kind:
        return Why.NO_BASE
    if base.point.qualifier not in NUMBERS or base.point.value <= 0:
        return Why.BASE_UNFIT
    value = derive(Way.SHARE, point, base.point)
    if value is None:
        return Why.NOT_A_NUMBER
    if point is base.point:  # 100 by definition, however vague the figure is
        return replace(value, value=HUNDRED, low=HUNDRED, high=HUNDRED)
    return value


Part = tuple[object, ...]
"""The part of a year that a period is, whatever the year."""


def _bases(series: DrawnSeries, year: int) -> dict[Part, Stand]:
    """The base for each part of a year: later days replace earlier ones."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return {
        _part(stand.period): stand
        for stand in series.stands
        if first <= stand.period.start and stand.period.end <= last
    }


def _part(period: Period) -> Part:
    """Tell the part of a year by month and day; the end of February is one day in any year."""
    span = Span.of(period)
    if span is not Span.PART_YEAR:
        return (span,)
    start, end = period.start, period.end
    day = 0 if end == last_day_of_month(end.year, end.month) else end.day
    return span, end.year - start.year, start.month, start.day, end.month, day
