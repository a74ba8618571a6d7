"""A metric over time, with the targets it is heading for."""

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from plans.charts import findings, labels, legends
from plans.charts.axes import TimeAxis, ValueAxis, value_axis
from plans.charts.chart import Chart
from plans.charts.drawing import Drawing
from plans.charts.labels import SideLabel
from plans.charts.marks import (
    UNEVEN,
    Style,
    bounds_trace,
    margins_trace,
    rivals_trace,
    series_trace,
    spans_trace,
)
from plans.charts.subjects import AreaValues, Subject, TargetMark
from plans.charts.targets import grouped, target_colour, target_label, target_trace
from plans.charts.theme import EDGE, NARROW_EDGE, SOFT, layout, narrow
from plans.charts.wording import NEW_DEFINITION, say
from plans.domain.series import DrawnSeries, drawable, stands

HEIGHT = 380
MARGIN_LEFT = 56
MARGIN_WITH_UNIT, MARGIN_WITHOUT, MARGIN_BOTTOM = 34, 16, 30

BESIDE = 0.013
"""How far a rival stands from its neighbour, as a share of the time axis."""

DAY = dt.timedelta(days=1)
BREAKS_APART = 0.35
"""Share of the time axis that the words at a break need on a narrow screen."""


def worth_drawing(areas: Sequence[AreaValues], targets: Sequence[TargetMark] = ()) -> bool:
    """Say whether a picture shows more than the number itself: it needs two points in time."""
    periods = {point.period.middle for area in areas for point in area.points}
    dues = {mark.due for mark in targets}
    return bool(periods) and len(periods | dues) > 1


def values_over_time(
    subject: Subject,
    areas: Sequence[AreaValues],
    targets: Sequence[TargetMark] = (),
    *,
    note: str = "",
) -> Chart:
    """Draw what was observed in one or several areas, and what plans ask for.

    A value stands in the middle of its period, a target on its due day. A line joins only
    figures of one kind, one definition and equal periods without a gap. The value axis
    always includes zero. Where there is too little for a picture, ``drawing`` is None. ``note``
    says what was left out of ``areas``.
    """
    language = subject.language
    return Chart(
        key=subject.key,
        title=subject.title,
        caption=findings.finding(subject, areas, targets),
        description=findings.description(subject, areas, targets),
        drawing=_drawing(subject, areas, targets) if worth_drawing(areas, targets) else None,
        columns=findings.columns(language, several_areas=len(areas) > 1),
        rows=findings.rows(subject, areas, targets),
        language=language,
        legend=legends.legend(subject, areas, targets),
        cited=findings.cited(subject, areas, targets),
        note=note,
    )


def _drawing(
    subject: Subject, areas: Sequence[AreaValues], targets: Sequence[TargetMark]
) -> Drawing:
    times = _time_axis(subject, areas, targets)
    values = value_axis(findings.all_values(areas, targets), subject.unit, subject.language)
    apart = dt.timedelta(days=max(1, round(times.days * BESIDE)))
    styles = [Style(place, len(areas) == 1, area.name) for place, area in enumerate(areas)]
    colours = {style.name: style.colour for style in styles if not style.is_alone}
    traces, asked = target_marks(subject, targets, values, colours)
    names: list[SideLabel] = []
    shapes: list[dict[str, Any]] = []
    for style, area in zip(styles, areas, strict=True):
        series = drawable(area.points, subject.measure_type)
        traces += area_traces(subject, style, area, series, apart)
        names += area_label(style, series, times, values)
        shapes += definition_breaks(series)
    side = asked or labels.all_or_none(names, sum(1 for area in areas if area.points))
    top = MARGIN_WITH_UNIT if values.words else MARGIN_WITHOUT
    notes = labels.annotations(side, HEIGHT - top - MARGIN_BOTTOM)
    notes += _unit_note(values) + break_notes(shapes, times, subject.language)
    return Drawing(
        traces=traces,
        layout=layout(
            height=HEIGHT,
            margin={
                "l": MARGIN_LEFT,
                "r": EDGE + labels.widest(side),
                "t": top,
                "b": MARGIN_BOTTOM,
            },
            xaxis=times.layout(),
            yaxis=values.layout(),
            annotations=notes,
            shapes=shapes,
            meta=narrow(NARROW_EDGE + labels.widest(asked)),
        ),
    )


def _time_axis(
    subject: Subject, areas: Sequence[AreaValues], targets: Sequence[TargetMark]
) -> TimeAxis:
    """Cover every period from end to end, and the due year of every target."""
    periods = [point.period for area in areas for point in area.points]
    first = [period.start for period in periods] + [
        dt.date(mark.due.year, 1, 1) for mark in targets
    ]
    last = [period.end for period in periods] + [mark.due for mark in targets]
    return TimeAxis(min(first), max(last), subject.language)


