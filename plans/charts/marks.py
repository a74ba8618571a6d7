"""The marks of a chart over time, each a Plotly trace.

- A value stands in the middle of its period. A figure for part of a year, or for several,
  also carries a thin bar over the span of its period.
- Filled: actual. Open: estimate. Open diamond: forecast.
- "about": a margin on both sides. A bound: a small triangle on the side of the true value.
- Rivals: small, hollow and without a line, beside the figure that was preferred.
"""

import datetime as dt
import html
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from plans.charts import wording
from plans.charts.findings import kind_words
from plans.charts.subjects import Subject
from plans.charts.theme import AREA_SHAPES, DASHES, DIAMOND, SERIES, SQUARE, Shape
from plans.charts.wording import listed, marks, say
from plans.choices import ObservationKind, Qualifier
from plans.domain.disagreement import about_margin
from plans.domain.series import DrawnSeries, Point, Span, Stand

UNEVEN = (Span.PART_YEAR, Span.YEARS)
"""Spans whose figures carry a bar: beside whole years they would be taken for one."""

MARKER_SIZE = 9
PART_SIZE = 8
RIVAL_SIZE = 7


@dataclass(frozen=True, slots=True)
class Style:
    """How one area looks: its colour, and for those who see none, its dash and shape."""

    place: int
    is_alone: bool
    name: str

    @property
    def colour(self) -> str:
        return SERIES[self.place % len(SERIES)]

    @property
    def dash(self) -> str:
        return DASHES[self.place % len(DASHES)]

    @property
    def own_shape(self) -> Shape:
        return AREA_SHAPES[self.place % len(AREA_SHAPES)]

    def shape(self, kind: str, span: Span) -> Shape:
        """Tell kinds, spans and areas apart by shape.

        With several areas the shape is the area's: the bar over the period must do for the
        span then, and a dot inside for a forecast.
        """
        if self.is_alone and kind == ObservationKind.FORECAST:
            return DIAMOND
        if self.is_alone and span in UNEVEN:
            return SQUARE
        return self.own_shape

    def symbol(self, kind: str, span: Span) -> str:
        """Plotly's name of the marker: filled for what happened, open for what may."""
        name = self.shape(kind, span).name
        if kind == ObservationKind.ACTUAL:
            return name
        is_dotted = kind == ObservationKind.FORECAST and not self.is_alone
        return f"{name}-open-dot" if is_dotted else f"{name}-open"


def series_trace(subject: Subject, style: Style, series: DrawnSeries) -> dict[str, Any]:
    """Draw the standing figures of a series. An empty place between segments breaks the line."""
    places = _with_gaps(series)
    is_line = any(len(segment) > 1 for segment in series.segments)
    return {
        "type": "scatter",
        "cliponaxis": False,
        "name": series_name(subject, style, series),
        "mode": "lines+markers" if is_line else "markers",
        "connectgaps": False,
        "x": _each(places, lambda one: one.period.middle),
        "y": _each(places, lambda one: float(one.point.value)),
        "line": {"color": style.colour, "width": 2, "dash": style.dash},
        "marker": {
            "symbol": style.symbol(series.kind, series.span),
            "size": PART_SIZE if series.span in UNEVEN else MARKER_SIZE,
            "color": style.colour,
            "line": {"color": style.colour, "width": 2},
        },
        "hoverinfo": "text",
        "hovertext": _each(places, lambda one: _hover(subject, style, one)),
    }


def _with_gaps(series: DrawnSeries) -> list[Stand | None]:
    places: list[Stand | None] = []
    for segment in series.segments:
        if places:
            places.append(None)
        places.extend(segment)
    return places


def _each(places: Iterable[Stand | None], what: Callable[[Stand], Any]) -> list[Any]:
    return [None if place is None else what(place) for place in places]


def series_name(subject: Subject, style: Style, series: DrawnSeries) -> str:
    """Name a series for the legend: its area if there are several, its kind and span."""
    area = [] if style.is_alone else [style.name]
    return marks(subject.language).comma.join(
        [*area, kind_words(subject, series.kind, series.span)]
    )


def _hover(subject: Subject, style: Style, settled: Stand) -> str:
    """Value, period and area, who says so, and who says the same or something else."""
    language = subject.language
    lines = _hover_lines(subject, style, settled.point)
    if settled.agreeing:
        lines.append(say(wording.ALSO, language, who=_speakers(settled.agreeing, language)))
    for words, speakers in _statements(subject, settled.rivals).items():
        lines.append(_speakers(speakers, language) + marks(language).colon + words)
    return escaped(lines)


def _statements(subject: Subject, rivals: Sequence[Point]) -> dict[str, list[Point]]:
    """Put together who says the same."""
    statements: dict[str, list[Point]] = {}
    for rival in rivals:
        statements.setdefault(subject.words(rival), []).append(rival)
    return statements


