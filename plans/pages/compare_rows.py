"""The figures of a comparison, one by one: for its table and for its files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from plans.choices import ObservationKind, Unit
from plans.domain.derived import Derived
from plans.domain.indexing import LeftOut, Why
from plans.domain.periods import Period
from plans.domain.quantities import Quantity
from plans.domain.series import Point, stands
from plans.exports import Address, Form, GivenRows
from plans.exports.columns import Column, Given
from plans.models import Area, Metric
from plans.pages.compare import Comparison, Series
from plans.pages.ordering import KIND_WORDS
from plans.pages.series import name_in

WHY_WORDS = {
    Why.RATE: _("rates and growth have no index"),
    Why.NO_BASE: _("%(year)s has no figure of the same kind, definition and length of time"),
    Why.BASE_UNFIT: _("the figure of %(year)s is a bound, or not above zero"),
    Why.NOT_A_NUMBER: _("bounds such as “more than” have no index"),
    Why.RIVAL_ALONE: _("the figure that stands for the period has no index"),
}


@dataclass(frozen=True, slots=True)
class CompareRow:
    """A figure, its part (``stands``, ``agrees`` or ``rival``), and its index if it has one."""

    metric: Metric
    area: Area
    point: Point
    role: str
    derived: Derived | None

    @property
    def period(self) -> Period:
        return self.point.period

    @property
    def quantity(self) -> Quantity:
        return Quantity(self.point.value, self.metric.unit, self.point.qualifier)

    @property
    def index(self) -> Quantity | None:
        if self.derived is None:
            return None
        return Quantity(self.derived.value, Unit.COUNT, self.derived.qualifier)

    @property
    def base(self) -> Quantity | None:
        """The figure of the base year."""
        if self.derived is None:
            return None
        base = self.derived.other
        return Quantity(base.value, self.metric.unit, base.qualifier)

    @property
    def kind(self) -> str:
        return str(KIND_WORDS[ObservationKind(self.point.kind)])

    @property
    def is_beside(self) -> bool:
        return self.role != "stands"


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one metric, newest period first in each area, and what has no index."""

    metric: Metric
    rows: Sequence[CompareRow]
    left_out: Sequence[str]
    without: Sequence[Area]
    """Areas that nobody published a figure of, for these years."""


def groups(comparison: Comparison) -> list[Group]:
    """The table, a group for each metric in the order in which they were chosen."""
    found = []
    for metric in comparison.choice.metrics:
        series = [one for one in comparison.series if one.metric is metric]
        found.append(
            Group(
                metric,
                [row for one in series for row in rows_of(one)],
                [words for one in series for words in left_out(one, comparison.choice.base)],
                [one.area for one in series if not one.figures],
            )
        )
    return found


def rows_of(series: Series) -> Iterator[CompareRow]:
    computed = series.computed
    newest_first = sorted(stands(series.figures), key=lambda one: one.period.end, reverse=True)
    for stand in newest_first:
        parts = [(stand.point, "stands")]
        parts += [(point, "agrees") for point in stand.agreeing]
        parts += [(point, "rival") for point in stand.rivals]
        for point, role in parts:
            yield CompareRow(series.metric, series.area, point, role, computed.get(point.key))


def left_out(series: Series, year: int | None) -> Iterator[str]:
    """Name what is not drawn for want of an index, and why."""
    counts: dict[Why, list[LeftOut]] = {}
    for one in series.left_out:
        counts.setdefault(one.why, []).append(one)
    for why, members in counts.items():
        points = sorted((point for one in members for point in one.figures), key=_by_time)
        yield gettext("%(area)s: %(count)s not drawn: %(why)s (%(periods)s).") % {
            "area": name_in(get_language() or "en", series.area),
            "count": len(points),
            "why": str(WHY_WORDS[why]) % {"year": year},
            "periods": _periods(points),
        }


def _by_time(point: Point) -> tuple[Any, str]:
    return point.period, point.key


def _periods(points: Sequence[Point]) -> str:
    language = get_language() or "en"
    words = list(dict.fromkeys(point.period.words(language) for point in points))
    return "; ".join(words)


def file_rows(comparison: Comparison) -> GivenRows:
    """The table as a list to take away."""
    rows = [row for one in comparison.series for row in rows_of(one)]
    return GivenRows(_columns(comparison.choice.base), rows)


def _columns(year: int | None) -> list[Column]:
    def of_index(name: str) -> Any:
        return lambda row: getattr(row.derived, name) if row.derived else ""

    def number(name: str) -> Any:
        return lambda row: getattr(row.derived, name) if row.derived else None

    def of_figure(name: str) -> Any:
        return lambda row: getattr(row.point, name)

    def of_source(name: str) -> Any:
        return lambda row: getattr(row.point.citation, name)

    return [
        Given("role", _("Stands, agrees or rival"), Form.CODE, lambda row: row.role),
        Given("key", _("Key of the figure"), Form.CODE, of_figure("key")),
        Given("metric", _("Key of the metric"), Form.CODE, lambda row: row.metric.key),
        Given("area", _("Key of the place"), Form.CODE, lambda row: row.area.key),
        Given("period_start", _("First day of the period"), Form.DAY, lambda r: r.period.start),
        Given("period_end", _("Last day of the period"), Form.DAY, lambda row: row.period.end),
        Given(
            "value",
            _("Value in the unit, with all its digits"),
            Form.DECIMAL,
            of_figure("value"),
        ),
        Given("unit", _("Unit of the value"), Form.CODE, lambda row: row.metric.unit),
        Given("qualifier", _("How firmly the source states it"), Form.CODE, of_figure("qualifier")),
        Given("kind", _("Actual, estimate or forecast"), Form.CODE, of_figure("kind")),
        Given("series", _("Definition, where it has changed"), Form.TEXT, of_figure("series")),
        Given("base_year", _("Year that is 100"), Form.CODE, lambda _row: str(year or "")),
        Given("index", _("Computed: no source gives this number"), Form.DECIMAL, number("value")),
        Given("index_low", _("Least that “about” allows"), Form.DECIMAL, number("low")),
        Given("index_high", _("Most that “about” allows"), Form.DECIMAL, number("high")),
        Given("formula", _("The computation"), Form.TEXT, of_index("formula")),
        Given(
            "base_key",
            _("Key of the figure of the base year"),
            Form.CODE,
            lambda row: row.derived.other.key if row.derived else "",
        ),
        Given("source", _("Key of the source"), Form.CODE, of_source("source_key")),
        Given("locator", _("Place in the source"), Form.TEXT, of_source("locator")),
        Given("source_url", _("Address of the source"), Form.CODE, of_source("url")),
        Address(
            "url",
            _("Page of the row on this site"),
            Form.CODE,
            view="plans:figure_detail",
            of=("key",),
        ),
    ]
