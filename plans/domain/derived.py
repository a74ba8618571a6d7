"""What may be computed from figures that sources give: growth, and one as per cent of another.

Nobody published such a number. It is made here of exactly two figures, says so, and leads to
both. What a source itself states as growth is an observation and has no place here.

- Both figures must be numbers, exact or "about". A bound gives nothing: "more than 5" after
  "more than 4" may be a fall.
- Growth is computed along the lines of ``plans.domain.series.drawable`` alone: one kind, one
  definition, equal periods without a gap. Levels of single days are compared a year apart.
- Where sources differ, the figure that stands for its period is taken.
- A share is told of what a metric is a part of by definition (``Metric.part_of``), and of nothing
  else: patients as per cent of patents would be a number, and no more.
- "About" in one of the two makes the result "about"; ``low`` and ``high`` are what the margins
  of both allow.
- Results are rounded half up to one decimal place, below 1 to two digits.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from itertools import pairwise

from plans.choices import ComputedUnit, MeasureType, Qualifier, Unit
from plans.domain.disagreement import about_margin
from plans.domain.periods import Period
from plans.domain.series import Point, Stand, drawable, stands
from plans.domain.texts import CHINESE

NUMBERS = (Qualifier.EXACT, Qualifier.ABOUT)
SHARED_TYPES = (MeasureType.FLOW, MeasureType.STOCK)
"""Amounts and levels can be part of one another; rates and shares cannot."""

TENTH = Decimal("0.1")
WHOLE = Decimal(100)
"""Per cent."""


class Way(Enum):
    """How two figures make one, with the formula for machines: ``a`` is the figure of the
    period, ``b`` the one before it or the base."""

    GROWTH = "(a - b) / b * 100"
    DIFFERENCE = "a - b"
    SHARE = "a / b * 100"

    @property
    def unit(self) -> str:
        """Per cent, or percentage points between two percentages."""
        return ComputedUnit.POINTS if self is Way.DIFFERENCE else Unit.PERCENT


def _each_once(*names: str) -> str:
    return " / ".join(dict.fromkeys(filter(None, names)))


@dataclass(frozen=True, slots=True)
class Derived:
    """A computed number, in ``way.unit``. ``low`` and ``high`` differ from ``value`` where a
    margin is known."""

    way: Way
    figure: Point
    other: Point
    value: Decimal
    low: Decimal
    high: Decimal

    @property
    def period(self) -> Period:
        return self.figure.period

    @property
    def key(self) -> str:
        return f"computed-{self.figure.key}"

    @property
    def series(self) -> str:
        """The definitions of both: a line never joins it to a number of others."""
        return _each_once(self.figure.series, self.other.series)

    @property
    def series_zh(self) -> str:
        """The same in Chinese, as far as both have it."""
        figures = (self.figure, self.other)
        return _each_once(*(point.definition.pick(CHINESE)[0] for point in figures))

    @property
    def is_about(self) -> bool:
        return Qualifier.ABOUT in (self.figure.qualifier, self.other.qualifier)

    @property
    def qualifier(self) -> str:
        return Qualifier.ABOUT if self.is_about else Qualifier.EXACT

    @property
    def formula(self) -> str:
        """The computation with its numbers, in base units."""
        a, b = (_plain(point.value) for point in (self.figure, self.other))
        return "".join({"a": a, "b": b}.get(sign, sign) for sign in self.way.value)

    @property
    def point(self) -> Point:
        """The number as charts draw it; it rests on both figures."""
        return Point(
            period=self.period,
            value=self.value,
            qualifier=self.qualifier,
            kind=self.figure.kind,
            citation=self.figure.citation,
            key=self.key,
            series=self.series,
            series_zh=self.series_zh,
            margin=max(self.high - self.value, self.value - self.low) if self.is_about else None,
            inputs=(self.figure, self.other),
        )


def way_of_growth(unit: str) -> Way:
    """Percentages are subtracted: 5% after 4% has not grown by 25%."""
    return Way.DIFFERENCE if unit == Unit.PERCENT else Way.GROWTH


def growth(points: Iterable[Point], measure_type: str, unit: str) -> list[Derived]:
    """Compute the change on the period before, of one metric and area, in the order of time."""
    way = way_of_growth(unit)
    found = [
        derived
        for series in drawable(points, measure_type)
        for segment in series.segments
        for before, after in pairwise(segment)
        if _a_period_apart(before.period, after.period)
        and (derived := derive(way, after.point, before.point))
    ]
    return sorted(found, key=_in_time)


def share(
    points: Iterable[Point], base: Iterable[Point], measure_type: str, unit: str
) -> list[Derived]:
    """Compute figures as per cent of those of a metric that they are a part of, of the same area.

    Both must be of the same period and kind. Where the base has two definitions for a period,
    nobody says which is meant, and nothing is computed; nor where a part would be greater than its
    whole: then their sources mean two things.
    """
    if not can_be_shared(measure_type, unit):
        return []
    wholes: dict[tuple[Period, str], list[Stand]] = defaultdict(list)
    for settled in stands(base):
        wholes[settled.period, settled.point.kind].append(settled)
    found = []
    for settled in stands(points):
        whole = wholes[settled.period, settled.point.kind]
        derived = derive(Way.SHARE, settled.point, whole[0].point) if len(whole) == 1 else None
        if derived and derived.low <= WHOLE:
            found.append(derived)
    return sorted(found, key=_in_time)


def can_be_shared(measure_type: str, unit: str) -> bool:
    """Whether figures of this kind can be told as per cent of others of the same kind."""
    return measure_type in SHARED_TYPES and unit != Unit.PERCENT


def above(part: int, part_of: Mapping[int, int | None]) -> Iterator[int]:
    """Walk from a part to what it is a part of, and on: a part of a part is one of the whole.

    >>> list(above(1, {1: 2, 2: 3, 3: None}))
    [2, 3]
    """
    seen = {part}
    while (whole := part_of.get(part)) is not None and whole not in seen:
        yield whole
        seen.add(whole)
        part = whole


def derive(way: Way, figure: Point, other: Point) -> Derived | None:
    """Compute one number, or None where the two allow none (a bound, a base that is not above
    zero)."""
    if figure.qualifier not in NUMBERS or other.qualifier not in NUMBERS:
        return None
    (low, value, high), (least, base, most) = _ends(figure), _ends(other)
    if way is not Way.DIFFERENCE and (least <= 0 or low < 0):
        return None
    numbers = (_computed(way, low, most), _computed(way, value, base), _computed(way, high, least))
    return Derived(way, figure, other, *(rounded(numbers[place]) for place in (1, 0, 2)))


def _computed(way: Way, a: Decimal, b: Decimal) -> Decimal:
    if way is Way.DIFFERENCE:
        return a - b
    return a / b * 100 if way is Way.SHARE else (a - b) / b * 100


def _ends(point: Point) -> tuple[Decimal, Decimal, Decimal]:
    margin = about_margin(point) if point.qualifier == Qualifier.ABOUT else Decimal(0)
    return point.value - margin, point.value, point.value + margin


def rounded(number: Decimal) -> Decimal:
    """Round half up to one decimal place, a number below 1 to two digits.

    >>> rounded(Decimal("12.05")), rounded(Decimal("0.01234")), rounded(Decimal("-3.25"))
    (Decimal('12.1'), Decimal('0.012'), Decimal('-3.3'))
    """
    if number == 0:
        return Decimal(0)
    step = TENTH if abs(number) >= 1 else Decimal(1).scaleb(number.adjusted() - 1)
    return number.quantize(step, ROUND_HALF_UP)


def _a_period_apart(before: Period, after: Period) -> bool:
    """Days are joined at any distance; their growth can be compared a year apart only."""
    return not after.is_day or _year_before(after.start) == before.start


def _year_before(day: dt.date) -> dt.date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def _in_time(derived: Derived) -> tuple[dt.date, dt.date, str]:
    return derived.period.middle, derived.period.end, derived.key


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"({text})" if number < 0 else text


def ending_in(derived: Sequence[Derived], since: int | None, until: int | None) -> list[Derived]:
    """Keep those of the years asked for. The figure before may lie outside."""
    return [
        one
        for one in derived
        if (since is None or one.period.end.year >= since)
        and (until is None or one.period.end.year <= until)
    ]
