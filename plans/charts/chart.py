"""A chart with everything that it takes to read and to trust it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

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
    does not stand in the line because another source was preferred.
    """

    texts: tuple[str, ...]
    citation: Citation | None
    key: str = ""
    beside: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as the template shows it: the cells with their columns."""

    cells: tuple[Cell, ...]
    citation: Citation | None
    beside: bool


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A sign of the chart and what it means, drawn by the template as a small inline SVG.

    ``colour`` is the end of a custom property (``chart-1``, ``ink``); ``dash`` is an SVG
    dash pattern, "none" for a full line, empty where the sign has no line.
    """

    label: str
    colour: str
    shape: Shape | None = None
    is_filled: bool = True
    dash: str = ""
    sign: str = ""
    """What there is beside or instead of the shape: ``span``, ``dot``, ``rival``, ``about``,
    ``above``, ``below``, ``target``, ``variant``; empty for nothing."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure, its title, its finding, the same numbers as a table, and their sources.

    ``figure`` is None where there is nothing to see in a picture (a single number); title,
    finding and table still hold. ``description`` says in words all that the picture shows.
    """

    key: str
    title: str
    caption: str
    description: str
    figure: go.Figure | None
    columns: Sequence[Column]
    rows: Sequence[Row]
    language: str
    legend: Sequence[LegendEntry] = ()
    cited: Sequence[Citation] = ()
    """What the figures of ``caption`` rest on."""

    @property
    def spec(self) -> dict[str, Any] | None:
        """What ``charts.js`` draws, ready for ``json_script``. Only the drawing has floats."""
        if self.figure is None:
            return None
        drawn = self.figure.to_plotly_json()
        return {
            "data": drawn["data"],
            "layout": drawn["layout"],
            "palette": PALETTE,
            "locale": "zh-CN" if is_chinese(self.language) else "en",
        }

    @property
    def spec_id(self) -> str:
        """The id of the element that holds ``spec`` on the page."""
        return f"{self.key}-spec"

    @property
    def height(self) -> int:
        """Pixels kept free for the picture before it is drawn, so that nothing jumps."""
        return 0 if self.figure is None else int(self.figure.layout.height)

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
        return tuple(dict.fromkeys(row.citation for row in self.rows if row.citation))
