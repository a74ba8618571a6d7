"""What readers see of a metric: one finding, one chart, one table, the same numbers in all."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from plans.choices import ObservationKind, Qualifier, SourceKind
from tests.factories.plans import (
    AreaFactory,
    MetricFactory,
    ObservationFactory,
    PlanFactory,
    SourceFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db

BILLION = Decimal(1_000_000_000)
PERIOD_2021 = {"period_start": dt.date(2021, 1, 1), "period_end": dt.date(2021, 12, 31)}
PERIOD_2022 = {"period_start": dt.date(2022, 1, 1), "period_end": dt.date(2022, 12, 31)}


@pytest.fixture
def shanghai():
    return AreaFactory(shanghai=True)


@pytest.fixture
def pudong(shanghai):
    return AreaFactory(district=True, key="pudong", name_en="Pudong", name_zh="浦东新区")


@pytest.fixture
def scale():
    return MetricFactory(
        key="scale",
        name_en="Industry scale",
        name_zh="产业规模",
        description="The whole industry.",
        description_zh="全产业。",
    )


@pytest.fixture
def figures(scale, shanghai):
    """761.7 billion in 2021, 853.7 billion in 2022."""
    return [
        ObservationFactory(
            metric=scale,
            area=shanghai,
            key="in-2021",
            value=Decimal("761.7") * BILLION,
            **PERIOD_2021,
        ),
        ObservationFactory(
            metric=scale,
            area=shanghai,
            key="in-2022",
            value=Decimal("853.7") * BILLION,
            **PERIOD_2022,
        ),
    ]


def page_of(client, query="", language=""):
    return client.get(f"{language}/metrics/scale/{query}")


def row(response, key):
    """The HTML of a figure's row of the table."""
    found = re.search(rf'<tr id="{key}".*?</tr>', response.content.decode(), re.DOTALL)
    assert found, f"no row {key}"
    return found[0]


def shown_keys(response):
    return [r.observation.key for group in response.context["page"].groups for r in group.rows]


# --- The catalogue --------------------------------------------------------------------------


def test_the_catalogue_shows_the_newest_figure_of_shanghai(client, scale, figures, pudong):
    ObservationFactory(metric=scale, area=pudong, value=1)  # newer, but of a part of the city
    ObservationFactory(metric=scale, area=AreaFactory(country=True, key="china"))

    (shown,) = client.get("/metrics/").context["rows"]

    assert shown.newest.key == "in-2022"
    assert (shown.observation_count, shown.area_count) == (4, 3)


def test_without_shanghai_the_widest_area_speaks_for_a_metric(client, scale, pudong):
    china = AreaFactory(country=True, key="china", name_en="China")
    ObservationFactory(metric=scale, area=pudong, **PERIOD_2022)
    widest = ObservationFactory(metric=scale, area=china, **PERIOD_2021)

    (shown,) = client.get("/metrics/").context["rows"]

    assert shown.newest == widest


def test_filtered_by_an_area_the_catalogue_shows_that_areas_figures(client, scale, figures, pudong):
    theirs = ObservationFactory(metric=scale, area=pudong)

    (shown,) = client.get("/metrics/?area=pudong").context["rows"]

    assert shown.newest == theirs


@pytest.mark.parametrize(
    "hidden",
    [
        {"kind": ObservationKind.FORECAST},
        {"kind": ObservationKind.ESTIMATE},
        {"state": "draft"},
        {"state": "withdrawn", "state_reason": "Wrong"},
    ],
    ids=["forecast", "estimate", "draft", "withdrawn"],
)
def test_the_newest_figure_is_published_and_actual(client, scale, shanghai, figures, hidden):
    ObservationFactory(metric=scale, area=shanghai, **hidden)

    (shown,) = client.get("/metrics/").context["rows"]

    assert shown.newest.key == "in-2022"


def test_of_two_sources_for_the_newest_period_the_official_one_is_shown(client, scale, shanghai):
    ObservationFactory(metric=scale, area=shanghai, value=1)
    official = ObservationFactory(
        metric=scale, area=shanghai, value=2, source__kind=SourceKind.OFFICIAL
    )

    (shown,) = client.get("/metrics/").context["rows"]

    assert shown.newest == official


def test_a_metric_that_nobody_reports_says_so_and_shows_no_zero(client, scale):
    assertContains(client.get("/metrics/"), "none reported")


# --- Which areas ----------------------------------------------------------------------------


