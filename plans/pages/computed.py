"""Metrics computed from the records held here: the one place that computes them, and their pages.

``plans`` has no firms, products or events. Each app that has records registers its series when
it is ready.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from plans.charts.chart import Chart
from plans.charts.computed import Shown, computed_chart
from plans.domain.computed import Computed, Point, Tally, Way, computed
from plans.domain.computed_words import BY_YEAR, COMPLETENESS, MISSING_YEARS, left_out_words
from plans.domain.quantities import Quantity
from plans.domain.texts import Twin
from plans.pages.chart_files import ChartFiles, chart_files


@dataclass(frozen=True, slots=True)
class Series:
    """A metric computed from records.

    ``counts`` says exactly what is counted and how. ``records`` names the records ("deals").
    ``tallies`` makes one query. ``listed`` is the name of the list of the records, ``query``
    the part of its address that all points share, ``period`` the parameter that takes the year
    of a point.
    """

    key: str
    name: Twin
    unit: str
    way: Way
    records: Twin
    counts: Twin
    tallies: Callable[[], Sequence[Tally]]
    listed: str
    query: Sequence[tuple[str, str]]
    period: str

    @property
    def name_en(self) -> str:
        return self.name.en

    @property
    def name_zh(self) -> str:
        return self.name.zh

    @property
    def completeness(self) -> Twin:
        return COMPLETENESS

    @property
    def dating(self) -> Twin:
        return BY_YEAR

    @property
    def missing_years(self) -> Twin:
        return MISSING_YEARS

    @property
    def is_to_date(self) -> bool:
        return self.way is Way.TO_DATE

    @property
    def measure_type(self) -> str:
        """As of a metric: a level on a day, or an amount over a period."""
        return "stock" if self.is_to_date else "flow"

    def get_absolute_url(self) -> str:
        return reverse("plans:computed_detail", args=[self.key])

    def records_url(self, point: Point) -> str:
        """The list of exactly the records that make a point."""
        asked = urlencode([*self.query, (self.period, f"{point.year:04}")])
        return f"{reverse(self.listed)}?{asked}"


_SERIES: dict[str, Sequence[Series]] = {}


def register(app: str, series: Sequence[Series]) -> None:
    """Let the site compute series from the records of an app."""
    _SERIES[app] = series


def all_series() -> list[Series]:
    return [series for app in sorted(_SERIES) for series in _SERIES[app]]


def series_of(key: str) -> Series | None:
    return next((series for series in all_series() if series.key == key), None)


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point as table and files have it."""

    point: Point
    quantity: Quantity
    url: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A series with its points, as of a day: what pages, charts, files and ties take."""

    series: Series
    found: Computed
    day: dt.date

    @property
    def newest(self) -> PointRow | None:
        return next(self.rows(), None)

    def rows(self) -> Iterator[PointRow]:
        """The points, the newest first."""
        for point in reversed(self.found.points):
            yield PointRow(point, point.quantity(self.series.unit), self.series.records_url(point))

    @property
    def left_out(self) -> list[Twin]:
        """What is in no point, in sentences."""
        return left_out_words(self.found, self.series.records)

    def shown(self, language: str) -> Shown:
        return Shown(
            key=self.series.key,
            title=self.series.name.pick(language)[0],
            unit=self.series.unit,
            way=self.series.way,
            language=language,
        )

    def chart(self, language: str) -> Chart:
        return computed_chart(self.shown(language), self.found)

    @property
    def recent(self) -> list[float | None]:
        """The values of the years for a sparkline; None where nothing is held."""
        points = self.found.by_year(self.day.year - 14)
        return [None if point is None else float(point.value) for point in points]


def reading_of(series: Series, day: dt.date) -> Reading:
    """Compute a series as of a day, in one query."""
    return Reading(series, computed(series.tallies(), series.way, series.unit, day), day)


@dataclass(frozen=True, slots=True)
class ComputedPage:
    """What the template of a series shows, and nothing else."""

    reading: Reading
    chart: Chart
    files: ChartFiles
    rows: Sequence[PointRow]

    @property
    def series(self) -> Series:
        return self.reading.series


def computed_page(
    series: Series, day: dt.date, language: str, query: Sequence[tuple[str, str]]
) -> ComputedPage:
    """Assemble the page of a series: one query."""
    reading = reading_of(series, day)
    address = series.get_absolute_url().rstrip("/")
    return ComputedPage(
        reading, reading.chart(language), chart_files(address, query), list(reading.rows())
    )


def computed_list(day: dt.date) -> list[Reading]:
    """Every series: one query each."""
    return [reading_of(series, day) for series in all_series()]
