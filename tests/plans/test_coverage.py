"""What is not known: targets without a result, metrics without a value, what rests on news."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from plans.choices import ObservationKind, SourceKind, Verdict
from plans.pages.coverage import coverage_page, news_metrics, stale_metrics
from tests.factories.parks import FirmFactory
from tests.factories.plans import (
    AreaFactory,
    MetricFactory,
    ObservationFactory,
    PlanFactory,
    SearchNoteFactory,
    SourceFactory,
    TargetFactory,
)
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

LATER = dt.date(2026, 11, 22)


def figure(metric, year=2024, value=1, **said):
    """A figure for a year, published in the March after it."""
    if "source" not in said:
        said.setdefault("source__published_on", f"{year + 1}-03-01")
    said.setdefault("area", AreaFactory(shanghai=True))
    said.setdefault("period_end", dt.date(year, 12, 31))
    return ObservationFactory(
        metric=metric, period_start=dt.date(year, 1, 1), value=Decimal(value), **said
    )


# --- Targets --------------------------------------------------------------------------------


@pytest.fixture
def targets():
    """Of one plan: one without evidence, one met, one not yet due; and a variant."""
    plan = PlanFactory(key="cell", name_en="Cell plan", issued_on="2022-11-10")
    silent = TargetFactory(plan=plan, key="silent", due_on="2024")
    met = TargetFactory(plan=plan, key="met", metric=MetricFactory(stock=True), due_on="2024")
    TargetFactory(plan=plan, key="later", due_on="2030", area=AreaFactory(district=True))
    TargetFactory(plan=plan, key="rival", variant_of=silent)
    figure(met.metric, 2024, 50, area=met.area)
    return silent


def of(gap):
    return {verdict.value: count for verdict, count in gap.cells if count}


def test_targets_without_a_result_are_counted_by_plan_area_and_year(targets):
    page = coverage_page(LATER)

    (plan,) = page.plans
    city, district = page.areas
    assert (plan.total, of(plan)) == (3, {"no_evidence": 1, "not_yet_measured": 1})
    assert (city.total, of(city)) == (2, {"no_evidence": 1})
    assert (district.total, of(district)) == (1, {"not_yet_measured": 1})
    assert {gap.of: of(gap) for gap in page.years} == {
        2024: {"no_evidence": 1},
        2030: {"not_yet_measured": 1},
    }


def test_every_table_adds_up_to_the_same_whole(targets):
    page = coverage_page(LATER)

    for gaps in (page.plans, page.areas, page.years):
        assert sum(gap.total for gap in gaps) == page.whole.total == page.counts.total() == 3
        assert sum(gap.unknown for gap in gaps) == page.whole.unknown == 2
        assert sum(gap.unsearched for gap in gaps) == page.whole.unsearched == 2


def test_each_count_leads_to_just_those_targets(client, targets):
    page = client.get("/coverage/")

    assertContains(page, 'href="/targets/?plan=cell&amp;verdict=no_evidence"')
    assertContains(page, 'href="/targets/?due=2030&amp;verdict=not_yet_measured"')
    assertContains(page, "Of 3 targets, 2 have no published result.")
    listed = client.get("/targets.json?plan=cell&verdict=no_evidence").json()
    assert [row["key"] for row in listed["results"]] == ["silent"]


def test_a_target_is_searched_for_once_somebody_recorded_it(client, targets):
    SearchNoteFactory(target=targets, searched_on=dt.date(2026, 2, 1))

    assert coverage_page(LATER).whole.unsearched == 1
    assert coverage_page(dt.date(2026, 1, 31)).whole.unsearched == 2
    assertContains(client.get("/coverage/"), "For 1 of them nobody has recorded a search")


def test_an_earlier_day_knew_less(targets):
    before = coverage_page(dt.date(2025, 2, 28))

    assert before.counts == {Verdict.AWAITING_DATA: 2, Verdict.NOT_YET_MEASURED: 1}
    assert coverage_page(dt.date(2022, 11, 9)).whole.total == 0


def test_a_site_without_targets_says_so(client):
    assertContains(client.get("/coverage/"), "No plan with targets yet.")


# --- Metrics --------------------------------------------------------------------------------


def test_a_metric_is_out_of_date_after_two_years():
    figure(MetricFactory(key="fresh"), 2024)
    figure(MetricFactory(key="old"), 2023)
    MetricFactory(key="never")

    found = {row.metric.key: row.newest for row in stale_metrics(LATER)}

    assert found == {"old": dt.date(2023, 12, 31), "never": None}


def test_forecasts_drafts_and_what_came_later_are_no_value():
    metric = MetricFactory(key="hoped-for")
    figure(metric, 2026, kind=ObservationKind.FORECAST, source__published_on="2025-01-01")
    figure(metric, 2025, state="draft")
    figure(metric, 2025, value=2, source__published_on="2026-11-23")

    (row,) = stale_metrics(LATER)

    assert row.newest is None


def test_metrics_that_targets_ask_for_are_told_from_the_others(client):
    asked = MetricFactory(name_en="Asked for")
    main = TargetFactory(metric=asked)
    TargetFactory(metric=asked, plan=main.plan, variant_of=main)
    figure(MetricFactory(name_en="Not asked for"), 2020)

    page = coverage_page(LATER)

    ((never, wanted),) = [(year.year, year.metrics) for year in page.asked_metrics]
    ((year, others),) = [(year.year, year.metrics) for year in page.other_metrics]
    assert (never, [(row.metric.name_en, row.targets) for row in wanted]) == (
        None,
        [("Asked for", 1)],
    )
    assert (year, [row.metric.name_en for row in others]) == (2020, ["Not asked for"])
    assertContains(client.get("/coverage/"), "1 metric that targets ask for")


# --- What rests on news alone ---------------------------------------------------------------


@pytest.fixture
def headline():
    return MetricFactory(key="scale", name_en="Industry scale", headline=1)


def news(key, **about):
    return SourceFactory(key=key, kind=SourceKind.NEWS, published_on="2025-03-01", **about)


def alone():
    found, years = news_metrics(LATER)
    return {row.metric.key: (row.total, row.alone) for row in found}, years


def test_a_figure_of_one_news_report_is_counted_by_metric_area_and_year(headline):
    figure(headline, 2023, source=news("one"))
    figure(headline, 2024, source=news("two"))
    figure(headline, 2024, source=news("three"), area=AreaFactory(name_en="Beijing"))

    (found,) = news_metrics(LATER)[0]

    assert (found.total, found.alone) == (3, 3)
    assert {place.area.name_en: place.alone for place in found.areas} == {
        "Shanghai": 2,
        "Beijing": 1,
    }
    assert alone()[1] == [(2024, 2), (2023, 1)]


def test_a_second_source_is_a_witness_whatever_its_number(headline):
    figure(headline, source=news("one"))
    figure(headline, value=2, source=news("two"))

    assert alone() == ({}, [])


def test_a_copy_is_no_second_witness(headline):
    original = news("original")
    figure(headline, source=original)
    figure(headline, value=2, source=news("copy", origin=original))

    assert alone()[0] == {"scale": (2, 2)}


@pytest.mark.parametrize(
    "witness",
    [
        pytest.param({"kind": ObservationKind.FORECAST}, id="a forecast"),
        pytest.param({"state": "draft"}, id="a draft"),
        pytest.param({"source__published_on": "2026-11-23"}, id="of a later day"),
        pytest.param({"period_end": dt.date(2024, 8, 31)}, id="of a part of the year"),
    ],
)
def test_what_is_not_known_is_no_witness(headline, witness):
    figure(headline, source=news("one"))
    other = figure(headline, value=2, source__kind=SourceKind.OFFICIAL, **witness)

    (found,) = news_metrics(LATER)[0]

    assert found.alone == 1
    assert other.source.kind == SourceKind.OFFICIAL


def test_official_figures_and_other_metrics_are_not_counted(headline):
    figure(headline, source__kind=SourceKind.OFFICIAL, source__published_on="2025-03-01")
    figure(MetricFactory(), source=news("one"))

    assert alone() == ({}, [])


def test_kinds_of_facts_say_how_many_rest_on_news(client):
    FirmFactory(source=news("one"))
    FirmFactory(source__kind=SourceKind.OFFICIAL)
    figure(MetricFactory())

    rows = {str(row.title): (row.total, row.news) for row in coverage_page(LATER).news_kinds}

    assert rows["Firms"] == (2, 1)
    assert "Observations" not in rows
    assertContains(client.get("/coverage/"), "Firms")


def test_verdicts_that_news_alone_decide_are_counted(client, targets):
    assert coverage_page(LATER).news_verdicts == 1
    assertContains(client.get("/coverage/"), "1 verdict is decided by news")

    met = targets.plan.targets.get(key="met")
    figure(met.metric, 2024, 60, area=met.area, source=news("two", publisher="Xinhua"))

    assert coverage_page(LATER).news_verdicts == 0
    assertNotContains(client.get("/coverage/"), "decided by news")


# --- What it costs, and in Chinese ----------------------------------------------------------


def test_the_chinese_page_names_plans_and_areas_in_chinese(client):
    TargetFactory(plan=PlanFactory(name_zh="细胞方案"))

    page = client.get("/zh-hans/coverage/")

    assertContains(page, "细胞方案")
    assertContains(page, "上海市")
    assertContains(page, "/zh-hans/targets/?plan=")


def test_more_of_everything_costs_no_more_queries(client, targets, headline):
    def much(n):
        for i in range(n):
            target = TargetFactory(area=AreaFactory(district=True), due_on=str(2024 + i))
            SearchNoteFactory(target=target)
            figure(headline, 2010 + i, area=target.area, source=SourceFactory())
            figure(MetricFactory(), 2015)
            FirmFactory()

    much(1)
    few = count_queries(lambda: client.get("/coverage/"))
    much(8)

    assert count_queries(lambda: client.get("/coverage/")) == few
