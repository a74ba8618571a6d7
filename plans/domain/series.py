"""Which observations may be joined by a line, and which of several rivals stands in it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from plans.choices import MeasureType, ObservationKind, Qualifier
from plans.domain.citations import Citation
from plans.domain.periods import Period
from plans.domain.precedence import Rank, rank
from plans.domain.texts import Twin

KIND_ORDER = list(ObservationKind)
"""Actual, estimate, forecast: the order of their declaration."""


class Span(Enum):
    """How long the period of a value is, in classes that are never joined by a line."""

    DAY = "day"
    PART_YEAR = "part_year"
    YEAR = "year"
    YEARS = "years"

    @classmethod
    def of(cls, period: Period) -> "Span":
        """Tell the class of a period: shorter than a year it is a part of one, even across the turn
        of the year; longer, it is several years, whole or not.

        >>> Span.of(Period(dt.date(2023, 1, 1), dt.date(2023, 8, 31)))
        <Span.PART_YEAR: 'part_year'>
        >>> Span.of(Period(dt.date(2021, 1, 1), dt.date(2024, 11, 27)))
        <Span.YEARS: 'years'>
        """
        if period.is_day:
            return cls.DAY
        if period.is_whole_year:
            return cls.YEAR
        return cls.YEARS if period.is_over_a_year else cls.PART_YEAR


@dataclass(frozen=True, slots=True)
class Point:
    """One observation, as charts and tables need it.

    ``value`` is in the base unit of its metric. ``key`` is that of the observation.
    ``series`` names a definition (``series_zh`` in Chinese): figures of two definitions do not
    continue one another.
    ``interval_percent`` is how far the true value may lie from an "about", where known.
    ``is_copy``: its source republishes another one. ``inputs``: the figures that it was computed
    from (``plans.domain.derived``); ``margin`` is then its half-width, where it is "about".
    """

    period: Period
    value: Decimal
    qualifier: str
    kind: str
    citation: Citation
    key: str
    preferred: bool = False
    series: str = ""
    interval_percent: Decimal | None = None
    is_copy: bool = False
    margin: Decimal | None = None
    inputs: tuple["Point", ...] = ()
    series_zh: str = ""

    @property
    def definition(self) -> Twin:
        """What it counts, where that has changed; empty where it has not."""
        return Twin(self.series, self.series_zh)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What it rests on: its own source, or those of the figures it was computed from."""
        return tuple(point.citation for point in self.inputs) or (self.citation,)


@dataclass(frozen=True, slots=True)
class Stand:
    """A period's value: the point that stands for it, and what else was said of it.

    ``agreeing`` points say the same with the same certainty; ``rivals`` do not. Neither
    is ever dropped.
    """

    point: Point
    agreeing: tuple[Point, ...] = ()
    rivals: tuple[Point, ...] = ()

    @property
    def period(self) -> Period:
        return self.point.period


@dataclass(frozen=True, slots=True)
class DrawnSeries:
    """Stands of one kind, one span and one definition, split where the line must break."""

    kind: str
    span: Span
    definition: str
    segments: tuple[tuple[Stand, ...], ...]

    @property
    def stands(self) -> tuple[Stand, ...]:
        """All stands in the order of time."""
        return tuple(stand for segment in self.segments for stand in segment)


def precedence(point: Point) -> tuple[Rank, int, str]:
    """Order rivals: the least stands in the line.

    The order of the method; where that leaves several side by side, one must be drawn: that
    of the newest source (an undated one is the oldest), then by key.
    """
    rank_of_point = rank(
        preferred=point.preferred,
        kind=point.kind,
        source_kind=point.citation.kind,
        is_copy=point.is_copy,
        qualifier=point.qualifier,
    )
    return rank_of_point, -_published(point), point.key


def _published(point: Point) -> int:
    published = point.citation.published
    return 0 if published is None else published.last_day.toordinal()


