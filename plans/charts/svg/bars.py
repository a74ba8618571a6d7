"""Bars by category, lying or upright, each with its number at its end."""

from collections.abc import Iterator, Mapping
from typing import Any

from plans.charts import labels
from plans.charts.drawing import Drawing, Trace
from plans.charts.svg.axes import HALF, SIZE
from plans.charts.svg.canvas import Canvas
from plans.charts.svg.markup import Attribute, Markup, element, joined
from plans.charts.svg.scales import Frame
from plans.charts.theme import INK

AIR = 6
"""Pixels between a bar and its number."""

NARROW_NAMES = 120
"""Pixels for the names of categories on a phone, where they take two lines."""


def lying(canvas: Canvas, drawing: Drawing) -> Markup:
    """Bars from the left, the names of their categories before them."""
    frame, layout = Frame.of(drawing.layout), drawing.layout
    (trace,) = drawing.traces
    step = (frame.bottom - frame.top) / len(trace["y"])
    thick = step * (1 - layout["bargap"])
    rows = list(zip(trace["x"], map(frame.y, trace["y"]), strict=True))
    bars = [
        element("rect", x=0, y=y - thick / 2, width=canvas.along(_end(frame, x)), height=thick)
        for x, y in rows
    ]
    numbers = [
        element("text", text, x=canvas.along(_end(frame, x)), y=y, dx=AIR, dy=HALF)
        for (x, y), text in zip(rows, trace["text"], strict=True)
    ]
    return joined(
        _inked(canvas, trace["marker"]["color"], *bars),
        _inked(canvas, INK, *numbers),
        *_names(canvas, frame, layout["yaxis"]),
        _base(canvas, frame, is_upright=True),
    )


def upright(canvas: Canvas, drawing: Drawing) -> Markup:
    """Bars from the bottom, the names of their categories below."""
    frame, layout = Frame.of(drawing.layout), drawing.layout
    (trace,) = drawing.traces
    thick = (1 - layout["bargap"]) / len(trace["x"])
    rows = list(zip(map(frame.across.share, trace["x"]), map(frame.y, trace["y"]), strict=True))
    bars = [
        element(
            "rect",
            x=canvas.along(x - thick / 2),
            y=y,
            width=canvas.along(thick),
            height=frame.bottom - y,
        )
        for x, y in rows
    ]
    numbers = [
        element("text", text, x=canvas.along(x), y=y - AIR)
        for (x, y), text in zip(rows, trace["text"], strict=True)
    ]
    names = [
        element("text", text, x=canvas.along(x), y=frame.bottom + SIZE + AIR)
        for (x, _), text in zip(rows, layout["xaxis"]["ticktext"], strict=True)
    ]
    middle: dict[str, Attribute] = {"text_anchor": "middle"}
    return joined(
        _inked(canvas, trace["marker"]["color"], *bars),
        _inked(canvas, INK, *numbers, **middle),
        _inked(canvas, INK, *names, **middle),
        _base(canvas, frame, is_upright=False),
    )


def is_lying(trace: Trace) -> bool:
    return trace.get("orientation") == "h"


def _end(frame: Frame, value: float) -> float:
    return max(0.0, frame.across.share(value))


def _inked(canvas: Canvas, colour: str, *children: str, **more: Attribute) -> Markup:
    paint = canvas.paint(colour)
    return element("g", *children, **canvas.ink(colour), fill=paint, font_size=SIZE, **more)


def _names(canvas: Canvas, frame: Frame, axis: Mapping[str, Any]) -> Iterator[Markup]:
    """The names of categories; on a phone long ones once more, broken into lines."""
    names = axis["ticktext"]
    places = [frame.y(place) for place in axis["tickvals"]]
    is_long = max(map(labels.width, names)) > NARROW_NAMES
    whole = [_lines([name], y) for name, y in zip(names, places, strict=True)]
    end: dict[str, Attribute] = {"text_anchor": "end"}
    if not (canvas.is_fluid and is_long):
        yield _inked(canvas, INK, *whole, **end)
        return
    broken = [
        _lines(labels.broken(name, NARROW_NAMES), y) for name, y in zip(names, places, strict=True)
    ]
    yield element("g", _inked(canvas, INK, *whole, **end), class_="chart__wide")
    yield element("g", _inked(canvas, INK, *broken, **end), class_="chart__narrow")


def _lines(lines: list[str], y: float) -> Markup:
    """Lines of text on the left of the bars, as a block around ``y``."""
    top = y - (len(lines) - 1) * labels.LINE_HEIGHT / 2
    return joined(
        *(
            element("text", line, x=0, y=top + place * labels.LINE_HEIGHT, dx=-8, dy=HALF)
            for place, line in enumerate(lines)
        )
    )


def _base(canvas: Canvas, frame: Frame, *, is_upright: bool) -> Markup:
    """The line of zero, from which bars are measured."""
    ends: dict[str, Attribute] = (
        {"x1": 0, "x2": 0, "y1": frame.top, "y2": frame.bottom}
        if is_upright
        else {"x1": 0, "x2": canvas.along(1), "y1": frame.bottom, "y2": frame.bottom}
    )
    return element("g", element("line", **ends, stroke=canvas.paint(INK)), **canvas.ink(INK))
