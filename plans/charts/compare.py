"""Several metrics or areas in one chart: one value axis, or two that are both labelled.

Every rule of ``plans.charts.lines`` holds, since the marks are the same. Beyond two units there
is no chart: a third axis would have no side to stand on.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from plans.charts import findings, labels, legends
from plans.charts.axes import TimeAxis, ValueAxis, value_axis
from plans.charts.chart import Chart, Column, LegendEntry, Row
from plans.charts.drawing import Drawing
from plans.charts.labels import SideLabel
from plans.charts.lines import (
    BESIDE,
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_WITH_UNIT,
    area_label,
    area_traces,
    break_notes,
    definition_breaks,
    target_marks,
    worth_drawing,
)
from plans.charts.marks import Style
from plans.charts.subjects import AreaValues, Subject, TargetMark
from plans.charts.theme import EDGE, NARROW_EDGE, SOFT, layout, narrow
from plans.charts.wording import AREA, KIND, PERIOD, VALUE, marks, say
from plans.choices import Unit
from plans.domain.series import Point, drawable, stands
from plans.domain.texts import Twin

MOST_AXES = 2
"""Value axes of one chart: it has a left and a right side."""

MOST_LINES = 6
"""Lines of one chart: there are six colours, each with a dash of its own."""

MARGIN_RIGHT = 62
"""Room for the labels of a second value axis, in pixels."""

SERIES_OF = Twin("{name}, {area}", "{name}，{area}")
INDEX_AXIS = Twin("{year} = 100", "{year}年=100")
INDEX_TITLE = Twin(
    "{title}, index, {year} = 100, computed", "{title}：指数（{year}年=100，计算值）"
)
LEFT = Twin("{label} (← left axis)", "{label}（←左轴）")
RIGHT = Twin("{label} (right axis →)", "{label}（右轴→）")
LEFT_AXIS = Twin("← {unit}", "← {unit}")
RIGHT_AXIS = Twin("{unit} →", "{unit} →")
TWO_AXES = Twin(
    "Two value axes: on the left {left}, on the right {right}. Heights can be compared within "
    "each alone.",
    "两条数值轴：左轴为{left}，右轴为{right}；高低只能在同一轴内比较。",
)
OF_AXIS = Twin("{unit} ({names})", "{unit}（{names}）")
COUNTED = Twin("number", "数量")
PER_CENT = Twin("per cent", "百分比")
SERIES = Twin("Series", "系列")
NO_INDEX = Twin("{name}: no index; the table says why.", "{name}：无指数，原因见表格。")


@dataclass(frozen=True, slots=True)
class Line:
    """A metric in one area. ``subject`` says how its values are written; ``name`` tells it from
    the other lines of its chart."""

    subject: Subject
    name: str
    points: Sequence[Point]
    targets: Sequence[TargetMark] = ()
    """What plans ask of the metric in the area; ``area`` of each is ``name``. Of an index nobody
    asks anything."""
    has_no_index: bool = False
    """There are figures, and none of them has an index."""

    @property
    def values(self) -> AreaValues:
        return AreaValues(self.name, self.points)

    @property
    def numbers(self) -> list[Decimal]:
        """Every number that its value axis must hold."""
        return findings.all_values([self.values], self.targets)


@dataclass(frozen=True, slots=True)
class Axis:
    """A value axis and what is written above it."""

    values: ValueAxis
    words: str


def comparison(
    key: str,
    title: str,
    lines: Sequence[Line],
    times: TimeAxis | None,
    *,
    height: int,
    index_year: int | None = None,
    series_word: Twin = AREA,
    is_named: bool = True,
    room: int = 0,
) -> Chart:
    """Draw lines over a time axis that several charts may share.

    ``index_year``: the values are indexes of that year, which have no unit. More than two units
    are a ValueError; whoever asks for them is told before. ``is_named``: lines have their names
    beside them; charts that share their time have not, so that their years stand in one place, and
    keep the same ``room`` on their right (``label_room``).
    """
    language = lines[0].subject.language
    drawn = [line for line in lines if line.points or line.targets]
    targets = [mark for line in lines for mark in line.targets]
    axes = _axes(drawn, index_year, language)
    entries = _legend(lines, axes, language)
    is_worth = times is not None and worth_drawing([line.values for line in lines], targets)
    sentences = [
        say(NO_INDEX, language, name=line.name)
        if line.has_no_index
        else findings.finding(line.subject, [line.values], line.targets)
        for line in lines
    ]
    two = _two_axes(drawn, axes, language)
    told = [
        say(findings.DRAWN, language, title=title),
        *([two] if two else []),
        *(sentence for line in lines for sentence in findings.told(line.subject, line.values)),
        *(
            findings.asked(line.subject, mark, several=len(lines) > 1)
            for line in lines
            for mark in line.targets
        ),
    ]
    cited = [
        one for line in lines for one in findings.cited(line.subject, [line.values], line.targets)
    ]
    return Chart(
        key=key,
        title=title,
        caption=findings.joined([*sentences, *([two] if two and is_worth else [])], language),
        description=findings.joined(told, language),
        drawing=_drawing(lines, axes, times, height, is_named=is_named, room=room)
        if is_worth and times
        else None,
        columns=[
            Column(say(PERIOD, language)),
            Column(say(series_word, language)),
            Column(say(VALUE, language), is_figure=True),
            Column(say(KIND, language)),
        ],
        rows=[row for line in lines for row in rows(line)],
        language=language,
        legend=entries,
        cited=list(dict.fromkeys(cited)),
    )


def rows(line: Line) -> list[Row]:
    """All figures of a line in words, newest first, rivals after what stands; then its targets."""
    newest_first = sorted(stands(line.points), key=lambda one: one.period.end, reverse=True)
    figures = [
        row for one in newest_first for row in findings.value_rows(line.subject, line.name, one)
    ]
    return figures + findings.target_rows(line.subject, line.targets, several=True)


def shared_times(lines: Iterable[Line], language: str) -> TimeAxis | None:
    """One time axis for all; None where there is no figure. A target has its whole due year."""
    known = list(lines)
    periods = [point.period for line in known for point in line.points]
    dues = [mark.due for line in known for mark in line.targets]
    if not periods:
        return None
    first = min([one.start for one in periods] + [dt.date(due.year, 1, 1) for due in dues])
    return TimeAxis(first, max([one.end for one in periods] + dues), language)


def label_room(lines: Sequence[Line]) -> int:
    """Pixels that the labels of targets need on the right of a chart of these lines."""
    if not any(line.targets for line in lines):
        return 0
    axes = _axes(lines, None, lines[0].subject.language)
    left = next(iter(axes.values())).values
    named = [_asked(style, line, left)[1] for style, line in _styled(lines)]
    return max(labels.widest(some) for some in named)


# --- Value axes -------------------------------------------------------------------------------


def _axes(lines: Sequence[Line], index_year: int | None, language: str) -> dict[str, Axis]:
    """The value axes by unit, the left one first: that of the first line."""
    units = list(dict.fromkeys(line.subject.unit for line in lines))
    if len(units) > MOST_AXES:
        raise ValueError(f"There are {len(units)} units for {MOST_AXES} axes.")
    values = [
        value_axis(
            [number for line in lines if line.subject.unit == unit for number in line.numbers],
            unit,
            language,
        )
        for unit in units
    ]
    if len(values) == MOST_AXES:
        values = _with_one_zero(values)
    found = {}
    for unit, axis in zip(units, values, strict=True):
        words = axis.words
        if index_year is not None:
            words = say(INDEX_AXIS, language, year=index_year)
        elif len(units) == MOST_AXES:
            words = words or say(PER_CENT if unit == Unit.PERCENT else COUNTED, language)
        found[unit] = Axis(axis, words)
    return found


def _with_one_zero(axes: Sequence[ValueAxis]) -> list[ValueAxis]:
    """Put zero at one height on both, so that above and below mean the same on either."""
    share = max(-axis.low / (axis.high - axis.low) for axis in axes)
    if share == 0:
        return list(axes)
    share = min(share, Decimal("0.5")) if any(axis.high > 0 for axis in axes) else share
    spans = [max(-axis.low / share, axis.high / (1 - share)) for axis in axes]
    return [
        replace(axis, low=-share * span, high=(1 - share) * span)
        for axis, span in zip(axes, spans, strict=True)
    ]


def _two_axes(lines: Sequence[Line], axes: dict[str, Axis], language: str) -> str:
    """Say what each axis measures, where there are two."""
    if len(axes) < MOST_AXES:
        return ""
    said = []
    for unit, axis in axes.items():
        names = [line.name for line in lines if line.subject.unit == unit]
        joined = marks(language).semicolon.join(names)
        said.append(say(OF_AXIS, language, unit=axis.words, names=joined))
    return say(TWO_AXES, language, left=said[0], right=said[1])


# --- The picture ------------------------------------------------------------------------------


def _styled(lines: Sequence[Line]) -> list[tuple[Style, Line]]:
    """Each line with how it looks."""
    return [(Style(place, len(lines) == 1, line.name), line) for place, line in enumerate(lines)]


def _legend(lines: Sequence[Line], axes: dict[str, Axis], language: str) -> list[LegendEntry]:
    """Each series, with the axis that it is read on where there are two."""
    entries = []
    for style, line in _styled(lines):
        for entry in legends.series_entries(line.subject, style, line.values):
            if len(axes) == MOST_AXES:
                side = LEFT if line.subject.unit == next(iter(axes)) else RIGHT
                entry = replace(entry, label=say(side, language, label=entry.label))
            entries.append(entry)
    settled = [one for line in lines for one in stands(line.points)]
    entries += legends.beside_entries(language, settled)
    entries += legends.target_entries(language, [mark for line in lines for mark in line.targets])
    return legends.each_once(entries)


def _asked(
    style: Style, line: Line, values: ValueAxis
) -> tuple[list[dict[str, Any]], list[SideLabel]]:
    """The targets of a line, in its colour where there are several lines, with their labels."""
    colours = {} if style.is_alone else {style.name: style.colour}
    return target_marks(line.subject, line.targets, values, colours)


def _drawing(
    lines: Sequence[Line],
    axes: dict[str, Axis],
    times: TimeAxis,
    height: int,
    *,
    is_named: bool,
    room: int,
) -> Drawing:
    left, *right = axes.values()
    apart = dt.timedelta(days=max(1, round(times.days * BESIDE)))
    below: list[dict[str, Any]] = []
    above: list[dict[str, Any]] = []
    asked: list[SideLabel] = []
    names: list[SideLabel] = []
    shapes: list[dict[str, Any]] = []
    for style, line in _styled(lines):
        series = drawable(line.points, line.subject.measure_type)
        targets, named = _asked(style, line, left.values)
        figures = area_traces(line.subject, style, line.values, series, apart)
        is_right = bool(right) and axes.get(line.subject.unit) is right[0]
        below += _measured(targets, is_right=is_right)
        above += _measured(figures, is_right=is_right)
        asked += named
        names += area_label(style, series, times, left.values)
        shapes += definition_breaks(series)
    shapes = [shape for _, shape in sorted({shape["x0"]: shape for shape in shapes}.items())]
    side: list[SideLabel] = []
    if not right:  # beside a second axis there is no room
        is_told = is_named and not asked
        wanted = sum(1 for line in lines if line.points)
        side = labels.all_or_none(names, wanted) if is_told else asked
    top = MARGIN_WITH_UNIT
    beside = MARGIN_RIGHT if right else EDGE + max(room, labels.widest(side))
    notes = labels.annotations(side, height - top - MARGIN_BOTTOM)
    notes += [*_unit_notes(axes, beside), *break_notes(shapes, times, left.values.language)]
    second = {}
    if right:
        shown = {"overlaying": "y", "side": "right", "showgrid": False, "zeroline": False}
        second = {"yaxis2": right[0].values.layout() | shown}
    return Drawing(
        traces=below + above,
        layout=layout(
            height=height,
            margin={"l": MARGIN_LEFT, "r": beside, "t": top, "b": MARGIN_BOTTOM},
            xaxis=times.layout(),
            yaxis=left.values.layout(),
            annotations=notes,
            shapes=shapes,
            meta=narrow(beside if right else NARROW_EDGE + max(room, labels.widest(asked))),
            **second,
        ),
    )


def _measured(traces: list[dict[str, Any]], *, is_right: bool) -> list[dict[str, Any]]:
    """The traces of a line on the axis that measures it."""
    return [trace | {"yaxis": "y2"} for trace in traces] if is_right else traces


def _unit_notes(axes: dict[str, Axis], room: int) -> list[dict[str, Any]]:
    """What each value axis counts, upright above it."""
    left, *right = axes.values()
    language = left.values.language
    words = say(LEFT_AXIS, language, unit=left.words) if right else left.words
    notes = [_above(words, x=0, shift=-MARGIN_LEFT)] if words else []
    if right:
        words = say(RIGHT_AXIS, language, unit=right[0].words)
        notes.append(_above(words, x=1, shift=room))
    return notes


def _above(words: str, *, x: int, shift: int) -> dict[str, Any]:
    return {
        "name": "unit",
        "text": words,
        "xref": "paper",
        "yref": "paper",
        "x": x,
        "y": 1,
        "xanchor": "right" if x else "left",
        "yanchor": "bottom",
        "xshift": shift,
        "yshift": 10,
        "showarrow": False,
        "font": {"color": SOFT, "size": 12},
    }
