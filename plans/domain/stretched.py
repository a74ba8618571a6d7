"""A few old figures can stretch a chart over decades, and squeeze all others into its end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from plans.domain.periods import Period

EMPTY = Fraction(1, 3)
"""Share of the years shown that lie empty in one piece before a chart is called stretched."""

OLD = Fraction(1, 5)
"""Share of the figures that may lie before it: more than these are no few."""


@dataclass(frozen=True, slots=True)
class Stretched:
    """Figures before ``since`` stretch the chart: ``old`` of them."""

    since: int
    old: int


def stretched(periods: Iterable[Period]) -> Stretched | None:
    """Find the year to begin with, given the period of each figure; None where all is well.

    While a third of the years or more lie empty in one piece and at most a fifth of all figures
    before it, what is older goes. A figure whose period spans the empty years fills them.

    >>> years = [Period.of_year(year) for year in (1993, 2018, 2019, 2020, 2021, 2022)]
    >>> stretched(years)
    Stretched(since=2018, old=1)
    >>> stretched(years[1:])
    """
    spans = sorted((period.start.year, period.end.year) for period in periods)
    old = 0
    while (gap := _widest_gap(spans[old:])) is not None:
        place, empty, years = gap
        before = old + place
        if empty < EMPTY * years or before > OLD * len(spans):
            break
        old = before
    return Stretched(spans[old][0], old) if old else None


def _widest_gap(spans: list[tuple[int, int]]) -> tuple[int, int, int] | None:
    """Where the widest gap is (how many figures lie before it), its years, and those of all."""
    if not spans:
        return None
    gaps, until = [], spans[0][1]
    for place, (start, end) in enumerate(spans):
        gaps.append((start - until - 1, -place))
        until = max(until, end)
    empty, place = max(gaps)
    return (-place, empty, until - spans[0][0] + 1) if empty > 0 else None
