"""Words within the picture: units, names of areas, what targets ask for, new definitions."""

from collections.abc import Mapping
from typing import Any

from plans.charts.svg.axes import HALF
from plans.charts.svg.canvas import Canvas
from plans.charts.svg.markup import Attribute, Markup, element
from plans.charts.svg.scales import Frame

BASELINES = {"top": "1em", "middle": HALF, "bottom": "-0.3em"}
"""From where a text is anchored to where its letters stand."""

AREA = "area"
"""Notes that name an area: on a narrow screen only the legend does."""


def note(canvas: Canvas, frame: Frame, said: Mapping[str, Any]) -> Markup:
    """Write one annotation of Plotly's at its place."""
    share = said["x"] if said.get("xref") == "paper" else frame.across.share(said["x"])
    y = _paper(frame, said["y"]) if said.get("yref") == "paper" else frame.y(said["y"])
    colour = said["font"]["color"]
    text = element(
        "text",
        said["text"],
        x=canvas.along(share),
        y=y - said.get("yshift", 0),
        dx=said.get("xshift", 0),
        dy=BASELINES[said["yanchor"]],
        fill=canvas.paint(colour),
        font_size=said["font"]["size"],
        text_anchor="end" if said.get("xanchor") == "right" else None,
    )
    hidden: dict[str, Attribute] = canvas.unless_narrow() if said.get("name") == AREA else {}
    inked = element("g", text, **canvas.ink(colour))
    return element("g", inked, **hidden) if hidden else inked


def upright(canvas: Canvas, frame: Frame, shape: Mapping[str, Any]) -> Markup:
    """Draw a line from top to bottom: where figures begin to follow another definition."""
    colour = shape["line"]["color"]
    x = frame.across.share(shape["x0"])
    path = f"M0 0V{frame.bottom - frame.top}"
    line = element("path", d=path, stroke=canvas.paint(colour), stroke_dasharray="2 3")
    return element("g", canvas.at(x, frame.top, line), **canvas.ink(colour))


def _paper(frame: Frame, share: float) -> float:
    return frame.bottom - share * (frame.bottom - frame.top)
