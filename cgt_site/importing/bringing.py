"""A file that somebody brings, to the rows of one table: the one way in, whatever its form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cgt_site.importing.brought import (
    MOST_BYTES,
    Brought,
    Refusal,
    Seen,
    UnreadableFileError,
    place_of,
)
from cgt_site.importing.decoding import decoded
from cgt_site.importing.delimited import read_text
from cgt_site.importing.folding import folded, plain
from cgt_site.importing.workbooks import is_workbook, read_workbook
from plans.loaders.problems import Problem, Problems
from plans.loaders.reading import CHUNK_ROWS, read_records
from plans.loaders.sheets import Sheet
from plans.loaders.tables import Table, Tables

OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Read:
    """A file as the loaders take it, with what was said on reading."""

    sheet: Sheet
    notes: list[str]
    header: list[str]
    is_workbook: bool


def read_file(name: str, content: bytes, table: Table, tables: Tables, problems: Problems) -> Read:
    """The sheet of a file. Raises ``UnreadableFileError`` if the file as a whole is refused."""
    brought = bring(content, table, tables)
    for refusal in brought.refusals:
        column = None if refusal.column is None else _named(brought.header, refusal.column)
        problems.add(Problem(name, refusal.reason, refusal.line, column))
    sheet = read_records(table, name, brought.header, _chunks(brought), tables, problems)
    return Read(sheet, brought.notes, brought.header, brought.is_workbook)


def bring(content: bytes, table: Table, tables: Tables) -> Brought:
    """The rows of a file, folded to the form of the data files."""
    if not content:
        raise UnreadableFileError(_("The file is empty; it needs at least a header line."))
    if len(content) > MOST_BYTES:
        said = _("The file is larger than %(n)d MB. Split it, and bring the parts one by one.")
        raise UnreadableFileError(said % {"n": MOST_BYTES // 1024 // 1024})
    if content.startswith(OLD_EXCEL):
        raise UnreadableFileError(
            _("This is a workbook of the old form (XLS), or has a password. Save it as XLSX.")
        )
    kinds = {column.name: tables.kind(table, column) for column in table.columns}
    if is_workbook(content):
        brought = read_workbook(content, table.name, kinds)
    else:
        text, notes = decoded(content)
        brought = read_text(text, kinds)
        brought.notes[:0] = notes
    brought.header = [plain(name) for name in brought.header]
    _square(brought)
    _fold(brought, table, tables)
    return brought


def _named(header: list[str], column: int) -> str | None:
    return header[column] if column < len(header) else None


def _chunks(brought: Brought) -> Iterator[tuple[list[int], list[list[str]]]]:
    for first in range(0, len(brought.lines), CHUNK_ROWS):
        part = slice(first, first + CHUNK_ROWS)
        yield brought.lines[part], brought.records[part]


def _square(brought: Brought) -> None:
    """Every row as wide as the header; columns without a name and without a value go."""
    header = brought.header
    width = len(header)
    used = {
        place
        for row in brought.records
        for place, text in enumerate(row)
        if text and not text.isspace()
    }
    nameless = {place for place, name in enumerate(header) if not name}
    for place in sorted(nameless & used):
        where = place_of(1, place, is_workbook=brought.is_workbook)
        reason = _("column %(n)d has values and no name in the header (%(where)s). Merged cells?")
        said = reason % {"n": place + 1, "where": where}
        brought.refusals.append(Refusal(1, place, said))
    kept = [place for place in range(width) if place not in nameless]
    brought.header = [header[place] for place in kept]
    lines, records = [], []
    for line, row in zip(brought.lines, brought.records, strict=True):
        if any(text for text in row[width:]) or (len(row) < width and not brought.is_workbook):
            reason = ngettext(
                "has %(n)d cell where the header has %(width)d columns.",
                "has %(n)d cells where the header has %(width)d columns.",
                len(row),
            )
            said = reason % {"n": len(row), "width": width}
            brought.refusals.append(Refusal(line, None, said))
            continue
        row += [""] * (width - len(row))
        lines.append(line)
        records.append([row[place] for place in kept] if nameless else row[:width])
    brought.lines, brought.records = lines, records


def _fold(brought: Brought, table: Table, tables: Tables) -> None:
    seen = Seen()
    for place, name in enumerate(brought.header):
        column = table.by_name.get(name)
        if column is None:
            continue
        kind = tables.kind(table, column)
        known: dict[str, str] = {}
        for line, row in zip(brought.lines, brought.records, strict=True):
            text = row[place]
            new = known.get(text)
            if new is None:
                known[text] = new = folded(text, kind)
            if new != text:
                row[place] = new
                where = place_of(line, place, is_workbook=brought.is_workbook)
                seen.add(name, where, text, new)
    for name, count in seen.counts.items():
        where, before, after = seen.first[name]
        said = ngettext(
            "%(column)s: %(n)d cell was read in another form, at %(where)s:"
            " “%(old)s” -> “%(new)s”.",
            "%(column)s: %(n)d cells were read in another form, first at %(where)s:"
            " “%(old)s” -> “%(new)s”.",
            count,
        )
        parts = {"column": name, "n": count, "where": where, "old": before, "new": after}
        brought.notes.append(said % parts)
