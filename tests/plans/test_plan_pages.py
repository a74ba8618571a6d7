"""What readers see of a plan: its targets in its own order, each with its source."""

import re
from decimal import Decimal

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from plans.choices import AmountUnit, Basis, Comparator, MeasureTheme, PlanField, Qualifier
from tests.factories.plans import (
    MetricFactory,
    PlanFactory,
    PolicyMeasureFactory,
    SourceFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db

TEN_BILLION = Decimal(10_000_000_000)


@pytest.fixture
def plan():
    return PlanFactory(
        key="cell-2022",
        name_en="Cell plan",
        name_zh="细胞方案",
        issued_on="2022-11",
        period_start="2022",
        period_end="2024",
        issuers="Science Commission; Health Commission",
        issuers_zh="市科委；市卫生健康委",
        field=PlanField.CELL_THERAPY,
        note="Dated by report-1.",
        source=SourceFactory(key="shine-2022", publisher="SHINE"),
        locator="para 7",
    )


def page_of(client, plan, language=""):
    return client.get(f"{language}/plans/{plan.key}/")


def row(response, row_id):
    """The HTML of one table row."""
    found = re.search(rf'<tr id="{row_id}".*?</tr>', response.content.decode(), re.DOTALL)
    assert found, f"no row {row_id}"
    return found[0]


# --- The register ---------------------------------------------------------------------------


def test_the_register_shows_what_is_known_of_a_plan(client, plan):
    TargetFactory(plan=plan)
    page = client.get("/plans/")

    assertContains(page, "Cell plan")
    assertContains(page, '<span lang="zh-Hans">细胞方案</span>', html=True)
    assertContains(page, "November 2022")
    assertContains(page, "runs 2022 to 2024")
    assertContains(page, "Science Commission; Health Commission")
    assertContains(page, "SHINE, para 7")


def test_the_register_counts_published_targets_without_their_variants(client, plan):
    main = TargetFactory(plan=plan)
    TargetFactory(plan=plan, variant_of=main)
    TargetFactory(plan=plan, state="draft")
    PolicyMeasureFactory(plan=plan)
    PolicyMeasureFactory(plan=plan, state="in_review")

    (shown,) = client.get("/plans/").context["object_list"]

    assert (shown.target_count, shown.measure_count) == (1, 1)


@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn"])
def test_a_plan_that_is_not_published_is_nowhere(client, state):
    hidden = PlanFactory(name_en="Hidden plan", state=state, state_reason="Not yet")

    assertNotContains(client.get("/plans/"), "Hidden plan")
    assert page_of(client, hidden).status_code == 404


def test_an_unknown_filter_value_is_said_and_shows_no_plan(client, plan):
    page = client.get("/plans/?area=nowhere")

    assert list(page.context["object_list"]) == []
    assertContains(page, "nowhere is not one of the available choices")


def test_the_register_without_plans_says_so(client):
    assertContains(client.get("/plans/"), "No plan is published yet.")
    assertContains(client.get("/plans/?q=x"), "No plan matches these filters.")


# --- One plan -------------------------------------------------------------------------------


def test_a_plan_says_who_issued_it_and_when_as_precisely_as_known(client, plan):
    page = page_of(client, plan)

    assertContains(page, "Science Commission")
    assertContains(page, "Health Commission")
    assertContains(page, "November 2022")
    assertContains(page, "2022 to 2024")
    assertContains(page, "cell therapy")


def test_a_plan_counts_its_targets_and_measures(client, plan):
    main = TargetFactory(plan=plan)
    TargetFactory(plan=plan)
    TargetFactory(plan=plan, variant_of=main)
    PolicyMeasureFactory(plan=plan)

    page = page_of(client, plan)

    assertContains(page, "2 targets")
    assertContains(page, "1 policy measure")


@pytest.mark.parametrize(
    ("comparator", "value", "upper", "words"),
    [
        (Comparator.AT_LEAST, TEN_BILLION, None, "at least 10 billion yuan"),
        (Comparator.MORE_THAN, TEN_BILLION, None, "more than 10 billion yuan"),
        (Comparator.PLAIN, TEN_BILLION, None, "10 billion yuan"),
        (Comparator.ABOUT, TEN_BILLION, None, "about 10 billion yuan"),
        (Comparator.AT_LEAST, TEN_BILLION, 2 * TEN_BILLION, "10 to 20 billion yuan"),
    ],
)
def test_a_target_is_worded_as_its_source_words_it(client, plan, comparator, value, upper, words):
    TargetFactory(plan=plan, comparator=comparator, value=value, value_upper=upper)

    (shown,) = page_of(client, plan).context["page"].targets

    assert shown.asked == words


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        ("2025", "by the end of 2025"),
        ("2025-06", "by the end of June 2025"),
        ("2025-12-31", "by 31 December 2025"),
    ],
)
def test_the_due_day_is_as_precise_as_written(client, plan, due_on, words):
    TargetFactory(plan=plan, due_on=due_on)

    (shown,) = page_of(client, plan).context["page"].targets

    assert shown.due == words


