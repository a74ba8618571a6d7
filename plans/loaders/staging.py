"""The rows of a sheet beside the database's: staged by COPY, and compared as a set."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from plans.domain.dates import PartialDate
from plans.loaders.queries import Reading, db_column, name_of, primary_key
from plans.loaders.sheets import Sheet
from plans.loaders.tables import Column, Table, Tables
from plans.models.searching import SoundsField, sounds_fields


class Staging:
    """A sheet in a temporary table of this transaction, and the SQL that speaks of it.

    ``s`` is a staged row, ``r`` the same with ids for keys, ``old`` the row that the database
    has under its key.
    """

    def __init__(self, tables: Tables, sheet: Sheet, connection: BaseDatabaseWrapper) -> None:
        self.tables = tables
        self.sheet = sheet
        self.table = sheet.table
        self.connection = connection
        self.columns = [c for c in self.table.stored if c.name in sheet.columns]
        self.key = [db_column(self.table, self.table.by_name[name]) for name in self.table.key]
        self.compared = [c for c in self.columns if db_column(self.table, c) not in self.key]
        self.refers_to_itself = any(c.refers_to == self.table.name for c in self.columns)
        self.derived = sounds_fields(self.table.model)
        """Columns that follow from others of the row: written with them, and never compared."""
        self.pk = primary_key(self.table)
        self.name = sql.Identifier(f"staged_{self.table.name}")
        self.numbered = sql.Identifier(f"numbered_{self.table.name}")

    def run(self, statement: sql.Composable, values: Iterable[Any] = ()) -> list[Any]:
        with self.connection.cursor() as cursor:
            cursor.execute(statement, list(values) or None)
            return cursor.fetchall() if cursor.description else []

    def fill(self) -> None:
        """COPY the values into a temporary table: references as keys, the rest as it is stored."""
        columns = [
            sql.SQL("{} {}").format(sql.Identifier(c.name), sql.SQL(self._staged_type(c)))
            for c in self.columns
        ]
        columns += [sql.SQL("{} text").format(sql.Identifier(f.name)) for f in self.derived]
        self.run(sql.SQL("DROP TABLE IF EXISTS {}").format(self.name))
        self.run(
            sql.SQL("CREATE TEMPORARY TABLE {} ({}) ON COMMIT DROP").format(
                self.name, comma([sql.SQL("row integer"), *columns])
            )
        )
        values = [_copied(self.sheet.columns[c.name]) for c in self.columns]
        values += [self._derived(field) for field in self.derived]
        statement = sql.SQL("COPY {} FROM STDIN").format(self.name)
        with (
            self.connection.wrap_database_errors,
            self.connection.cursor() as cursor,
            cursor.copy(statement) as copy,
        ):
            for row in zip(range(len(self.sheet)), *values, strict=True):
                copy.write_row(row)
        self.run(sql.SQL("ANALYZE {}").format(self.name))
        if self.refers_to_itself:
            self._number()

    def _derived(self, field: SoundsField) -> list[str]:
        given = {c.field: self.sheet.columns[c.name] for c in self.columns if c.field in field.of}
        rows = zip(*given.values(), strict=True)
        return [field.value_from(dict(zip(given, row, strict=True))) for row in rows]

    def _staged_type(self, column: Column) -> str:
        if column.refers_to:
            return "text"
        return str(self.table.model_field(column).db_type(self.connection))

    def keys(self, table: Table) -> sql.Composed:
        """Every row of ``table`` with its id and its key."""
        reading = Reading(self.tables, table)
        for name in table.key:
            reading.add(table.by_name[name], as_text=False)
        return reading.select()

    def _number(self) -> None:
        """Give the new rows their ids now: rows of this table refer to each other."""
        self.run(sql.SQL("DROP TABLE IF EXISTS {}").format(self.numbered))
        self.run(
            sql.SQL(
                "CREATE TEMPORARY TABLE {numbered} ON COMMIT DROP AS"
                " SELECT coalesce(t.id, nextval(pg_get_serial_sequence({name}, 'id'))) AS id,"
                " {keys} FROM {staged} LEFT JOIN ({known}) AS t USING ({keys})"
                " UNION SELECT * FROM ({known}) AS known"
            ).format(
                numbered=self.numbered,
                name=sql.Literal(self.table.model._meta.db_table),
                staged=self.name,
                keys=comma(map(sql.Identifier, self.table.key)),
                known=self.keys(self.table),
            )
        )

    def _resolved(self) -> sql.Composed:
        """The staged rows as the database would hold them: ids for keys."""
        columns: list[sql.Composable] = [sql.SQL("s.row")]
        joins: list[sql.Composable] = []
        if self.refers_to_itself:
            columns.append(sql.SQL("own.id AS id"))
            joins.append(_joined("own", self.numbered, self.table.key, self.table.key))
        for column in self.columns:
            held_in = sql.Identifier(db_column(self.table, column))
            if not column.refers_to:
                columns.append(sql.SQL("s.{} AS {}").format(sql.Identifier(column.name), held_in))
                continue
            other = self.tables[column.refers_to]
            alias = f"to_{column.name}"
            known = self.numbered if other is self.table else self.keys(other)
            here = (column.within, column.name) if column.within else (column.name,)
            joins.append(_joined(alias, known, other.key, here))
            columns.append(sql.SQL("{}.id AS {}").format(sql.Identifier(alias), held_in))
        columns += [sql.Identifier("s", field.name) for field in self.derived]
        return sql.SQL("SELECT {} FROM {} AS s {}").format(
            comma(columns), self.name, sql.SQL(" ").join(joins)
        )

    def differing(self) -> sql.Composed:
        """FROM and WHERE: the staged rows ``r`` that are new or unlike their row ``old``."""
        matched = sql.SQL(" AND ").join(
            sql.SQL("{} = {}").format(sql.Identifier("old", name), sql.Identifier("r", name))
            for name in self.key
        )
        return sql.SQL(
            "FROM ({resolved}) AS r LEFT JOIN {table} AS old ON {matched}"
            " WHERE ({id} IS NULL OR ({old}) IS DISTINCT FROM ({new}))"
        ).format(
            resolved=self._resolved(),
            table=name_of(self.table.model),
            matched=matched,
            id=sql.Identifier("old", self.pk),
            old=self.all_of("old"),
            new=comma(map(self.kept_value, self.compared)),
        )

    def kept_value(self, column: Column) -> sql.Composable:
        """The staged value, or what the database has where an empty cell leaves it alone."""
        held_in = db_column(self.table, column)
        staged = sql.Identifier("r", held_in)
        if not self.table.falls_back(column):
            return staged
        return sql.SQL("coalesce({}, {})").format(staged, sql.Identifier("old", held_in))

    def all_of(self, alias: str) -> sql.Composed:
        return comma(sql.Identifier(alias, db_column(self.table, c)) for c in self.compared)


def _copied(values: list[Any]) -> list[Any]:
    """Values that COPY can write: a partial date is stored as its text."""
    if any(isinstance(value, PartialDate) for value in values):
        return [None if value is None else value.text for value in values]
    return values


def _joined(
    alias: str, known: sql.Composable, there: Iterable[str], here: Iterable[str]
) -> sql.Composed:
    agree = sql.SQL(" AND ").join(
        sql.SQL("{} = {}").format(sql.Identifier(alias, theirs), sql.Identifier("s", ours))
        for theirs, ours in zip(there, here, strict=True)
    )
    is_table = isinstance(known, sql.Identifier)
    joined = known if is_table else sql.SQL("({})").format(known)
    return sql.SQL("LEFT JOIN {} AS {} ON {}").format(joined, sql.Identifier(alias), agree)


def comma(parts: Iterable[sql.Composable]) -> sql.Composed:
    return sql.SQL(", ").join(parts)