def stand(rivals: Sequence[Point]) -> Stand:
    """Let one of the points that speak of the same thing stand for it."""
    if len(rivals) == 1:  # nearly all of them, and ordering takes most of the time of a chart
        return Stand(rivals[0])
    first, *others = sorted(rivals, key=precedence)
    return Stand(
        first,
        agreeing=tuple(point for point in others if _agree(point, first)),
        rivals=tuple(point for point in others if not _agree(point, first)),
    )


def _agree(one: Point, other: Point) -> bool:
    said = (one.value, one.qualifier, one.kind)
    return said == (other.value, other.qualifier, other.kind)


def stands(points: Iterable[Point]) -> list[Stand]:
    """Settle the rivals of one metric and area, in the order of time.

    Reported figures (actual and estimate) are rivals of one another when they share period
    and definition. A forecast is no rival of what came of it, only of other forecasts.
    """
    groups: dict[tuple[Period, str, bool], list[Point]] = defaultdict(list)
    for point in points:
        is_forecast = point.kind == ObservationKind.FORECAST
        groups[point.period, point.series, is_forecast].append(point)
    return sorted((stand(group) for group in groups.values()), key=_in_time)


def _in_time(settled: Stand) -> tuple[dt.date, dt.date, str]:
    period = settled.period
    return period.middle, period.end, settled.point.key


def drawable(points: Iterable[Point], measure_type: str) -> list[DrawnSeries]:
    """Split the observations of one metric and area into series that may be drawn as lines."""
    groups: dict[tuple[str, Span, str], list[Stand]] = defaultdict(list)
    for settled in stands(points):
        point = settled.point
        groups[point.kind, Span.of(point.period), point.series].append(settled)
    return [
        DrawnSeries(kind, span, definition, _segments(members, measure_type))
        for (kind, span, definition), members in sorted(groups.items(), key=_in_legend)
    ]


def _in_legend(group: tuple[tuple[str, Span, str], list[Stand]]) -> tuple[int, int, str]:
    """Actual figures for whole years first: they are what most readers came for."""
    (kind, span, definition), _ = group
    spans = [Span.YEAR, Span.YEARS, Span.DAY, Span.PART_YEAR]
    return KIND_ORDER.index(ObservationKind(kind)), spans.index(span), definition


Joint = tuple[int, dt.date | None, str]
"""What must be equal between the end of one value and the start of the next to join them."""


def _segments(members: Sequence[Stand], measure_type: str) -> tuple[tuple[Stand, ...], ...]:
    """Join what may be joined.

    Levels of single days may be joined; amounts that fell on single days may not. Other
    periods must be equally long and follow each other without a gap, so a missing year
    breaks the line, and January to June never leads to a figure for the whole year.
    Forecasts are joined only where one source makes them: two make no course of events.
    A bound ("more than") is joined to nothing: a line would make its edge a value.
    """
    segments: list[list[Stand]] = []
    open_ends: dict[Joint, list[Stand]] = {}
    for settled in members:
        period = settled.period
        before = _joint(settled, period.start, measure_type)
        segment = open_ends.pop(before, None) if before else None
        if segment is None:
            segment = []
            segments.append(segment)
        segment.append(settled)
        if after := _joint(settled, period.end + dt.timedelta(days=1), measure_type):
            open_ends[after] = segment
    return tuple(tuple(segment) for segment in segments)


def _joint(settled: Stand, edge: dt.date, measure_type: str) -> Joint | None:
    """Describe the joint at an edge of a period; None where nothing may be joined."""
    period, point = settled.period, settled.point
    if point.qualifier not in (Qualifier.EXACT, Qualifier.ABOUT):
        return None
    speaker = point.citation.source_key if point.kind == ObservationKind.FORECAST else ""
    if period.is_day:
        return None if measure_type == MeasureType.FLOW else (0, None, speaker)
    months = calendar_months(period)
    return None if months is None else (months, edge, speaker)


def calendar_months(period: Period) -> int | None:
    """Count the calendar months of a period; None if it does not consist of whole ones.

    >>> calendar_months(Period(dt.date(2023, 11, 1), dt.date(2024, 2, 29)))
    4
    """
    if not period.is_whole_months:
        return None
    years = period.end.year - period.start.year
    return 12 * years + period.end.month - period.start.month + 1
