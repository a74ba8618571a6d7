"""Traces over time: lines below, marks on them, what each says beside it."""

import datetime as dt
import html
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from plans.charts.drawing import Trace
from plans.charts.svg.canvas import Canvas
from plans.charts.svg.markup import Markup, element, number
from plans.charts.svg.scales import Frame
from plans.charts.svg.symbols import symbol
from plans.charts.theme import SVG_DASHES

STEP = 10
"""Pixels from a value to the mark that another source has beside it, and on to the next."""

CAP = 4
"""Pixels on either side at the ends of a margin."""


class Mark(NamedTuple):
    """One mark of a trace, with what it looks like and says (lines of text)."""

    x: dt.date
    y: float
    step: int
    symbol: str
    size: float
    said: Sequence[str]


def lines(canvas: Canvas, frame: Frame, trace: Trace) -> Markup | None:
    """Draw what a trace joins; nothing where it joins nothing."""
    if "lines" not in trace["mode"]:
        return None
    path: list[str] = []
    is_down = False
    for x, y in zip(trace["x"], trace["y"], strict=True):
        if x is None or y is None:  # a gap lifts the pen
            is_down = False
            continue
        place = f"{number(frame.across.share(x) * canvas.span)} {number(frame.y(y))}"
        path.append(("L" if is_down else "M") + place)
        is_down = True
    line = trace["line"]
    dash = SVG_DASHES[line.get("dash", "solid")]
    drawn = element(
        "path",
        d="".join(path),
        stroke=canvas.paint(line["color"]),
        stroke_width=line["width"],
        stroke_dasharray=None if dash == "none" else dash,
    )
    return element("g", drawn, **canvas.ink(line["color"]))


def marks(canvas: Canvas, frame: Frame, trace: Trace, *, is_said: bool) -> Markup | None:
    """Draw the marks of a trace; ``is_said``: each also tells its value under the pointer."""
    marker = trace["marker"]
    colour = marker["color"]
    margins = _margins(canvas, frame, trace)
    drawn = [
        canvas.at(
            frame.across.share(mark.x),
            frame.y(mark.y) + _away(marker),
            *([element("title", "\n".join(mark.said))] if is_said and mark.said else []),
            symbol(canvas, mark.symbol, mark.size, colour, upside_down=marker.get("angle") == 180),
            dx=mark.step * STEP,
        )
        for mark in found(trace)
        if mark.size
    ]
    if not drawn and not margins:
        return None
    width = marker.get("line", {}).get("width", 1)
    return element(
        "g",
        *margins,
        *drawn,
        **canvas.ink(colour),
        stroke=canvas.paint(colour),
        stroke_width=width,
        fill="none",
    )


def found(trace: Trace) -> Iterator[Mark]:
    """Every value of a trace. Marks beside a value are put back to the middle of its period."""
    marker = trace["marker"]
    if marker.get("opacity") == 0:
        return
    said = trace.get("hovertext") or [None] * len(trace["x"])
    rows = zip(_middles(trace), trace["y"], _steps(trace), said, strict=True)
    for place, (x, y, step, words) in enumerate(rows):
        if x is None or y is None:
            continue
        yield Mark(
            x=x,
            y=y,
            step=step,
            symbol=_each(marker["symbol"], place),
            size=_each(marker["size"], place),
            said=[html.unescape(line) for line in words.split("<br>")] if words else (),
        )


def _steps(trace: Trace) -> list[int]:
    """How many steps each mark stands beside the middle of its period."""
    return trace["meta"]["steps"] if "meta" in trace else [0] * len(trace["x"])


def _middles(trace: Trace) -> list[dt.date | None]:
    if "meta" not in trace:
        return list(trace["x"])
    apart = dt.timedelta(days=trace["meta"]["days"])
    return [x - apart * step for x, step in zip(trace["x"], _steps(trace), strict=True)]


def _each(value: Any, place: int) -> Any:
    return value[place] if isinstance(value, list) else value


def _away(marker: Any) -> float:
    """How far a mark stands below its value, or (negative) above it."""
    distance = float(marker.get("standoff", 0))
    return -distance if marker.get("angle") == 180 else distance


def _margins(canvas: Canvas, frame: Frame, trace: Trace) -> list[Markup]:
    """Draw an upright bar from the lower to the upper end of each margin or range."""
    error = trace.get("error_y")
    if not error or not error.get("visible", True):
        return []
    above = error["array"]
    below = above if error.get("symmetric", True) else error["arrayminus"]
    bars = []
    rows = zip(_middles(trace), trace["y"], above, below, _steps(trace), strict=True)
    for middle, y, up, down, step in rows:
        if up is None or middle is None:
            continue
        start = frame.y(y)
        high, low = number(frame.y(y + up) - start), number(frame.y(y - down) - start)
        path = f"M0 {high}V{low}M{-CAP} {high}H{CAP}M{-CAP} {low}H{CAP}"
        bar = element("path", d=path, stroke_width=error["thickness"])
        bars.append(canvas.at(frame.across.share(middle), start, bar, dx=step * STEP))
    return bars
