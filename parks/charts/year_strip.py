"""How many events there are in each year, as bars, and of each kind, as shades: one small table.

Chart and table in one, drawn by the server: every number is a link and can be read aloud.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from parks.charts.heat import Labels, shade_of

HEIGHT = 40
"""Height of the tallest bar, in units of the drawing."""

GAP = 2
"""Years without an event in a row that are still shown as columns; longer gaps are one."""


@dataclass(frozen=True, slots=True)
class YearCell:
    """``shade`` is 1 for the palest and 0 for none. ``is_listed``: a choice was made, and these
    are among what it lists."""

    count: int
    shade: int
    is_listed: bool
    kind: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A year and its bar; or a gap of years without any event, from ``year`` to ``until``."""

    year: str
    count: int = 0
    bar: int = 0
    is_listed: bool = False
    until: str = ""

    @property
    def top(self) -> int:
        """Where the bar begins, from above."""
        return HEIGHT - self.bar


@dataclass(frozen=True, slots=True)
class KindLine:
    kind: str
    label: str
    cells: Sequence[YearCell]
    total: YearCell


@dataclass(frozen=True, slots=True)
class YearStrip:
    """``columns`` are in order of time. A kind without any event is left out."""

    columns: Sequence[Column]
    lines: Sequence[KindLine]
    total: int

    @property
    def height(self) -> int:
        return HEIGHT

    @property
    def busiest(self) -> Column | None:
        """The year with the most events; None where two have as many, or there is just one."""
        years = sorted((c for c in self.columns if c.count), key=lambda column: -column.count)
        is_clear = len(years) > 1 and years[0].count > years[1].count
        return years[0] if is_clear else None


def year_strip(
    counts: Mapping[tuple[str, str], int],
    kinds: Labels,
    chosen_kinds: Collection[str],
    chosen_years: Collection[str],
) -> YearStrip:
    """Lay out counts by (kind, year), made as if no kind and no year were chosen.

    A bar counts the chosen kinds, the total of a kind the chosen years, as their facets do.
    """
    tallies = Tallies({cell: n for cell, n in counts.items() if n}, chosen_kinds, chosen_years)
    by_year = {year: tallies.of_year(year) for _kind, year in tallies.counts}
    tallest = max(by_year.values(), default=0)
    most = max(tallies.counts.values(), default=0)

    def column(year: str, until: str) -> Column:
        n = by_year.get(year, 0)
        bar = max(1, round(HEIGHT * n / tallest)) if n else 0
        return Column(year, n, bar, year in chosen_years, until)

    columns = [column(*span) for span in spans(by_year)]

    def cell(kind: str, year: str) -> YearCell:
        n = tallies.counts.get((kind, year), 0)
        return YearCell(n, shade_of(n, most), bool(n) and tallies.lists(kind, year), kind, year)

    def line(kind: str, label: str) -> KindLine:
        total = YearCell(tallies.of_kind(kind), 0, kind in chosen_kinds, kind)
        return KindLine(kind, label, [cell(kind, column.year) for column in columns], total)

    filled = {kind for kind, _year in tallies.counts}
    lines = [line(kind, label) for kind, label in kinds if kind in filled]
    return YearStrip(columns, lines, sum(n for cell, n in counts.items() if tallies.fits(*cell)))


@dataclass(frozen=True, slots=True)
class Tallies:
    """Counts by (kind, year), and what is chosen of both; nothing chosen means all."""

    counts: Mapping[tuple[str, str], int]
    kinds: Collection[str]
    years: Collection[str]

    def fits(self, kind: str, year: str) -> bool:
        return (not self.kinds or kind in self.kinds) and (not self.years or year in self.years)

    def lists(self, kind: str, year: str) -> bool:
        """Whether a choice was made, and this is among what it lists."""
        return bool(self.kinds or self.years) and self.fits(kind, year)

    def of_year(self, year: str) -> int:
        return sum(
            n
            for (kind, other), n in self.counts.items()
            if other == year and (not self.kinds or kind in self.kinds)
        )

    def of_kind(self, kind: str) -> int:
        return sum(
            n
            for (other, year), n in self.counts.items()
            if other == kind and (not self.years or year in self.years)
        )


def spans(years: Collection[str]) -> list[tuple[str, str]]:
    """Every year from the first to the last; a long gap is one span with its last year.

    >>> spans(["2015", "2018"])
    [('2015', ''), ('2016', ''), ('2017', ''), ('2018', '')]
    >>> spans(["1992", "2003"])
    [('1992', ''), ('1993', '2002'), ('2003', '')]
    """
    found: list[tuple[str, str]] = []
    for year in sorted(map(int, years)):
        if found:
            last = int(found[-1][1] or found[-1][0])
            missing = range(last + 1, year)
            if len(missing) > GAP:
                found.append((str(last + 1), str(year - 1)))
            else:
                found += [(str(empty), "") for empty in missing]
        found.append((str(year), ""))
    return found
