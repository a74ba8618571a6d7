"""A chart as a file of its own: it takes along its title, legend, colours, sources and address."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from plans.charts import labels, wording
from plans.charts.drawing import Drawing
from plans.charts.svg.canvas import Canvas
from plans.charts.svg.markup import Markup, element
from plans.charts.svg.picture import picture
from plans.charts.svg.signs import HEIGHT, WIDTH, sign
from plans.charts.theme import FONT, INK, PAPER, SOFT
from plans.charts.wording import marks, say
from plans.domain.dates import date_words
from plans.domain.texts import is_chinese

if TYPE_CHECKING:
    from plans.charts.chart import Chart, LegendEntry

PAGE = 760
"""Pixels of the whole file across: a picture for a page of paper."""

MARGIN = 20
INSIDE = PAGE - 2 * MARGIN

MOST_SPEAKERS = 12
"""Publishers that the line of sources names; the address leads to them all."""


class Font(NamedTuple):
    size: int
    colour: str
    weight: str | None = None

    @property
    def line(self) -> int:
        return round(self.size * 1.4)

    def lines(self, text: str, width: float) -> list[str]:
        """Break a text; widths are estimated for letters of 12 pixels."""
        return labels.broken(text, width * 12 / self.size * (0.94 if self.weight else 1))


TITLE = Font(18, INK, "bold")
FINDING = Font(13, INK)
SMALL = Font(12, SOFT)


class Placed(NamedTuple):
    """A part of the file and how high it is."""

    markup: Markup
    height: float


def file_picture(charts: "Sequence[Chart]", address: str, day: dt.date) -> str:
    """Write a whole SVG document of one chart or of several in the same language, one below the
    other. Nothing in it is fetched, no style is needed to see it."""
    first = charts[0]
    parts: list[Markup] = []
    y = float(MARGIN)
    for part in _parts(charts, address, day):
        parts.append(element("g", part.markup, transform=f"translate({MARGIN} {y:g})"))
        y += part.height
    height = y + MARGIN - 8
    chinese = is_chinese(first.language)
    return element(
        "svg",
        element("title", "; ".join(chart.title for chart in charts), id="title"),
        element("desc", " ".join(chart.description for chart in charts), id="description"),
        element("rect", width=PAGE, height=height, fill=PAPER),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        width=PAGE,
        height=height,
        viewBox=f"0 0 {PAGE} {height:g}",
        role="img",
        aria_labelledby="title description",
        font_family=FONT,
        **{"xml:lang": "zh-Hans" if chinese else "en"},
    )


def _parts(charts: "Sequence[Chart]", address: str, day: dt.date) -> Iterator[Placed]:
    for chart in charts:
        yield from _chart(chart)
    language = charts[0].language
    if who := _speakers(charts):
        yield _text(who, SMALL)
    known = date_words(day, "day", language)
    yield _text(say(wording.AS_KNOWN, language, address=address, day=known), SMALL)


def _chart(chart: "Chart") -> Iterator[Placed]:
    """Title, finding, legend and picture; without a picture the finding says it all."""
    yield _text(chart.title, TITLE)
    yield _text(chart.caption, FINDING, after=8 if chart.drawing else 18)
    if chart.drawing is None:
        return
    if chart.legend:
        yield _legend(chart.legend)
    yield _picture(chart.drawing)
    if chart.note:
        yield _text(chart.note, SMALL, after=14)


def _picture(drawing: Drawing) -> Placed:
    margin = drawing.layout["margin"]
    canvas = Canvas(drawing.height, INSIDE - margin["l"] - margin["r"])
    place = f"translate({margin['l']})"
    return Placed(element("g", picture(canvas, drawing), transform=place), drawing.height + 14)


def _text(text: str, font: Font, after: int = 2) -> Placed:
    lines = font.lines(text, INSIDE)
    written = [
        element("text", line, y=font.size + place * font.line) for place, line in enumerate(lines)
    ]
    group = element("g", *written, font_size=font.size, font_weight=font.weight, fill=font.colour)
    return Placed(group, len(lines) * font.line + after)


def _legend(entries: "Sequence[LegendEntry]") -> Placed:
    """Signs with their words in rows, as many as fit."""
    parts: list[Markup] = []
    x, y = 0.0, 0.0
    canvas = Canvas(HEIGHT, WIDTH)
    for entry in entries:
        wide = WIDTH + 6 + labels.width(entry.label) + 18
        if x and x + wide > INSIDE:
            x, y = 0.0, y + 20
        words = element("text", entry.label, x=WIDTH + 6, y=10, font_size=12, fill=SOFT)
        place = f"translate({x:g} {y:g})"
        parts.append(element("g", sign(canvas, entry), words, transform=place))
        x += wide
    return Placed(element("g", *parts), y + 28)


def _speakers(charts: "Sequence[Chart]") -> str:
    """ "Sources: Shanghai Observer; SHINE" """
    citations = [citation for chart in charts for citation in chart.citations]
    who = list(dict.fromkeys(citation.publisher for citation in citations))
    language = charts[0].language
    if not who:
        return ""
    left_out = len(who) - MOST_SPEAKERS
    named = who[:MOST_SPEAKERS]
    if left_out > 0:
        named.append(say(wording.AND_OTHERS, language, count=left_out))
    signs = marks(language)
    return say(wording.SOURCES, language) + signs.colon + signs.semicolon.join(named)
