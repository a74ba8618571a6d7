"""Markers by the names that Plotly gives them, of the same sizes, around the point 0, 0."""

from math import cos, pi, sin, sqrt

from plans.charts.svg.canvas import Canvas
from plans.charts.svg.markup import Attribute, Markup, element, joined, number

DOT = 1.2
"""Radius of the dot in a forecast among several areas."""


def symbol(canvas: Canvas, name: str, size: float, colour: str, *, upside_down: bool) -> Markup:
    """Draw a marker: filled with its colour, or (``-open``) with the paper.

    >>> symbol(Canvas(9, 9), "square-open", 8, "#0f766e", upside_down=False)
    '<path d="M-4 -4L4 -4L4 4L-4 4Z" fill="#fbfaf7"/>'
    """
    words = name.split("-")
    is_open, is_dotted, is_crossed = "open" in words, "dot" in words, "cross" in words
    base = "-".join(word for word in words if word not in ("open", "dot", "cross"))
    radius = size / 2
    fill: dict[str, Attribute] = canvas.paper() if is_open else {"fill": canvas.paint(colour)}
    if base == "line-ns":
        return element("path", d=f"M0 {number(-1.4 * radius)}V{number(1.4 * radius)}")
    if base == "circle":
        parts = [element("circle", r=radius, **fill)]
    else:
        parts = [element("path", d=_outline(base, radius, -1 if upside_down else 1), **fill)]
    if is_crossed:
        arm, both = number(-radius), number(radius)
        parts.append(element("path", d=f"M{arm} 0H{both}M0 {arm}V{both}"))
    if is_dotted:
        parts.append(element("circle", r=DOT, fill=canvas.paint(colour)))
    return joined(*parts)


def _outline(name: str, radius: float, down: int) -> str:
    corners = [(x * radius, y * radius * down) for x, y in CORNERS[name]]
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in corners) + "Z"


def _star(corners: int) -> list[tuple[float, float]]:
    turns = [2 * pi * corner / corners for corner in range(corners)]
    return [(sin(turn), -cos(turn)) for turn in turns]


CORNERS: dict[str, list[tuple[float, float]]] = {
    "square": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
    "triangle-up": [(-2 / sqrt(3), 0.5), (2 / sqrt(3), 0.5), (0, -1)],
    "triangle-down": [(-2 / sqrt(3), -0.5), (2 / sqrt(3), -0.5), (0, 1)],
    "pentagon": _star(5),
    "diamond": [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)],
}
"""Outlines for a radius of 1, y downwards."""
