"""What a load did to a table, and what it left alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from psycopg import sql

from plans.loaders.queries import Reading
from plans.loaders.staging import Staging, comma
from plans.loaders.tables import Table

SHOWN_CHANGES = 5
"""Changed rows of a table that a report spells out."""

SHOWN_ABSENT = 20
"""Keys that only the database has, as far as a report names them."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that a load changed, as text."""

    key: str
    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What loading did to a table. ``absent`` are rows that only the database has: they stay."""

    table: Table
    added: int
    changed: int
    unchanged: int
    absent: int
    absent_keys: list[str]
    changes: list[Change]


class Witness:
    """Sees the rows before and after they are written."""

    def __init__(self, staging: Staging) -> None:
        self.staging = staging
        self.seen: list[Any] = []
        self.before: list[tuple[str, ...]] = []

    def look(self) -> None:
        """Remember the first rows that will change."""
        rows = self.staging.run(
            sql.SQL("SELECT {id} {differing} AND {id} IS NOT NULL ORDER BY r.row LIMIT {n}").format(
                id=sql.Identifier("old", self.staging.pk),
                differing=self.staging.differing(),
                n=sql.Literal(SHOWN_CHANGES),
            )
        )
        self.seen = [row[0] for row in rows]
        self.before = self._as_text()

    def changes(self) -> Iterator[Change]:
        """How these rows differ from what they were."""
        columns = self.staging.columns
        key = self.staging.table.key
        for old_row, new_row in zip(self.before, self._as_text(), strict=True):
            cells = list(zip(columns, old_row, new_row, strict=True))
            name = "/".join(old for column, old, _ in cells if column.name in key)
            for column, old, new in cells:
                if old != new:
                    yield Change(name, column.name, old, new)

    def _as_text(self) -> list[tuple[str, ...]]:
        """The remembered rows as the file would show them."""
        if not self.seen:
            return []
        reading = Reading(self.staging.tables, self.staging.table).add_all(self.staging.columns)
        statement = reading.select() + sql.SQL(" WHERE {} = ANY(%s) ORDER BY 1").format(
            sql.Identifier("t", self.staging.pk)
        )
        rows = self.staging.run(statement, [self.seen])
        return [tuple(cell or "" for cell in row[1:]) for row in rows]

    def absent(self) -> tuple[int, list[str]]:
        """Rows of the database that are not in the file: how many, and the first keys."""
        names = [sql.Identifier(name) for name in self.staging.table.key]
        rows = self.staging.run(
            sql.SQL(
                "SELECT count(*) OVER (), concat_ws('/', {known_keys}) FROM ({known}) AS known"
                " WHERE NOT EXISTS (SELECT 1 FROM {staged} AS s WHERE ({keys}) = ({known_keys}))"
                " ORDER BY 2 LIMIT {n}"
            ).format(
                known=self.staging.keys(self.staging.table),
                known_keys=comma(sql.SQL("known.{}").format(name) for name in names),
                keys=comma(sql.SQL("s.{}").format(name) for name in names),
                staged=self.staging.name,
                n=sql.Literal(SHOWN_ABSENT),
            )
        )
        return (rows[0][0] if rows else 0), [row[1] for row in rows]