def target_marks(
    subject: Subject,
    targets: Sequence[TargetMark],
    values: ValueAxis,
    colours: Mapping[str, str],
) -> tuple[list[dict[str, Any]], list[SideLabel]]:
    """Draw and label targets. ``colours`` by area, where there are several; else they are ink."""
    traces, side = [], []
    for place, group in grouped(targets):
        colour = target_colour(group, colours)
        traces.append(target_trace(subject, place, group, colour))
        side.append(target_label(place, group, values, colour))
    return traces, side


def area_traces(
    subject: Subject,
    style: Style,
    area: AreaValues,
    series: Sequence[DrawnSeries],
    apart: dt.timedelta,
) -> list[dict[str, Any]]:
    """Rivals and what qualifies a figure first, so that standing figures lie on top."""
    settled = stands(area.points)
    optional = [
        rivals_trace(subject, style, settled, apart),
        bounds_trace(style, settled, apart, "above"),
        bounds_trace(style, settled, apart, "below"),
        margins_trace(style, settled, apart),
        spans_trace(style, settled),
    ]
    drawn = [series_trace(subject, style, one) for one in series]
    return [trace for trace in optional if trace is not None] + drawn


def area_label(
    style: Style, series: Sequence[DrawnSeries], times: TimeAxis, values: ValueAxis
) -> list[SideLabel]:
    """Write an area's name at the end of its first series, where nothing else may stand: behind the
    bar over a period that has one."""
    if style.is_alone or not series:
        return []
    last = series[0].stands[-1]
    if last.period.end < times.last - times.margin:
        return []
    return [
        SideLabel(
            text=style.name,
            x=last.period.end if series[0].span in UNEVEN else last.period.middle,
            y=float(last.point.value),
            height=float((last.point.value - values.low) / (values.high - values.low)),
            colour=style.colour,
            name="area",
        )
    ]


def definition_breaks(series: Sequence[DrawnSeries]) -> list[dict[str, Any]]:
    """Mark, by an upright dotted line, where figures begin to follow another definition, or follow
    an earlier one again. Definitions side by side are marked at their ends alone."""
    runs: dict[str, list[dt.date]] = {}
    for one in series:
        runs.setdefault(one.definition, []).extend(s.period.start for s in one.stands)
    days = sorted((day, definition) for definition, starts in runs.items() for day in starts)
    changes = [
        day
        for (_, before), (day, after) in pairwise(days)
        if before != after and (day == min(runs[after]) or max(runs[before]) < day)
    ]
    return [
        {
            "type": "line",
            "x0": start,
            "x1": start,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": SOFT, "width": 1, "dash": "dot"},
        }
        for start in sorted(set(changes))
    ]


def break_notes(
    shapes: Sequence[dict[str, Any]], times: TimeAxis, language: str
) -> list[dict[str, Any]]:
    """Name the marks, the last one first; of two that are near each other it speaks for both.

    The words stand on the side of a mark that has room for them.
    """
    named: list[dict[str, Any]] = []
    for shape in reversed(shapes):
        note = _break_note(shape["x0"], times, language)
        if not named or named[-1]["x"] - note["x"] > _apart(note, named[-1]) * times.days * DAY:
            named.append(note)
    return named[::-1]


def _apart(one: dict[str, Any], other: dict[str, Any]) -> float:
    """Share of the time axis between two marks whose words do not meet."""
    return BREAKS_APART if one["xanchor"] == other["xanchor"] else 2 * BREAKS_APART


def _break_note(day: dt.date, times: TimeAxis, language: str) -> dict[str, Any]:
    is_late = times.last - day < times.days * BREAKS_APART * DAY
    return {
        "text": say(NEW_DEFINITION, language),
        "x": day,
        "yref": "paper",
        "y": 1,
        "xanchor": "right" if is_late else "left",
        "yanchor": "bottom",  # above the picture: within it, rules and marks would cross it
        "xshift": -4 if is_late else 4,
        "showarrow": False,
        "font": {"color": SOFT, "size": 12},
    }


def _unit_note(values: ValueAxis) -> list[dict[str, Any]]:
    """The unit above the value axis, upright: readers do not tilt their heads."""
    if not values.words:
        return []
    return [
        {
            "name": "unit",
            "text": values.words,
            "xref": "paper",
            "yref": "paper",
            "x": 0,
            "y": 1,
            "xanchor": "left",
            "yanchor": "bottom",
            "xshift": -MARGIN_LEFT,
            "yshift": 10,
            "showarrow": False,
            "font": {"color": SOFT, "size": 12},
        }
    ]
