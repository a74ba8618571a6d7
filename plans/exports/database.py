"""Rows that the database writes itself: a list of any size, streamed by COPY."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import QuerySet

from plans.exports.cells import CELLS, JSON_VALUES, literal
from plans.exports.columns import Address, Column, Gathered, Stored
from plans.exports.rows import Pieces

AS_CSV = "FORMAT csv"
AS_IT_IS = r"FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02'"
"""JSON of one line, without the escapes of COPY's own text form: it holds neither sign."""


COPIED = "COPY ({query}) TO STDOUT WITH ({form})"
WRITTEN = "SELECT {values} FROM {source}"
NAMED = "({query}) AS rows ({names})"
BESIDE = """
    LEFT JOIN (
        SELECT row_id, array_agg(item ORDER BY item) AS items
        FROM ({pairs}) AS pairs (row_id, item) GROUP BY row_id
    ) AS {name} ON {name}.row_id = rows.row_id
"""
JOINED = """(
    SELECT {wanted} FROM (
        SELECT *, row_number() OVER () AS row_place FROM {rows}
    ) AS rows {joined} ORDER BY rows.row_place
) AS rows"""


@dataclass(frozen=True, slots=True)
class DatabaseRows:
    """The rows of a queryset, in its order.

    The statement is made at once, while the day that the site is read as of is known; it runs
    when the rows are asked for, perhaps after that.
    """

    columns: Sequence[Column]
    queryset: QuerySet[Any]
    source: str
    """The rows as a FROM clause that names each column; empty where there can be none."""

    @classmethod
    def of(cls, queryset: QuerySet[Any], columns: Sequence[Column]) -> DatabaseRows:
        return cls(columns, queryset, rows_clause(queryset, columns))

    @contextmanager
    def moment(self) -> Iterator[None]:
        """One snapshot for the count and the rows."""
        is_outermost = not connection.in_atomic_block
        with transaction.atomic():
            with connection.cursor() as cursor:
                if is_outermost:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                # Compiling costs more than it gains here, and sorting goes to the disk otherwise.
                cursor.execute("SET LOCAL jit = off; SET LOCAL work_mem = '16MB'")
                # A slow reader takes a long file as slowly as it can.
                cursor.execute("SET LOCAL statement_timeout = 0")
            yield

    def count(self) -> int:
        return self.queryset.count()

    def csv_lines(self) -> Pieces:
        return self._copied(", ".join(self._values(CELLS)), AS_CSV)

    def json_objects(self) -> Pieces:
        values = [
            f"{value} AS {quoted(column.name)}"
            for column, value in zip(self.columns, self._values(JSON_VALUES), strict=True)
        ]
        with closing(self._copied(", ".join(values), AS_IT_IS, "row_to_json(line)")) as lines:
            for line in lines:
                yield line.rstrip(b"\n")

    def _values(self, forms: Any) -> list[str]:
        return [
            address_sql(column.template)
            if isinstance(column, Address)
            else forms[column.form](f"rows.{quoted(column.name)}")
            for column in self.columns
        ]

    def _copied(self, values: str, form: str, line: str = "") -> Pieces:
        """Each row as the database writes it."""
        if not self.source:
            return
        query = WRITTEN.format(values=values, source=self.source)
        if line:
            query = WRITTEN.format(values=line, source=f"({query}) AS line")
        with (
            connection.cursor() as cursor,
            cursor.copy(COPIED.format(query=query, form=form)) as copied,
        ):
            for row in copied:
                yield bytes(row)


def rows_clause(queryset: QuerySet[Any], columns: Sequence[Column]) -> str:
    """The queryset as a subquery with the names of the columns.

    What is gathered from other tables is joined to it, and the order kept by numbering the rows:
    gathered for all rows at once, it costs a fifth of asking for each row.
    """
    stored = [column for column in columns if isinstance(column, Stored)]
    gathered = [column for column in columns if isinstance(column, Gathered)]
    try:
        query = composed(
            *queryset.values_list(
                "pk", *(column.expression for column in stored)
            ).query.sql_with_params()
        )
    except EmptyResultSet:
        return ""
    names = ["row_id", *(quoted(column.name) for column in stored)]
    rows = NAMED.format(query=query, names=", ".join(names))
    if not gathered:
        return rows
    lists = [quoted(column.name) for column in gathered]
    return JOINED.format(
        rows=rows,
        wanted=", ".join(["rows.*", *(f"{name}.items AS {name}" for name in lists)]),
        joined="".join(
            BESIDE.format(pairs=composed(*column.pairs()), name=name)
            for column, name in zip(gathered, lists, strict=True)
        ),
    )


def address_sql(template: str) -> str:
    """``/firms/{key}/`` as an expression."""
    pieces = re.split(r"\{(\w+)\}", template)
    return " || ".join(
        f"rows.{quoted(piece)}" if place % 2 else literal(piece)
        for place, piece in enumerate(pieces)
        if piece
    )


def composed(query: str, values: Sequence[Any]) -> str:
    """A statement with its values in it, as the driver writes them."""
    operations: Any = connection.ops  # those of Postgres
    return str(operations.compose_sql(query, values))


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)
