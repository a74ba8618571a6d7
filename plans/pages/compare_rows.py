"""The figures and targets of a comparison, one by one, as its table has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from plans.charts.wording import marks
from plans.choices import ObservationKind, Unit
from plans.domain.derived import Derived
from plans.domain.indexing import LeftOut, Why
from plans.domain.periods import Period
from plans.domain.quantities import Quantity
from plans.domain.series import Point, stands
from plans.models import Area, Metric, Target
from plans.pages.compare import Comparison, Series
from plans.pages.ordering import KIND_WORDS
from plans.pages.series import name_in
from plans.pages.wording import asked_words, due_words

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
class AskedRow:
    """A target: what is asked for, and by when, in words."""

    metric: Metric
    target: Target
    asked: str
    due: str

    @property
    def is_beside(self) -> bool:
        return self.target.variant_of_id is not None


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one metric, newest period first in each area, its targets by due day, and what
    has no index."""

    metric: Metric
    rows: Sequence[CompareRow]
    targets: Sequence[AskedRow]
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
                [row for one in series for row in asked_of(one)],
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


def asked_of(series: Series) -> Iterator[AskedRow]:
    language = get_language() or "en"
    for target in series.targets:
        due = due_words(target.due_on, language)
        yield AskedRow(series.metric, target, asked_words(target, language), due)


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
    return marks(language).semicolon.join(words)
