"""Data files to columns of values. Whatever cannot be read becomes a problem, never a guess."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.loaders.kinds import listed
from plans.loaders.problems import Problem, Problems
from plans.loaders.sheets import BAD, Cells, Sheet
from plans.loaders.tables import Column, Table, Tables

CHUNK_ROWS = 1_000
CHUNK_BYTES = 1 << 20
Chunks = Iterable[tuple[Sequence[int], list[list[str]]]]
"""Some rows at a time, each as wide as the header, with the lines that they start on."""

LINE_BREAK = re.compile(r"\r\n|\r|\n")


def read_folders(folders: Sequence[Path], tables: Tables, problems: Problems) -> dict[str, Sheet]:
    """Read every data file of ``folders``. Other folders' files of a table add rows to it."""
    found: dict[str, list[Path]] = {}
    for folder in folders:
        for path in _data_files(folder, tables, problems):
            found.setdefault(path.stem, []).append(path)
    sheets = {}
    for table in tables:
        paths = found.get(table.name, [])
        if paths:
            sheets[table.name] = _read_table(table, paths, tables, problems)
    return sheets


def read_records(
    table: Table, name: str, names: list[str], chunks: Chunks, tables: Tables, problems: Problems
) -> Sheet:
    """A sheet from rows that came in another form than a data file: ``names`` is their header."""
    sheet = Sheet(table, files=[(0, name)])
    reader = _FileReader(sheet, name, tables, problems)
    header = reader.header(iter([names]))
    if header is None:
        sheet.is_whole = False
    else:
        reader.fill(header, chunks)
    return sheet


def _data_files(folder: Path, tables: Tables, problems: Problems) -> Iterator[Path]:
    if not folder.is_dir():
        problems.add(Problem(str(folder), _("there is no such folder.")))
        return
    paths = sorted(folder.glob("*.csv"))
    for path in paths:
        if path.stem in tables.by_name:
            yield path
        else:
            known = {"files": listed(table.file for table in tables)}
            problems.add(Problem(path.name, _("is none of the data files: %(files)s.") % known))
    if not paths:
        problems.add(Problem(str(folder), _("the folder holds no data files (*.csv).")))


def _read_table(table: Table, paths: Sequence[Path], tables: Tables, problems: Problems) -> Sheet:
    sheet = Sheet(table)
    for path in paths:
        name = path.name if len(paths) == 1 else str(path)
        sheet.files.append((len(sheet), name))
        _FileReader(sheet, name, tables, problems).read(path)
    return sheet


