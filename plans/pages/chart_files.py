"""Where a chart is to be had as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class ChartFiles:
    """The addresses of a chart: its picture, and its numbers."""

    svg: str
    csv: str
    json: str


def chart_files(address: str, query: Sequence[tuple[str, str]]) -> ChartFiles:
    """Give the addresses beside a page: ``/metrics/scale.csv?area=pudong``."""
    asked = f"?{urlencode(query)}" if query else ""
    return ChartFiles(*(f"{address}.{form}{asked}" for form in ("svg", "csv", "json")))