def _hover_lines(subject: Subject, style: Style, point: Point) -> list[str]:
    language = subject.language
    when = [point.period.words(language)]
    area = [] if style.is_alone else [style.name]
    kind = [kind_words(subject, point.kind, Span.of(point.period))]
    definition = [point.definition.pick(language)[0]] if point.series else []
    return [
        subject.words(point),
        marks(language).comma.join([*when, *area, *kind, *definition]),
        _speakers([point], language),
    ]


def _speakers(points: Sequence[Point], language: str) -> str:
    speakers = [citation.publisher for point in points for citation in point.citations]
    return listed(list(dict.fromkeys(speakers)), language)


def escaped(lines: Sequence[str]) -> str:
    """Join hover lines. Plotly reads tags in them, so what sources are called is escaped."""
    return "<br>".join(html.escape(line, quote=False) for line in lines)


class Placed(NamedTuple):
    """A drawn value: ``step`` 0 stands in the middle of its period, rivals 1, 2, ... beside."""

    point: Point
    middle: dt.date
    step: int


def placed(settled: Iterable[Stand], *, standing: bool = True) -> list[Placed]:
    """Give every value that is drawn, or (not ``standing``) the rivals only.

    One mark for each different statement; the table lists all who make it.
    """
    places: list[Placed] = []
    for one in settled:
        statements: dict[tuple[Decimal, str, str], Point] = {}
        for rival in one.rivals:
            statements.setdefault((rival.value, rival.qualifier, rival.kind), rival)
        drawn = [one.point, *statements.values()]
        places += [Placed(point, one.period.middle, step) for step, point in enumerate(drawn)]
    return [place for place in places if standing or place.step]


def _trace(name: str, places: Sequence[Placed], apart: dt.timedelta) -> dict[str, Any]:
    """Start a trace of single marks.

    ``meta`` tells ``charts.js`` how far each mark stands from the middle of its period, so
    that on a narrow screen it can keep them from covering one another.
    """
    return {
        "type": "scatter",
        "cliponaxis": False,
        "name": name,
        "mode": "markers",
        "x": [place.middle + apart * place.step for place in places],
        "y": [float(place.point.value) for place in places],
        "meta": {"steps": [place.step for place in places], "days": apart.days},
        "hoverinfo": "skip",
    }


def rivals_trace(
    subject: Subject, style: Style, settled: Iterable[Stand], apart: dt.timedelta
) -> dict[str, Any] | None:
    """Draw what other sources say, small and hollow, in steps of ``apart`` beside the figure
    that stands for their period; None where nobody says anything else."""
    places = placed(settled, standing=False)
    if not places:
        return None
    another = say(wording.ANOTHER_SOURCE, subject.language)
    hovers = [[*_hover_lines(subject, style, place.point), another] for place in places]
    return _trace(another, places, apart) | {
        "marker": {
            "symbol": f"{style.own_shape.name}-open",
            "size": RIVAL_SIZE,
            "color": style.colour,
            "line": {"width": 1.2},
        },
        "hoverinfo": "text",
        "hovertext": [escaped(lines) for lines in hovers],
    }


def bounds_trace(
    style: Style, settled: Iterable[Stand], apart: dt.timedelta, side: str
) -> dict[str, Any] | None:
    """Point, beside each bound, to the side (above or below) on which the true value lies."""
    places = [
        place for place in placed(settled) if wording.BOUNDS.get(place.point.qualifier) == side
    ]
    if not places:
        return None
    marker = {
        # Plotly moves a marker away from its value against its angle: turned round, up.
        "symbol": "triangle-down-open",
        "angle": 180 if side == "above" else 0,
        "angleref": "up",
        "standoff": 9,
        "size": 8,
        "color": style.colour,
        "line": {"width": 1.5},
    }
    return _trace(side, places, apart) | {"marker": marker}


def margins_trace(
    style: Style, settled: Iterable[Stand], apart: dt.timedelta
) -> dict[str, Any] | None:
    """Draw the margin round each "about". A trace of its own: Plotly would give a figure
    without a margin one of zero, which says "exactly"."""
    places = [place for place in placed(settled) if place.point.qualifier == Qualifier.ABOUT]
    if not places:
        return None
    return _trace("about", places, apart) | {
        "marker": {"size": 0, "opacity": 0, "color": style.colour},
        "error_y": {
            "type": "data",
            "array": [float(about_margin(place.point)) for place in places],
            "color": style.colour,
            "thickness": 1.5,
            "width": 4,
        },
    }


def spans_trace(style: Style, settled: Iterable[Stand]) -> dict[str, Any] | None:
    """Draw a thin bar over the period of each figure that is not for one year or one day."""
    uneven = [one for one in settled if Span.of(one.period) in UNEVEN]
    if not uneven:
        return None
    return {
        "type": "scatter",
        "cliponaxis": False,
        "name": "period",
        "mode": "lines+markers",
        "x": [day for one in uneven for day in (one.period.start, one.period.end, None)],
        "y": [value for one in uneven for value in (*[float(one.point.value)] * 2, None)],
        "line": {"color": style.colour, "width": 1},
        "marker": {
            "symbol": "line-ns",
            "size": 5,
            "color": style.colour,
            "line": {"color": style.colour, "width": 1},
        },
        "hoverinfo": "skip",
    }
