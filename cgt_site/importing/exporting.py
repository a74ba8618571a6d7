"""Rows of a list in the shipped form: bringing them back changes nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from cgt_site.datafiles import TABLES
from plans.loaders.exporting import Exporter, UnwritableError
from plans.loaders.kinds import Number, Whole
from plans.loaders.tables import Table

EXACT_DIGITS = 15
"""Excel keeps no more digits of a number; a longer one is written as a text."""


def csv_file(table: Table, rows: QuerySet[Any]) -> IO[bytes]:
    """The rows as a data file, in a file without a name."""
    file = TemporaryFile()  # noqa: SIM115 - goes with the response
    try:
        ids, values = rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        ids, values = "SELECT NULL::bigint WHERE false", ()
    Exporter(TABLES).write_table(table, file, ids, values)
    file.seek(0)
    return file


def workbook_file(table: Table, rows: QuerySet[Any]) -> IO[bytes]:
    """The same as a workbook with one sheet, which is called as its table."""
    with csv_file(table, rows) as source:
        lines = csv.reader(io.TextIOWrapper(source, encoding="utf-8", newline=""))
        file = TemporaryFile()  # noqa: SIM115 - goes with the response
        with TemporaryDirectory() as folder:
            workbook = Workbook(file, {"constant_memory": True, "tmpdir": folder})
            _write(workbook.add_worksheet(table.name), table, lines)
            workbook.close()
    file.seek(0)
    return file


def _write(sheet: Any, table: Table, lines: Iterator[list[str]]) -> None:
    header = next(lines)
    kinds = [TABLES.kind(table, table.by_name[name]) for name in header]
    is_number = [isinstance(kind, Number | Whole) for kind in kinds]
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(header) - 1, 18)
    sheet.write_row(0, 0, header)
    for number, cells in enumerate(lines, start=1):
        for place, text in enumerate(cells):
            if text and is_number[place] and _is_exact(text):
                sheet.write_number(number, place, float(text))
            elif text and sheet.write_string(number, place, text) != 0:
                said = _("A text in the column %(column)s is too long for a cell of Excel.")
                raise UnwritableError(said % {"column": header[place]})


def _is_exact(text: str) -> bool:
    return len(Decimal(text).normalize().as_tuple().digits) <= EXACT_DIGITS
