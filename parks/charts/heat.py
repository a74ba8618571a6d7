"""A table of counts whose cells are shaded: chart and table in one, from one set of numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log

SHADES = 5

Labels = Sequence[tuple[str, str]]
"""Codes with their words, in order."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many things are in a row and a column, either of which is empty in a total.

    ``shade`` is 1 for the palest and 0 for none. ``is_listed``: a choice was made, and these are
    among what it lists.
    """

    row: str
    column: str
    count: int
    shade: int
    is_listed: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A row, a cell for each column, and its total."""

    code: str
    label: str
    cells: Sequence[Cell]
    total: Cell


@dataclass(frozen=True, slots=True)
class Heat:
    """``columns`` stand above the cells of every row; ``totals`` at their foot.

    ``is_narrowed``: rows or columns were chosen, so that not all that is counted is listed.
    """

    columns: Labels
    lines: Sequence[Line]
    totals: Sequence[Cell]
    total: Cell
    is_narrowed: bool

    @property
    def commonest_row(self) -> tuple[str, int] | None:
        """The words and the total of the largest row; None where two are as large, or one."""
        return commonest([(line.label, line.total.count) for line in self.lines])

    @property
    def commonest_column(self) -> tuple[str, int] | None:
        counts = [cell.count for cell in self.totals]
        labels = [label for _code, label in self.columns]
        return commonest([pair for pair in zip(labels, counts, strict=True) if pair[1]])


def commonest(counted: Sequence[tuple[str, int]]) -> tuple[str, int] | None:
    """The largest of at least two, where no other is as large.

    >>> commonest([("CAR-T cells", 26), ("NK cells", 1)]), commonest([("a", 1), ("b", 1)])
    (('CAR-T cells', 26), None)
    """
    ranked = sorted(counted, key=lambda pair: -pair[1])
    is_clear = len(ranked) > 1 and ranked[0][1] > ranked[1][1]
    return ranked[0] if is_clear else None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows and the columns that a reader chose; none of them means all."""

    rows: Collection[str] = ()
    columns: Collection[str] = ()

    def lists(self, row: str, column: str) -> bool:
        """Whether what a cell counts is listed because of the choice.

        >>> chosen = Chosen(rows=["car_t"])
        >>> chosen.lists("car_t", "phase1"), chosen.lists("car_t", ""), chosen.lists("", "phase1")
        (True, True, False)
        """
        pairs = ((row, self.rows), (column, self.columns))
        return self.is_any and all(not some or code in some for code, some in pairs)

    @property
    def is_any(self) -> bool:
        return bool(self.rows or self.columns)


def shade_of(count: int, most: int) -> int:
    """Shade by the ratio to the largest count, so that 1 and 5 stay apart beside a 41.

    >>> [shade_of(count, 41) for count in (0, 1, 5, 41)], shade_of(1, 1)
    ([0, 1, 3, 5], 5)
    """
    if count == 0 or count == most:
        return SHADES if count else 0
    return 1 + round((SHADES - 1) * log(count) / log(most))


def heat(
    counts: Mapping[tuple[str, str], int], rows: Labels, columns: Labels, chosen: Chosen
) -> Heat:
    """Lay out counts by (row, column). A row without anything is left out, a column never."""
    most = max(counts.values(), default=0)

    def cell(row: str, column: str, count: int, shade: int = 0) -> Cell:
        return Cell(row, column, count, shade, chosen.lists(row, column))

    def total(row: str = "", column: str = "") -> Cell:
        fitting = (n for (r, c), n in counts.items() if row in ("", r) and column in ("", c))
        return cell(row, column, sum(fitting))

    def line(row: str, label: str) -> Line:
        found = [(column, counts.get((row, column), 0)) for column, _label in columns]
        cells = [cell(row, column, n, shade_of(n, most)) for column, n in found]
        return Line(row, label, cells, total(row=row))

    filled = {row for (row, _column), n in counts.items() if n}
    return Heat(
        columns=columns,
        lines=[line(row, label) for row, label in rows if row in filled],
        totals=[total(column=column) for column, _label in columns],
        total=total(),
        is_narrowed=chosen.is_any,
    )
