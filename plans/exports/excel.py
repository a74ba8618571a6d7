"""A list as an Excel file, in constant memory: its rows, and a sheet that says what they are."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from decimal import Decimal
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from plans.exports.columns import Address, Column, Form
from plans.exports.files import PIECE, SHORT, Held, counted
from plans.exports.rows import Pieces, Rows
from plans.exports.slots import a_slot

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MOST_ROWS = 1_048_576 - 1
"""Rows of a sheet, its header aside."""

WIDTHS = {
    Form.CODE: 18,
    Form.TEXT: 32,
    Form.CODES: 20,
    Form.TEXTS: 24,
    Form.DECIMAL: 16,
    Form.WHOLE: 10,
    Form.DAY: 12,
}
ADDRESS_WIDTH = 34

EXACT_DIGITS = 15
"""Excel keeps no more digits of a number; a longer one is written as a text."""

About = Sequence[tuple[str, str]]
"""What the second sheet says: lines of a label and a text."""


class TooManyRowsError(Exception):
    """More rows than a sheet holds."""

    def __init__(self, rows: int) -> None:
        super().__init__(f"{rows} rows")
        self.rows = rows


class TooLongTextError(Exception):
    """A text is longer than a cell holds."""

    def __init__(self, column: str) -> None:
        super().__init__(f"a text in the column {column}")
        self.column = column


def excel_response(rows: Rows, name: str, about: About) -> StreamingHttpResponse:
    """The rows as an Excel file. It is made whole before it is sent, since its end must be known
    first: in a file without a name, which goes with the transfer."""
    with ExitStack() as needs:
        file = needs.enter_context(TemporaryFile())
        with rows.moment():
            count = rows.count()
            if count > MOST_ROWS:
                raise TooManyRowsError(count)
            if count > SHORT:
                needs.enter_context(a_slot())
            write_workbook(file, rows, count, name, about)
        length = str(file.tell())
        return StreamingHttpResponse(
            Held(_read(file), needs.pop_all()), headers={"Content-Length": length}
        )


def _read(file: IO[bytes]) -> Pieces:
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece


def write_workbook(file: IO[bytes], rows: Rows, count: int, name: str, about: About) -> None:
    """Write both sheets. Cells are those of the CSV file, read back row by row."""
    with TemporaryDirectory() as folder:
        workbook = Workbook(file, {"constant_memory": True, "tmpdir": folder})
        bold = workbook.add_format({"bold": True})
        _write_rows(workbook.add_worksheet(name), bold, rows, count)
        _write_about(workbook, bold, rows.columns, about)
        workbook.close()
    file.seek(0, 2)


def _write_rows(sheet: Any, bold: Any, rows: Rows, count: int) -> None:
    columns = rows.columns
    for place, column in enumerate(columns):
        width = ADDRESS_WIDTH if isinstance(column, Address) else WIDTHS[column.form]
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, count, len(columns) - 1)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.name, bold)
    is_number = [column.form in (Form.DECIMAL, Form.WHOLE) for column in columns]
    with closing(counted(rows.csv_lines(), count)) as lines:
        for number, cells in enumerate(csv.reader(line.decode() for line in lines), start=1):
            for place, text in enumerate(cells):
                if not text:
                    continue
                if is_number[place] and _is_exact(text):
                    sheet.write_number(number, place, float(text))
                elif sheet.write_string(number, place, text) != 0:
                    raise TooLongTextError(columns[place].name)


def _is_exact(text: str) -> bool:
    """Whether Excel keeps every digit of the number."""
    return len(Decimal(text).normalize().as_tuple().digits) <= EXACT_DIGITS


def _write_about(workbook: Any, bold: Any, columns: Sequence[Column], about: About) -> None:
    sheet = workbook.add_worksheet(_("About"))
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    lines: Iterator[tuple[str, str]] = iter(
        [*about, ("", ""), (_("Columns"), ""), *((c.name, str(c.meaning)) for c in columns)]
    )
    for number, (label, words) in enumerate(lines):
        sheet.write_string(number, 0, label, bold)
        sheet.write_string(number, 1, words, wrapped)
