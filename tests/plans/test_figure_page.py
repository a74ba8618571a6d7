"""``/figures/KEY/``: one figure with its source, its rivals, its use, and how to quote it."""

import datetime as dt
import json
from decimal import Decimal

import pytest

from plans.models import Observation
from tests.factories.plans import AreaFactory, MetricFactory, ObservationFactory, TargetFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def figure():
    return ObservationFactory(
        key="scale-2023",
        metric=MetricFactory(key="scale", name_en="Scale", name_zh="规模"),
        area=AreaFactory(shanghai=True),
        value=Decimal("761714000000"),
        qualifier="about",
        locator="para 3",
        source__publisher="SHINE",
        source__title="Sales rise",
        source__kind="news",
        source__published_on="2024-02",
    )


def beside(figure, **said):
    """Another figure for the same metric and area, of the same period unless it says so."""
    same = {name: getattr(figure, name) for name in ("metric", "area")}
    return ObservationFactory(**{**same, "source__published_on": "2024-03", **said})


def page_of(client, key="scale-2023", query="", language=""):
    return client.get(f"{language}/figures/{key}/{query}")


def text_of(page):
    return page.content.decode()


def test_the_page_gives_the_figure_as_its_source_states_it(client, figure):
    html = text_of(page_of(client))

    assert "about 761.714 billion yuan" in html
    assert "761,714,000,000 yuan" in html
    assert "Scale, Shanghai" in html
    for words in ("SHINE", "Sales rise", "para 3", figure.source.url):
        assert words in html


def test_it_is_there_in_chinese_too(client, figure):
    html = text_of(page_of(client, language="/zh-hans"))

    assert "约7,617.14亿元" in html
    assert "规模，上海市" in html


def test_what_other_sources_say_stands_beside_it_and_whether_both_can_be_true(client, figure):
    close = beside(figure, value=Decimal("760000000000"), qualifier="about")
    far = beside(figure, value=Decimal("500000000000"))
    beside(figure, value=Decimal("1"), period_start="2022-01-01", period_end="2022-12-31")

    rivals = page_of(client).context["page"].rivals

    assert {rival.observation: rival.agrees for rival in rivals} == {close: True, far: False}


def test_the_verdicts_that_rest_on_it_are_named(client, figure):
    target = TargetFactory(
        metric=figure.metric, area=figure.area, due_on="2023", value=Decimal("600000000000")
    )
    TargetFactory(metric=figure.metric, area=AreaFactory(key="elsewhere"))

    [use] = page_of(client).context["page"].uses

    assert (use.row.standing.target, use.decides) == (target, True)
    assert target.get_absolute_url() in text_of(page_of(client))


def test_a_year_leads_to_the_years_beside_it_and_not_to_a_half(client, figure):
    before = beside(figure, period_start="2022-01-01", period_end="2022-12-31")
    after = beside(
        figure, period_start="2024-01-01", period_end="2024-12-31", source__published_on="2025"
    )
    beside(figure, period_start="2023-01-01", period_end="2023-06-30")
    beside(figure, period_start="2021-01-01", period_end="2021-12-31")

    page = page_of(client).context["page"]

    assert (page.before, page.after) == (before, after)


@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_what_is_not_published_has_no_page(client, figure, state):
    Observation.objects.update(state=state)

    for suffix in ("/", ".json", ".svg", ".bib", ".ris"):
        assert client.get(f"/figures/scale-2023{suffix}").status_code == 404


def test_a_withdrawn_figure_keeps_its_address_and_says_why_it_is_gone(client, figure):
    Observation.objects.update(state="withdrawn", state_reason="The source corrected it.")

    page = page_of(client)

    assert page.status_code == 410
    assert "The source corrected it." in text_of(page)
    assert "761" not in text_of(page).split("<main")[1].split("</main>")[0]
    assert client.get("/figures/scale-2023.json").status_code == 410
    for suffix in (".svg", ".bib", ".ris"):
        gone = client.get(f"/figures/scale-2023{suffix}")
        assert (gone.status_code, gone.headers["Content-Type"]) == (
            410,
            "text/plain; charset=utf-8",
        )
        assert "withdrawn: The source corrected it." in text_of(gone)


def test_on_a_day_before_its_source_it_is_not_known(client, figure):
    assert page_of(client, query="?as_of=2024-02-28").status_code == 404
    page = page_of(client, query="?as_of=2024-02-29")
    assert page.status_code == 200
    assert "/figures/scale-2023/?as_of=2024-02-29" in page.context["cited"]


def test_page_data_picture_and_citations_give_the_same_number(client, figure):
    data = json.loads(client.get("/figures/scale-2023.json").content)

    assert (data["value"], data["qualifier"], data["unit"]) == ("761714000000", "about", "yuan")
    assert (data["source"], data["locator"]) == (figure.source.key, "para 3")
    for suffix in (".svg", ".bib", ".ris"):
        assert "about 761.714 billion yuan" in text_of(client.get(f"/figures/scale-2023{suffix}"))


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        (".json", "application/json"),
        (".svg", "image/svg+xml; charset=utf-8"),
        (".bib", "application/x-bibtex; charset=utf-8"),
        (".ris", "application/x-research-info-systems; charset=utf-8"),
    ],
)
def test_each_form_says_what_it_is(client, figure, suffix, kind):
    assert client.get(f"/figures/scale-2023{suffix}").headers["Content-Type"] == kind


def test_an_unknown_key_is_not_found(client):
    assert page_of(client, "no-such-figure").status_code == 404


def test_more_rivals_and_targets_cost_no_more_queries(client, figure):
    beside(figure, value=Decimal(2))
    TargetFactory(metric=figure.metric, area=figure.area)
    few = count_queries(lambda: page_of(client))

    for value in range(3, 20):
        beside(figure, value=Decimal(value))
        TargetFactory(metric=figure.metric, area=figure.area, value=Decimal(value))

    assert count_queries(lambda: page_of(client)) == few


def test_a_figure_leads_to_its_page_from_the_metric(client, figure):
    assert figure.get_absolute_url() == "/figures/scale-2023/"
    html = text_of(client.get("/metrics/scale/?area=shanghai"))
    assert 'href="/figures/scale-2023/"' in html


def test_the_day_of_reading_is_that_of_the_page(client, figure):
    page = page_of(client, query="?as_of=2025-01-02")

    assert page.context["page"].quote.read_on == dt.date(2025, 1, 2)
