"""Metrics computed from the records of this site: what is added up, what is not, and what is said.

A record is dated by the year that its date begins with, so one that is known by its year alone
is counted in that year like any other. A year without records has no point: nothing is held
here, which says nothing of the world.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from plans.choices import Qualifier, Unit
from plans.domain.quantities import Quantity

RECORDS = "records"
"""Who says a number that is counted from the records held here: a word beside ``SourceKind``."""

FLOORS = (Qualifier.MORE_THAN.value, Qualifier.AT_LEAST.value)
ADDED = frozenset({Qualifier.EXACT.value, Qualifier.ABOUT.value, *FLOORS})
"""How firmly an amount is stated that is added up. A ceiling ("at most") says nothing of how
much there was at least, so it is left out, and that is said."""


class Way(Enum):
    """How records become points."""

    COUNT = "count"
    """How many there are of each year."""
    TO_DATE = "to_date"
    """How many there are up to the end of each year."""
    SUM = "sum"
    """The amounts of each year, added up in one currency."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Records that are alike: of one year (None: not dated), stated in one unit, as firmly.

    ``total`` is the sum of their amounts in the base unit, None where they state none;
    ``year_alone`` how many of the ``n`` are known by their year alone; ``known_from`` the first
    day on which a reader could know them, None where nobody asked.
    """

    year: int | None
    n: int
    year_alone: int = 0
    unit: str = ""
    qualifier: str = ""
    total: Decimal | None = None
    known_from: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A year: the value, how many records make it, how many of them are new in that year.

    ``is_part``: the year was still running on the day that is read as of.
    """

    year: int
    value: Decimal
    records: int
    new: int
    year_alone: int
    qualifier: str = Qualifier.EXACT.value
    is_part: bool = False

    def quantity(self, unit: str) -> Quantity:
        return Quantity(self.value, unit, self.qualifier)


@dataclass(frozen=True, slots=True)
class Computed:
    """The points of a series, oldest first, and how many of ``held`` records are in none."""

    points: Sequence[Point]
    held: int
    undated: int = 0
    later: int = 0
    """Dated in a year that had not begun."""
    unstated: int = 0
    """State no amount."""
    elsewhere: int = 0
    """Amounts in other units, which are never converted."""
    ceilings: int = 0
    """State only what it is at most."""

    @property
    def used(self) -> int:
        """How many records the points are made of, each once."""
        return sum(point.new for point in self.points)

    @property
    def newest(self) -> Point | None:
        return self.points[-1] if self.points else None

    def by_year(self, first: int) -> list[Point | None]:
        """Every year from ``first`` to the newest point: None where nothing is held."""
        found = {point.year: point for point in self.points}
        last = max(found, default=first - 1)
        return [found.get(year) for year in range(first, last + 1)]


def computed(tallies: Iterable[Tally], way: Way, unit: str, day: dt.date) -> Computed:
    """Make points of tallies, as of a day. ``unit`` is the currency of a sum.

    >>> tallies = [Tally(2023, 2), Tally(2024, 1, year_alone=1), Tally(None, 4)]
    >>> found = computed(tallies, Way.TO_DATE, "count", dt.date(2024, 6, 30))
    >>> [(point.year, int(point.value), point.is_part) for point in found.points], found.undated
    ([(2023, 2, False), (2024, 3, True)], 4)
    """
    rows = list(tallies)
    not_counted: dict[str, int] = defaultdict(int)
    by_year: dict[int, list[Tally]] = defaultdict(list)
    for tally in rows:
        why = left_out(tally, way, unit, day)
        if why:
            not_counted[why] += tally.n
        elif tally.year is not None:
            by_year[tally.year].append(tally)
    points = [_point(year, by_year[year], way, day) for year in sorted(by_year)]
    if way is Way.TO_DATE:
        points = _running(points, day)
    return Computed(points, sum(tally.n for tally in rows), **not_counted)


def left_out(tally: Tally, way: Way, unit: str, day: dt.date) -> str:
    """Why a tally is in no point; empty where it is in one. Each is counted under one reason."""
    if way is Way.SUM:
        if tally.total is None:
            return "unstated"
        if tally.unit != unit:
            return "elsewhere"
        if tally.qualifier not in ADDED:
            return "ceilings"
    if tally.year is None:
        return "undated"
    return "later" if tally.year > day.year else ""


def _point(year: int, tallies: Sequence[Tally], way: Way, day: dt.date) -> Point:
    n = sum(tally.n for tally in tallies)
    is_sum = way is Way.SUM
    value = sum((tally.total or Decimal(0) for tally in tallies), Decimal(0)) if is_sum else n
    return Point(
        year=year,
        value=Decimal(value),
        records=n,
        new=n,
        year_alone=sum(tally.year_alone for tally in tallies),
        qualifier=qualifier_of_sum(tally.qualifier for tally in tallies) if is_sum else "exact",
        is_part=year == day.year,
    )


def qualifier_of_sum(qualifiers: Iterable[str]) -> str:
    """How firmly a sum stands: no more firmly than its loosest part.

    >>> qualifier_of_sum(["exact", "more_than"]), qualifier_of_sum(["about", "more_than"])
    ('more_than', 'about')
    """
    looseness = [Qualifier.ABOUT.value, *FLOORS, Qualifier.EXACT.value]
    return min(qualifiers, key=looseness.index)


def _running(points: Sequence[Point], day: dt.date) -> list[Point]:
    """Add up from the first year to that of the day. A year without a new record keeps what
    the records before it say."""
    new = {point.year: point for point in points}
    found: list[Point] = []
    total = year_alone = 0
    for year in range(min(new, default=day.year + 1), day.year + 1):
        added = new[year].new if year in new else 0
        total += added
        year_alone += new[year].year_alone if year in new else 0
        found.append(
            Point(year, Decimal(total), total, added, year_alone, is_part=year == day.year)
        )
    return found


COUNTED_IN = Unit.COUNT.value
"""The unit of what is counted and not added up."""
