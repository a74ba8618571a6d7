"""The page of a plan says how its targets stand: counted, and one by one."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from pytest_django.asserts import assertContains

from plans.choices import SourceKind, Verdict
from plans.models import Plan
from plans.pages.plans import plan_page
from plans.pages.verdicts import verdict_of
from plans.standings import evidence_by_subject
from tests.factories.plans import (
    AreaFactory,
    MetricFactory,
    ObservationFactory,
    PlanFactory,
    SourceFactory,
    TargetFactory,
    VerdictOverrideFactory,
)
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

LATER = dt.date(2026, 11, 22)


@pytest.fixture
def plan():
    return PlanFactory(key="cell", name_en="Cell plan", issued_on="2022-11-10")


def target(plan, key, **about):
    """At least 100 by the end of 2024, of a stock."""
    metric = about.pop("metric", None) or MetricFactory(stock=True)
    return TargetFactory(plan=plan, key=key, metric=metric, value=Decimal(100), **about)


def figure(of, value, **said):
    """A figure for 2024, published in March 2025."""
    if "source" not in said:
        said.setdefault("source__published_on", "2025-03-01")
    said.setdefault("area", of.area)
    return ObservationFactory(
        metric=of.metric,
        period_start=dt.date(2024, 1, 1),
        period_end=dt.date(2024, 12, 31),
        value=Decimal(value),
        **said,
    )


def row(response, key):
    """The HTML of one target's row."""
    found = re.search(rf'<tr id="target-{key}".*?</tr>', response.content.decode(), re.DOTALL)
    assert found, f"no row of {key}"
    return found[0]


# --- Counted --------------------------------------------------------------------------------


def test_the_verdicts_are_counted_and_add_up_to_the_targets(client, plan):
    figure(target(plan, "met"), 110)
    figure(target(plan, "missed"), 90)
    target(plan, "silent")
    target(plan, "quiet")

    shown = plan_page(plan, LATER, "en")

    assert shown.counts == {Verdict.MET: 1, Verdict.MISSED: 1, Verdict.NO_EVIDENCE: 2}
    assert shown.counts.total() == shown.target_count == len(shown.targets) == 4
    assertContains(client.get("/plans/cell/"), "4 targets")


def test_a_variant_is_judged_and_never_counted(plan):
    main = target(plan, "main")
    target(plan, "more", metric=main.metric, variant_of=main, value_upper=Decimal(300))
    figure(main, 110)

    shown = plan_page(plan, LATER, "en")
    (beside,) = shown.targets[0].variants

    assert shown.counts == {Verdict.MET: 1}
    assert beside.standing.verdict is Verdict.MET


def test_each_count_leads_to_its_targets(client, plan):
    target(plan, "silent")

    page = client.get("/plans/cell/")

    assertContains(page, 'href="/targets/?plan=cell&amp;verdict=no_evidence"')
    assertContains(page, "1 no evidence found")


def test_a_plan_without_targets_has_no_strip(client, plan):
    page = client.get("/plans/cell/")

    assertContains(page, "0 targets")
    assertContains(page, "No target of this plan is known.")
    assert "verdict-strip" not in page.content.decode()


# --- One by one -----------------------------------------------------------------------------


def test_a_target_shows_its_verdict_its_reason_and_its_evidence(client, plan):
    short = target(plan, "short")
    figure(short, 92, source=SourceFactory(publisher="Xinhua", published_on="2025-03-01"))

    shown = row(client.get("/plans/cell/"), "short")

    assert "✕" in shown
    assert "missed" in shown
    assert "92 (2024) does not meet the target of at least 100" in shown
    assert "Xinhua" in shown
    assert 'href="/plans/cell/targets/short/"' in shown
    assert ">D</abbr>" in shown


def test_context_that_the_reason_names_has_its_source_too(client, plan):
    flow = TargetFactory(plan=plan, key="flow", basis="flow", value=Decimal(100), due_on="2027")
    figure(flow, 92, source=SourceFactory(publisher="Xinhua", published_on="2025-03-01"))

    shown = row(client.get("/plans/cell/"), "flow")

    assert "level known, pace not" in shown
    assert "Xinhua" in shown
    assert ">none<" in shown


