"""A sheet of Excel to rows of text. What Excel has made of a cell is understood or refused."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl import load_workbook
from openpyxl.utils.datetime import from_excel

from cgt_site.importing.brought import (
    MOST_COLUMNS,
    MOST_ROWS,
    Brought,
    Refusal,
    UnreadableFileError,
    letters,
)
from cgt_site.importing.delimited import too_many_rows
from cgt_site.importing.folding import is_date, plain
from plans.loaders.kinds import Kind, Whole

UNPACKED = 200 * 1024 * 1024
"""Bytes that a workbook may hold when it is unpacked."""
MEMBERS = 2_000
PIECE = 1 << 20
LONGEST_TAG = 200
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s+ref=\"([A-Z0-9:]+)\"")
EXACT = 10**15
"""From here on Excel does not keep every digit of a number."""
YEARS = range(1900, 2200)
DAYS_OF_EXCEL = range(10_000, 110_000)
"""What a day looks like that has lost its format: 10,000 is of 1927."""


def is_workbook(content: bytes) -> bool:
    return content.startswith(b"PK\x03\x04")


def read_workbook(content: bytes, name: str, kinds: dict[str, Kind]) -> Brought:
    """The rows of the sheet called ``name``, or of the first one. ``kinds`` by column."""
    _refuse_bombs(content)
    try:
        return _Reader(content, name, kinds).read()
    except UnreadableFileError:
        raise
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile, SyntaxError, OSError) as problem:
        raise UnreadableFileError(
            _("The file cannot be read as a workbook. Save it anew as XLSX, or as CSV in UTF-8.")
        ) from problem


def _refuse_bombs(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as problem:
        raise UnreadableFileError(
            _("The file begins as a workbook and breaks off. Save it anew.")
        ) from problem
    if len(members) > MEMBERS or sum(each.file_size for each in members) > UNPACKED:
        raise UnreadableFileError(
            _("The workbook unpacks to more than %(n)d MB. Split it, or save it as CSV in UTF-8.")
            % {"n": UNPACKED // 1024 // 1024}
        )


class _Reader:
    def __init__(self, content: bytes, name: str, kinds: dict[str, Kind]) -> None:
        self.content = content
        self.name = name
        self.kinds = kinds
        self.brought = Brought(is_workbook=True)
        self.by_place: list[Kind | None] = []
        self.read_as_days: list[str] = []

    def read(self) -> Brought:
        sheet = self._sheet(values=True)
        has_formulas = self._look_at_the_form(sheet)
        rows = enumerate(sheet.iter_rows(), start=1)
        for number, cells in rows:
            if any(cell.value is not None for cell in cells):
                self._header(number, cells)
                break
        else:
            raise UnreadableFileError(_("The sheet is empty; it needs at least a header."))
        for number, cells in rows:
            self._row(number, cells)
        if has_formulas:
            self._formulas()
        if self.read_as_days:
            self.brought.notes.append(
                ngettext(
                    "%(n)d cell was a day in Excel and was read as its date: %(example)s.",
                    "%(n)d cells were days in Excel and were read as their dates: %(example)s.",
                    len(self.read_as_days),
                )
                % {"n": len(self.read_as_days), "example": self.read_as_days[0]}
            )
        return self.brought

    def _sheet(self, *, values: bool) -> Any:
        book: Any = load_workbook(
            io.BytesIO(self.content), read_only=True, data_only=values, keep_links=False
        )
        sheets = book.worksheets
        if not sheets:
            raise UnreadableFileError(_("The workbook has no sheet of cells."))
        sheet = book[self.name] if self.name in book.sheetnames else sheets[0]
        if values and len(sheets) > 1:
            self.brought.notes.append(
                _("The workbook has %(n)d sheets; “%(name)s” was read.")
                % {"n": len(sheets), "name": sheet.title}
            )
        self.epoch = book.epoch
        sheet.reset_dimensions()
        return sheet

    def _look_at_the_form(self, sheet: Any) -> bool:
        """Refuse merged cells; whether there are formulas."""
        has_formulas, tail = False, b""
        merged: list[str] = []
        with (
            zipfile.ZipFile(io.BytesIO(self.content)) as archive,
            archive.open(sheet._worksheet_path) as file,
        ):
            while piece := file.read(PIECE):
                window = tail + piece
                has_formulas = has_formulas or FORMULA.search(window) is not None
                merged += [found[1].decode() for found in MERGED.finditer(window)]
                tail = window[-LONGEST_TAG:]
        for area in dict.fromkeys(merged):
            line = int("".join(filter(str.isdigit, area.partition(":")[0])) or 1)
            reason = _("%(area)s is merged: only its first cell holds a value. Unmerge it.")
            self.brought.refusals.append(Refusal(line, None, reason % {"area": area}))
        return has_formulas

    def _header(self, number: int, cells: Sequence[Any]) -> None:
        names = [plain(str(cell.value)) if cell.value is not None else "" for cell in cells]
        while names and not names[-1]:
            names.pop()
        if len(names) > MOST_COLUMNS:
            raise UnreadableFileError(_("The header has too many columns."))
        self.brought.header = names
        self.by_place = [self.kinds.get(name) for name in names]

    def _row(self, number: int, cells: Sequence[Any]) -> None:
        texts = [self._text(number, place, cell) for place, cell in enumerate(cells)]
        if not any(texts):
            return
        if len(self.brought.lines) >= MOST_ROWS:
            raise too_many_rows()
        self.brought.lines.append(number)
        self.brought.records.append(texts)

    def _refuse(self, number: int, place: int, reason: str) -> None:
        self.brought.refusals.append(Refusal(number, place, reason))

    def _text(self, number: int, place: int, cell: Any) -> str:
        value = cell.value
        if value is None:
            return ""
        kind = self.by_place[place] if place < len(self.by_place) else None
        if cell.data_type == "e":
            self._refuse(number, place, _("the cell holds the error %(e)s.") % {"e": value})
            return str(value)
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int | float):
            return self._number(number, place, value, kind)
        if isinstance(value, dt.datetime | dt.date):
            return self._date(number, place, value, cell.number_format, kind)
        if isinstance(value, dt.time | dt.timedelta):
            self._refuse(number, place, _("Excel has made a time of this cell; write it as text."))
        return str(value)

    def _number(self, number: int, place: int, value: float, kind: Kind | None) -> str:
        if abs(value) >= EXACT:
            reason = _("Excel keeps 15 digits of a number and has lost some; write it as text.")
            self._refuse(number, place, reason)
        if kind is not None and is_date(kind) and value in DAYS_OF_EXCEL:
            day: str = from_excel(value, self.epoch).date().isoformat()
            self.read_as_days.append(f"{letters(place)}{number}, {value:g} -> {day}")
            return day
        if kind is not None and is_date(kind) and value not in YEARS:
            reason = _("the number %(n)s is no date; write the date as text, such as 2024-07-30.")
            self._refuse(number, place, reason % {"n": f"{value:g}"})
        if isinstance(value, int):
            return str(value)
        text = f"{Decimal(format(value, '.15g')):f}"
        return text if "." not in text else text.rstrip("0").rstrip(".")

    def _date(self, number: int, place: int, value: dt.date, form: str, kind: Kind | None) -> str:
        day = value.date() if isinstance(value, dt.datetime) else value
        if kind is None or not is_date(kind):
            reason = _("Excel has made the date %(day)s of this cell; write it as text.")
            if isinstance(kind, Whole) and "y" in form.lower() and "d" not in form.lower():
                return str(day.year)
            self._refuse(number, place, reason % {"day": day.isoformat()})
            return day.isoformat()
        if isinstance(value, dt.datetime) and value.time() != dt.time():
            self._refuse(number, place, _("the date has a time of day; write the date alone."))
        text = day.isoformat()[: _precision(form)]
        self.read_as_days.append(f"{letters(place)}{number} -> {text}")
        return text

    def _formulas(self) -> None:
        """Results of formulas are read as what they show; a formula without one is refused."""
        shown = dict(zip(self.brought.lines, self.brought.records, strict=True))
        count = 0
        for number, place in self._cells_with_formulas():
            record = shown.get(number)
            if record is None or place >= len(record) or not record[place]:
                reason = _("the formula has no result in the file; save the values alone.")
                self._refuse(number, place, reason)
            else:
                count += 1
        if count:
            said = ngettext(
                "%(n)d cell holds a formula; its result was read.",
                "%(n)d cells hold formulas; their results were read.",
                count,
            )
            self.brought.notes.append(said % {"n": count})

    def _cells_with_formulas(self) -> Iterator[tuple[int, int]]:
        for number, cells in enumerate(self._sheet(values=False).iter_rows(), start=1):
            for place, cell in enumerate(cells):
                if cell.data_type == "f":
                    yield number, place


def _precision(form: str) -> int:
    """Characters of the ISO date that a format of Excel shows: year, month or day."""
    shown = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", form).lower()
    if "d" in shown or "y" not in shown:
        return 10
    return 7 if "m" in shown else 4
