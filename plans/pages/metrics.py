"""What a metric's page shows, and every query that it makes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from plans.charts.chart import Chart
from plans.choices import AreaKind, ObservationKind, Show
from plans.domain.periods import Period
from plans.domain.stretched import Stretched, stretched
from plans.domain.texts import Twin
from plans.models import Area, Metric, Observation, Target
from plans.models.metrics import ObservationQuerySet
from plans.models.plans import TargetQuerySet
from plans.pages.capped import CAP, capped
from plans.pages.chart_files import ChartFiles, chart_files
from plans.pages.choice import EVERYTHING, Choice
from plans.pages.datasets import Dataset, chart_dataset
from plans.pages.derived import Computed
from plans.pages.metric_list import CITY
from plans.pages.notes import Noted, sources_named
from plans.pages.ordering import KIND_WORDS
from plans.pages.related import RelatedMetric, related_metrics
from plans.pages.seen import WayLink, seen_of, way_links
from plans.pages.targets import TargetRow, public_targets, target_rows
from plans.pages.thinned import Drawn
from plans.pages.verdicts import verdict_of


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure; ``stands`` unless another one of its period is drawn in its place."""

    observation: Observation
    stands: bool

    @property
    def kind(self) -> str:
        """ "expected, not reported" for a forecast: nobody may read it as a result."""
        return str(KIND_WORDS[ObservationKind(self.observation.kind)])


@dataclass(frozen=True, slots=True)
class PeriodGroup:
    """What was said of one area and period. ``said`` counts it all, also what the next page
    of the table shows."""

    period: Period
    area: Area
    rows: Sequence[FigureRow]
    said: int


@dataclass(frozen=True, slots=True)
class MetricPage:
    """What a metric's template shows, and nothing else.

    ``areas`` are those that it is about; without any (an unknown one was asked for) there
    are no figures and no chart. ``computed`` is there where something computed is shown; the
    table then has its rows. ``drawn`` is there where figures are shown.
    """

    metric: Metric
    areas: Sequence[Area]
    chart: Chart | None
    files: ChartFiles
    groups: Sequence[PeriodGroup]
    table: Page[Any]
    choice: Choice
    ways: Sequence[WayLink]
    computed: Computed | None
    drawn: Drawn | None
    targets: Sequence[TargetRow]
    targets_left_out: int
    related: Sequence[RelatedMetric]
    elsewhere: Sequence[Observation]
    noted: Noted

    @property
    def definitions(self) -> dict[Twin, list[Period]]:
        """Definitions that figures of the table name, each with its periods, oldest first."""
        found: dict[Twin, list[Period]] = {}
        for group in reversed(self.groups):
            named = (row.observation for row in group.rows if row.observation.series)
            for name in dict.fromkeys(Twin(one.series, one.series_zh) for one in named):
                found.setdefault(name, []).append(group.period)
        return found

    @property
    def has_numbers(self) -> bool:
        return bool(self.table.paginator.count)

    @property
    def figures_url(self) -> str:
        """The figures of the sources, of the same areas and years."""
        return self._url(self.choice.showing(Show.ACTUAL))

    @property
    def all_years_url(self) -> str:
        return self._url(self.choice.of_all_years())

    @property
    def stretched(self) -> Stretched | None:
        """Whether a few old figures squeeze the others in the chart."""
        if self.drawn is None or self.drawn.stretches is not None:
            return None
        return stretched(figure.period for figure in self.drawn.figures)

    @property
    def newer_url(self) -> str:
        """The same without those."""
        found = self.stretched
        return self._url(replace(self.choice, since=found.since)) if found else ""

    @property
    def compare_url(self) -> str:
        """The same metric and areas where others can be set beside them."""
        query = [("metric", self.metric.key), *(("area", area.key) for area in self.areas)]
        return f"{reverse('plans:compare')}?{urlencode(query)}"

    def _url(self, choice: Choice) -> str:
        return f"{self.metric.get_absolute_url()}?{urlencode(choice.query(self.areas))}"

    @property
    def has_several_areas(self) -> bool:
        return len(self.areas) > 1

    @property
    def dataset(self) -> Dataset | None:
        """What the page shows, for search engines; its span where one page has all figures."""
        if self.chart is None:
            return None
        groups = self.groups if self.table.paginator.num_pages == 1 else ()
        dataset = chart_dataset(
            self.metric, self.areas, self.chart, self.files, [group.period for group in groups]
        )
        return replace(dataset, variable=None) if self.choice.is_computed else dataset


def areas_of(metric: Metric) -> list[Any]:
    """Areas that the metric has figures or targets of, with ``figure_count``, by size.

    One query. It counts for every area, and each but once: there are far fewer areas than a
    metric may have figures.
    """
    figures = Observation.objects.published().filter(metric=metric, area=OuterRef("pk"))
    counts = figures.order_by().values("area").annotate(n=Count("pk")).values("n")
    asked = public_targets().filter(metric=metric, area=OuterRef("pk"))
    every = Area.objects.annotate(
        figure_count=Coalesce(Subquery(counts), 0), is_asked=Exists(asked)
    ).by_size()
    return [area for area in every if area.figure_count or area.is_asked]


