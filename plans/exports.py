"""Lists as JSON and CSV: one description of a row for both, and mistakes said aloud."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for something else and garbles Chinese names."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet runs a text that starts so."""

LIST_JOINER = ";"
"""Between the codes of a list in a cell, as in the data files."""


@dataclass(frozen=True, slots=True)
class Column:
    """A name and where a row has it. Values: text, Decimal, bool, None or a list of texts."""

    name: str
    value: Callable[[Any], Any]


def plain(value: Any) -> Any:
    """A value as JSON has it. Decimals are strings, so that no digit is lost.

    >>> plain(Decimal("10000000000.0000"))
    '10000000000'
    """
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return "" if value is None else value


def cell(value: Any) -> str:
    """A value as CSV has it: a text that a spreadsheet would run is made harmless.

    >>> cell("=1+1"), cell(Decimal("-2")), cell(["a", "b"])
    ("'=1+1", '-2', 'a;b')
    """
    if isinstance(value, list):
        value = LIST_JOINER.join(value)
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return str(plain(value))


def as_json(columns: Sequence[Column], rows: Iterable[Any]) -> JsonResponse:
    """Every row, in order: ``{"count": n, "results": [...]}``."""
    results = [{column.name: plain(column.value(row)) for column in columns} for row in rows]
    return JsonResponse(
        {"count": len(results), "results": results}, json_dumps_params={"ensure_ascii": False}
    )


class _Echo:
    """Gives back what is written to it, so that a CSV can be streamed line by line."""

    def write(self, line: str) -> str:
        return line


def as_csv(filename: str, columns: Sequence[Column], rows: Iterable[Any]) -> StreamingHttpResponse:
    """Every row, in order, streamed: UTF-8 that Excel understands."""

    def lines() -> Iterator[str]:
        writer = csv.writer(_Echo(), lineterminator="\n")
        yield BYTE_ORDER_MARK + writer.writerow([column.name for column in columns])
        for row in rows:
            yield writer.writerow([cell(column.value(row)) for column in columns])

    return StreamingHttpResponse(
        lines(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )


def refused_as_json(mistakes: dict[str, list[str]]) -> JsonResponse:
    """400, with what is wrong by parameter."""
    return JsonResponse(
        {"error": f"Cannot filter by: {', '.join(mistakes)}", "parameters": mistakes},
        status=400,
        json_dumps_params={"ensure_ascii": False},
    )


def refused_as_csv(mistakes: dict[str, list[str]]) -> HttpResponse:
    """400 in plain text: a table with an error in it might be taken for data."""
    lines = [f"{name}: {' '.join(said)}" for name, said in mistakes.items()]
    return HttpResponse(
        "\n".join(["Cannot filter by:", *lines, ""]),
        status=400,
        content_type="text/plain; charset=utf-8",
    )
