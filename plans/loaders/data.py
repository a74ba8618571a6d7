"""The data set in hand: what the files say, and behind them what the database has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from plans.loaders.sheets import BAD, Sheet
from plans.loaders.tables import Column, Table, Tables

Rows = Mapping[Any, Mapping[str, Any]]
"""Values by column name, by key."""


class Background(Protocol):
    """Where to look for rows that the files refer to and do not hold."""

    is_nothing: bool

    def find(self, table: Table, keys: Collection[Any], columns: Sequence[Column]) -> Rows:
        """The rows with these keys, those of them that there are."""
        ...


class Nothing:
    """No background: the files stand alone."""

    is_nothing = True

    def find(self, table: Table, keys: Collection[Any], columns: Sequence[Column]) -> Rows:
        return {}


@dataclass(slots=True)
class DataSet:
    tables: Tables
    sheets: Mapping[str, Sheet]
    background: Background = field(default_factory=Nothing)
    _places: dict[str, dict[Any, int]] = field(default_factory=dict)
    _behind: dict[str, Rows] = field(default_factory=dict)

    def places(self, name: str) -> Mapping[Any, int]:
        """The first row of each key of a table, in the files."""
        if name not in self._places:
            sheet = self.sheets.get(name)
            keys = [] if sheet is None else sheet.keys()
            places: dict[Any, int] = {}
            for row, key in enumerate(keys):
                places.setdefault(key, row)
            self._places[name] = places
        return self._places[name]

    def references(self, sheet: Sheet, column: Column) -> list[Any]:
        """The key that each row refers to; None where it refers to none."""
        values = sheet.columns[column.name]
        if not column.within:
            return values
        halves = zip(sheet.columns[column.within], values, strict=True)
        return [
            BAD if BAD in (first, second) else None if second is None else (first, second)
            for first, second in halves
        ]

    def look_behind(self, asked: Iterable[tuple[str, str]]) -> None:
        """Fetch what the files refer to and do not hold, with the columns that rules ask for."""
        columns = self._asked(asked)
        for table in self.tables:
            referred = self._referred_to(table)
            absent = referred - self.places(table.name).keys() if referred else referred
            wanted = [table.by_name[name] for name in sorted(columns.get(table.name, ()))]
            found = self.background.find(table, absent, wanted) if absent else {}
            self._behind[table.name] = found

    def _asked(self, asked: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
        columns: dict[str, set[str]] = {}
        for name, path in asked:
            reference, _, there = path.partition(".")
            if there:
                to = self.tables[name].by_name[reference].refers_to
                columns.setdefault(to, set()).add(there)
        return columns

    def _referred_to(self, table: Table) -> set[Any]:
        keys: set[Any] = set()
        for sheet in self.sheets.values():
            for column in sheet.table.columns:
                if column.refers_to == table.name and _has(sheet, column):
                    keys.update(self.references(sheet, column))
        return keys - {None, BAD}

    def behind(self, name: str) -> Rows:
        """What the files refer to and do not hold, as far as there is such a row."""
        return self._behind.get(name, {})

    def unknown(self, name: str, keys: Collection[Any]) -> set[Any]:
        """Those of ``keys`` that are neither in the files nor behind them."""
        left = set(keys) - self.places(name).keys() - self.behind(name).keys()
        return left - self.background.find(self.tables[name], left, ()).keys() if left else left

    def readable_rows(
        self, sheet: Sheet, reads: Sequence[str]
    ) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Each row with the values of ``reads``; none if the sheet lacks one of the columns."""
        columns = [column for path in reads if (column := self._read(sheet, path)) is not None]
        if len(columns) < len(reads):
            return
        rows = enumerate(zip(*columns, strict=True))
        if any(BAD in column for column in columns):
            yield from ((row, values) for row, values in rows if BAD not in values)
        else:
            yield from rows

    def _read(self, sheet: Sheet, path: str) -> list[Any] | None:
        name, _, there = path.partition(".")
        column = sheet.table.by_name[name]
        if not _has(sheet, column):
            return None
        if not there:
            return sheet.columns[name]
        told = self._told(column.refers_to, there)
        return [
            None if key is None else told.get(key, BAD) for key in self.references(sheet, column)
        ]

    def _told(self, name: str, there: str) -> Mapping[Any, Any]:
        """What each row of a table says in a column. A file without the column says None."""
        told = {key: row.get(there) for key, row in self.behind(name).items()}
        sheet = self.sheets.get(name)
        if sheet is not None:
            values = sheet.columns.get(there)
            for key, row in self.places(name).items():
                told[key] = None if values is None else values[row]
        return told


def _has(sheet: Sheet, column: Column) -> bool:
    return column.name in sheet.columns and (not column.within or column.within in sheet.columns)
