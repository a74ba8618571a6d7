"""The database back into data files: loading them again changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from psycopg import sql

from plans.loaders.kinds import SEPARATOR, Items
from plans.loaders.queries import Reading, db_column, name_of, primary_key
from plans.loaders.tables import Column, Table, Tables


class UnwritableError(Exception):
    """Something in the database cannot be told in a data file."""


class Exporter:
    """Writes every table as its data file, all of one moment."""

    def __init__(self, tables: Tables, *, using: str = DEFAULT_DB_ALIAS) -> None:
        self.tables = tables
        self.connection = connections[using]

    def export(self, folder: Path) -> dict[str, int]:
        """Write the files into ``folder``; how many rows each has."""
        folder.mkdir(parents=True, exist_ok=True)
        is_outermost = not self.connection.in_atomic_block
        with (
            TemporaryDirectory(dir=folder, prefix=".export-") as unfinished,
            transaction.atomic(using=self.connection.alias),
        ):
            if is_outermost:
                self._run(sql.SQL("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
            rows = {t.file: self._write(t, Path(unfinished) / t.file) for t in self.tables}
            for table in self.tables:
                (Path(unfinished) / table.file).replace(folder / table.file)
        return rows

    def _run(self, statement: sql.Composable) -> list[tuple[str, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def _write(self, table: Table, path: Path) -> int:
        with path.open("wb") as file:
            return self.write_table(table, file)

    def write_table(
        self, table: Table, file: IO[bytes], ids: str = "", values: Sequence[Any] = ()
    ) -> int:
        """Write a table as its data file; how many rows. ``ids``: of these rows alone, as a
        query of their primary keys with its ``values``."""
        self._refuse_separators(table)
        reading = Reading(self.tables, table).add_all(self._columns(table))
        query = reading.select_columns()
        if ids:
            query += sql.SQL(" WHERE {} IN (").format(sql.Identifier("t", primary_key(table)))
            query += sql.SQL(ids) + sql.SQL(")")
        query += reading.key_order()
        statement = sql.SQL("COPY ({}) TO STDOUT WITH (FORMAT csv, HEADER, ENCODING 'UTF8')")
        with self.connection.cursor() as cursor:
            whole = statement.format(query)
            if ids:  # Django's cursor for debugging copies without values
                whole = cursor.mogrify(whole, list(values))
            with cursor.copy(whole) as copy:
                for block in copy:
                    file.write(block)
            return int(cursor.rowcount)

    def _columns(self, table: Table) -> list[Column]:
        """The columns of the file: an optional one only where some row sets it."""
        return [c for c in table.columns if not c.optional or self._is_set(table, c)]

    def _is_set(self, table: Table, column: Column) -> bool:
        field = table.model_field(column)
        empty = sql.Literal(field.get_default() if field.has_default() or not field.null else None)
        [[is_set]] = self._run(
            sql.SQL("SELECT EXISTS (SELECT 1 FROM {} WHERE {} IS DISTINCT FROM {})").format(
                name_of(table.model), sql.Identifier(db_column(table, column)), empty
            )
        )
        return bool(is_set)

    def _refuse_separators(self, table: Table) -> None:
        """An item that holds the separator of its list would come back as two."""
        for column in table.stored:
            if not isinstance(self.tables.kind(table, column), Items):
                continue
            held_in = sql.Identifier(db_column(table, column))
            statement = sql.SQL(
                "SELECT key FROM {} WHERE strpos(array_to_string({}, ''), {}) > 0 LIMIT 1"
            )
            found = self._run(
                statement.format(name_of(table.model), held_in, sql.Literal(SEPARATOR))
            )
            if found:
                raise UnwritableError(
                    f"{table.file}, {found[0][0]}, column {column.name}: an item of this list"
                    f' holds "{SEPARATOR}", which joins the items. Change it first.'
                )