def test_what_another_source_says_of_the_figure_stands_beside_it(client, plan):
    short = target(plan, "short")
    figure(short, 92, source__kind=SourceKind.OFFICIAL, source__published_on="2025-03-01")
    figure(short, 120, source=SourceFactory(publisher="Xinhua", published_on="2025-03-01"))

    shown = row(client.get("/plans/cell/"), "short")

    assert "Another source:" in shown
    assert "120" in shown
    assert "Xinhua" in shown


def test_a_variant_gives_its_reason_where_its_verdict_differs(client, plan):
    main = target(plan, "main")
    alike = target(plan, "alike", metric=main.metric, variant_of=main)
    TargetFactory(plan=plan, key="more", metric=main.metric, variant_of=main, value=Decimal(120))
    figure(main, 110)

    page = client.get("/plans/cell/")

    assert alike.variant_of == main
    assert "meets the target" not in row(page, "alike")
    assert "✓" in row(page, "alike")
    assert "110 (2024) does not meet the target of at least 120" in row(page, "more")


def test_a_verdict_set_by_an_editor_shows_both(client, plan):
    short = target(plan, "short")
    figure(short, 92)
    VerdictOverrideFactory(
        target=short,
        verdict=Verdict.MET,
        reason="The report counts 104.",
        source=SourceFactory(publisher="Science Commission"),
    )

    page = client.get("/plans/cell/")
    shown = row(page, "short")

    assert "The report counts 104." in shown
    assert "Set by an editor" in shown
    assert "Science Commission" in shown
    assert "missed" in shown
    assert plan_page(plan, LATER, "en").counts == {Verdict.MET: 1}


def test_an_earlier_day_shows_what_could_be_known_then(plan):
    figure(target(plan, "late"), 92)

    def then(day):
        return plan_page(plan, dt.date.fromisoformat(day), "en").counts

    assert then("2025-03-01") == {Verdict.MISSED: 1}
    assert then("2025-02-28") == {Verdict.AWAITING_DATA: 1}
    assert then("2022-11-09") == {}


def test_the_chinese_page_gives_the_reason_in_chinese(client, plan):
    figure(target(plan, "short"), 92)

    assert "92（2024年）" in row(client.get("/zh-hans/plans/cell/"), "short")


def test_more_targets_and_figures_cost_no_more_queries(client, plan):
    def much(n):
        for i in range(n):
            main = target(plan, f"main-{n}-{i}")
            target(plan, f"rival-{n}-{i}", metric=main.metric, variant_of=main)
            figure(main, 90 + i)

    much(1)
    few = count_queries(lambda: client.get("/plans/cell/"))
    much(8)
    many = count_queries(lambda: client.get("/plans/cell/"))

    assert many == few


# --- For other pages ------------------------------------------------------------------------


def test_verdicts_are_given_by_target_in_four_queries(plan):
    targets = [target(plan, key) for key in ("a", "b", "c")]
    figure(targets[0], 110)

    assert count_queries(lambda: verdict_of(targets, LATER)) == 4
    assert verdict_of(targets, LATER)[targets[0].pk].verdict is Verdict.MET
    assert verdict_of(targets, dt.date(2022, 11, 9)) == {}
    assert Plan.objects.count() == 1


def test_only_figures_of_a_targets_own_metric_and_area_are_read(plan):
    """Not those of its metric in the area of another target, however many there are."""
    here = target(plan, "here")
    there = target(plan, "there", area=AreaFactory(district=True))
    figure(here, 1)
    figure(here, 2, area=there.area)

    read = evidence_by_subject([here, there], LATER)

    assert list(read) == [(here.metric_id, here.area_id)]


def test_the_page_of_a_metric_shows_how_its_targets_stand(client, plan):
    short = target(plan, "short", metric=MetricFactory(stock=True, key="platforms"))
    target(plan, "more", metric=short.metric, variant_of=short)
    figure(short, 92)

    page = client.get("/metrics/platforms/").context["page"]
    html = client.get("/metrics/platforms/").content.decode()

    assert [row.standing.verdict for row in page.targets] == [Verdict.MISSED]
    assert html.count('<span class="verdict verdict--missed">') == 2
