"""A chart with everything that it takes to read and to trust it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from plans.charts.drawing import Drawing
from plans.charts.svg.file import file_picture
from plans.charts.svg.markup import Markup
from plans.charts.svg.page import page_picture
from plans.charts.svg.signs import legend_sign
from plans.charts.theme import PALETTE, Shape
from plans.domain.citations import Citation
from plans.domain.texts import is_chinese


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table; figures stand on the right."""

    label: str
    is_figure: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    column: Column
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """What one mark of the chart says, in words.

    ``key`` is that of the observation, where it is one. ``beside`` marks a figure that
    does not stand in the line because another source was preferred. ``also``: the other source
    of a number that was computed from two.
    """

    texts: tuple[str, ...]
    citation: Citation | None
    key: str = ""
    beside: bool = False
    also: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as the template shows it: the cells with their columns."""

    cells: tuple[Cell, ...]
    citation: Citation | None
    beside: bool


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A sign of the chart and what it means.

    ``colour`` is one of ``theme.PALETTE``; ``dash`` is an SVG dash pattern, "none" for a full
    line, empty where the sign has no line.
    """

    label: str
    colour: str
    shape: Shape | None = None
    is_filled: bool = True
    dash: str = ""
    sign: str = ""
    """What there is beside or instead of the shape: ``span``, ``dot``, ``rival``, ``about``,
    ``above``, ``below``, ``target``, ``variant``; empty for nothing."""

    @property
    def picture(self) -> Markup:
        """The sign as a small inline SVG."""
        return legend_sign(self)


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, its title, its finding, the same numbers as a table, and their sources.

    ``drawing`` is None where there is nothing to see in a picture (a single number); title,
    finding and table still hold. ``description`` says in words all that the picture shows.
    """

    key: str
    title: str
    caption: str
    description: str
    drawing: Drawing | None
    columns: Sequence[Column]
    rows: Sequence[Row]
    language: str
    legend: Sequence[LegendEntry] = ()
    cited: Sequence[Citation] = ()
    """What the figures of ``caption`` rest on."""
    note: str = ""
    """What drawing and table leave out, and by which rule; empty where they have all."""

    @property
    def spec(self) -> dict[str, Any] | None:
        """What ``charts.js`` draws, ready for ``json_script``. Only the drawing has floats."""
        if self.drawing is None:
            return None
        return {
            "data": self.drawing.traces,
            "layout": self.drawing.layout,
            "palette": PALETTE,
            "locale": "zh-CN" if is_chinese(self.language) else "en",
        }

    @property
    def spec_id(self) -> str:
        """The id of the element that holds ``spec`` on the page."""
        return f"{self.key}-spec"

    @property
    def picture(self) -> Markup | None:
        """The drawing as SVG, for the page."""
        if self.drawing is None:
            return None
        return page_picture(self.drawing, self.key, self.description)

    def file(self, address: str, day: dt.date) -> str | None:
        """The drawing as an SVG document that says whence it is: a page, as known on a day."""
        return None if self.drawing is None else file_picture([self], address, day)

    @property
    def table(self) -> Iterator[TableRow]:
        for row in self.rows:
            cells = tuple(
                Cell(column, text) for column, text in zip(self.columns, row.texts, strict=True)
            )
            yield TableRow(cells, row.citation, row.beside)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every source of the chart once, in the order of the table."""
        own = ((row.citation, *row.also) for row in self.rows)
        return tuple(dict.fromkeys(citation for row in own for citation in row if citation))
