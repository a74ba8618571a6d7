"""A chart alone, as other sites show it: whole, with its sources and the way to its page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from plans.charts.chart import Chart

MOST_SPEAKERS = 8
"""Publishers that the line below the chart names; its table and the page have every source."""

AROUND = 290
"""Pixels above and below the picture: title, finding, folded table, sources, way to the page."""

LEGEND_LINE = 26
ENTRIES_IN_A_LINE = 3
"""Of the legend, in a frame as wide as a column of text."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A publisher, and its document; of several documents, the list that has them."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class EmbedPage:
    """A chart and what may not be missing beside it.

    ``address`` is the page that it is from, with all that is chosen there; ``problems`` say what
    is wrong with the address, and then there is no chart.
    """

    title: str
    chart: Chart | None
    address: str
    as_of: dt.date
    problems: Sequence[str] = ()

    @property
    def speakers(self) -> list[Speaker]:
        """Each publisher once, in the order of the table."""
        documents: dict[str, dict[str, str]] = {}
        for citation in self.chart.citations if self.chart else ():
            documents.setdefault(citation.publisher, {})[citation.source_key] = citation.url
        return [
            Speaker(name, next(iter(urls.values())) if len(urls) == 1 else self.every_source)
            for name, urls in documents.items()
        ]

    @property
    def every_source(self) -> str:
        """Where the page lists its sources."""
        return f"{self.address}#sources"

    @property
    def named(self) -> list[Speaker]:
        return self.speakers[:MOST_SPEAKERS]

    @property
    def left_out(self) -> int:
        return len(self.speakers) - len(self.named)


def frame_height(chart: Chart) -> int:
    """Pixels that the chart alone needs in a column of text; a narrower frame scrolls."""
    if chart.drawing is None:
        return AROUND + 60 * len(chart.rows)
    lines = -(-len(chart.legend) // ENTRIES_IN_A_LINE)
    return chart.drawing.height + AROUND + LEGEND_LINE * lines
