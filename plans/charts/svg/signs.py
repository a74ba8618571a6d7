"""The signs of a legend, each in a box of 28 x 12."""

from typing import TYPE_CHECKING

from plans.charts.svg.canvas import Canvas
from plans.charts.svg.markup import Attribute, Markup, element

if TYPE_CHECKING:
    from plans.charts.chart import LegendEntry

WIDTH, HEIGHT = 28, 12

STROKES: dict[str, list[tuple[str, float, str | None]]] = {
    "span": [("M3 6H25M3 4V8M25 4V8", 1, None)],
    "about": [("M14 0.5V11.5M11.5 0.5H16.5M11.5 11.5H16.5", 1.5, None)],
    "above": [("M14 1L17.5 6.5H10.5Z", 1.5, None), ("M10 10.5H18", 1.5, None)],
    "below": [("M14 11L17.5 5.5H10.5Z", 1.5, None), ("M10 1.5H18", 1.5, None)],
    "target": [("M1 6H23M23 1V11", 1.5, None)],
    "variant": [("M1 6H23", 1.5, "2 3"), ("M23 1V11", 1.5, None)],
}
"""Paths of a sign, with the width and the dash of each."""


def sign(canvas: Canvas, entry: "LegendEntry") -> Markup:
    """Draw what stands beside the words of a legend."""
    colour = entry.colour
    paint = canvas.paint(colour)
    parts: list[Markup] = []
    if entry.dash:
        dash = None if entry.dash == "none" else entry.dash
        parts.append(element("path", d="M0 6H28", stroke_width=2, stroke_dasharray=dash))
    for path, width, dash in STROKES.get(entry.sign, ()):
        parts.append(element("path", d=path, stroke_width=width, stroke_dasharray=dash))
    if entry.sign == "rival":
        parts.append(element("circle", cx=14, cy=6, r=3, stroke_width=1.2))
    if entry.sign == "about":
        parts.append(element("circle", cx=14, cy=6, r=3, fill=paint))
    if entry.shape:
        fill: dict[str, Attribute] = {"fill": paint} if entry.is_filled else canvas.paper()
        outline, place = entry.shape.outline, "translate(8)"
        parts.append(element("path", d=outline, transform=place, stroke_width=1.6, **fill))
    if entry.sign == "dot":
        parts.append(element("circle", cx=14, cy=6, r=0.6, fill=paint))
    return element("g", *parts, **canvas.ink(colour), fill="none", stroke=paint)


def legend_sign(entry: "LegendEntry") -> Markup:
    """The sign as a picture of its own on a page, where the words beside it say what it means."""
    return element(
        "svg",
        sign(Canvas(HEIGHT), entry),
        class_="chart__sign",
        width=WIDTH,
        height=HEIGHT,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        aria_hidden="true",
    )
