"""What is counted from the records held here: the registry of the series.

``plans`` has no firms, products or events. Each app that has records registers its series when
it is ready.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from plans.choices import MeasureType
from plans.domain.computed import Point, Tally, Way
from plans.domain.computed_words import BY_YEAR, COMPLETENESS, MISSING_YEARS
from plans.domain.texts import Twin

Asked = Sequence[tuple[str, str]]
"""A part of the query of an address."""


def from_to(first: str, last: str) -> Callable[[int, int], Asked]:
    """Of a list with a parameter for the first year and one for the last."""
    return lambda since, until: [(first, f"{since:04}"), (last, f"{until:04}")]


def spanned(name: str) -> Callable[[int, int], Asked]:
    """Of a list with one parameter that takes "2023-2025"."""
    return lambda since, until: [(name, f"{since:04}-{until:04}")]


@dataclass(frozen=True, slots=True)
class Series:
    """A metric computed from records.

    ``counts`` says exactly what is counted and how. ``records`` names the records ("deals").
    ``tallies`` makes one query. ``area`` is the key of the area that all records are of,
    empty where they are of several. ``listed`` is the name of the list of the records, ``query``
    the part of its address that all points share, ``period`` the parameter that takes the year
    of a point, ``between`` what is asked for the records dated in one year to another.
    """

    key: str
    name: Twin
    unit: str
    way: Way
    records: Twin
    counts: Twin
    tallies: Callable[[], Sequence[Tally]]
    listed: str
    query: Asked
    period: str
    between: Callable[[int, int], Asked]
    area: str = ""

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
        return (MeasureType.STOCK if self.is_to_date else MeasureType.FLOW).value

    def get_absolute_url(self) -> str:
        return reverse("plans:computed_detail", args=[self.key])

    def records_url(self, point: Point) -> str:
        """The list of exactly the records that make a point."""
        return self._listed([(self.period, f"{point.year:04}")])

    def dated_url(self, first: int | None, last: int) -> str:
        """The list of the records of the years ``first`` to ``last``; None: all up to ``last``.

        Up to a year alone is asked of a series to date: the year of its point says that.
        """
        if first is None:
            return self._listed([(self.period, f"{last:04}")])
        return self._listed(self.between(first, last))

    def _listed(self, years: Asked) -> str:
        return f"{reverse(self.listed)}?{urlencode([*self.query, *years])}"


_SERIES: dict[str, Sequence[Series]] = {}


def register(app: str, series: Sequence[Series]) -> None:
    """Let the site compute series from the records of an app."""
    _SERIES[app] = series


def all_series() -> list[Series]:
    return [series for app in sorted(_SERIES) for series in _SERIES[app]]


def series_of(key: str) -> Series | None:
    return next((series for series in all_series() if series.key == key), None)
