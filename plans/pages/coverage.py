"""What is not known: targets without a result, metrics without a recent value, and what rests
on news alone. Every query of ``/coverage/`` is here."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.functional import Promise

from plans.choices import AreaKind, SourceKind, Verdict, VerdictGroup
from plans.domain.verdicts.grades import GRADES
from plans.models import Area, Metric, Observation, Plan, SearchNote
from plans.pages.evidence import all_kinds
from plans.pages.targets import in_list_order, public_targets
from plans.standings import Standing, counts, standings

UNKNOWN = [verdict for verdict in Verdict if verdict.group is VerdictGroup.NO_RESULT]
"""The verdicts that say that no result is published."""

RECENT_DAYS = 730
"""A metric is up to date if its newest period ended within the last two years."""

NEWS_ALONE = GRADES[SourceKind.NEWS.value]
"""The grade of a verdict that news decide, and nothing seconds."""


# --- Targets --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Gap:
    """A plan, an area or a year: how many of its targets have no published result.

    ``query`` finds them in the list of targets. ``cells`` follow ``UNKNOWN``. ``unsearched``
    counts those of them for which nobody has recorded a search.
    """

    of: Any
    query: str
    total: int
    cells: Sequence[tuple[Verdict, int]]
    unsearched: int

    @property
    def unknown(self) -> int:
        return sum(count for _, count in self.cells)


def gaps(
    stands: Iterable[Standing],
    searched: set[int],
    of: Callable[[Standing], Any],
    query: Callable[[Any], str],
) -> list[Gap]:
    """Count standings by what ``of`` says, in the order in which that first comes up."""
    groups: dict[Any, list[Standing]] = defaultdict(list)
    for stand in stands:
        groups[of(stand)].append(stand)
    return [_gap(thing, query(thing), members, searched) for thing, members in groups.items()]


def _gap(thing: Any, query: str, members: Sequence[Standing], searched: set[int]) -> Gap:
    found = counts(members)
    return Gap(
        of=thing,
        query=query,
        total=len(members),
        cells=[(verdict, found[verdict]) for verdict in UNKNOWN],
        unsearched=sum(
            stand.verdict in UNKNOWN and stand.target.pk not in searched for stand in members
        ),
    )


# --- Metrics --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StaleMetric:
    """A metric without a recent value; ``newest`` is None where it has none at all."""

    metric: Metric
    newest: dt.date | None
    targets: int


@dataclass(frozen=True, slots=True)
class StaleYear:
    """The metrics whose newest figure is for a year; None where they have none at all."""

    year: int | None
    metrics: Sequence[StaleMetric]


def by_year(metrics: Iterable[StaleMetric]) -> list[StaleYear]:
    """Those without any figure first, then the longest out of date."""
    years: dict[int | None, list[StaleMetric]] = defaultdict(list)
    for row in metrics:
        years[row.newest.year if row.newest else None].append(row)
    return [StaleYear(year, years[year]) for year in sorted(years, key=lambda year: year or 0)]


def stale_metrics(as_of: dt.date) -> list[StaleMetric]:
    """Metrics of which no reported figure is recent; those with most targets first. One query."""
    reported = Observation.objects.published().reported().known_on(as_of)
    of_metric = reported.filter(metric=OuterRef("pk"))
    recent = of_metric.filter(period_end__gt=as_of - dt.timedelta(days=RECENT_DAYS))
    asked = public_targets().main().filter(metric=OuterRef("pk")).order_by()
    found: QuerySet[Any] = (
        Metric.objects.filter(~Exists(recent))
        .annotate(
            newest=Subquery(of_metric.order_by("-period_end").values("period_end")[:1]),
            target_count=Coalesce(
                Subquery(asked.values("metric").annotate(n=Count("pk")).values("n")), 0
            ),
        )
        .order_by("-target_count", "name_en", "key")
    )
    return [StaleMetric(metric, metric.newest, metric.target_count) for metric in found]


# --- What rests on news alone ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewsKind:
    """A kind of fact: how many there are, and how many rest on a news report."""

    title: str | Promise
    total: int
    news: int


@dataclass(frozen=True, slots=True)
class NewsArea:
    """An area of a metric: how many of its figures one news report alone gives."""

    area: Area
    alone: int


@dataclass(frozen=True, slots=True)
class NewsMetric:
    """A headline metric: its figures, and those that one news report alone gives."""

    metric: Metric
    total: int
    areas: Sequence[NewsArea]

    @property
    def alone(self) -> int:
        return sum(row.alone for row in self.areas)


def news_metrics(as_of: dt.date) -> tuple[list[NewsMetric], list[tuple[int, int]]]:
    """The headline metrics with what one news report alone gives; and that by year.

    A figure has a second witness where a source of another origin speaks of the same metric,
    area and period, whatever number it gives. Three queries.
    """
    metrics = {row.pk: row for row in Metric.objects.filter(headline__isnull=False)}
    rows = _alone(metrics, as_of)
    areas = Area.objects.in_bulk({row["area"] for row in rows if row["alone"]})
    total: Counter[int] = Counter()
    alone: Counter[tuple[int, int]] = Counter()
    years: Counter[int] = Counter()
    for row in rows:
        total[row["metric"]] += row["figures"]
        alone[row["metric"], row["area"]] += row["alone"]
        years[row["year"]] += row["alone"]
    found = [
        NewsMetric(
            metric=metrics[pk],
            total=total[pk],
            areas=[
                NewsArea(area, alone[pk, area.pk])
                for area in sorted(areas.values(), key=_size)
                if alone[pk, area.pk]
            ],
        )
        for pk in sorted(metrics, key=lambda pk: metrics[pk].headline or 0)
    ]
    newest_first = sorted(((year, n) for year, n in years.items() if n), reverse=True)
    return [row for row in found if row.alone], newest_first


def _alone(metrics: Iterable[int], as_of: dt.date) -> list[dict[str, Any]]:
    """Per metric, area and year: figures, and those of one news report alone.

    The kind of the source comes first, so that nobody looks for a witness of what needs none.
    """
    origin = Coalesce("source__origin", "source")
    reported = Observation.objects.published().reported().known_on(as_of)
    same = {name: OuterRef(name) for name in ("metric", "area", "period_start", "period_end")}
    witness = reported.annotate(origin=origin).filter(**same).exclude(origin=OuterRef("origin"))
    figures: QuerySet[Any] = (
        reported.filter(metric__in=list(metrics))
        .annotate(origin=origin, year=ExtractYear("period_end"))
        .order_by()
        .values("metric", "area", "year")
        .annotate(
            figures=Count("pk"),
            alone=Count("pk", filter=Q(source__kind=SourceKind.NEWS) & Q(~Exists(witness))),
        )
    )
    return list(figures)


def _size(area: Area) -> tuple[int, str]:
    return AreaKind.values.index(area.kind), area.name_en


def news_kinds() -> list[NewsKind]:
    """Each kind of fact that rests on one source, by how many rest on news. One query a kind."""
    found = []
    for kind in all_kinds():
        facts = kind.facts().order_by()
        if not kind.source or facts.model is Observation:
            continue
        of_news = Q(**{f"{kind.source}__kind": SourceKind.NEWS})
        counted = facts.aggregate(total=Count("pk"), news=Count("pk", filter=of_news))
        found.append(NewsKind(kind.title, counted["total"], counted["news"]))
    return [row for row in found if row.total]


# --- The page -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """What the template of ``/coverage/`` shows, and nothing else."""

    as_of: dt.date
    counts: Counter[Verdict]
    whole: Gap
    plans: Sequence[Gap]
    areas: Sequence[Gap]
    years: Sequence[Gap]
    asked_metrics: Sequence[StaleYear]
    other_metrics: Sequence[StaleYear]
    news_verdicts: int
    news_metrics: Sequence[NewsMetric]
    news_years: Sequence[tuple[int, int]]
    news_kinds: Sequence[NewsKind]

    @property
    def asked_count(self) -> int:
        return sum(len(year.metrics) for year in self.asked_metrics)

    @property
    def other_count(self) -> int:
        return sum(len(year.metrics) for year in self.other_metrics)

    @property
    def verdicts(self) -> Sequence[Verdict]:
        """The heads of the columns."""
        return UNKNOWN


def coverage_page(as_of: dt.date) -> CoveragePage:
    """Say what was not known on ``as_of``, in a fixed number of queries: six for targets, one
    for metrics, three for figures, and one for each kind of fact."""
    targets = in_list_order(list(public_targets().main().in_plan_order()))
    stands = standings(targets, as_of)
    searched = set(
        SearchNote.objects.made_by(as_of).order_by().values_list("target_id", flat=True).distinct()
    )
    stale = stale_metrics(as_of)
    of_metrics, of_years = news_metrics(as_of)
    return CoveragePage(
        as_of=as_of,
        counts=counts(stands),
        whole=_gap(None, "?", stands, searched),
        plans=gaps(stands, searched, _plan, lambda plan: f"?plan={plan.key}&"),
        areas=gaps(
            sorted(stands, key=lambda stand: _size(stand.target.area)),
            searched,
            _area,
            lambda area: f"?area={area.key}&",
        ),
        years=gaps(
            sorted(stands, key=_due_year), searched, _due_year, lambda year: f"?due={year}&"
        ),
        asked_metrics=by_year(row for row in stale if row.targets),
        other_metrics=by_year(row for row in stale if not row.targets),
        news_verdicts=sum(stand.grade == NEWS_ALONE for stand in stands),
        news_metrics=of_metrics,
        news_years=of_years,
        news_kinds=news_kinds(),
    )


def _plan(stand: Standing) -> Plan:
    return stand.target.plan


def _area(stand: Standing) -> Area:
    return stand.target.area


def _due_year(stand: Standing) -> int:
    year: int = stand.target.due_on.year
    return year
