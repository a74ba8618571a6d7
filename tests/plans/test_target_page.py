"""What readers see of one target: its verdict, why, how to redo it, and what is missing."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from plans.choices import ObservationKind, Qualifier, SourceKind, Verdict
from plans.models import Target
from plans.pages.target import target_page, targets_with_all
from tests.factories.plans import (
    AreaFactory,
    MetricFactory,
    ObservationFactory,
    PlanFactory,
    SearchNoteFactory,
    SourceFactory,
    TargetFactory,
    VerdictOverrideFactory,
    VerdictRecordFactory,
)
from tests.queries import count_queries
from tests.rereading import reread

pytestmark = pytest.mark.django_db

LATER = dt.date(2026, 11, 22)
"""The day that the targets are looked at from: those of 2024 are due, and the lag is over."""


@pytest.fixture
def plan():
    return PlanFactory(key="cell", name_en="Cell plan", name_zh="细胞方案", issued_on="2022-11-10")


@pytest.fixture
def target(plan):
    """At least 100 platforms by the end of 2024."""
    return TargetFactory(
        plan=plan,
        key="platforms",
        statement="To have 100 cell therapy platforms by 2024.",
        statement_zh="到2024年，细胞治疗平台达到100个。",
        metric=MetricFactory(stock=True, key="platforms", name_en="Cell therapy platforms"),
        value=Decimal(100),
        locator="para 4",
    )


def figure(target: Target, value: int, year: int = 2024, **said):
    """A figure for a year, published in the March after it."""
    about = {
        "metric": target.metric,
        "area": target.area,
        "period_start": dt.date(year, 1, 1),
        "period_end": dt.date(year, 12, 31),
    }
    if "source" not in said:
        said.setdefault("source__published_on", f"{year + 1}-03-01")
    return ObservationFactory(value=Decimal(value), **about | said)


def page(target, as_of=LATER, language="en"):
    found = target_page(targets_with_all().get(pk=target.pk), as_of, language)
    assert found is not None
    return found


def sentences(shown):
    return [line.text.en for step in shown.steps for line in step.lines]


# --- Its address ----------------------------------------------------------------------------


def test_a_target_has_an_address_under_its_plan(client, target):
    assert target.get_absolute_url() == "/plans/cell/targets/platforms/"
    assertContains(client.get("/plans/cell/targets/platforms/"), target.statement)


def test_the_key_of_another_plan_is_not_found(client, target):
    other = PlanFactory(key="gene")
    TargetFactory(plan=other, key="wards")

    assert client.get("/plans/cell/targets/wards/").status_code == 404
    assert client.get("/plans/cell/targets/none/").status_code == 404


@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn"])
def test_what_is_not_published_has_no_page(client, plan, state):
    hidden = TargetFactory(plan=plan, state=state, state_reason="Not yet")
    rival = TargetFactory(plan=plan, variant_of=hidden)
    of_hidden_plan = TargetFactory(plan__state=state, plan__state_reason="Not yet")

    for row in (hidden, rival, of_hidden_plan):
        assert client.get(row.get_absolute_url()).status_code == 404


def test_a_target_has_no_page_before_it_was_announced(client, target):
    assert target_page(target, dt.date(2022, 11, 9), "en") is None
    assert client.get(f"{target.get_absolute_url()}?as_of=2022-11-09").status_code == 404
    assert client.get(f"{target.get_absolute_url()}?as_of=2022-11-10").status_code == 200


# --- What is promised -----------------------------------------------------------------------


def test_it_says_what_is_promised_with_its_source(client, target):
    shown = client.get(target.get_absolute_url())

    assertContains(shown, "at least 100")
    assertContains(shown, "by the end of 2024")
    assertContains(shown, "31 December 2024")
    assertContains(shown, "level on the due day")
    assertContains(shown, 'href="/metrics/platforms/?area=shanghai"')
    assertContains(shown, "SHINE, para 4")
    assertContains(shown, 'href="/plans/cell/"')


def test_a_baseline_is_shown_with_its_day(client, target):
    Target.objects.filter(pk=target.pk).update(
        **reread(baseline_value=Decimal(60), baseline_on=dt.date(2021, 12, 31))
    )

    shown = client.get(target.get_absolute_url())

    assertContains(shown, "60 (31 December 2021)")


# --- How it stands, and why -----------------------------------------------------------------


def test_the_verdict_is_a_sign_a_word_and_a_reason_with_its_source(client, target):
    figure(target, 92, source=SourceFactory(publisher="Xinhua", published_on="2025-03-01"))

    html = client.get(target.get_absolute_url()).content.decode()
    head = re.search(r'<p class="target-verdict__word">.*?</div>', html, re.DOTALL)[0]

    assert "✕" in head
    assert "missed" in head
    assert "92 (2024)" in head
    assert "Xinhua" in head
    assert 'href="/method/#missed"' in head


def test_the_calculation_stands_with_the_sources_of_its_figures(target):
    seen = figure(target, 92)

    shown = page(target)
    marked = {row.key for step in shown.steps for line in step.lines for row in line.observations}

    assert "The true number: 92. Asked: 100 or more. Answer: no." in sentences(shown)
    assert marked == {seen.key}


def test_the_grade_is_explained(client, target):
    figure(target, 110, source__kind=SourceKind.OFFICIAL, source__published_on="2025-03-01")

    assertContains(client.get(target.get_absolute_url()), "a government body says so")
    assert page(target).grade.en == "a government body says so"


def test_all_that_was_read_is_listed_by_its_use(target):
    chosen = figure(target, 92, source__kind=SourceKind.OFFICIAL, source__published_on="2025-03-01")
    alike = figure(target, 90)
    against = figure(target, 120)
    older, oldest = figure(target, 60, 2022), figure(target, 50, 2021)
    figure(target, 200, 2025, kind=ObservationKind.FORECAST)
    figure(target, 99, 2025, source__published_on="2026-12-01")

    rows = [(row.observation.pk, row.use) for row in page(target).evidence]

    assert rows[0] == (chosen.pk, "used")
    assert set(rows[1:3]) == {(alike.pk, "agrees"), (against.pk, "rival")}
    assert rows[3:] == [(older.pk, "other"), (oldest.pk, "other")]


def test_each_figure_says_how_it_was_read_and_what_it_answers(target):
    figure(target, 100, qualifier=Qualifier.ABOUT)

    (row,) = page(target).evidence

    assert (row.role.en, row.read_as, row.answer.en) == (
        "the number itself",
        "from 95 to 105",
        "cannot tell",
    )


def test_very_much_evidence_is_cut_and_counted(client, target, monkeypatch):
    monkeypatch.setattr("plans.pages.target.CAP", 2)
    for year in range(2018, 2023):
        figure(target, year, year)

    assert len(page(target).evidence) == 2
    assertContains(client.get(target.get_absolute_url()), "3 more decide nothing")


def test_the_chart_shows_the_metric_with_the_line_of_the_target(target):
    figure(target, 60, 2022)

    chart = page(target).chart
    names = {trace["name"] for trace in chart.spec["data"]}

    assert "target" in names
    assert "60" in {text for row in chart.rows for text in row.texts}


def test_the_chart_shows_nothing_that_was_not_known_on_the_day(target):
    figure(target, 60, 2022)
    figure(target, 92, 2024)

    chart = page(target, dt.date(2024, 1, 1)).chart

    assert "60" in {text for row in chart.rows for text in row.texts}
    assert "92" not in {text for row in chart.rows for text in row.texts}


def test_without_any_figure_there_is_no_chart(client, target):
    assert page(target).chart is None
    assertNotContains(client.get(target.get_absolute_url()), "chart__plot")


def test_a_promise_in_words_says_that_there_is_nothing_to_measure(client, plan):
    words = TargetFactory(plan=plan, wording=True, key="lead", statement="Lead the world.")

    shown = client.get(words.get_absolute_url())

    assertContains(shown, "≠")
    assertContains(shown, "The plan promises no number here")
    assertNotContains(shown, "What would settle it")
    assertNotContains(shown, "Search for evidence")


# --- An editor's own verdict ----------------------------------------------------------------


def test_a_verdict_set_by_an_editor_stands_beside_the_computed_one(client, target):
    figure(target, 92)
    VerdictOverrideFactory(
        target=target,
        verdict=Verdict.MET,
        set_on=dt.date(2025, 6, 1),
        reason="The closing report counts 104.",
        source=SourceFactory(publisher="Science Commission", published_on="2025-05-01"),
    )

    shown = client.get(target.get_absolute_url())

    assertContains(shown, "The closing report counts 104.")
    assertContains(shown, "Science Commission")
    assertContains(shown, "set this verdict on 1 June 2025")
    assertContains(shown, "92 (2024)")
    assert page(target).standing.verdict is Verdict.MET
    assert page(target).standing.computed is Verdict.MISSED


def test_an_editors_verdict_does_not_reach_back(target):
    VerdictOverrideFactory(target=target, set_on=dt.date(2026, 6, 1))

    assert page(target, dt.date(2026, 5, 31)).standing.override is None


# --- What would settle it, and what stands nearest ------------------------------------------


def test_an_open_target_says_what_would_settle_it(client, target):
    shown = client.get(target.get_absolute_url())

    assertContains(shown, "What would settle it")
    assertContains(shown, "within 31 days of 31 December 2024")


def test_a_settled_target_asks_for_nothing_more(client, target):
    figure(target, 92)

    shown = client.get(target.get_absolute_url())

    assertNotContains(shown, "What would settle it")
    assertNotContains(shown, "What stands nearest")
    assertNotContains(shown, "Nobody has recorded a search")


@pytest.fixture
def places():
    """Shanghai, a district of it, a park in that, and another city."""
    park = AreaFactory(park=True, name_en="Park")
    return park.parent.parent, park.parent, park, AreaFactory(name_en="Beijing")


def test_the_nearest_figures_say_why_they_are_no_evidence(plan, places):
    city, district, park, elsewhere = places
    target = TargetFactory(plan=plan, area=district, metric=MetricFactory(stock=True))
    figure(target, 9, area=city)
    figure(target, 8, area=park)
    figure(target, 7, area=elsewhere)
    figure(target, 6, kind=ObservationKind.FORECAST)
    figure(target, 5, area=elsewhere, kind=ObservationKind.FORECAST)

    rows = [(row.observation.value, row.label) for row in page(target).context.figures]

    assert rows == [
        (6, "expected for this area, not reported"),
        (9, "reported for the area around it"),
        (8, "reported for a part of it"),
        (7, "reported for another area"),
        (5, "expected for another area, not reported"),
    ]


def test_of_each_area_the_figure_nearest_to_the_due_day_is_shown(target, places):
    *_, elsewhere = places
    for year in (2020, 2023, 2025):
        figure(target, year, year, area=elsewhere, source__published_on="2026-01-01")
    figure(target, 1, 2024, area=elsewhere, state="draft")
    figure(target, 2, 2024, area=elsewhere, source__published_on="2026-12-01")

    (row,) = page(target).context.figures

    assert row.observation.value in (2023, 2025)


def test_figures_of_the_area_itself_are_listed_as_read_and_not_as_nearest(plan):
    """Of another year, so that nothing decides: an amount of 2022 says nothing of 2024."""
    amount = TargetFactory(plan=plan, basis="flow")
    figure(amount, 60, 2022)

    shown = page(amount)

    assert [row.observation.value for row in shown.evidence] == [60]
    assert shown.standing.used == []
    assert list(shown.context.figures) == []


def test_figures_of_the_same_subject_are_found_by_name(target, places):
    city, _, _, elsewhere = places
    alike = MetricFactory(name_en="Cell therapy products approved")
    figure(target, 3, metric=alike, area=city)
    figure(target, 4, metric=alike, area=elsewhere)
    figure(target, 5, metric=MetricFactory(name_en="Resident population"), area=city)

    (near,) = page(target).context.alike

    assert near.value == 3


def test_a_promise_in_words_has_figures_of_its_subject_beside_it(plan):
    words = TargetFactory(plan=plan, wording=True, statement="To lead in cell therapy by 2024.")
    figure(words, 3, metric=MetricFactory(name_en="Cell therapy products approved"))

    (near,) = page(words).context.alike

    assert near.value == 3


# --- Who looked for evidence ----------------------------------------------------------------


def test_that_nobody_looked_yet_is_said(client, target):
    assertContains(client.get(target.get_absolute_url()), "Nobody has recorded a search yet.")


def test_the_newest_search_is_shown_with_what_it_found(client, target):
    SearchNoteFactory(target=target, searched_on=dt.date(2025, 2, 1), found="A draft report.")
    SearchNoteFactory(
        target=target,
        searched_on=dt.date(2026, 2, 1),
        places="Yearbooks of the statistics bureau.",
        languages="English, Chinese",
        found="Nothing.",
    )

    shown = client.get(target.get_absolute_url())

    assertContains(shown, "1 February 2026")
    assertContains(shown, "Yearbooks of the statistics bureau.")
    assertContains(shown, "English, Chinese")
    assertContains(shown, "Nothing.")
    assertContains(shown, "2 searches are recorded")
    assertNotContains(shown, "A draft report.")


def test_a_search_is_not_known_before_it_was_made(target):
    SearchNoteFactory(target=target, searched_on=dt.date(2026, 2, 1))

    assert page(target, dt.date(2026, 1, 31)).search is None


# --- Its past -------------------------------------------------------------------------------


def test_it_shows_how_it_would_have_stood(client, target):
    figure(target, 92, source__published_on="2025-06-15")

    rows = [(row.since.isoformat(), row.verdict) for row in page(target).timeline]

    assert rows == [
        ("2025-06-15", Verdict.MISSED),
        ("2025-01-01", Verdict.AWAITING_DATA),
        ("2022-11-10", Verdict.NOT_YET_MEASURED),
    ]
    assertContains(client.get(target.get_absolute_url()), "from 15 June 2025")


def test_the_last_entry_of_the_past_is_how_it_stands(target):
    figure(target, 60, 2022)

    shown = page(target)

    assert shown.timeline[0].verdict is shown.standing.computed


def test_recorded_verdicts_stand_newest_first_with_what_was_said_then(client, target):
    VerdictRecordFactory(target=target, as_of=dt.date(2025, 1, 1), reason="Too early.", grade="B")
    VerdictRecordFactory(
        target=target,
        as_of=dt.date(2026, 1, 1),
        reason="An editor said so.",
        is_set=True,
        verdict=Verdict.MET,
        grade="none",
    )

    shown = client.get(target.get_absolute_url())

    assert [row.reason for row in page(target).records.rows] == ["An editor said so.", "Too early."]
    assertContains(shown, "set by an editor")
    assertContains(shown, "Too early.")
    assert len(page(target, dt.date(2025, 6, 1)).records.rows) == 1


def test_without_records_that_is_said(client, target):
    assertContains(client.get(target.get_absolute_url()), "No verdict has been recorded yet.")


def test_the_page_writes_nothing(client, target):
    client.get(target.get_absolute_url())

    assert not target.records.exists()


# --- Beside it ------------------------------------------------------------------------------


def test_variants_stand_on_the_page_of_their_target_with_their_own_verdict(client, plan, target):
    TargetFactory(
        plan=plan,
        key="more",
        variant_of=target,
        metric=target.metric,
        value=Decimal(120),
        statement="120 as another report has it.",
    )
    figure(target, 110)

    (variant,) = page(target).family

    assert variant.standing.verdict is Verdict.MISSED
    assert variant.asked == "at least 120"
    assertContains(client.get(target.get_absolute_url()), "120 as another report has it.")


def test_the_page_of_a_variant_leads_to_its_main_row_and_says_that_it_is_not_counted(
    client, plan, target
):
    variant = TargetFactory(plan=plan, key="more", variant_of=target, metric=target.metric)
    sister = TargetFactory(plan=plan, key="less", variant_of=target, metric=target.metric)

    shown = client.get(variant.get_absolute_url())

    assert {row.standing.target.pk for row in page(variant).family} == {target.pk, sister.pk}
    assertContains(shown, "it is judged, and not counted")
    assertContains(shown, f'href="{target.get_absolute_url()}"')


def test_targets_of_other_plans_for_the_metric_stand_with_their_verdicts(plan, target):
    other = TargetFactory(metric=target.metric, due_on="2027", plan__name_en="Later plan")
    TargetFactory(metric=target.metric, plan=other.plan, variant_of=other)
    TargetFactory(metric=target.metric, plan=plan, key="same-plan")

    (row,) = page(target).elsewhere

    assert row.standing.target.pk == other.pk
    assert row.standing.verdict is Verdict.NOT_YET_MEASURED


def test_the_way_leads_on_in_the_order_of_the_plan(plan, target):
    first = TargetFactory(plan=plan, key="a-first", locator="para 1")
    last = TargetFactory(plan=plan, key="z-last", locator="para 9")
    variant = TargetFactory(plan=plan, key="rival", variant_of=target, locator="para 5")

    shown, beside = page(target), page(variant)

    assert (shown.before, shown.after) == (first, last)
    assert (beside.before, beside.after) == (first, last)
    assert (page(first).before, page(last).after) == (None, None)


# --- In Chinese, and safe -------------------------------------------------------------------


def test_the_chinese_page_gives_the_reason_and_the_calculation_in_chinese(client, target):
    figure(target, 92)

    shown = client.get(f"/zh-hans{target.get_absolute_url()}")

    assertContains(shown, "到2024年，细胞治疗平台达到100个。")
    assertContains(shown, "真实数值：92。要求：100及以上。结论：否。")
    assertContains(shown, "细胞方案")
    assertNotContains(shown, target.statement)


def test_a_statement_is_text_and_no_markup(client, plan):
    nasty = TargetFactory(plan=plan, key="nasty", statement="<script>alert(1)</script> & more")

    shown = client.get(nasty.get_absolute_url())

    assertNotContains(shown, "<script>alert")
    assertContains(shown, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more")


# --- What it costs --------------------------------------------------------------------------

BUDGET = {
    "the target": 1,
    "the targets of its plan": 1,
    "those of the metric elsewhere": 1,
    "evidence for verdicts, those set by editors, figures that they name": 3,
    "figures of its metric": 1,
    "searches": 1,
    "computed series that are tied to any of them": 1,
    "figures nearby, by metric and by name": 3,
    "recorded verdicts": 1,
    "sources that the note names": 1,
    "its places, those that its plan names, and what is there": 6,
    "which places have a page": 1,
    "the day in the footer": 1,
}


def test_more_evidence_and_more_targets_cost_no_more_queries(client, plan, target, places):
    city, _, _, elsewhere = places
    Target.objects.filter(pk=target.pk).update(note="As report-1 has it.")
    MetricFactory(name_en="Cell therapy trials")

    def much(n):
        for i in range(n):
            figure(target, i, 2010 + i)
            figure(target, i, 2010 + i, area=elsewhere)
            TargetFactory(plan=plan, variant_of=target, metric=target.metric)
            TargetFactory(plan=plan)
            TargetFactory(metric=target.metric)
            SearchNoteFactory(target=target)
            VerdictRecordFactory(target=target)
            alike = MetricFactory(name_en=f"Cell therapy trials {i}")
            ObservationFactory(metric=alike, area=city)

    much(1)
    few = count_queries(lambda: client.get(target.get_absolute_url()))
    much(6)
    many = count_queries(lambda: client.get(target.get_absolute_url()))

    assert many == few
    assert many <= sum(BUDGET.values())
