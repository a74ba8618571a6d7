"""Columns of values into the database: staged by COPY, compared as a set, written at once.

The caller holds the transaction and has checked the rows. The rules of the database stay on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import Cursor, sql

from plans.domain.dates import PartialDate
from plans.loaders.queries import Reading, db_column, name_of, primary_key
from plans.loaders.reading import Sheet
from plans.loaders.tables import Column, Table, Tables

SHOWN = 5
"""Changed rows of a table that a report can spell out."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that a load changed, as text."""

    key: str
    column: str
    old: str
    new: str


@dataclass(slots=True)
class Tally:
    """What loading did to a table. ``absent`` are rows that only the database has: they stay."""

    table: Table
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    absent: int = 0
    absent_keys: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


class Writer:
    """Writes the sheets of a data set, one table after the other."""

    def __init__(self, tables: Tables, *, using: str = DEFAULT_DB_ALIAS) -> None:
        self.tables = tables
        self.connection = connections[using]

    def write(self, sheet: Sheet) -> Tally:
        """Make the table agree with the sheet, matched by key."""
        with self.connection.cursor() as wrapper:
            cursor: Cursor[Any] = wrapper.cursor
            return _TableWriter(self.tables, sheet, cursor, self.connection).write()


class _TableWriter:
    def __init__(self, tables: Tables, sheet: Sheet, cursor: Cursor[Any], connection: Any) -> None:
        self.tables = tables
        self.sheet = sheet
        self.table = sheet.table
        self.cursor = cursor
        self.connection = connection
        self.columns = [c for c in self.table.stored if c.name in sheet.columns]
        self.staged = sql.Identifier(f"staged_{self.table.name}")
        self.numbered = sql.Identifier(f"numbered_{self.table.name}")
        self.numbers_itself = any(c.refers_to == self.table.name for c in self.columns)

    def write(self) -> Tally:
        self._stage()
        if self.numbers_itself:
            self._number()
        added, changed = self._upsert()
        unchanged = len(self.sheet) - added - changed
        return Tally(self.table, added, changed, unchanged)

    # --- staging --------------------------------------------------------------------------

    def _stage(self) -> None:
        """COPY the values into a temporary table: references as keys, the rest as it is stored."""
        names = [sql.Identifier("row"), *(sql.Identifier(c.name) for c in self.columns)]
        types = ["integer", *(self._staged_type(c) for c in self.columns)]
        self.cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(self.staged))
        self.cursor.execute(
            sql.SQL("CREATE TEMPORARY TABLE {} ({}) ON COMMIT DROP").format(
                self.staged,
                sql.SQL(", ").join(
                    sql.SQL("{} {}").format(name, sql.SQL(kind))
                    for name, kind in zip(names, types, strict=True)
                ),
            )
        )
        values = [self._copied(self.sheet.columns[c.name]) for c in self.columns]
        with self.cursor.copy(sql.SQL("COPY {} FROM STDIN").format(self.staged)) as copy:
            for row in zip(range(len(self.sheet)), *values, strict=True):
                copy.write_row(row)
        self.cursor.execute(sql.SQL("ANALYZE {}").format(self.staged))

    def _staged_type(self, column: Column) -> str:
        if column.refers_to:
            return "text"
        return str(self.table.model_field(column).db_type(self.connection))

    @staticmethod
    def _copied(values: list[Any]) -> list[Any]:
        """Values that COPY can write: a partial date is stored as its text."""
        if any(isinstance(value, PartialDate) for value in values):
            return [None if value is None else value.text for value in values]
        return values

    # --- ids ------------------------------------------------------------------------------

    def _keys(self, table: Table) -> sql.Composed:
        """Every row of ``table`` with its id and its key."""
        reading = Reading(self.tables, table)
        for name in table.key:
            reading.add(table.by_name[name], as_text=False)
        return reading.select()

    def _number(self) -> None:
        """Give the new rows their ids now: rows of this table refer to each other."""
        keys = sql.SQL(", ").join(map(sql.Identifier, self.table.key))
        self.cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(self.numbered))
        self.cursor.execute(
            sql.SQL(
                "CREATE TEMPORARY TABLE {numbered} ON COMMIT DROP AS"
                " SELECT coalesce(t.id, nextval(pg_get_serial_sequence({name}, 'id'))) AS id,"
                " {keys} FROM {staged} LEFT JOIN ({known}) AS t USING ({keys})"
                " UNION SELECT * FROM ({known}) AS known"
            ).format(
                numbered=self.numbered,
                name=sql.Literal(self.table.model._meta.db_table),
                staged=self.staged,
                keys=keys,
                known=self._keys(self.table),
            )
        )

    # --- comparison and writing -----------------------------------------------------------

    def _resolved(self) -> sql.Composed:
        """The staged rows as the database would hold them: ids for keys."""
        columns: list[sql.Composable] = [sql.SQL("s.row")]
        joins: list[sql.Composable] = []
        if self.numbers_itself:
            columns.append(sql.SQL("own.id AS id"))
            joins.append(
                self._joined("own", self.numbered, zip(self.table.key, self.table.key, strict=True))
            )
        for column in self.columns:
            target = sql.Identifier(db_column(self.table, column))
            if not column.refers_to:
                columns.append(sql.SQL("s.{} AS {}").format(sql.Identifier(column.name), target))
                continue
            other = self.tables[column.refers_to]
            alias = f"to_{column.name}"
            is_own = other is self.table
            known = self.numbered if is_own else sql.SQL("({})").format(self._keys(other))
            held = (column.within, column.name) if column.within else (column.name,)
            joins.append(self._joined(alias, known, zip(other.key, held, strict=True)))
            columns.append(sql.SQL("{}.id AS {}").format(sql.Identifier(alias), target))
        return sql.SQL("SELECT {} FROM {} AS s {}").format(
            sql.SQL(", ").join(columns), self.staged, sql.SQL(" ").join(joins)
        )

    @staticmethod
    def _joined(alias: str, known: sql.Composable, pairs: Any) -> sql.Composed:
        agree = sql.SQL(" AND ").join(
            sql.SQL("{}.{} = s.{}").format(
                sql.Identifier(alias), sql.Identifier(there), sql.Identifier(here)
            )
            for there, here in pairs
        )
        return sql.SQL("LEFT JOIN {} AS {} ON {}").format(known, sql.Identifier(alias), agree)

    def _upsert(self) -> tuple[int, int]:
        """Add what is new and change what differs; how many of each."""
        key = [db_column(self.table, self.table.by_name[name]) for name in self.table.key]
        own = [db_column(self.table, column) for column in self.columns]
        compared = [column for column in self.columns if db_column(self.table, column) not in key]
        pk = primary_key(self.table)
        identity = [pk] if self.numbers_itself else []
        defaults = self._defaults()
        statement = sql.SQL(
            "WITH written AS ("
            " INSERT INTO {table} AS t ({names}) SELECT {values} FROM ({resolved}) AS r"
            " LEFT JOIN {table} AS old ON {matched}"
            " WHERE {id} IS NULL OR ({old}) IS DISTINCT FROM ({new})"
            " ON CONFLICT ({key}) DO UPDATE SET {assignments}"
            " WHERE ({kept}) IS DISTINCT FROM ({excluded})"
            " RETURNING xmax = 0 AS is_new"  # a row that was there before has an xmax
            ") SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new)"
            " FROM written"
        ).format(
            table=name_of(self.table.model),
            names=_comma(map(sql.Identifier, [*identity, *own, *defaults])),
            values=_comma(
                [
                    *(sql.Identifier("r", column) for column in identity),
                    *map(self._new_value, self.columns),
                    *map(sql.Literal, defaults.values()),
                ]
            ),
            resolved=self._resolved(),
            matched=sql.SQL(" AND ").join(
                sql.SQL("{} = {}").format(sql.Identifier("old", name), sql.Identifier("r", name))
                for name in key
            ),
            id=sql.Identifier("old", pk),
            old=self._all_of("old", compared),
            new=_comma(map(self._kept_value, compared)),
            key=_comma(map(sql.Identifier, key)),
            assignments=_comma(
                sql.SQL("{} = {}").format(sql.Identifier(name), sql.Identifier("excluded", name))
                for name in (db_column(self.table, column) for column in compared)
            ),
            kept=self._all_of("t", compared),
            excluded=self._all_of("excluded", compared),
        )
        self.cursor.execute(statement)
        added, changed = self.cursor.fetchone() or (0, 0)
        return added, changed

    def _all_of(self, alias: str, columns: Iterable[Column]) -> sql.Composed:
        return _comma(sql.Identifier(alias, db_column(self.table, c)) for c in columns)

    def _kept_value(self, column: Column) -> sql.Composable:
        """The staged value, or what the database has where an empty cell leaves it alone."""
        target = db_column(self.table, column)
        staged = sql.Identifier("r", target)
        if not self.table.falls_back(column):
            return staged
        return sql.SQL("coalesce({}, {})").format(staged, sql.Identifier("old", target))

    def _new_value(self, column: Column) -> sql.Composable:
        kept = self._kept_value(column)
        if not self.table.falls_back(column):
            return kept
        default = self.table.model_field(column).get_default()
        return sql.SQL("coalesce({}, {})").format(kept, sql.Literal(default))

    def _defaults(self) -> dict[str, Any]:
        """What a new row holds where the file has no column: never written to an old row."""
        given = {column.field for column in self.columns}
        when_new = {column.field: column.when_new for column in self.table.stored}
        defaults: dict[str, Any] = {}
        for model_field in self.table.model._meta.concrete_fields:
            if model_field.name in given or model_field.primary_key or model_field.generated:
                continue
            first = when_new.get(model_field.name)
            if first is not None:
                defaults[model_field.column] = first()
            elif model_field.has_default() or not model_field.null:
                defaults[model_field.column] = model_field.get_default()
        return defaults


def _comma(parts: Iterable[sql.Composable]) -> sql.Composed:
    return sql.SQL(", ").join(parts)