def test_the_page_opens_with_shanghai(client, scale, figures, pudong):
    ObservationFactory.create_batch(3, metric=scale, area=pudong)

    assert [area.key for area in page_of(client).context["page"].areas] == ["shanghai"]


def test_without_figures_of_shanghai_it_opens_with_the_area_that_has_most(client, scale, pudong):
    TargetFactory(metric=scale)  # Shanghai has a target, but no figure
    ObservationFactory(metric=scale, area=AreaFactory(key="beijing"))
    for value in (1, 2):
        ObservationFactory(metric=scale, area=pudong, value=value)

    assert [area.key for area in page_of(client).context["page"].areas] == ["pudong"]


def test_several_areas_are_compared_in_the_order_asked_for(client, scale, figures, pudong):
    theirs = ObservationFactory(metric=scale, area=pudong, **PERIOD_2022)

    page = page_of(client, "?area=pudong&area=shanghai")

    assert [area.key for area in page.context["page"].areas] == ["pudong", "shanghai"]
    assert shown_keys(page) == [theirs.key, "in-2022", "in-2021"]
    assert "Pudong" in row(page, theirs.key)


def test_the_choice_of_areas_says_how_many_figures_each_has(client, scale, figures, pudong):
    ObservationFactory(metric=scale, area=pudong)
    ObservationFactory(metric=scale, area=AreaFactory(key="hidden"), state="draft")

    choices = page_of(client).context["filter"].form.fields["area"].choices

    assert list(choices) == [("shanghai", "Shanghai (2)"), ("pudong", "Pudong (1)")]


@pytest.mark.parametrize("query", ["?area=mars", "?area=shanghai&area=mars", "?area=%00"])
def test_an_unknown_area_is_a_visible_error_without_figures(client, scale, figures, query):
    page = page_of(client, query)

    assertContains(page, "This metric has no figure and no target of")
    assertNotContains(page, "853.7")
    assert page.context["page"].chart is None


def test_an_area_with_a_target_but_no_figure_says_that_nobody_published_one(client, scale):
    TargetFactory(metric=scale, value=10 * BILLION)

    page = page_of(client, "?area=shanghai")

    assertContains(page, "Nobody published a figure.")
    assertContains(page, "at least 10 billion yuan")


def test_a_metric_without_anything_says_so(client, scale):
    assertContains(page_of(client), "Nobody published a figure.")


# --- Finding, chart, table ------------------------------------------------------------------


def test_the_finding_states_the_newest_figure_and_the_one_before(client, scale, figures):
    assertContains(
        page_of(client), "853.7 billion yuan in 2022, up from 761.7 billion yuan in 2021"
    )


def test_finding_chart_and_table_carry_the_same_numbers(client, scale, figures):
    page = page_of(client)
    chart = page.context["page"].chart

    drawn = {y for trace in chart.spec["data"] for y in trace["y"]}
    assert drawn == {761.7e9, 853.7e9}
    assert {r.key for r in chart.rows} == set(shown_keys(page)) == {"in-2021", "in-2022"}
    assert "853.7 billion yuan" in row(page, "in-2022")


def test_a_figure_carries_its_source_and_its_note(client, scale, shanghai):
    source = SourceFactory(key="report", publisher="SHINE")
    ObservationFactory(
        key="noted",
        metric=scale,
        area=shanghai,
        source=source,
        locator="para 4",
        qualifier=Qualifier.MORE_THAN,
        note="Preliminary, see report.",
    )

    shown = row(page_of(client), "noted")

    assert "SHINE, para 4" in shown
    assert "more than 1 yuan" in shown
    assert "Preliminary" in shown


def test_the_address_of_a_figure_in_its_series_leads_to_its_row(client, scale, figures):
    address, anchor = figures[0].series_url.split("#")

    assert row(client.get(address), anchor)


