"""What people bring: the rows of a file as text, what was changed on reading, what is refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

MOST_ROWS = 200_000
MOST_COLUMNS = 200
MOST_BYTES = 32 * 1024 * 1024


class UnreadableFileError(Exception):
    """The file as a whole cannot be read; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell, or a line, that is refused before its column's own rules are asked."""

    line: int
    column: int | None
    reason: str


@dataclass(slots=True)
class Brought:
    """Rows of text under a header, each with the line or the row of the sheet that it stood on."""

    header: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    records: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    is_workbook: bool = False


@dataclass(slots=True)
class Seen:
    """How often something was changed on reading, and the first time as an example."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    def add(self, what: str, place: str, before: str, after: str) -> None:
        self.counts[what] += 1
        self.first.setdefault(what, (place, before, after))


def letters(column: int) -> str:
    """The name that Excel gives to the column with this index.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def place_of(line: int, column: int, *, is_workbook: bool) -> str:
    """Where a cell is, as people find it: ``C7`` in a workbook, ``line 7`` in a text file."""
    return f"{letters(column)}{line}" if is_workbook else f"line {line}"
