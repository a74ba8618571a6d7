"""Where a chart is to be had: as a file, for another site, and its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class ChartFiles:
    """The addresses of a chart: its picture, its numbers, its page with what is chosen there.

    ``embed`` is that of the chart alone, to be shown on other sites; empty where there is none.
    """

    svg: str
    csv: str
    json: str
    page: str
    embed: str = ""


def chart_files(address: str, query: Sequence[tuple[str, str]], embed: str = "") -> ChartFiles:
    """Give the addresses beside a page: ``/metrics/scale.csv?area=pudong``."""
    asked = f"?{urlencode(query)}" if query else ""
    svg, csv, json = (f"{address}.{form}{asked}" for form in ("svg", "csv", "json"))
    return ChartFiles(svg, csv, json, f"{address}/{asked}", f"{embed}{asked}" if embed else "")