def default_area(areas: Sequence[Any]) -> str:
    """What the page is about unless it is asked: Shanghai if it has figures, else the area
    with most of them. Empty where there is no area at all."""
    known = [(area.key == CITY and area.figure_count > 0, area.figure_count) for area in areas]
    return areas[known.index(max(known))].key if areas else ""


def chosen_areas(areas: Sequence[Area], keys: Sequence[str]) -> list[Area]:
    """The areas asked for, in that order."""
    by_key = {area.key: area for area in areas}
    return [by_key[key] for key in dict.fromkeys(keys)]


def metric_page(
    metric: Metric,
    areas: Sequence[Area],
    number: str,
    as_of: dt.date,
    language: str,
    *,
    choice: Choice = EVERYTHING,
    bases: Sequence[Metric] = (),
) -> MetricPage:
    """Assemble a metric's page: its chart, page ``number`` of the table, its targets.

    Thirteen queries at most, whatever there is: how many figures there are, those of the table,
    those of the chart (four where they are picked, ``plans.pages.thinned``), targets, three for
    their verdicts, the newest figures of other areas, two for related metrics, and the sources
    that notes name.
    """
    figures = figures_of(metric, areas)
    targets = capped(targets_of(metric))
    seen = seen_of(metric, areas, figures, choice)
    table = seen.table.page(number)
    facts = [] if choice.is_computed else list(table)
    return MetricPage(
        metric=metric,
        areas=areas,
        chart=seen.chart(targets_in(choice, areas, targets.rows), language) if areas else None,
        files=metric_files(metric, areas, choice),
        groups=grouped(facts),
        table=table,
        choice=choice,
        ways=way_links(
            metric,
            areas,
            choice,
            () if seen.is_too_much else bases,
            has_growth=seen.has_growth,
        ),
        computed=seen.computed,
        drawn=seen.drawn,
        targets=target_rows(targets.rows, language, verdict_of(targets.rows, as_of)),
        targets_left_out=targets.left_out,
        related=related_metrics(metric),
        elsewhere=newest_elsewhere(metric, areas) if areas else [],
        noted=sources_named(text for fact in facts for text in (fact.note, fact.note_zh)),
    )


def figures_of(metric: Metric, areas: Sequence[Area]) -> ObservationQuerySet:
    """All that is published of the metric in these areas."""
    return Observation.objects.published().filter(metric=metric, area__in=areas).with_evidence()


def targets_of(metric: Metric) -> TargetQuerySet:
    """What plans promise of the metric, the latest due first."""
    return public_targets().filter(metric=metric).order_by("-due_on", "plan", "key")


def targets_in(choice: Choice, areas: Sequence[Area], targets: Iterable[Target]) -> list[Target]:
    """The targets that the chart shows: of these areas, due in the years asked for."""
    about = {area.pk for area in areas}
    return [
        target
        for target in targets
        if target.area_id in about and choice.has_year(target.due_on.last_day.year)
    ]


def metric_chart(
    metric: Metric, areas: Sequence[Area], language: str, choice: Choice = EVERYTHING
) -> Chart | None:
    """The chart of the page, alone; None where no area is asked for."""
    if not areas:
        return None
    seen = seen_of(metric, areas, figures_of(metric, areas), choice)
    targets = [] if choice.is_computed else capped(targets_of(metric)).rows
    return seen.chart(targets_in(choice, areas, targets), language)


def metric_files(metric: Metric, areas: Sequence[Area], choice: Choice = EVERYTHING) -> ChartFiles:
    """Where the chart of this choice is to be had."""
    address = metric.get_absolute_url().removesuffix("/")
    embed = reverse("plans:metric_embed", args=[metric.key])
    return chart_files(address, choice.query(areas), embed)


def grouped(figures: Iterable[Any]) -> list[PeriodGroup]:
    """Put together what was said of the same area and period, in the order of ``by_period``."""
    groups = []
    for (_area, period), members in groupby(figures, key=lambda f: (f.area_id, f.period)):
        rows = [FigureRow(figure, stands=figure.place == 1) for figure in members]
        first: Any = rows[0].observation
        groups.append(PeriodGroup(period, first.area, rows, said=first.said))
    return groups


def newest_elsewhere(metric: Metric, areas: Sequence[Area]) -> list[Observation]:
    """The newest reported figure of each other area, the widest areas first."""
    figures = Observation.objects.published().reported().filter(metric=metric)
    newest = figures.filter(area=OuterRef("pk")).newest_per_area().values("pk")[:1]
    others = Area.objects.exclude(pk__in=[area.pk for area in areas])
    found = Observation.objects.filter(pk__in=others.values(newest=Subquery(newest)))
    size = list(AreaKind.values)
    return sorted(
        found.with_evidence().order_by("area")[:CAP],
        key=lambda f: (size.index(f.area.kind), f.area.name_en),
    )
