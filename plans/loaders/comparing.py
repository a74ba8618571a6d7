"""What a load would do to each row, cell by cell, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from plans.loaders.queries import Reading
from plans.loaders.sheets import Sheet
from plans.loaders.staging import Staging
from plans.loaders.tables import Column, Tables


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell as a file would show it, before and after."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of the sheet that is new, or unlike its row in the database: the one with ``pk``."""

    row: int
    pk: int | None
    cells: list[CellChange]

    @property
    def is_new(self) -> bool:
        return self.pk is None


def compare(tables: Tables, sheet: Sheet, connection: BaseDatabaseWrapper) -> Iterator[RowChange]:
    """The rows that a load would add or change, in the order of the sheet.

    The caller holds a transaction. Every cell of the sheet could be read.
    """
    staging = Staging(tables, sheet, connection)
    staging.fill()
    differing = staging.run(
        sql.SQL("SELECT r.row, {} {} ORDER BY r.row").format(
            sql.Identifier("old", staging.pk), staging.differing()
        )
    )
    known = as_text(staging, [pk for _, pk in differing if pk is not None])
    of_new, of_old = _written(staging, staging.columns), _written(staging, staging.compared)
    for row, pk in differing:
        old = known.get(pk)
        cells = _cells(of_new, row, {}) if old is None else _cells(of_old, row, old)
        yield RowChange(row, pk, list(cells))


@dataclass(frozen=True, slots=True)
class _Written:
    """A column, and how a value of it is written in a file."""

    name: str
    values: list[Any]
    write: Callable[[Any], str]
    falls_back: bool


def _written(staging: Staging, columns: list[Column]) -> list[_Written]:
    table = staging.table
    return [
        _Written(
            column.name,
            staging.sheet.columns[column.name],
            staging.tables.kind(table, column).write,
            table.falls_back(column),
        )
        for column in columns
    ]


def _cells(columns: list[_Written], row: int, old: dict[str, str]) -> Iterator[CellChange]:
    for column in columns:
        value = column.values[row]
        if value is None and column.falls_back:
            continue  # an empty cell leaves alone what the database has
        before = old.get(column.name, "")
        after = "" if value is None else column.write(value)
        if before != after:
            yield CellChange(column.name, before, after)


def as_text(staging: Staging, ids: list[Any]) -> dict[Any, dict[str, str]]:
    """Rows of the database as a file would show them, by primary key."""
    if not ids:
        return {}
    names = [column.name for column in staging.compared]
    reading = Reading(staging.tables, staging.table).add_all(staging.compared)
    statement = reading.select() + sql.SQL(" WHERE {} = ANY(%s)").format(
        sql.Identifier("t", staging.pk)
    )
    return {
        pk: dict(zip(names, (cell or "" for cell in cells), strict=True))
        for pk, *cells in staging.run(statement, [ids])
    }


def without(sheet: Sheet, refused: set[int]) -> tuple[Sheet, list[int]]:
    """The sheet without some of its rows, and which row each of those left was."""
    left = [row for row in range(len(sheet)) if row not in refused]
    part = Sheet(sheet.table, files=[(0, sheet.file)])
    part.columns = {name: [values[row] for row in left] for name, values in sheet.columns.items()}
    part.lines.extend(sheet.lines[row] for row in left)
    return part, left
