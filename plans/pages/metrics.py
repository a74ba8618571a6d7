"""What a metric's page shows, and every query that it makes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plans.charts.chart import Chart
from plans.charts.lines import values_over_time
from plans.choices import AreaKind, ObservationKind
from plans.domain.periods import Period
from plans.models import Area, Metric, Observation, Target
from plans.models.areas import AreaQuerySet
from plans.models.fields import LastDay
from plans.models.metrics import AUTHORITY, FIRMNESS, ObservationQuerySet
from plans.models.plans import TargetQuerySet
from plans.pages.capped import CAP, Capped, capped
from plans.pages.chart_files import ChartFiles, chart_files
from plans.pages.metric_list import CITY
from plans.pages.notes import Noted, sources_named
from plans.pages.series import marks_of, subject_of, values_of
from plans.pages.targets import TargetRow, public_targets, target_rows
from plans.pages.verdicts import verdict_of

ROWS = 200
"""Figures on one page of the table."""

KIND_WORDS = {
    ObservationKind.ACTUAL: _("actual"),
    ObservationKind.ESTIMATE: _("estimate"),
    ObservationKind.FORECAST: _("expected, not reported"),
}

DRAWN = 1000
"""Figures in the chart, the newest first: more would only darken it."""


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
    are no figures and no chart.
    """

    metric: Metric
    areas: Sequence[Area]
    chart: Chart | None
    files: ChartFiles
    groups: Sequence[PeriodGroup]
    table: Page[Observation]
    targets: Sequence[TargetRow]
    targets_left_out: int
    elsewhere: Sequence[Observation]
    noted: Noted

    @property
    def drawn(self) -> int:
        """How many of the figures the chart shows."""
        return min(DRAWN, self.table.paginator.count)

    @property
    def left_out_of_chart(self) -> int:
        return self.table.paginator.count - self.drawn

    @property
    def has_several_areas(self) -> bool:
        return len(self.areas) > 1


def areas_of(metric: Metric) -> AreaQuerySet:
    """Areas that the metric has figures or targets of, with ``figure_count``, by size."""
    figures = Observation.objects.published().filter(metric=metric, area=OuterRef("pk"))
    counts = figures.order_by().values("area").annotate(n=Count("pk")).values("n")
    asked = public_targets().filter(metric=metric, area=OuterRef("pk"))
    return (
        Area.objects.annotate(figure_count=Coalesce(Subquery(counts), 0))
        .filter(Q(figure_count__gt=0) | Exists(asked))
        .by_size()
    )


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
    metric: Metric, areas: Sequence[Area], number: str, as_of: dt.date, language: str
) -> MetricPage:
    """Assemble a metric's page: its chart, page ``number`` of the table, its targets.

    Nine queries, whatever there is: figures of the chart, how many there are, those of the
    table, targets, three for their verdicts, the newest figures of other areas, and the sources
    that notes name.
    """
    figures = figures_of(metric, areas)
    targets = capped(targets_of(metric))
    table = Paginator(by_period(figures), ROWS).page(number)
    return MetricPage(
        metric=metric,
        areas=areas,
        chart=_chart(metric, areas, figures, targets, language) if areas else None,
        files=metric_files(metric, areas),
        groups=grouped(table.object_list),
        table=table,
        targets=target_rows(targets.rows, language, verdict_of(targets.rows, as_of)),
        targets_left_out=targets.left_out,
        elsewhere=newest_elsewhere(metric, areas) if areas else [],
        noted=sources_named(text for fact in table for text in (fact.note, fact.note_zh)),
    )


def figures_of(metric: Metric, areas: Sequence[Area]) -> ObservationQuerySet:
    """All that the page, its chart and its files show of the metric in these areas."""
    return Observation.objects.published().filter(metric=metric, area__in=areas).with_evidence()


def targets_of(metric: Metric) -> TargetQuerySet:
    """What plans promise of the metric, the latest due first."""
    return public_targets().filter(metric=metric).order_by("-due_on", "plan", "key")


def metric_chart(metric: Metric, areas: Sequence[Area], language: str) -> Chart | None:
    """The chart of the page, alone; None where no area is asked for."""
    if not areas:
        return None
    return _chart(metric, areas, figures_of(metric, areas), capped(targets_of(metric)), language)


def metric_files(metric: Metric, areas: Sequence[Area]) -> ChartFiles:
    """Where the chart of these areas is to be had."""
    address = metric.get_absolute_url().removesuffix("/")
    embed = reverse("plans:metric_embed", args=[metric.key])
    return chart_files(address, [("area", area.key) for area in areas], embed)


def _chart(
    metric: Metric,
    areas: Sequence[Area],
    figures: ObservationQuerySet,
    targets: Capped[Target],
    language: str,
) -> Chart:
    drawn = list(figures.newest_first()[:DRAWN])
    about = {area.pk for area in areas}
    asked = [target for target in targets.rows if target.area_id in about]
    return values_over_time(
        subject_of(metric, areas, language),
        values_of(areas, drawn, language),
        marks_of(asked, language),
    )


IS_FORECAST = ExpressionWrapper(Q(kind=ObservationKind.FORECAST), BooleanField())
NEWEST_SOURCE = LastDay("source__published_on").desc(nulls_last=True)
OF_ONE_PERIOD: dict[str, Any] = {
    "partition_by": [
        *map(F, ("metric", "area", "period_start", "period_end", "series")),
        IS_FORECAST,
    ],
    "order_by": ["-preferred", "kind", AUTHORITY, FIRMNESS, NEWEST_SOURCE, "key"],
}
"""What is said of the same thing, the one that stands first: ``plans.domain.series.precedence``,
in SQL so that a page of the table knows it without the other pages."""


def by_period(figures: ObservationQuerySet) -> ObservationQuerySet:
    """Order figures newest period first, and settle rivals as the domain does.

    Adds ``said``, how many figures there are of the same area and period, and ``place``,
    1 for the one that stands for them.
    """
    same = [F("area"), F("period_start"), F("period_end")]
    return figures.annotate(
        said=Window(Count("pk"), partition_by=same),
        place=Window(RowNumber(), **OF_ONE_PERIOD),
    ).order_by("-period_end", "-period_start", "area__name_en", IS_FORECAST, "place", "key")


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
    newest = (
        Observation.objects.published()
        .reported()
        .filter(metric=metric)
        .exclude(area__in=areas)
        .with_evidence()
        .newest_per_area()
    )
    size = list(AreaKind.values)
    return sorted(newest[:CAP], key=lambda f: (size.index(f.area.kind), f.area.name_en))