@dataclass(slots=True)
class _FileReader:
    """Adds the rows of one file to a sheet."""

    sheet: Sheet
    name: str
    tables: Tables
    problems: Problems

    def read(self, path: Path) -> None:
        """Add the rows of the file, or report why it cannot be read."""
        if not self._is_text(path):
            self.sheet.is_whole = False
            return
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)
            header = self.header(rows)
            if header is None:
                self.sheet.is_whole = False
                return
            self.fill(header, self._chunks(rows, len(header)))

    def _report(self, reason: str, line: int | None = None, column: str | None = None) -> None:
        self.problems.add(Problem(self.name, reason, line=line, column=column))

    def _is_text(self, path: Path) -> bool:
        """Whether the file is UTF-8 without NUL bytes; says in which line it is not."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        line = 1
        with path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError as problem:
                    line += problem.object[: problem.start].count(b"\n")
                    self._report(_("is not UTF-8; save the file as UTF-8."), line=line)
                    return False
                if b"\0" in chunk:
                    line += chunk[: chunk.index(b"\0")].count(b"\n")
                    self._report(_("holds a NUL byte; save the file as UTF-8 text."), line=line)
                    return False
                line += chunk.count(b"\n")
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            self._report(_("is not UTF-8: it breaks off within a character."), line=line)
            return False
        return True

    def header(self, rows: Any) -> list[Column | None] | None:
        """The columns of the file in its order; None where it has no header to go by."""
        try:
            names = next(rows, None)
        except csv.Error as problem:
            self._report(_("cannot be read as CSV: %(why)s.") % {"why": problem}, line=1)
            return None
        if not names:
            self._report(_("is empty; it needs at least a header line."))
            return None
        wrong = next((mark for mark in ";\t|" if len(names) == 1 and mark in names[0]), None)
        if wrong is not None:
            said = _("the columns are separated by %(sign)r; separate them by commas.")
            self._report(said % {"sign": wrong}, 1)
            return None
        for name in dict.fromkeys(name for name in names if names.count(name) > 1):
            self._report(_("the header names this column twice."), 1, name)
        known = self.sheet.table.by_name
        for name in names:
            if name not in known:
                self._report(_("there is no such column in the data dictionary."), 1, name)
        for column in self.sheet.table.columns:
            if column.name not in names and not column.optional:
                self._report(_("the column is missing."), 1, column.name)
                if column.name in self.sheet.table.key:
                    self.sheet.is_whole = False
        return self._agreed([known.get(name) for name in names])

    def _agreed(self, header: list[Column | None]) -> list[Column | None] | None:
        """The header, if it has the columns of the table's earlier files."""
        names = {column.name for column in header if column is not None}
        if not self.sheet.columns:
            self.sheet.columns = {name: [] for name in names}
        elif names != set(self.sheet.columns):
            others = listed(sorted(names ^ set(self.sheet.columns)))
            said = _("this file and the one before it differ in their columns: %(columns)s.")
            self._report(said % {"columns": others}, 1)
            return None
        return header

    def fill(self, header: list[Column | None], chunks: Chunks) -> None:
        """Add rows to the columns of the sheet."""
        cells = Cells.for_columns(self.sheet.table, header, self.tables)
        for lines, records in chunks:
            first = len(self.sheet)
            self.sheet.lines.extend(lines)
            by_column = zip(*records, strict=True)
            for column, texts in zip(cells, by_column, strict=True):
                if column is not None:
                    self._add(column, texts, first)

    def _chunks(self, rows: Any, width: int) -> Iterator[tuple[Sequence[int], list[list[str]]]]:
        reads_on = True
        while reads_on:
            line = rows.line_num + 1
            records: list[list[str]] = []
            try:
                records.extend(islice(rows, CHUNK_ROWS))
                reads_on = bool(records)
            except csv.Error as problem:
                reads_on = self.sheet.is_whole = False
                said = _("cannot be read as CSV: %(why)s. The rest was not read.")
                self._report(said % {"why": problem}, rows.line_num)
            lines = _lines_of(records, line, rows.line_num)
            if set(map(len, records)) - {width}:
                lines, records = self._of_width(width, lines, records)
            if records:
                yield lines, records

    def _of_width(
        self, width: int, lines: Sequence[int], records: list[list[str]]
    ) -> tuple[list[int], list[list[str]]]:
        """The rows that have a cell for each column. Empty lines are nothing, others a problem."""
        fitting = [(n, each) for n, each in zip(lines, records, strict=True) if len(each) == width]
        for line, record in zip(lines, records, strict=True):
            if record and len(record) != width:
                self.sheet.is_whole = False
                said = ngettext(
                    "has %(n)d cell where the header has %(width)d columns.",
                    "has %(n)d cells where the header has %(width)d columns.",
                    len(record),
                )
                self._report(said % {"n": len(record), "width": width}, line)
        return [line for line, _ in fitting], [record for _, record in fitting]

    def _add(self, cells: Cells, texts: Sequence[str], first: int) -> None:
        values = list(map(cells.__getitem__, texts))
        self.sheet.columns[cells.column.name] += values
        if cells.reasons:
            for place, value in enumerate(values):
                if value is BAD:
                    reason = cells.reasons[texts[place]]
                    self.problems.add(self.sheet.problem(first + place, reason, cells.column.name))
        cells.forget()


def _lines_of(records: list[list[str]], first: int, last: int) -> Sequence[int]:
    """The line that each record starts on: a cell in quotes may run over several."""
    if len(records) == last - first + 1:
        return range(first, last + 1)
    lines = []
    for record in records:
        lines.append(first)
        first += 1 + sum(len(LINE_BREAK.findall(cell)) for cell in record)
    return lines
