"""What the comparison of metrics and areas shows, and every query that it makes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from plans.charts import compare as charts
from plans.charts import wording
from plans.charts.chart import Chart
from plans.charts.compare import Line
from plans.charts.subjects import Subject
from plans.charts.wording import marks, say
from plans.choices import Arrangement, Unit
from plans.domain.derived import Derived
from plans.domain.indexing import Indexed, LeftOut, indexed
from plans.domain.series import Point
from plans.domain.stretched import Stretched, stretched
from plans.models import Area, Metric, Observation, Target
from plans.pages.chart_files import ChartFiles, chart_files
from plans.pages.datasets import Dataset, downloads, spanned
from plans.pages.series import marks_of, name_in, point_of
from plans.pages.targets import public_targets

MOST_FIGURES = 1500
"""Figures that one comparison shows; of more, a reader chooses years."""

SMALL, LARGE = 260, 420
"""Heights of charts in pixels: one among several, and one for all."""


class TooManyFiguresError(Exception):
    """More figures are asked for than a comparison shows."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is compared. ``base`` is the year that is 100, or None."""

    metrics: Sequence[Metric]
    areas: Sequence[Area]
    layout: str
    base: int | None = None
    since: int | None = None
    until: int | None = None

    def query(self, **changes: Any) -> list[tuple[str, str]]:
        """The choice as it stands in addresses."""
        said = {
            "layout": self.layout,
            "base": self.base,
            "since": self.since,
            "until": self.until,
        } | changes
        return [
            *(("metric", metric.key) for metric in self.metrics),
            *(("area", area.key) for area in self.areas),
            *((name, str(value)) for name, value in said.items() if value),
        ]

    def url(self, **changes: Any) -> str:
        """The page of the choice, or of another that differs in ``changes``."""
        return f"{reverse('plans:compare')}?{urlencode(self.query(**changes))}"

    @property
    def has_years(self) -> bool:
        return self.since is not None or self.until is not None

    def has_due(self, due: dt.date) -> bool:
        """Whether a target is due in the years that are shown."""
        return (self.since or due.year) <= due.year <= (self.until or due.year)

    def has(self, point: Point) -> bool:
        """Whether a figure lies in the years that are shown."""
        start, end = point.period.start.year, point.period.end.year
        return (self.since is None or start >= self.since) and (
            self.until is None or end <= self.until
        )


@dataclass(frozen=True, slots=True)
class Series:
    """A metric in one area: the figures that are shown, or their indexes, and what has none."""

    metric: Metric
    area: Area
    figures: Sequence[Point]
    index: Indexed | None

    targets: Sequence[Target] = ()
    """What plans ask for in these years; of an index nobody asks anything."""

    @property
    def points(self) -> Sequence[Point]:
        """What is drawn."""
        return self.figures if self.index is None else self.index.points

    @property
    def computed(self) -> dict[str, Derived]:
        """Indexes by the key of the figure that they tell."""
        return {} if self.index is None else {one.figure.key: one for one in self.index.values}

    @property
    def left_out(self) -> Sequence[LeftOut]:
        return () if self.index is None else self.index.left_out


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart and the series in it."""

    chart: Chart
    series: Sequence[Series]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Charts, and the same series for the table and the files."""

    choice: Choice
    series: Sequence[Series]
    panels: Sequence[Panel]

    @property
    def files(self) -> ChartFiles:
        address = reverse("plans:compare").removesuffix("/")
        return chart_files(address, self.choice.query(), reverse("plans:compare_embed"))

    @property
    def title(self) -> str:
        """What is compared, where one title stands for all charts."""
        semicolon = marks(self.charts[0].language).semicolon
        return semicolon.join(chart.title for chart in self.charts)

    @property
    def caption(self) -> str:
        """What all charts find."""
        between = marks(self.charts[0].language).between_sentences
        return between.join(chart.caption for chart in self.charts)

    @property
    def dataset(self) -> Dataset | None:
        """The figures, for search engines; nothing where there are none."""
        if not self.has_figures:
            return None
        language = self.charts[0].language
        cited = (citation for chart in self.charts for citation in chart.citations)
        return Dataset(
            name=self.title,
            description=self.caption,
            address=self.files.page,
            language=language,
            downloads=downloads(self.files),
            places=[name_in(language, area) for area in self.choice.areas],
            span=spanned([point.period for one in self.series for point in one.points]),
            sources=list(dict.fromkeys(cited)),
        )

    @property
    def stretched(self) -> Stretched | None:
        """Whether a few old figures squeeze the others."""
        return stretched(point.period for one in self.series for point in one.points)

    @property
    def newer_url(self) -> str:
        """The same without those."""
        found = self.stretched
        return self.choice.url(since=found.since) if found else ""

    @property
    def charts(self) -> list[Chart]:
        return [panel.chart for panel in self.panels]

    @property
    def has_figures(self) -> bool:
        return any(one.points for one in self.series)

    @property
    def has_picture(self) -> bool:
        return any(chart.drawing for chart in self.charts)


def offered_metrics() -> list[Metric]:
    """Metrics that have published figures, with ``figure_count``. One query."""
    figures = Observation.objects.published().filter(metric=OuterRef("pk"))
    return list(_counted(Metric.objects.all(), figures, "metric").order_by("name_en", "key"))


def offered_areas() -> list[Any]:
    """Areas that have published figures, with ``figure_count``, by size. One query."""
    figures = Observation.objects.published().filter(area=OuterRef("pk"))
    return list(_counted(Area.objects.by_size(), figures, "area"))


def _counted(rows: Any, figures: Any, by: str) -> Any:
    counts = figures.order_by().values(by).annotate(n=Count("pk")).values("n")
    return rows.annotate(figure_count=Coalesce(Subquery(counts), 0)).filter(figure_count__gt=0)


