"""What the database has behind the files of a load."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from plans.loaders.data import Rows
from plans.loaders.queries import Reading
from plans.loaders.tables import Column, Table, Tables


class Database:
    """A ``Background``: rows that a load refers to may be in the database already."""

    is_nothing = False

    def __init__(self, tables: Tables, connection: BaseDatabaseWrapper) -> None:
        self.tables = tables
        self.connection = connection

    def find(self, table: Table, keys: Collection[Any], columns: Sequence[Column]) -> Rows:
        """The rows with these keys, those of them that there are."""
        own = [table.by_name[name] for name in table.key]
        others = [column for column in columns if column not in own]
        reading = Reading(self.tables, table).add_all([*own, *others])
        wanted = [(key,) if isinstance(key, str) else key for key in keys]
        halves = list(zip(*wanted, strict=True))
        statement = sql.SQL("SELECT known.* FROM ({}) AS known JOIN unnest({}) AS w({}) USING ({})")
        names = sql.SQL(", ").join(sql.Identifier(name) for name in table.key)
        arrays = sql.SQL(", ").join([sql.SQL("%s::text[]")] * len(own))
        with self.connection.cursor() as cursor:
            cursor.execute(
                statement.format(reading.select_columns(), arrays, names, names),
                [list(half) for half in halves],
            )
            found = [dict(zip([c.name for c in own + others], row, strict=True)) for row in cursor]
        return {_key(table, row): self._values(table, own + others, row) for row in found}

    def _values(
        self, table: Table, columns: Sequence[Column], row: dict[str, str | None]
    ) -> dict[str, Any]:
        values = {}
        for column in columns:
            kind = self.tables.kind(table, column)
            text = row[column.name]
            values[column.name] = kind.empty if text is None else kind.read(text)
        return values


def _key(table: Table, row: dict[str, str | None]) -> Any:
    parts = tuple(row[name] for name in table.key)
    return parts if len(parts) > 1 else parts[0]
