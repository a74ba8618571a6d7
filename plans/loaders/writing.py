"""Columns of values into the database: staged by COPY, compared as a set, written at once.

The caller holds the transaction and has checked the rows. The rules of the database stay on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from plans.domain.dates import PartialDate
from plans.loaders.problems import DataProblemsError, Problems
from plans.loaders.queries import Reading, db_column, name_of, primary_key
from plans.loaders.reading import Sheet
from plans.loaders.refusals import reason_of
from plans.loaders.tables import Column, Table, Tables

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


@dataclass(slots=True)
class Tally:
    """What loading did to a table. ``absent`` are rows that only the database has: they stay."""

    table: Table
    added: int
    changed: int
    unchanged: int
    absent: int
    absent_keys: list[str]
    changes: list[Change] = field(default_factory=list)


class TableWriter:
    """Makes one table of the database agree with a sheet."""

    def __init__(self, tables: Tables, sheet: Sheet, connection: BaseDatabaseWrapper) -> None:
        self.tables = tables
        self.sheet = sheet
        self.table = sheet.table
        self.connection = connection
        self.columns = [c for c in self.table.stored if c.name in sheet.columns]
        self.key = [db_column(self.table, self.table.by_name[name]) for name in self.table.key]
        self.compared = [c for c in self.columns if db_column(self.table, c) not in self.key]
        self.refers_to_itself = any(c.refers_to == self.table.name for c in self.columns)
        self.staged = sql.Identifier(f"staged_{self.table.name}")
        self.numbered = sql.Identifier(f"numbered_{self.table.name}")

    def write(self, *, details: bool) -> Tally:
        """Add and change rows, matched by key. ``details``: find out what changes, too."""
        self._stage()
        if self.refers_to_itself:
            self._number()
        changing = self._changing() if details else []
        before = self._as_text(changing)
        added, changed = self._upsert()
        after = self._as_text(changing)
        unchanged = len(self.sheet) - added - changed
        absent, absent_keys = self._absent()
        changes = list(self._changes(before, after))
        return Tally(self.table, added, changed, unchanged, absent, absent_keys, changes)

    def _run(self, statement: sql.Composable, values: Iterable[Any] = ()) -> list[Any]:
        with self.connection.cursor() as cursor:
            cursor.execute(statement, list(values) or None)
            return cursor.fetchall() if cursor.description else []

    # --- Staging --------------------------------------------------------------------------

    def _stage(self) -> None:
        """COPY the values into a temporary table: references as keys, the rest as it is stored."""
        columns = [
            sql.SQL("{} {}").format(sql.Identifier(c.name), sql.SQL(self._staged_type(c)))
            for c in self.columns
        ]
        self._run(sql.SQL("DROP TABLE IF EXISTS {}").format(self.staged))
        self._run(
            sql.SQL("CREATE TEMPORARY TABLE {} ({}) ON COMMIT DROP").format(
                self.staged, _comma([sql.SQL("row integer"), *columns])
            )
        )
        values = [_copied(self.sheet.columns[c.name]) for c in self.columns]
        statement = sql.SQL("COPY {} FROM STDIN").format(self.staged)
        with (
            self.connection.wrap_database_errors,
            self.connection.cursor() as cursor,
            cursor.copy(statement) as copy,
        ):
            for row in zip(range(len(self.sheet)), *values, strict=True):
                copy.write_row(row)
        self._run(sql.SQL("ANALYZE {}").format(self.staged))

    def _staged_type(self, column: Column) -> str:
        if column.refers_to:
            return "text"
        return str(self.table.model_field(column).db_type(self.connection))

    def _keys(self, table: Table) -> sql.Composed:
        """Every row of ``table`` with its id and its key."""
        reading = Reading(self.tables, table)
        for name in table.key:
            reading.add(table.by_name[name], as_text=False)
        return reading.select()

    def _number(self) -> None:
        """Give the new rows their ids now: rows of this table refer to each other."""
        self._run(sql.SQL("DROP TABLE IF EXISTS {}").format(self.numbered))
        self._run(
            sql.SQL(
                "CREATE TEMPORARY TABLE {numbered} ON COMMIT DROP AS"
                " SELECT coalesce(t.id, nextval(pg_get_serial_sequence({name}, 'id'))) AS id,"
                " {keys} FROM {staged} LEFT JOIN ({known}) AS t USING ({keys})"
                " UNION SELECT * FROM ({known}) AS known"
            ).format(
                numbered=self.numbered,
                name=sql.Literal(self.table.model._meta.db_table),
                staged=self.staged,
                keys=_comma(map(sql.Identifier, self.table.key)),
                known=self._keys(self.table),
            )
        )

    # --- Comparison -----------------------------------------------------------------------

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
            known = self.numbered if other is self.table else self._keys(other)
            here = (column.within, column.name) if column.within else (column.name,)
            joins.append(_joined(alias, known, other.key, here))
            columns.append(sql.SQL("{}.id AS {}").format(sql.Identifier(alias), held_in))
        return sql.SQL("SELECT {} FROM {} AS s {}").format(
            _comma(columns), self.staged, sql.SQL(" ").join(joins)
        )

    def _differing(self) -> sql.Composed:
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
            id=sql.Identifier("old", primary_key(self.table)),
            old=self._all_of("old"),
            new=_comma(map(self._kept_value, self.compared)),
        )

    def _kept_value(self, column: Column) -> sql.Composable:
        """The staged value, or what the database has where an empty cell leaves it alone."""
        held_in = db_column(self.table, column)
        staged = sql.Identifier("r", held_in)
        if not self.table.falls_back(column):
            return staged
        return sql.SQL("coalesce({}, {})").format(staged, sql.Identifier("old", held_in))

    def _all_of(self, alias: str) -> sql.Composed:
        return _comma(sql.Identifier(alias, db_column(self.table, c)) for c in self.compared)

    # --- Writing --------------------------------------------------------------------------

    def _upsert(self) -> tuple[int, int]:
        """Add what is new and change what differs; how many of each."""
        counts = self._vacate()
        try:
            with transaction.atomic(using=self.connection.alias):
                written = self._upsert_rows(0, len(self.sheet))
        except IntegrityError as error:
            raise self._blame(error) from error
        return counts or written

    def _upsert_rows(self, first: int, after: int) -> tuple[int, int]:
        """The same for the staged rows from ``first`` to before ``after``."""
        defaults = self._defaults()
        identity = [primary_key(self.table)] if self.refers_to_itself else []
        own = [db_column(self.table, column) for column in self.columns]
        changed = [db_column(self.table, column) for column in self.compared]
        statement = sql.SQL(
            "WITH written AS ("
            " INSERT INTO {table} AS t ({names}) SELECT {values} {differing}"
            " AND r.row >= {first} AND r.row < {after}"
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
                    *(sql.Identifier("r", name) for name in identity),
                    *map(self._new_value, self.columns),
                    *map(sql.Literal, defaults.values()),
                ]
            ),
            differing=self._differing(),
            first=sql.Literal(first),
            after=sql.Literal(after),
            key=_comma(map(sql.Identifier, self.key)),
            assignments=_comma(
                sql.SQL("{} = {}").format(sql.Identifier(name), sql.Identifier("excluded", name))
                for name in changed
            ),
            kept=self._all_of("t"),
            excluded=self._all_of("excluded"),
        )
        [[added, changed_rows]] = self._run(statement)
        return added, changed_rows

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

    def _vacate(self) -> tuple[int, int] | None:
        """Empty the unique columns that rows are about to swap: places on the home page.

        The counts are taken before, as they would come out wrong after; None: nothing was done.
        """
        swapped = [c for c in self.compared if self._may_be_swapped(c)]
        if not swapped:
            return None
        id_column = sql.Identifier("old", primary_key(self.table))
        [[added, changed]] = self._run(
            sql.SQL("SELECT count(*) FILTER (WHERE {id} IS NULL), count({id}) {differing}").format(
                id=id_column, differing=self._differing()
            )
        )
        for column in swapped:
            name = db_column(self.table, column)
            self._run(
                sql.SQL(
                    "UPDATE {table} AS t SET {column} = NULL"
                    " FROM (SELECT {id}, {new} AS new {differing}) AS d"
                    " WHERE t.{pk} = d.{pk} AND {old} IS DISTINCT FROM d.new"
                ).format(
                    table=name_of(self.table.model),
                    column=sql.Identifier(name),
                    id=id_column,
                    new=sql.Identifier("r", name),
                    differing=self._differing(),
                    pk=sql.Identifier(primary_key(self.table)),
                    old=sql.Identifier("t", name),
                )
            )
        return added, changed

    def _may_be_swapped(self, column: Column) -> bool:
        field = self.table.model_field(column)
        return bool(field.unique and field.null)

    def _blame(self, error: IntegrityError) -> DataProblemsError:
        """Find the first row that the database refuses, by halves, and say why."""
        first, after = 0, len(self.sheet)
        while after - first > 1:
            middle = (first + after) // 2
            try:
                with transaction.atomic(using=self.connection.alias):
                    self._upsert_rows(first, middle)
            except IntegrityError as narrower:
                error, after = narrower, middle
            else:
                first = middle
        problems = Problems()
        problems.add(self.sheet.problem(first, reason_of(error, self.tables)))
        return DataProblemsError(problems)

    # --- Reporting ------------------------------------------------------------------------

    def _changing(self) -> list[Any]:
        """The ids of the first rows that will change."""
        rows = self._run(
            sql.SQL("SELECT {id} {differing} AND {id} IS NOT NULL ORDER BY r.row LIMIT {n}").format(
                id=sql.Identifier("old", primary_key(self.table)),
                differing=self._differing(),
                n=sql.Literal(SHOWN_CHANGES),
            )
        )
        return [row[0] for row in rows]

    def _as_text(self, ids: list[Any]) -> list[tuple[str, ...]]:
        """These rows as the file would show them."""
        if not ids:
            return []
        reading = Reading(self.tables, self.table).add_all(self.columns)
        statement = reading.select() + sql.SQL(" WHERE {} = ANY(%s) ORDER BY 1").format(
            sql.Identifier("t", primary_key(self.table))
        )
        return [tuple(cell or "" for cell in row[1:]) for row in self._run(statement, [ids])]

    def _changes(
        self, before: list[tuple[str, ...]], after: list[tuple[str, ...]]
    ) -> Iterable[Change]:
        for old_row, new_row in zip(before, after, strict=True):
            cells = list(zip(self.columns, old_row, new_row, strict=True))
            key = "/".join(old for column, old, _ in cells if column.name in self.table.key)
            for column, old, new in cells:
                if old != new:
                    yield Change(key, column.name, old, new)

    def _absent(self) -> tuple[int, list[str]]:
        """Rows of the database that are not in the file: how many, and the first keys."""
        names = [sql.Identifier(name) for name in self.table.key]
        rows = self._run(
            sql.SQL(
                "SELECT count(*) OVER (), concat_ws('/', {known_keys}) FROM ({known}) AS known"
                " WHERE NOT EXISTS (SELECT 1 FROM {staged} AS s WHERE ({keys}) = ({known_keys}))"
                " ORDER BY 2 LIMIT {n}"
            ).format(
                known=self._keys(self.table),
                known_keys=_comma(sql.SQL("known.{}").format(name) for name in names),
                keys=_comma(sql.SQL("s.{}").format(name) for name in names),
                staged=self.staged,
                n=sql.Literal(SHOWN_ABSENT),
            )
        )
        return (rows[0][0] if rows else 0), [row[1] for row in rows]


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


def _comma(parts: Iterable[sql.Composable]) -> sql.Composed:
    return sql.SQL(", ").join(parts)