def comparison(choice: Choice, language: str) -> Comparison:
    """Fetch figures and targets, in one query each for any choice, and draw them.

    Raises TooManyFiguresError.
    """
    found: dict[tuple[int, int], list[Point]] = defaultdict(list)
    for figure in _figures(choice):
        found[figure.metric_id, figure.area_id].append(point_of(figure))
    asked: dict[tuple[int | None, int], list[Target]] = defaultdict(list)
    for target in _targets(choice):
        asked[target.metric_id, target.area_id].append(target)
    series = [
        _series(choice, metric, area, found[metric.pk, area.pk], asked[metric.pk, area.pk])
        for metric in choice.metrics
        for area in choice.areas
    ]
    if choice.layout == Arrangement.ONE:
        panels = [_one(choice, series, language)]
    else:
        panels = _multiples(choice, series, language)
    return Comparison(choice, series, panels)


def _figures(choice: Choice) -> list[Observation]:
    """Figures of the years asked for, and those that may be their base."""
    years = Q()
    if choice.since:
        years &= Q(period_start__year__gte=choice.since)
    if choice.until:
        years &= Q(period_end__year__lte=choice.until)
    if choice.base and years:
        years |= Q(period_start__year=choice.base, period_end__year=choice.base)
    figures = (
        Observation.objects.published()
        .filter(years, metric__in=choice.metrics, area__in=choice.areas)
        .with_evidence()
        .newest_first()
    )
    rows = list(figures[: MOST_FIGURES + 1])
    if len(rows) > MOST_FIGURES:
        raise TooManyFiguresError
    return rows


def _targets(choice: Choice) -> Iterable[Target]:
    """What plans ask of the figures, by due day. An index is no figure."""
    if choice.base is not None:
        return []
    targets = public_targets().filter(metric__in=choice.metrics, area__in=choice.areas)
    rows = targets.exclude(value=None).order_by("due_on", "plan", "key")[:MOST_FIGURES]
    return [target for target in rows if choice.has_due(target.due_on.last_day)]


def _series(
    choice: Choice,
    metric: Metric,
    area: Area,
    points: Sequence[Point],
    targets: Sequence[Target],
) -> Series:
    shown = [point for point in points if choice.has(point)]
    if choice.base is None:
        return Series(metric, area, shown, None, targets)
    all_of = indexed(points, metric.measure_type, choice.base)
    values = tuple(one for one in all_of.values if choice.has(one.figure))
    keys = {point.key for point in shown}
    gone = tuple(
        LeftOut(one.why, one.kind, one.span, figures)
        for one in all_of.left_out
        if (figures := tuple(point for point in one.figures if point.key in keys))
    )
    return Series(metric, area, shown, Indexed(values, gone))


# --- Charts -----------------------------------------------------------------------------------


def _multiples(choice: Choice, series: Sequence[Series], language: str) -> list[Panel]:
    """A chart for each metric, all over the same time."""
    of = {metric: [one for one in series if one.metric is metric] for metric in choice.metrics}
    lines = {
        metric: [_line(choice, one, name_in(language, one.area), language) for one in members]
        for metric, members in of.items()
    }
    times = charts.shared_times((one for some in lines.values() for one in some), language)
    room = max(charts.label_room(some) for some in lines.values())
    panels = []
    for metric, members in of.items():
        title = name_in(language, metric)
        if len(members) == 1:
            title += marks(language).comma + name_in(language, members[0].area)
        chart = charts.comparison(
            f"compare-{metric.key}",
            _title(choice, title, language),
            lines[metric],
            times,
            height=SMALL if len(of) > 1 else LARGE,
            index_year=choice.base,
            is_named=len(of) == 1,
            room=room,
        )
        panels.append(Panel(chart, members))
    return panels


def _one(choice: Choice, series: Sequence[Series], language: str) -> Panel:
    """All lines in one chart, named by what tells them apart."""
    metrics, areas = len(choice.metrics) > 1, len(choice.areas) > 1
    lines = [_line(choice, one, _name(one, metrics, areas, language), language) for one in series]
    semicolon = marks(language).semicolon
    title = semicolon.join(name_in(language, metric) for metric in choice.metrics)
    if not areas:
        title += marks(language).comma + name_in(language, choice.areas[0])
    chart = charts.comparison(
        "compare-chart",
        _title(choice, title, language),
        lines,
        charts.shared_times(lines, language),
        height=LARGE,
        index_year=choice.base,
        series_word=charts.SERIES if metrics else wording.AREA,
    )
    return Panel(chart, series)


def _name(one: Series, metrics: bool, areas: bool, language: str) -> str:
    metric, area = name_in(language, one.metric), name_in(language, one.area)
    if metrics and areas:
        return say(charts.SERIES_OF, language, name=metric, area=area)
    return metric if metrics else area


def _title(choice: Choice, title: str, language: str) -> str:
    if choice.base is None:
        return title
    return say(charts.INDEX_TITLE, language, title=title, year=choice.base)


def _line(choice: Choice, one: Series, name: str, language: str) -> Line:
    """A series for a chart. Indexes are bare numbers: what they count is in the title."""
    subject = Subject(
        key=one.metric.key,
        title=name,
        unit=one.metric.unit if choice.base is None else Unit.COUNT,
        measure_type=one.metric.measure_type,
        language=language,
        is_computed=choice.base is not None,
    )
    has_no_index = bool(one.figures) and not one.points
    asked = [replace(mark, area=name) for mark in marks_of(one.targets, language)]
    return Line(subject, name, one.points, asked, has_no_index)
