"""What all charts share: colours, marks and a layout without Plotly's own template.

Colours. A figure carries the light theme's colours, so it is valid and complete by itself
(in a test, in a downloaded PNG, on paper). ``PALETTE`` says which custom property of the
style sheet each colour stands for; it travels with the chart, and ``charts.js`` puts the
reader's current colours in their place. A builder therefore uses only the names below, and
no two of them have the same value.
"""

from typing import Any, NamedTuple

INK = "#1d2228"
PAPER = "#fbfaf7"
SOFT = "#565e68"
RULE = "#dedad0"
SERIES = ("#0f766e", "#89110f", "#3d44a6", "#916709", "#4a0e67", "#47434c")
"""Jade, brick, indigo, ochre, violet and graphite: told apart with any colour vision, and each at
least 4.5 : 1 against the paper (``tests/plans/test_colour_vision.py`` measures it). Beyond six
areas the colours start again."""

PALETTE = {
    INK: "--ink",
    PAPER: "--paper",
    SOFT: "--ink-soft",
    RULE: "--rule",
    **{colour: f"--chart-{place}" for place, colour in enumerate(SERIES, start=1)},
}

FONT = (
    'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", '
    '"Noto Sans CJK SC", sans-serif'
)

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
"""One per area, beside its colour."""

SVG_DASHES = {
    "solid": "none",
    "dash": "6 4",
    "dot": "2 3",
    "dashdot": "6 3 2 3",
    "longdash": "9 4",
    "longdashdot": "9 3 2 3",
}
"""The same as SVG writes them."""


EDGE, NARROW_EDGE = 24, 14
"""Pixels on the right of a chart over time, beside its labels; on a phone less."""


def narrow(right: int) -> dict[str, int]:
    """The margin on the right of a narrow chart, where the names of areas are left to the legend:
    for the layout, whose ``meta`` both renderers read."""
    return {"narrow": right}


class Shape(NamedTuple):
    """A marker: its name in Plotly, and its outline in a 12 x 12 box for the HTML legend."""

    name: str
    outline: str


CIRCLE = Shape("circle", "M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9Z")
SQUARE = Shape("square", "M2 2H10V10H2Z")
TRIANGLE = Shape("triangle-up", "M6 1.2L11 10H1Z")
PENTAGON = Shape("pentagon", "M6 1L11 4.8L9.1 10.6H2.9L1 4.8Z")
DIAMOND = Shape("diamond", "M6 0.6L11.4 6L6 11.4L0.6 6Z")
AREA_SHAPES = (CIRCLE, SQUARE, TRIANGLE, PENTAGON)
"""Of the reported figures of the first, second, ... area. A forecast is always a diamond."""


def layout(**changes: Any) -> dict[str, Any]:
    """Give the layout that every chart starts from. The template is empty on purpose:
    Plotly's own adds 6 kB to every page that shows a chart."""
    return {
        "template": {},
        "autosize": True,
        "height": 380,
        "margin": {"l": 56, "r": 24, "t": 34, "b": 40},
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": PAPER,
            "bordercolor": INK,
            "font": {"family": FONT, "color": INK, "size": 13},
            "align": "left",
        },
    } | changes


def axis(**changes: Any) -> dict[str, Any]:
    """Give an axis without a line of its own, which nobody can drag out of place."""
    return {
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "gridcolor": RULE,
        "linecolor": INK,
        "tickfont": {"color": SOFT},
        "tickangle": 0,  # left alone, Plotly turns long labels, and the margin cuts them
    } | changes
