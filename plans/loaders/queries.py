"""Tables of the database in the words of the data files: keys for ids, text for values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from psycopg import sql

from plans.loaders import kinds
from plans.loaders.tables import Column, Table, Tables


def name_of(model: Any) -> sql.Identifier:
    """The model's table in the database."""
    return sql.Identifier(model._meta.db_table)


def db_column(table: Table, column: Column) -> str:
    """The column of the database that a stored column fills."""
    return str(table.model_field(column).column)


def primary_key(table: Table) -> str:
    pk: Any = table.model._meta.pk
    return str(pk.column)


class Reading:
    """A query that reads a table as its file would show it: add columns, then ``select``.

    Joins that several columns need are made once.
    """

    def __init__(self, tables: Tables, table: Table) -> None:
        self._tables = tables
        self._table = table
        self._joins: dict[tuple[str, str], tuple[str, sql.Composable]] = {}
        self._columns: list[sql.Composable] = []

    def add(self, column: Column, *, as_text: bool = True) -> None:
        """Read ``column``, as the text of its cell or as the value of the database."""
        value = self._value("t", self._table, column, as_text=as_text)
        self._columns.append(sql.SQL("{} AS {}").format(value, sql.Identifier(column.name)))

    def add_all(self, columns: Sequence[Column]) -> Reading:
        for column in columns:
            self.add(column)
        return self

    def select(self) -> sql.Composed:
        """The query, with the primary key first, called ``id``. The table is called ``t``."""
        identity = sql.SQL("{} AS id").format(sql.Identifier("t", primary_key(self._table)))
        return sql.SQL("SELECT {} ").format(sql.SQL(", ").join([identity, *self._columns])) + (
            self.source()
        )

    def select_columns(self) -> sql.Composed:
        """The same without the primary key."""
        return sql.SQL("SELECT {} ").format(sql.SQL(", ").join(self._columns)) + self.source()

    def source(self) -> sql.Composed:
        joins = [join for _, join in self._joins.values()]
        return sql.SQL(" ").join(
            [sql.SQL("FROM {} AS t").format(name_of(self._table.model)), *joins]
        )

    def key_order(self) -> sql.Composed:
        """ORDER BY the key, as bytes: the order of the data files."""
        keys = [
            self._value("t", self._table, self._table.by_name[name], as_text=False)
            for name in self._table.key
        ]
        return sql.SQL(" ORDER BY ") + sql.SQL(", ").join(
            sql.SQL('{} COLLATE "C"').format(key) for key in keys
        )

    def _value(self, alias: str, table: Table, column: Column, *, as_text: bool) -> sql.Composable:
        if column.repeats:
            reference, original = column.repeats.split(".")
            there, other = self._join(alias, table, table.by_name[reference])
            return self._value(there, other, other.by_name[original], as_text=as_text)
        if column.refers_to:
            there, other = self._join(alias, table, column)
            return self._value(there, other, other.by_name[other.key[-1]], as_text=as_text)
        value = sql.Identifier(alias, db_column(table, column))
        return in_text(value, self._tables.kind(table, column)) if as_text else value

    def _join(self, alias: str, table: Table, reference: Column) -> tuple[str, Table]:
        other = self._tables[reference.refers_to]
        place = (alias, reference.name)
        if place not in self._joins:
            there = f"j{len(self._joins)}"
            join = sql.SQL("LEFT JOIN {} AS {} ON {} = {}").format(
                name_of(other.model),
                sql.Identifier(there),
                sql.Identifier(there, primary_key(other)),
                sql.Identifier(alias, db_column(table, reference)),
            )
            self._joins[place] = (there, join)
        return self._joins[place][0], other


def in_text(value: sql.Composable, kind: kinds.Kind) -> sql.Composed:
    """An SQL expression that writes ``value`` as its cell; NULL for an empty one."""
    match kind:
        case kinds.Number():
            form = "trim_scale({})::text"
        case kinds.Whole():
            form = "{}::text"
        case kinds.Day():
            form = "to_char({}, 'YYYY-MM-DD')"
        case kinds.Moment():
            form = "replace(to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'),"
            form += " '.000000Z', 'Z')"
        case kinds.Flag():
            form = "CASE WHEN {} THEN 'true' ELSE 'false' END"
        case kinds.Items():
            form = f"NULLIF(array_to_string({{}}, '{kinds.SEPARATOR}'), '')"
        case _:
            form = "NULLIF({}, '')"
    return sql.SQL(form).format(value)
