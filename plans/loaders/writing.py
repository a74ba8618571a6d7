"""A sheet into its table: what is new is added, what differs is changed, by one statement.

The caller holds the transaction and has checked the rows. The rules of the database stay on.
"""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from plans.domain.guarding import RULE
from plans.loaders.guarding import UncitedCell, uncited
from plans.loaders.problems import DataProblemsError, Problems, UncitedFiguresError
from plans.loaders.queries import db_column, name_of
from plans.loaders.refusals import reason_of, rule_of
from plans.loaders.sheets import Sheet
from plans.loaders.staging import Staging, comma
from plans.loaders.tables import Column, Tables
from plans.loaders.tallies import Tally, Witness


class TableWriter:
    """Makes one table of the database agree with a sheet."""

    def __init__(self, tables: Tables, sheet: Sheet, connection: BaseDatabaseWrapper) -> None:
        self.tables = tables
        self.sheet = sheet
        self.table = sheet.table
        self.staging = Staging(tables, sheet, connection)
        self.alias = connection.alias

    def write(self, *, details: bool) -> Tally:
        """Add and change rows, matched by key. ``details``: find out what changes, too."""
        self.staging.fill()
        witness = Witness(self.staging)
        if details:
            witness.look()
        added, changed = self._upsert()
        return Tally(
            self.table,
            added,
            changed,
            len(self.sheet) - added - changed,
            *witness.absent(),
            changes=list(witness.changes()),
        )

    def _upsert(self) -> tuple[int, int]:
        """Add what is new and change what differs; how many of each."""
        counts = self._vacate()
        try:
            with transaction.atomic(using=self.alias):
                written = self._upsert_rows(0, len(self.sheet))
        except IntegrityError as error:
            if rule_of(error) == RULE:
                problems = Problems()
                problems.add_all(cell.problem for cell in uncited(self.staging))
                raise UncitedFiguresError(problems) from error
            raise self._blame(error) from error
        return counts or written

    def uncited(self) -> list[UncitedCell]:
        """Every figure that this sheet would change without its citation; nothing is written."""
        self.staging.fill()
        return list(uncited(self.staging))

    def _upsert_rows(self, first: int, after: int) -> tuple[int, int]:
        """The same for the staged rows from ``first`` to before ``after``."""
        defaults = self._defaults()
        identity = [self.staging.pk] if self.staging.refers_to_itself else []
        own = [db_column(self.table, column) for column in self.staging.columns]
        changed = [db_column(self.table, column) for column in self.staging.compared]
        derived = [field.name for field in self.staging.derived]
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
            names=comma(map(sql.Identifier, [*identity, *own, *derived, *defaults])),
            values=comma(
                [
                    *(sql.Identifier("r", name) for name in identity),
                    *map(self._new_value, self.staging.columns),
                    *(sql.Identifier("r", name) for name in derived),
                    *map(sql.Literal, defaults.values()),
                ]
            ),
            differing=self.staging.differing(),
            first=sql.Literal(first),
            after=sql.Literal(after),
            key=comma(map(sql.Identifier, self.staging.key)),
            assignments=comma(
                sql.SQL("{} = {}").format(sql.Identifier(name), sql.Identifier("excluded", name))
                for name in [*changed, *derived]
            ),
            kept=self.staging.all_of("t"),
            excluded=self.staging.all_of("excluded"),
        )
        [[added, changed_rows]] = self.staging.run(statement)
        return added, changed_rows

    def _new_value(self, column: Column) -> sql.Composable:
        kept = self.staging.kept_value(column)
        if not self.table.falls_back(column):
            return kept
        default = self.table.model_field(column).get_default()
        return sql.SQL("coalesce({}, {})").format(kept, sql.Literal(default))

    def _defaults(self) -> dict[str, Any]:
        """What a new row holds where the file has no column: never written to an old row."""
        given = {column.field for column in self.staging.columns}
        given |= {field.name for field in self.staging.derived}
        when_new = {column.field: column.when_new for column in self.table.stored}
        defaults: dict[str, Any] = {}
        for model_field in self.table.model._meta.concrete_fields:
            if model_field.name in given or model_field.primary_key or model_field.generated:
                continue
            first = when_new.get(model_field.name)
            if first is not None:
                defaults[str(model_field.column)] = first()
            elif model_field.has_default() or not model_field.null:
                defaults[str(model_field.column)] = model_field.get_default()
        return defaults

    def _vacate(self) -> tuple[int, int] | None:
        """Empty the unique columns that rows are about to swap: places on the home page.

        The counts are taken before, as they would come out wrong after; None: nothing was done.
        """
        swapped = [c for c in self.staging.compared if self._may_be_swapped(c)]
        if not swapped:
            return None
        id_column = sql.Identifier("old", self.staging.pk)
        [[added, changed]] = self.staging.run(
            sql.SQL("SELECT count(*) FILTER (WHERE {id} IS NULL), count({id}) {differing}").format(
                id=id_column, differing=self.staging.differing()
            )
        )
        for column in swapped:
            name = db_column(self.table, column)
            self.staging.run(
                sql.SQL(
                    "UPDATE {table} AS t SET {column} = NULL"
                    " FROM (SELECT {id}, {new} AS new {differing}) AS d"
                    " WHERE t.{pk} = d.{pk} AND {old} IS DISTINCT FROM d.new"
                ).format(
                    table=name_of(self.table.model),
                    column=sql.Identifier(name),
                    id=id_column,
                    new=sql.Identifier("r", name),
                    differing=self.staging.differing(),
                    pk=sql.Identifier(self.staging.pk),
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
                with transaction.atomic(using=self.alias):
                    self._upsert_rows(first, middle)
            except IntegrityError as narrower:
                error, after = narrower, middle
            else:
                first = middle
        problems = Problems()
        problems.add(self.sheet.problem(first, reason_of(error, self.tables)))
        return DataProblemsError(problems)
