"""A chart alone, as other sites show it: whole, with its sources and the way to its page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from plans.charts.chart import Chart

MOST_SPEAKERS = 8
"""Publishers that the line below the chart names; its table and the page have every source."""

FOOT = 140
"""Pixels below all charts: sources, way to the page."""

AROUND = 110
"""Pixels above and below each picture: title, folded table."""

LINE = 26
"""Pixels of a line of the finding or the legend, in a frame as wide as a column of text."""

LETTERS_IN_A_LINE = 70
"""Of the finding, Latin ones; a Chinese character is as wide as two."""

LEGEND_LINE, SIGN = 80, 7
"""Letters in a line of the legend, which are smaller, and those that an entry's sign takes."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A publisher, and its document; of several documents, the list that has them."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class EmbedPage:
    """Charts (most often one) and what may not be missing beside them.

    ``address`` is the page that they are from, with all that is chosen there; ``problems`` say what
    is wrong with the address, and then there is no chart; ``note`` says of what it is computed,
    where no source gives its numbers; ``nothing`` says why there is no chart of a good address.
    """

    title: str
    charts: Sequence[Chart]
    address: str
    as_of: dt.date
    problems: Sequence[str] = ()
    note: str = ""
    nothing: str = ""

    @property
    def is_several(self) -> bool:
        return len(self.charts) > 1

    @property
    def level(self) -> int:
        """Of the charts' headings: several stand under the title of them all."""
        return 2 if self.is_several else 1

    @property
    def speakers(self) -> list[Speaker]:
        """Each publisher once, in the order of the table."""
        documents: dict[str, dict[str, str]] = {}
        for citation in (one for chart in self.charts for one in chart.citations):
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


def nothing_of(*, is_computed: bool, has_years: bool) -> str:
    """Say why nothing is drawn, as the page does. That nobody published a figure is a finding: it
    is not said of years that leave out what is there, nor of what cannot be computed."""
    if is_computed:
        return gettext("Nothing can be computed here.")
    if has_years:
        return gettext("No figure is of these years.")
    return gettext("Nobody published a figure.")


def frame_height(charts: Iterable[Chart]) -> int:
    """Pixels that charts below one another need in a column of text; a narrower frame scrolls."""
    return FOOT + sum(map(_height, charts))


def _height(chart: Chart) -> int:
    lines = -(-_letters(chart.caption) // LETTERS_IN_A_LINE)
    if chart.drawing is None:
        return AROUND + LINE * lines + 60 * len(chart.rows)
    return chart.drawing.height + AROUND + LINE * (lines + _legend_lines(chart))


def _legend_lines(chart: Chart) -> int:
    """Entries stay whole as long as they fit into a line."""
    lines, left = 0, 0
    for entry in chart.legend:
        wide = _letters(entry.label) + SIGN
        if wide > left:
            lines, left = lines + 1, LEGEND_LINE
        left -= wide
    return lines


def _letters(text: str) -> int:
    return sum(2 if letter > "\u2e7f" else 1 for letter in text)
