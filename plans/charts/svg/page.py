"""A chart on a page: as wide as the page is, in the colours of the style sheet.

On either side stands an empty picture as wide as the margin of the drawing: a strict content
security policy lets nobody write a width into a style.
"""

from plans.charts.drawing import Drawing
from plans.charts.svg import bars
from plans.charts.svg.canvas import Canvas
from plans.charts.svg.markup import Markup, element, joined
from plans.charts.svg.picture import picture


def page_picture(drawing: Drawing, key: str, description: str) -> Markup:
    """Draw a chart for its place on a page. Its title is the element ``KEY-title`` there."""
    drawn = element(
        "svg",
        element("desc", description, id=f"{key}-description"),
        picture(Canvas(drawing.height), drawing),
        class_="chart__drawing",
        height=drawing.height,
        role="img",
        aria_labelledby=f"{key}-title",
        aria_describedby=f"{key}-description",
    )
    wide = drawing.layout["margin"]["l"], drawing.layout["margin"]["r"]
    left, right = _narrow_margins(drawing)
    return joined(*_edges(wide[0], left), drawn, *_edges(wide[1], right))


def _narrow_margins(drawing: Drawing) -> tuple[float, float]:
    """Room on either side of a narrow chart: names of areas are left to its legend."""
    left, right = drawing.layout["margin"]["l"], drawing.layout["margin"]["r"]
    if drawing.traces[0]["type"] == "bar":
        return min(left, bars.NARROW_NAMES + 12), right
    return left, drawing.layout["meta"]["narrow"]


def _edges(wide: float, narrow: float) -> list[Markup]:
    if wide == narrow:
        return [_edge(wide, "chart__edge")]
    return [_edge(wide, "chart__edge chart__wide"), _edge(narrow, "chart__edge chart__narrow")]


def _edge(width: float, name: str) -> Markup:
    return element("svg", class_=name, width=width, height=1, aria_hidden="true")
