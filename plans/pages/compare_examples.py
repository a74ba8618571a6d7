"""Comparisons to begin with, found among the figures that there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F
from django.db.models.functions import ExtractMonth, ExtractYear
from django.urls import reverse

from plans.charts.compare import MOST_LINES
from plans.choices import Arrangement, MeasureType, Qualifier, Unit
from plans.models import Area, Metric, Observation

FEWEST_YEARS = 2
"""Years that a metric has in an area before it is an example."""


@dataclass(frozen=True, slots=True)
class Course:
    """A metric in an area and the whole years that it has an exact figure for."""

    metric: Metric
    area: Area
    years: frozenset[int]


@dataclass(frozen=True, slots=True)
class Example:
    """``way``: ``areas`` of one metric, ``metrics`` of one area, or ``index``."""

    way: str
    metrics: Sequence[Metric]
    areas: Sequence[Area]
    base: int | None = None

    @property
    def url(self) -> str:
        query = [("metric", metric.key) for metric in self.metrics]
        query += [("area", area.key) for area in self.areas]
        query.append(("layout", Arrangement.ONE))
        if self.base:
            query.append(("base", str(self.base)))
        return f"{reverse('plans:compare')}?{urlencode(query)}"


def examples(metrics: Iterable[Metric], areas: Iterable[Area]) -> list[Example]:
    """Up to three, each of another kind. One query."""
    courses = [one for one in courses_of(metrics, areas) if len(one.years) >= FEWEST_YEARS]
    found = (_areas(courses), _metrics(courses), _index(courses))
    return [example for example in found if example]


def courses_of(metrics: Iterable[Metric], areas: Iterable[Area]) -> list[Course]:
    """What has figures for whole years, the longest first. One query."""
    by_metric = {metric.pk: metric for metric in metrics}
    by_area = {area.pk: area for area in areas}
    rows = (
        Observation.objects.published()
        .actuals()
        .annotate(year=ExtractYear("period_start"), first=ExtractMonth("period_start"))
        .annotate(last=ExtractMonth("period_end"), until=ExtractYear("period_end"))
        .filter(metric__in=by_metric, area__in=by_area)
        .filter(first=1, last=12, until=F("year"), qualifier=Qualifier.EXACT, value__gt=0)
        .order_by()
        .values("metric", "area")
        .annotate(years=ArrayAgg("year", distinct=True))
    )
    courses = [
        Course(by_metric[row["metric"]], by_area[row["area"]], frozenset(row["years"]))
        for row in rows
    ]
    return sorted(courses, key=lambda one: (-len(one.years), one.metric.key, one.area.key))


def _by(courses: Sequence[Course], what: str) -> Iterator[list[Course]]:
    groups: dict[str, list[Course]] = {}
    for one in courses:
        groups.setdefault(getattr(one, what).key, []).append(one)
    yield from groups.values()


def _areas(courses: Sequence[Course]) -> Example | None:
    """The metric that has most areas."""
    most = max(_by(courses, "metric"), key=len, default=[])
    if len(most) < 2:
        return None
    return Example("areas", [most[0].metric], [one.area for one in most[:MOST_LINES]])


def _pairs(courses: Sequence[Course], *, same_unit: bool) -> Iterator[tuple[Course, Course]]:
    for members in _by(courses, "area"):
        amounts = [one for one in members if one.metric.measure_type != MeasureType.INDEX]
        for place, one in enumerate(amounts):
            for other in amounts[place + 1 :]:
                if (one.metric.unit == other.metric.unit) is same_unit:
                    yield one, other


def _metrics(courses: Sequence[Course]) -> Example | None:
    """Two metrics of one area in one unit that share most years."""
    pairs = [pair for pair in _pairs(courses, same_unit=True) if pair[0].metric.unit != Unit.COUNT]
    best = max(pairs, key=_shared, default=None)
    return None if best is None else Example("metrics", [o.metric for o in best], [best[0].area])


def _index(courses: Sequence[Course]) -> Example | None:
    """Two metrics of one area in two units, from the first year that both have."""
    best = max(_pairs(courses, same_unit=False), key=_shared, default=None)
    if best is None or not _shared(best):
        return None
    base = min(best[0].years & best[1].years)
    return Example("index", [one.metric for one in best], [best[0].area], base)


def _shared(pair: tuple[Course, Course]) -> int:
    return len(pair[0].years & pair[1].years)
