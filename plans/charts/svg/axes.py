"""The axes of a chart over time: rules, ticks and their labels."""

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from plans.charts import labels
from plans.charts.axes import DAY_IN_MS
from plans.charts.svg.canvas import Canvas
from plans.charts.svg.markup import Attribute, Markup, element, joined, number
from plans.charts.svg.scales import Frame
from plans.charts.theme import INK, RULE

SIZE = 13
"""Of letters, in pixels."""

HALF = "0.35em"
"""From the middle of a line of text down to where it stands."""

TICK = 5
"""Length of the small ticks between the years, in pixels."""

LABEL_GAP = 12
"""Pixels between two labels of time, at least."""

WIDTHS = (320, 360, 400, 480, 560, 640, 720, 800, 960, 1120)
"""Widths of a chart from which it shows more labels: ``chart__from-560`` in the style sheet."""


def value_axis(canvas: Canvas, frame: Frame, axis: Mapping[str, Any]) -> Markup:
    """A rule across at each tick, its label on the left; zero is the strongest."""
    places = [frame.y(tick) for tick in axis["tickvals"]]
    rules = "".join(f"M0 {number(y)}H{number(canvas.span)}" for y in places)
    zero = f"M0 {number(frame.y(0))}H{number(canvas.span)}"
    return joined(
        element("g", _line(canvas, rules, RULE), **canvas.ink(RULE)),
        element("g", _line(canvas, zero, INK), **canvas.ink(INK)),
        _values(canvas, frame, axis, side="left"),
    )


def right_axis(canvas: Canvas, frame: Frame, axis: Mapping[str, Any]) -> Markup:
    """The labels of a second value axis, on the right, each with a small tick. The rules across
    are those of the axis on the left alone."""
    places = [frame.y(tick) for tick in axis["tickvals"]]
    ticks = [
        canvas.at(1, y, element("path", d=f"M0 0H{TICK}", stroke=canvas.paint(INK))) for y in places
    ]
    return joined(
        element("g", *ticks, **canvas.ink(INK)), _values(canvas, frame, axis, side="right")
    )


def _values(canvas: Canvas, frame: Frame, axis: Mapping[str, Any], *, side: str) -> Markup:
    """What the ticks of a value axis stand for."""
    share, dx, anchor = (0, -8, "end") if side == "left" else (1, 8, "start")
    words = [
        element("text", text, x=canvas.along(share), y=frame.y(tick), dx=dx, dy=HALF)
        for tick, text in zip(axis["tickvals"], axis["ticktext"], strict=True)
    ]
    colour = axis["tickfont"]["color"]
    return element(
        "g",
        *words,
        **canvas.ink(colour),
        fill=canvas.paint(colour),
        font_size=SIZE,
        text_anchor=anchor,
    )


def _line(canvas: Canvas, path: str, colour: str) -> Markup:
    return canvas.stretched(element("path", d=path, stroke=canvas.paint(colour)))


def time_axis(canvas: Canvas, frame: Frame, layout: Mapping[str, Any]) -> Markup:
    """A line below, a small tick where each year (month, day) begins, labels at their middles."""
    axis = layout["xaxis"]
    base = number(frame.bottom)
    places = (frame.across.share(day) * canvas.span for day in _edges(axis))
    ticks = "".join(f"M{number(x)} {base}v{TICK}" for x in places)
    line = _line(canvas, f"M0 {base}H{number(canvas.span)}{ticks}", INK)
    words = [
        element(
            "text",
            text,
            **how,
            x=canvas.along(frame.across.share(day)),
            y=frame.bottom + TICK + SIZE,
        )
        for day, text, how in _shown(canvas, frame, layout)
    ]
    colour = axis["tickfont"]["color"]
    return joined(
        element("g", line, **canvas.ink(INK)),
        element(
            "g",
            *words,
            **canvas.ink(colour),
            fill=canvas.paint(colour),
            font_size=SIZE,
            text_anchor="middle",
        ),
    )


def _shown(
    canvas: Canvas, frame: Frame, layout: Mapping[str, Any]
) -> Iterator[tuple[dt.date, str, dict[str, Attribute]]]:
    """Each label of time with what shows it only where there is room.

    All of them, every second, every fourth ...: the newest is always among them.
    """
    axis, margin = layout["xaxis"], layout["margin"]
    rows = list(zip(axis["tickvals"], axis["ticktext"], strict=True))
    widest = max((labels.width(text) for _, text in rows), default=0) * SIZE / 12 + LABEL_GAP
    places = [frame.across.share(day) for day, _ in rows]
    least = min((after - before for before, after in pairwise(places)), default=1)
    for place, (day, text) in enumerate(rows):
        step = _step(len(rows) - 1 - place, len(rows))
        room = widest / (least * step)
        if canvas.width is None:
            yield day, text, _from(room + margin["l"] + margin["r"], is_always=step >= len(rows))
        elif room <= canvas.width or step >= len(rows):
            yield day, text, {}


def _step(place: int, count: int) -> int:
    """The largest power of two that divides a place counted from the newest."""
    step = 1
    while step < count and place % (2 * step) == 0:
        step *= 2
    return step


def _from(width: float, *, is_always: bool) -> dict[str, Attribute]:
    if is_always or width <= WIDTHS[0]:
        return {}
    enough = next((known for known in WIDTHS if width <= known), WIDTHS[-1])
    return {"class_": f"chart__from-{enough}"}


def _edges(axis: Mapping[str, Any]) -> Iterator[dt.date]:
    """The days within the axis on which a year, month or day begins (Plotly's ``dtick``)."""
    first, last = axis["range"]
    step = axis["minor"]["dtick"]
    if step == DAY_IN_MS:
        yield from (first + dt.timedelta(days=day) for day in range((last - first).days + 1))
        return
    months = {"M1": 1, "M12": 12}[step]
    start = math.ceil((first.year * 12 + first.month - 1) / months) * months
    for month in range(start, last.year * 12 + last.month, months):
        edge = dt.date(month // 12, month % 12 + 1, 1)
        if edge >= first:
            yield edge
