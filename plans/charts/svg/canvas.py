"""Where things are put, and in which ink: on a page of any width, or in a file of its own.

On a page the picture is *fluid*: along the axis of time everything stands at a share of the width,
from top to bottom at a pixel. So letters and marks keep their size on a phone and on paper, and
the picture is as high as what Plotly puts in its place. Colours come from the style sheet, by
class. A file has pixels and colours of its own.
"""

from dataclasses import dataclass

from plans.charts.svg.markup import Attribute, Markup, element, number
from plans.charts.theme import PALETTE, PAPER

STRETCHED = 1000
"""Units along the axis of time in which lines of a fluid picture are written."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """``width`` is that of the plotting area in pixels; None where it is fluid."""

    height: float
    width: float | None = None

    @property
    def is_fluid(self) -> bool:
        return self.width is None

    @property
    def span(self) -> float:
        """The width that paths are written for."""
        return STRETCHED if self.width is None else self.width

    def along(self, share: float) -> str:
        """A place along the axis: "12.5%", or pixels."""
        if self.width is None:
            return number(100 * share) + "%"
        return number(self.width * share)

    def at(self, share: float, y: float, *children: str, dx: float = 0) -> Markup:
        """Put marks at a place; ``dx`` moves them by pixels. Inside, 0 is that place."""
        if self.width is not None:
            place = f"translate({number(self.width * share + dx)} {number(y)})"
            return element("g", *children, transform=place)
        inside = [element("g", *children, transform=f"translate({number(dx)})")] if dx else children
        return element("svg", *inside, x=self.along(share), y=y)

    def stretched(self, *paths: str) -> Markup:
        """Hold paths that are written in ``span`` x pixels. Their strokes are not stretched."""
        if self.width is not None:
            return element("g", *paths, fill="none")
        box = f"0 0 {STRETCHED} {number(self.height)}"
        return element(
            "svg",
            *paths,
            class_="chart__lines",
            viewBox=box,
            preserveAspectRatio="none",
            fill="none",
        )

    def ink(self, colour: str) -> dict[str, Attribute]:
        """Attributes of a group in which ``self.paint`` is the colour."""
        if self.width is not None:
            return {}
        return {"class_": f"chart__in--{PALETTE[colour].removeprefix('--')}"}

    def paint(self, colour: str) -> str:
        """The colour as a fill or stroke inside a group that has its ``ink``."""
        return "currentColor" if self.width is None else colour

    def paper(self) -> dict[str, Attribute]:
        """Attributes of a mark that hides what is under it."""
        return {"class_": "chart__hollow"} if self.width is None else {"fill": PAPER}

    def unless_narrow(self) -> dict[str, Attribute]:
        """Attributes of what a phone has no room for (the legend says it, too)."""
        return {"class_": "chart__wide"} if self.width is None else {}