def test_rivals_stand_together_and_the_official_source_leads(client, scale, shanghai, figures):
    of_2022 = {"metric": scale, "area": shanghai, **PERIOD_2022}
    ObservationFactory(key="official", value=1, source__kind=SourceKind.OFFICIAL, **of_2022)
    ObservationFactory(key="paper", value=2, source__kind=SourceKind.PAPER, **of_2022)

    page = page_of(client)
    newest, _ = page.context["page"].groups

    assert newest.said == 3
    assert [r.observation.key for r in newest.rows] == ["official", "paper", "in-2022"]
    assert [r.stands for r in newest.rows] == [True, False, False]
    assertContains(page, "3 figures for this period")
    assert "another source" in row(page, "in-2022")


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param({"preferred": True, "preference_reason": "Read twice."}, {}, id="preferred"),
        pytest.param({}, {"kind": ObservationKind.ESTIMATE}, id="actual"),
        pytest.param({"source__kind": SourceKind.DATABASE}, {}, id="of a weightier source"),
        pytest.param({}, {"qualifier": Qualifier.ABOUT}, id="exact"),
        pytest.param(
            {"qualifier": Qualifier.ABOUT}, {"qualifier": Qualifier.MORE_THAN}, id="no mere bound"
        ),
        pytest.param({"source__published_on": "2024-06"}, {}, id="of a newer source"),
        pytest.param({}, {"source__published_on": None}, id="of a dated source"),
    ],
)
def test_of_two_figures_of_a_period_the_one_leads_that_is(client, scale, shanghai, better, worse):
    of_2022 = {"metric": scale, "area": shanghai, **PERIOD_2022}
    ObservationFactory(key="z-better", value=1, **of_2022, **better)
    ObservationFactory(key="a-worse", value=2, **of_2022, **worse)

    page = page_of(client)
    (group,) = page.context["page"].groups

    assert [(r.observation.key, r.stands) for r in group.rows] == [
        ("z-better", True),
        ("a-worse", False),
    ]
    assert {r.key: r.beside for r in page.context["page"].chart.rows} == {
        "z-better": False,
        "a-worse": True,
    }


def test_a_figure_that_an_editor_prefers_leads_and_says_why(client, scale, shanghai, figures):
    ObservationFactory(
        key="chosen",
        metric=scale,
        area=shanghai,
        value=1,
        preferred=True,
        preference_reason="The bureau corrected itself.",
        **PERIOD_2022,
    )

    page = page_of(client)

    assert shown_keys(page)[0] == "chosen"
    assert "The bureau corrected itself." in row(page, "chosen")


def test_a_forecast_is_no_rival_of_a_result_and_says_what_it_is(client, scale, shanghai, figures):
    ObservationFactory(
        key="hoped-for",
        metric=scale,
        area=shanghai,
        kind=ObservationKind.FORECAST,
        value=900 * BILLION,
        **PERIOD_2022,
    )

    page = page_of(client)
    newest, _ = page.context["page"].groups

    assert [r.stands for r in newest.rows] == [True, True]
    assert "expected, not reported" in row(page, "hoped-for")
    assert "expected" not in row(page, "in-2022")


@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn"])
def test_unpublished_figures_and_targets_are_nowhere(client, scale, shanghai, figures, state):
    hidden = {"state": state, "state_reason": "Not yet"}
    ObservationFactory(key="hidden", metric=scale, area=shanghai, value=123 * BILLION, **hidden)
    TargetFactory(metric=scale, statement="Hidden promise", **hidden)
    TargetFactory(metric=scale, statement="Hidden promise", plan=PlanFactory(**hidden))

    page = page_of(client)

    assertNotContains(page, "123 billion")
    assertNotContains(page, "Hidden promise")
    assert page.context["page"].chart.rows == page_of(client).context["page"].chart.rows
    assert "hidden" not in {r.key for r in page.context["page"].chart.rows}


def test_read_as_of_a_day_only_what_was_known_then_is_there(client, scale, shanghai, figures):
    later = SourceFactory(published_on="2025-01-01")
    ObservationFactory(key="later", metric=scale, area=shanghai, value=7, source=later)

    page = page_of(client, "?as_of=2024-06-30")

    assert shown_keys(page) == ["in-2022", "in-2021"]
    assert {r.key for r in page.context["page"].chart.rows} == {"in-2022", "in-2021"}
    (shown,) = client.get("/metrics/?as_of=2024-06-30").context["rows"]
    assert (shown.newest.key, shown.observation_count) == ("in-2022", 2)


# --- Below the table ------------------------------------------------------------------------


def test_the_definition_says_what_is_counted(client, scale, figures):
    page = page_of(client)

    for words in ("The whole industry.", "yuan", "amount over a period", "more is better"):
        assertContains(page, words)


def test_targets_of_the_metric_lead_to_their_plans(client, scale, figures):
    plan = PlanFactory(key="cell", name_en="Cell plan")
    main = TargetFactory(plan=plan, key="ten", metric=scale, value=10 * BILLION, due_on="2024")
    TargetFactory(plan=plan, metric=scale, value=12 * BILLION, variant_of=main)

    page = page_of(client)
    (shown,) = page.context["page"].targets

    assert (shown.asked, shown.due) == ("at least 10 billion yuan", "by the end of 2024")
    assert [rival.asked for rival in shown.variants] == ["at least 12 billion yuan"]
    assertContains(page, 'href="/plans/cell/targets/ten/"')


