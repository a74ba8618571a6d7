"""What a page costs does not depend on how much there is."""

import datetime as dt

import pytest

from plans.models import (
    Area,
    Metric,
    Observation,
    Plan,
    PolicyMeasure,
    Source,
    Target,
)
from tests.factories.plans import (
    AreaFactory,
    MetricFactory,
    ObservationFactory,
    PlanFactory,
    PolicyMeasureFactory,
    SourceFactory,
    TargetFactory,
)
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

SEARCH = {"whether the text is found whole": 1}
PLAN_LIST = {"the plans": 1, "how many": 1, "areas": 1, "years": 1, "day of the data": 1}
METRIC_LIST = {
    "the metrics": 1,
    "how many": 1,
    "their counts": 1,
    "newest figures": 1,
    "areas": 1,
    "day of the data": 1,
}
SOURCE_LIST = {
    "the sources": 1,
    "how many": 1,
    "facts of each": 1,
    "years": 1,
    "day of the data": 1,
}
PLAN_PAGE = {
    "the plan": 1,
    "targets": 1,
    "evidence for their verdicts": 1,
    "what is tied to them": 1,
    "measures": 1,
    "which places have a page": 1,
    "notes": 1,
    "day of the data": 1,
}
METRIC_PAGE = {
    "the metric": 1,
    "its areas": 1,
    "targets": 1,
    "what is tied to them": 1,
    "how many figures": 1,
    "the table": 1,
    "the chart": 1,
    "other areas": 1,
    "metrics it is a share of": 3,
    "related metrics": 1,
    "plans that ask for them": 1,
    "notes": 1,
    "day of the data": 1,
}
SOURCE_PAGE = {
    "the source": 1,
    "kinds of facts that rest on it": 11,
    "kinds of facts that name it": 11,
    "copies": 1,
    "notes": 1,
    "day of the data": 1,
}


@pytest.fixture
def ground():
    """One row of each kind, for the others to lean on."""
    source = SourceFactory(key="report", note="See report-2.")
    plan = PlanFactory(key="plan", source=source, note="See report.")
    metric = MetricFactory(key="metric", stock=True)
    return {"source": source, "plan": plan, "metric": metric, "area": plan.area}


def add_plans(ground, names):
    shared = {"source": ground["source"], "area": ground["area"]}
    Plan.objects.bulk_create(PlanFactory.build(key=name, **shared) for name in names)
    add_targets(ground | {"plan": Plan.objects.get(key=names[0])}, names)


def add_targets(ground, names):
    shared = {key: ground[key] for key in ("plan", "metric", "area", "source")}
    Target.objects.bulk_create(
        TargetFactory.build(key=name, note="See report.", **shared) for name in names
    )


def add_measures(ground, names):
    shared = {key: ground[key] for key in ("plan", "area", "source")}
    PolicyMeasure.objects.bulk_create(
        PolicyMeasureFactory.build(key=name, locator="see report", **shared) for name in names
    )


def add_metrics(ground, names):
    Metric.objects.bulk_create(MetricFactory.build(key=name, stock=True) for name in names)
    shared = {"source": ground["source"], "area": ground["area"]}
    Observation.objects.bulk_create(
        ObservationFactory.build(key=metric.key, metric=metric, **shared)
        for metric in Metric.objects.filter(key__in=names)
    )


def add_figures(ground, names):
    """Some figures of the same period, most of others; a few in another area each."""
    china = Area.objects.get(key="china")
    nearby = AreaFactory(key=f"near-{names[0]}", parent=china)
    there = Observation.objects.count()
    Observation.objects.bulk_create(
        ObservationFactory.build(
            key=name,
            metric=ground["metric"],
            source=ground["source"],
            area=nearby if number % 7 == 3 else ground["area"],
            period_start=dt.date(2020, 1, 1) + dt.timedelta(days=number // 2),
            period_end=dt.date(2020, 1, 1) + dt.timedelta(days=number // 2),
            value=there + number,
            note="See report.",
        )
        for number, name in enumerate(names)
    )


def add_sources(ground, names):
    Source.objects.bulk_create(
        SourceFactory.build(key=name, origin=ground["source"], note="See report.") for name in names
    )


@pytest.mark.parametrize(
    ("path", "add", "budget"),
    [
        pytest.param("/plans/", add_plans, PLAN_LIST, id="plans"),
        pytest.param("/plans/?sort=-targets", add_plans, PLAN_LIST, id="plans, sorted"),
        pytest.param("/plans/?q=plan", add_plans, PLAN_LIST | SEARCH, id="plans, searched"),
        pytest.param("/metrics/", add_metrics, METRIC_LIST, id="metrics"),
        pytest.param("/metrics/?area=shanghai", add_metrics, METRIC_LIST, id="metrics of an area"),
        pytest.param("/sources/", add_sources, SOURCE_LIST, id="sources"),
        pytest.param("/sources/?sort=-facts", add_sources, SOURCE_LIST, id="sources, sorted"),
        pytest.param("/plans/plan/", add_targets, PLAN_PAGE, id="targets of a plan"),
        pytest.param("/plans/plan/", add_measures, PLAN_PAGE, id="measures of a plan"),
        pytest.param("/metrics/metric/", add_figures, METRIC_PAGE, id="figures of a metric"),
        pytest.param("/metrics/metric/", add_targets, METRIC_PAGE, id="targets of a metric"),
        pytest.param("/sources/report/", add_plans, SOURCE_PAGE, id="plans of a source"),
        pytest.param("/sources/report/", add_figures, SOURCE_PAGE, id="figures of a source"),
        pytest.param("/sources/report/", add_sources, SOURCE_PAGE, id="copies of a source"),
    ],
)
def test_a_thousand_rows_cost_no_more_queries_than_ten(client, ground, path, add, budget):
    add(ground, [f"few-{n}" for n in range(10)])
    few = count_queries(lambda: client.get(path))

    add(ground, [f"many-{n}" for n in range(990)])
    many = count_queries(lambda: client.get(path))

    assert many == few
    assert many <= sum(budget.values())


@pytest.mark.parametrize(
    ("path", "narrowed"),
    [
        ("/plans/", "?area=shanghai&field=cell-therapy&year=2022"),
        ("/metrics/", "?area=shanghai&unit=count"),
        ("/sources/", "?kind=news&year=2023&publisher=shine"),
    ],
)
def test_a_filter_costs_no_query_of_its_own(client, ground, path, narrowed):
    """The choices of a form are read once: for the check, the labels and the page."""
    add_metrics(ground, ["one", "two"])

    whole = count_queries(lambda: client.get(path))
    part = count_queries(lambda: client.get(path + narrowed))

    assert part == whole


def test_a_search_costs_one_query_whether_anything_has_the_text(client, ground):
    add_metrics(ground, ["one", "two"])

    whole = count_queries(lambda: client.get("/metrics/"))
    part = count_queries(lambda: client.get("/metrics/?q=metric"))

    assert part == whole + 1


def test_the_page_of_a_long_series_does_not_grow(client, ground):
    add_figures(ground, [f"few-{n}" for n in range(1200)])
    before = len(client.get("/metrics/metric/").content)

    add_figures(ground, [f"many-{n}" for n in range(1200)])
    after = len(client.get("/metrics/metric/").content)

    assert after < 1.1 * before