def test_a_target_in_words_asks_for_no_number(client, plan):
    TargetFactory(plan=plan, wording=True, statement="Lead the world.", key="lead")

    page = page_of(client, plan)

    assert page.context["page"].targets[0].asked == ""
    assert "in words, without a number" in row(page, "target-lead")
    assert "SHINE, para 1" in row(page, "target-lead")


def test_a_target_leads_to_its_metric_in_its_area_and_carries_its_source(client, plan):
    metric = MetricFactory(key="scale", name_en="Industry scale")
    source = SourceFactory(publisher="Global Times")
    TargetFactory(
        plan=plan, key="scale", metric=metric, basis=Basis.FLOW, source=source, locator="para 2"
    )

    shown = row(page_of(client, plan), "target-scale")

    assert '<a href="/metrics/scale/?area=shanghai">Industry scale</a>' in shown
    assert "amount in the due year" in shown
    assert shown.count("Global Times, para 2") == 2  # of what is said, and of the number


def test_what_another_source_says_stands_under_its_target(client, plan):
    main = TargetFactory(plan=plan, key="a-main")
    TargetFactory(plan=plan, key="b-next")
    TargetFactory(plan=plan, key="c-rival", variant_of=main)

    page = page_of(client, plan)
    targets = page.context["page"].targets

    assert [shown.target.key for shown in targets] == ["a-main", "b-next"]
    assert [rival.target.key for rival in targets[0].variants] == ["c-rival"]
    assert "Another source says" in row(page, "target-c-rival")


def test_a_rival_of_a_withdrawn_target_is_not_shown(client, plan):
    main = TargetFactory(plan=plan, state="withdrawn", state_reason="Wrong")
    TargetFactory(plan=plan, key="rival", variant_of=main)

    assert list(page_of(client, plan).context["page"].targets) == []


@pytest.mark.parametrize(
    ("given", "order"),
    [
        pytest.param(
            {"a": {"position": 2}, "b": {"position": 1}, "c": {}}, "bac", id="by position first"
        ),
        pytest.param(
            {"a": {"locator": "para 10"}, "b": {"locator": "para 2"}}, "ba", id="by paragraph"
        ),
        pytest.param(
            {"a": {"locator": "sentence on 2025"}, "b": {"locator": "para 9"}},
            "ba",
            id="numbered places first",
        ),
        pytest.param({"b": {}, "a": {}}, "ab", id="else by key"),
    ],
)
def test_targets_stand_in_the_order_of_the_plan(client, plan, given, order):
    for key, about in given.items():
        TargetFactory(plan=plan, key=key, **about)

    shown = page_of(client, plan).context["page"].targets

    assert [row.target.key for row in shown] == list(order)


def test_policy_measures_stand_by_theme_with_their_amount(client, plan):
    PolicyMeasureFactory(plan=plan, theme=MeasureTheme.TALENT)
    PolicyMeasureFactory(
        plan=plan,
        key="grant",
        theme=MeasureTheme.FINANCE,
        beneficiary="firms",
        amount=Decimal(10_000_000),
        amount_unit=AmountUnit.YUAN_PER_YEAR,
        amount_qualifier=Qualifier.AT_MOST,
    )

    page = page_of(client, plan)

    themes = [group.theme for group in page.context["page"].themes]
    assert themes == [MeasureTheme.FINANCE, MeasureTheme.TALENT]
    assert "at most 10 million yuan a year" in row(page, "measure-grant")
    assert "firms" in row(page, "measure-grant")


@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn"])
def test_unpublished_targets_and_measures_are_not_shown(client, plan, state):
    hidden = {"plan": plan, "state": state, "state_reason": "Not yet"}
    TargetFactory(statement="Hidden promise", **hidden)
    PolicyMeasureFactory(summary="Hidden support", **hidden)

    page = page_of(client, plan)

    assertNotContains(page, "Hidden")
    assertContains(page, "No target of this plan is known.")
    assertContains(page, "No policy measure of this plan is known.")


def test_a_source_that_a_note_names_is_a_link(client, plan):
    SourceFactory(key="report-1", publisher="Xinhua")

    assertContains(page_of(client, plan), 'href="/sources/report-1/"')


# --- In Chinese -----------------------------------------------------------------------------


def test_the_chinese_page_shows_the_chinese_twins(client, plan):
    TargetFactory(
        plan=plan,
        key="scale",
        statement="Ten billion.",
        statement_zh="达到100亿元。",
        value=TEN_BILLION,
        due_on="2024",
    )

    page = page_of(client, plan, "/zh-hans")

    assertContains(page, "细胞方案")
    assertContains(page, "市科委")
    assertContains(page, "2022年11月")
    shown = row(page, "target-scale")
    assert "达到100亿元。" in shown
    assert "至少100亿元" in shown
    assert "到2024年底" in shown
    assert "Ten billion." not in shown


def test_a_text_without_a_chinese_twin_is_marked_as_english(client, plan):
    TargetFactory(plan=plan, key="lead", statement="Lead the world.")

    shown = row(page_of(client, plan, "/zh-hans"), "target-lead")

    assert '<span lang="en">Lead the world.</span>' in shown