def test_a_rival_of_a_target_of_another_metric_is_still_shown(client, scale, figures):
    main = TargetFactory()
    rival = TargetFactory(plan=main.plan, metric=scale, variant_of=main)

    (shown,) = page_of(client).context["page"].targets

    assert shown.target == rival
    assert shown.is_variant


def test_other_areas_are_shown_with_their_newest_figure(client, scale, figures, pudong):
    ObservationFactory(metric=scale, area=pudong, **PERIOD_2021)
    newest = ObservationFactory(metric=scale, area=pudong, **PERIOD_2022)

    page = page_of(client)

    assert page.context["page"].elsewhere == [newest]
    assertContains(page, f'href="/metrics/scale/?area=pudong#{newest.key}"')


# --- Long series ----------------------------------------------------------------------------


@pytest.fixture
def long_series(scale, shanghai):
    """1,003 daily figures."""
    source = SourceFactory(published_on="2023-12-31")
    days = [dt.date(2020, 1, 1) + dt.timedelta(days=n) for n in range(1003)]
    rows = ObservationFactory.build_batch(1003, metric=scale, area=shanghai, source=source)
    for figure, day in zip(rows, days, strict=True):
        figure.key = f"on-{day}"
        figure.period_start = figure.period_end = day
    scale.measure_type = "stock"
    scale.save()
    type(rows[0]).objects.bulk_create(rows)


def test_a_long_table_is_paged_and_the_chart_says_what_it_leaves_out(client, long_series):
    first, last = page_of(client), page_of(client, "?page=6")

    assert len(shown_keys(first)) == 200
    assert shown_keys(first)[0] == "on-2022-09-29"
    assert shown_keys(last) == ["on-2020-01-03", "on-2020-01-02", "on-2020-01-01"]
    drawn = [row.key for row in first.context["page"].chart.rows]
    assert len(drawn) == 250  # it rises all the time: the first is the lowest, the last the highest
    assert (drawn[0], drawn[-1]) == ("on-2022-09-29", "on-2020-01-01")
    assertContains(first, "The chart shows 250 of 1,003 figures: time is cut into 125")


def test_a_page_that_the_table_does_not_have_is_not_found(client, scale, figures):
    assert page_of(client, "?page=2").status_code == 404
    assert page_of(client, "?page=first").status_code == 404


# --- In Chinese -----------------------------------------------------------------------------


def test_the_chinese_page_speaks_chinese(client, scale, figures, pudong):
    ObservationFactory(metric=scale, area=pudong, note="Only a note.", **PERIOD_2022, key="noted")

    page = page_of(client, "?area=shanghai&area=pudong", language="/zh-hans")

    assertContains(page, "产业规模")
    assertContains(page, "8,537亿元")
    assertContains(page, "全产业。")
    assertContains(page, "浦东新区")
    assert '<span lang="en">Only a note.</span>' in row(page, "noted")


def test_a_definition_is_named_in_the_readers_language_wherever_it_stands(client, scale, figures):
    one = figures[0]
    one.series, one.series_zh = "narrower scope", "口径较窄"
    one.save()

    address = f"/metrics/{scale.key}/"
    english, chinese = (client.get(f"{p}{address}") for p in ("", "/zh-hans"))

    assertNotContains(english, "口径较窄")
    assertNotContains(chinese, "narrower scope")
    assertContains(chinese, "<li>口径较窄：2021年</li>", html=True)
    [kind] = [row.texts[-1] for row in chinese.context["page"].chart.rows if row.key == one.key]
    assert kind.endswith("口径较窄")
    figure = client.get(f"/zh-hans/figures/{one.key}/")
    assertContains(figure, "口径较窄")
    assertNotContains(figure, "narrower scope")
    [row] = [
        row
        for row in client.get(f"/metrics/{scale.key}.json").json()["results"]
        if row["key"] == one.key
    ]
    assert (row["series"], row["series_zh"]) == ("narrower scope", "口径较窄")


def test_figures_of_another_definition_are_named_with_their_periods(client, scale, figures):
    figures[0].series = "narrower scope"
    figures[0].save()

    page = page_of(client)

    assertContains(page, "<li>narrower scope: 2021</li>", html=True)
    assertContains(page, "no growth is computed between them")
    assertNotContains(page_of(client, "?since=2022"), "Where the definition changes")
