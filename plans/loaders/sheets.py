"""The rows of a file as columns of values, and the cells that they are read from."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from plans.loaders.kinds import Kind, listed
from plans.loaders.problems import Problem
from plans.loaders.tables import Column, Table, Tables

REMEMBERED = 50_000
"""Different texts of a column whose values are kept, so that each is read once."""


class _Bad:
    """Stands where a cell could not be read; later checks leave such rows out."""

    def __repr__(self) -> str:
        return "BAD"


BAD = _Bad()


@dataclass(slots=True)
class Sheet:
    """The rows of one table, column by column, with the place that each came from."""

    table: Table
    columns: dict[str, list[Any]] = field(default_factory=dict)
    lines: array[int] = field(default_factory=lambda: array("q"))
    files: list[tuple[int, str]] = field(default_factory=list)
    """From which row on which file: one entry unless several folders hold this table."""
    is_whole: bool = True
    """Whether all rows were read: where some were not, what they hold is not known."""

    def __len__(self) -> int:
        return len(self.lines)

    def problem(self, row: int, reason: str, column: str | None = None) -> Problem:
        """A problem of one row, named by its file and line."""
        place = bisect_right(self.files, row, key=lambda entry: entry[0]) - 1
        return Problem(self.files[place][1], reason, line=self.lines[row], column=column)

    def keys(self) -> list[Any]:
        """The key of each row: a text, or a pair where two columns make it.

        None at all where the file lacks a column of the key.
        """
        names = self.table.key
        if not all(name in self.columns for name in names):
            return []
        if len(names) == 1:
            return self.columns[names[0]]
        return list(zip(*(self.columns[name] for name in names), strict=True))

    @property
    def file(self) -> str:
        return listed(dict.fromkeys(name for _, name in self.files))


class Cells(dict[str, Any]):
    """The values of a column's texts, each text read once."""

    def __init__(self, column: Column, kind: Kind, empty: Any) -> None:
        super().__init__()
        self.column = column
        self.kind = kind
        self.empty = empty
        self.reasons: dict[str, str] = {}

    @classmethod
    def for_columns(
        cls, table: Table, header: Iterable[Column | None], tables: Tables
    ) -> list[Cells | None]:
        """One for each column; None for a column that is unknown or named again."""
        cells: list[Cells | None] = []
        seen = set()
        for column in header:
            if column is None or column.name in seen:
                cells.append(None)
                continue
            seen.add(column.name)
            kind = tables.kind(table, column)
            empty = None if table.falls_back(column) else kind.empty
            cells.append(cls(column, kind, BAD if table.is_required(column) else empty))
        return cells

    def __missing__(self, text: str) -> Any:
        self[text] = value = self._read(text)
        return value

    def _read(self, text: str) -> Any:
        if not text or (self.empty is BAD and text.isspace()):
            if self.empty is BAD:
                self.reasons[text] = _("is empty; it must be filled.")
            return self.empty
        try:
            return self.kind.read(text)
        except ValueError as problem:
            self.reasons[text] = str(problem)
            return BAD

    def forget(self) -> None:
        """Let go of the texts, where there are too many different ones to come again."""
        if len(self) > REMEMBERED:
            self.clear()
