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
from typing import Any

from plans.charts import wording
from plans.charts.findings import kind_words
from plans.charts.subjects import Subject
from plans.charts.theme import AREA_SHAPES, DASHES, DIAMOND, SERIES, SQUARE, Shape
from plans.charts.wording import listed, marks, say
from plans.choices import ObservationKind, Qualifier
from plans.domain.series import DrawnSeries, Point, Span, Stand

ABOUT_PERCENT = Decimal(5)
"""Half-width of the margin drawn for an "about" whose source names none."""

DAY_IN_MS = 86_400_000
"""Plotly measures bars along a date axis in milliseconds."""

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
        """Tell kinds, spans and areas apart by shape: with several areas, the bar over the
        period must do for the span."""
        if kind == ObservationKind.FORECAST:
            return DIAMOND
        if self.is_alone and span in (Span.PART_YEAR, Span.YEARS):
            return SQUARE
        return self.own_shape

    def symbol(self, kind: str, span: Span) -> str:
        """Plotly's name of the marker: filled for what happened, open for what may."""
        name = self.shape(kind, span).name
        return name if kind == ObservationKind.ACTUAL else f"{name}-open"


def series_trace(subject: Subject, style: Style, series: DrawnSeries) -> dict[str, Any]:
    """Draw the standing figures of a series. An empty place between segments breaks the line."""
    places = _with_gaps(series)
    is_line = any(len(segment) > 1 for segment in series.segments)
    is_bar = series.span in (Span.PART_YEAR, Span.YEARS)
    return {
        "type": "scatter",
        "name": series_name(style, series, subject.language),
        "mode": "lines+markers" if is_line else "markers",
        "connectgaps": False,
        "x": _each(places, lambda one: one.period.middle),
        "y": _each(places, lambda one: float(one.point.value)),
        "line": {"color": style.colour, "width": 2, "dash": style.dash},
        "marker": {
            "symbol": style.symbol(series.kind, series.span),
            "size": PART_SIZE if is_bar else MARKER_SIZE,
            "color": style.colour,
            "line": {"color": style.colour, "width": 2},
        },
        "error_y": _margins(_each(places, lambda one: margin(one.point)), style.colour),
        "error_x": _period_bars(places, style.colour) if is_bar else None,
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


def series_name(style: Style, series: DrawnSeries, language: str) -> str:
    """Name a series for the legend: its area if there are several, its kind and span."""
    area = [] if style.is_alone else [style.name]
    return marks(language).comma.join([*area, kind_words(series.kind, series.span, language)])


def margin(point: Point) -> float | None:
    """Half-width, in the base unit, of the margin of an "about"; None for any other figure."""
    if point.qualifier != Qualifier.ABOUT:
        return None
    percent = ABOUT_PERCENT if point.interval_percent is None else point.interval_percent
    return float(abs(point.value) * percent / 100)


def _margins(widths: list[float | None], colour: str) -> dict[str, Any]:
    return {
        "type": "data",
        "array": widths,
        "visible": any(width is not None for width in widths),
        "color": colour,
        "thickness": 1.5,
        "width": 4,
    }


def _period_bars(places: Sequence[Stand | None], colour: str) -> dict[str, Any]:
    return {
        "type": "data",
        "array": _each(places, lambda one: one.period.days * DAY_IN_MS / 2),
        "color": colour,
        "thickness": 1,
        "width": 3,
    }


def _hover(subject: Subject, style: Style, settled: Stand) -> str:
    """Value, period and area, who says so, and who says the same or something else."""
    language = subject.language
    lines = _hover_lines(subject, style, settled.point)
    if settled.agreeing:
        who = listed(_publishers(settled.agreeing), language)
        lines.append(say(wording.ALSO, language, who=who))
    for rival in settled.rivals:
        lines.append(
            say(
                wording.OTHERWISE,
                language,
                value=subject.words(rival),
                who=rival.citation.publisher,
            )
        )
    return escaped(lines)


def _hover_lines(subject: Subject, style: Style, point: Point) -> list[str]:
    language = subject.language
    when = [point.period.words(language)]
    area = [] if style.is_alone else [style.name]
    kind = [kind_words(point.kind, Span.of(point.period), language)]
    definition = [point.series] if point.series else []
    return [
        subject.words(point),
        marks(language).comma.join([*when, *area, *kind, *definition]),
        point.citation.publisher,
    ]


def _publishers(points: Sequence[Point]) -> list[str]:
    return list(dict.fromkeys(point.citation.publisher for point in points))


def escaped(lines: Sequence[str]) -> str:
    """Join hover lines. Plotly reads tags in them, so what sources are called is escaped."""
    return "<br>".join(html.escape(line, quote=False) for line in lines)


def beside(settled: Iterable[Stand], apart: dt.timedelta) -> list[tuple[dt.date, Point]]:
    """Place rivals in steps of ``apart`` after the figure that stands for their period.

    One mark for each different statement; the table lists all who make it.
    """
    placed = []
    for one in settled:
        statements: dict[tuple[Decimal, str, str], Point] = {}
        for rival in one.rivals:
            statements.setdefault((rival.value, rival.qualifier, rival.kind), rival)
        for place, rival in enumerate(statements.values(), start=1):
            placed.append((one.period.middle + apart * place, rival))
    return placed


def rivals_trace(
    subject: Subject, style: Style, settled: Sequence[Stand], apart: dt.timedelta
) -> dict[str, Any] | None:
    """Draw what other sources say, small and hollow; None where nobody disagrees."""
    placed = beside(settled, apart)
    if not placed:
        return None
    another = say(wording.ANOTHER_SOURCE, subject.language)
    hovers = [[*_hover_lines(subject, style, rival), another] for _, rival in placed]
    return {
        "type": "scatter",
        "name": another,
        "mode": "markers",
        "x": [day for day, _ in placed],
        "y": [float(rival.value) for _, rival in placed],
        "marker": {
            "symbol": f"{style.own_shape.name}-open",
            "size": RIVAL_SIZE,
            "color": style.colour,
            "line": {"width": 1.2},
        },
        "error_y": _margins([margin(rival) for _, rival in placed], style.colour),
        "hoverinfo": "text",
        "hovertext": [escaped(lines) for lines in hovers],
    }


def bounds_trace(
    style: Style, settled: Sequence[Stand], apart: dt.timedelta, side: str
) -> dict[str, Any] | None:
    """Point, beside each bound, to the side (above or below) on which the true value lies."""
    drawn = [(one.period.middle, one.point) for one in settled] + beside(settled, apart)
    bounded = [(day, point) for day, point in drawn if wording.BOUNDS.get(point.qualifier) == side]
    if not bounded:
        return None
    return {
        "type": "scatter",
        "name": side,
        "mode": "markers",
        "x": [day for day, _ in bounded],
        "y": [float(point.value) for _, point in bounded],
        "marker": {
            "symbol": "triangle-up-open",
            "angle": 0 if side == "above" else 180,
            "angleref": "up",
            "standoff": 9,
            "size": 8,
            "color": style.colour,
            "line": {"width": 1.5},
        },
        "hoverinfo": "skip",
    }
