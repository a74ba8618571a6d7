"""Lists as files, read back: the same rows as texts, from CSV, Excel and JSON."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def from_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheet(content: bytes, number: int = 1) -> ElementTree.Element:
    """A sheet of an Excel file. It is our own file: no entity of a stranger is in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))


def cells(content: bytes, number: int = 1) -> list[dict[int, tuple[str, str]]]:
    """Each row of a sheet: the type and the text of its cells by column, 0 first."""
    rows = []
    for row in sheet(content, number).iter(f"{SHEET}row"):
        found = {}
        for cell in row.iter(f"{SHEET}c"):
            text = "".join(part.text or "" for part in cell.iter() if part.text)
            found[_place(cell.attrib["r"])] = (cell.attrib.get("t", "n"), text)
        rows.append(found)
    return rows


def from_excel(content: bytes) -> list[dict[str, str]]:
    """The rows of the first sheet by the names in its header; numbers with all their digits."""
    header, *rows = cells(content)
    names = {place: text for place, (_type, text) in header.items()}
    return [
        {name: _number(*row[place]) if place in row else "" for place, name in names.items()}
        for row in rows
    ]


def as_cells(results: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """Results of JSON as CSV and Excel have them."""
    return [{name: _as_cell(value) for name, value in row.items()} for row in results]


def without_apostrophes(rows: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Cells as they were before they were made harmless."""
    return [{name: text.removeprefix("'") for name, text in row.items()} for row in rows]


def _as_cell(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(value)
    return "" if value is None else str(value)


def _number(kind: str, text: str) -> str:
    return f"{Decimal(text).normalize():f}" if kind == "n" else text


def _place(reference: str) -> int:
    place = 0
    for letter in reference.rstrip("0123456789"):
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
