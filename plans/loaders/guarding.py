"""Rows of a sheet that would change a figure and leave its citation as it is.

The database refuses them (``plans.domain.guarding``), one at a time; here all of them are found,
so that each is named by its line, with what would change and what would have to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from psycopg import sql

from plans.domain.guarding import READ_AGAIN, Guard
from plans.loaders.comparing import as_text
from plans.loaders.problems import Problem
from plans.loaders.queries import db_column
from plans.loaders.staging import Staging, comma
from plans.loaders.tables import Column
from plans.models import Fact


@dataclass(frozen=True, slots=True)
class UncitedCell:
    """A cell that would change a figure alone. ``read_here``: the database says that its place was
    read again, and the file knows nothing of that reading."""

    row: int
    problem: Problem
    read_here: bool


def uncited(staging: Staging) -> Iterator[UncitedCell]:
    """Each such cell of a sheet that is staged."""
    model = staging.table.model
    for guard in model.guards() if issubclass(model, Fact) else ():
        figures = _columns(staging, guard.figures)
        if figures:
            yield from _uncited(staging, guard, figures)


def _columns(staging: Staging, names: tuple[str, ...]) -> list[Column]:
    """Those of the sheet's columns that fill these of the database."""
    return [column for column in staging.compared if db_column(staging.table, column) in names]


def _uncited(staging: Staging, guard: Guard, figures: list[Column]) -> Iterator[UncitedCell]:
    citation = _columns(staging, guard.citation)
    changes = [_differs(staging, column) for column in figures]
    read = _columns(staging, (READ_AGAIN,))
    rows = staging.run(
        sql.SQL(
            "SELECT r.row, {pk}, ARRAY[{changes}], {read_here} {differing} AND {pk} IS NOT NULL"
            " AND ({any}) AND NOT ({cited}) AND NOT ({read_again}) ORDER BY r.row"
        ).format(
            pk=sql.Identifier("old", staging.pk),
            changes=comma(changes),
            differing=staging.differing(),
            any=sql.SQL(" OR ").join(changes),
            cited=_or_none([_differs(staging, column) for column in citation]),
            read_again=_or_none([_is_later(staging, column) for column in read]),
            read_here=sql.SQL("coalesce(old.{at} > coalesce({told}, '-infinity'), false)").format(
                at=sql.Identifier(READ_AGAIN),
                told=sql.Identifier("r", READ_AGAIN) if read else sql.SQL("NULL::timestamptz"),
            ),
        )
    )
    before = as_text(staging, [pk for _row, pk, *_said in rows])
    for row, pk, changed, read_here in rows:
        cited = ", ".join(before[pk][column.name] for column in citation)
        for column, is_changed in zip(figures, changed, strict=True):
            if is_changed:
                reason = _reason(staging, column, row, before[pk][column.name], cited)
                problem = staging.sheet.problem(row, reason, column.name)
                yield UncitedCell(row, problem, read_here)


def _or_none(conditions: list[sql.Composable]) -> sql.Composable:
    return sql.SQL(" OR ").join(conditions) if conditions else sql.SQL("false")


def _differs(staging: Staging, column: Column) -> sql.Composable:
    held = sql.Identifier("old", db_column(staging.table, column))
    return sql.SQL("{} IS DISTINCT FROM {}").format(held, staging.kept_value(column))


def _is_later(staging: Staging, column: Column) -> sql.Composable:
    held = sql.Identifier("old", db_column(staging.table, column))
    return sql.SQL("coalesce({new} > coalesce({old}, '-infinity'), false)").format(
        old=held, new=staging.kept_value(column)
    )


def _reason(staging: Staging, column: Column, row: int, before: str, cited: str) -> str:
    value: Any = staging.sheet.columns[column.name][row]
    after = "" if value is None else staging.tables.kind(staging.table, column).write(value)
    said = _(
        "“%(old)s” becomes “%(new)s”, still cited from %(citation)s. Change the citation, too; "
        "or read the place again, and write when you did into reread_at."
    )
    return said % {"old": before, "new": after, "citation": cited}
