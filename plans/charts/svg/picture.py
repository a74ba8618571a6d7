"""The picture itself: everything that the drawing says, or a refusal."""

from collections.abc import Mapping
from typing import Any

from plans.charts.drawing import Drawing, Trace
from plans.charts.svg import axes, bars, notes, scatter
from plans.charts.svg.canvas import Canvas
from plans.charts.svg.markup import Markup, joined
from plans.charts.svg.scales import Frame

MOST_SAID = 60
"""Marks that tell their value under the pointer; of more, the table does."""

DRAWN = {
    "scatter": {"mode", "x", "y", "yaxis", "meta", "line", "marker", "error_y", "hovertext"},
    "bar": {"x", "y", "orientation", "marker", "text", "hovertext"},
}
"""What is drawn of a trace, by its type."""

FOR_PLOTLY = {
    *("type", "name", "hoverinfo", "connectgaps", "cliponaxis"),
    *("textposition", "textangle", "textfont"),
}
"""What changes nothing here: how Plotly behaves, and what this module does always."""


def picture(canvas: Canvas, drawing: Drawing) -> Markup:
    """Draw it all: rules and lines first, marks on them, words last."""
    for trace in drawing.traces:
        _check(trace)
    if drawing.traces and drawing.traces[0]["type"] == "bar":
        draw = bars.lying if bars.is_lying(drawing.traces[0]) else bars.upright
        return draw(canvas, drawing)
    return _over_time(canvas, drawing)


def _over_time(canvas: Canvas, drawing: Drawing) -> Markup:
    layout, frame = drawing.layout, Frame.of(drawing.layout)
    right = Frame.of(layout, "yaxis2") if "yaxis2" in layout else frame
    is_said = sum(len(trace["x"]) for trace in drawing.traces) <= MOST_SAID
    framed = [(right if is_right(trace) else frame, trace) for trace in drawing.traces]
    lines = [scatter.lines(canvas, its, trace) for its, trace in framed]
    marks = [scatter.marks(canvas, its, trace, is_said=is_said) for its, trace in framed]
    return joined(
        axes.value_axis(canvas, frame, layout["yaxis"]),
        *([axes.right_axis(canvas, right, layout["yaxis2"])] if "yaxis2" in layout else ()),
        axes.time_axis(canvas, frame, layout),
        *(notes.upright(canvas, frame, shape) for shape in layout.get("shapes", ())),
        *(part for part in (_lines(canvas, lines), *marks) if part),
        *(notes.note(canvas, frame, said) for said in layout.get("annotations", ())),
    )


def is_right(trace: Trace) -> bool:
    """Whether a trace is measured by the value axis on the right."""
    return trace.get("yaxis") == "y2"


def _lines(canvas: Canvas, lines: list[Markup | None]) -> Markup | None:
    drawn = [line for line in lines if line]
    return canvas.stretched(*drawn) if drawn else None


def _check(trace: Mapping[str, Any] | Trace) -> None:
    """Refuse what would be left out: Plotly would show it, and the two would differ."""
    kind = trace["type"]
    unknown = set(trace) - DRAWN.get(kind, set()) - FOR_PLOTLY
    if kind not in DRAWN or unknown:
        raise ValueError(f"No SVG is drawn of {kind}: {', '.join(sorted(unknown))}.")
