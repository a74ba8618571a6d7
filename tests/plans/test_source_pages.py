"""What readers see of a source: the document, and all that rests on it."""

import datetime as dt

import pytest
from django.utils import translation
from pytest_django.asserts import assertContains, assertNotContains

from plans.choices import SourceKind, SourceLanguage
from plans.models import Source
from plans.pages.sources import source_page
from tests.factories.plans import (
    ObservationFactory,
    PlanFactory,
    PolicyMeasureFactory,
    SourceFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return SourceFactory(
        key="city-2023",
        title="Figures of the year",
        title_original="年度数据",
        publisher="Statistics Bureau",
        published_on="2024-02",
        retrieved_on=dt.date(2024, 6, 30),
        kind=SourceKind.OFFICIAL_STATISTICS,
        language=SourceLanguage.CHINESE,
        url="https://stats.example/2023",
        note="Only the first page could be read.",
    )


def sections(source):
    """Title and names of the rows of each section."""
    with translation.override("en"):
        page = source_page(source, "en")
        return {str(part.title): [row.name_en for row in part.facts.rows] for part in page.sections}


def test_a_source_says_what_it_is(client, source):
    page = client.get("/sources/city-2023/")

    for words in (
        "Figures of the year",
        "Statistics Bureau",
        "February 2024",
        "30 June 2024",
        "official statistics",
        "Chinese",
        "Only the first page could be read.",
    ):
        assertContains(page, words)
    assertContains(page, '<span lang="zh-Hans">年度数据</span>', html=True)
    assertContains(page, '<a href="https://stats.example/2023" rel="external noopener">')


def test_a_source_without_a_day_says_so(client):
    SourceFactory(key="undated", published_on=None)

    assertContains(client.get("/sources/undated/"), "day not known")
    assertContains(client.get("/sources/"), "day not known")


def test_a_copy_and_its_origin_lead_to_each_other(client, source):
    SourceFactory(key="copy", title="The same again", origin=source)

    assertContains(client.get("/sources/city-2023/"), 'href="/sources/copy/"')
    assertContains(client.get("/sources/copy/"), 'href="/sources/city-2023/"')


def test_everything_of_plans_that_rests_on_a_source_is_listed_by_kind(source):
    figure = ObservationFactory(source=source, metric__name_en="Output")
    plan = PlanFactory(source=source, name_en="Cell plan")
    TargetFactory(plan=plan, source=source, metric=figure.metric, statement="Ten platforms")
    PolicyMeasureFactory(plan=plan, source=source, summary="Grants")
    ObservationFactory()

    assert sections(source) == {
        "Observations": ["Output"],
        "Plans": ["Cell plan"],
        "Targets": ["Ten platforms"],
        "Policy measures": ["Grants"],
    }


def test_a_fact_says_what_where_in_the_source_and_leads_to_its_page(client, source):
    figure = ObservationFactory(
        source=source, locator="table 2", area__key="pudong", area__name_en="Pudong"
    )

    page = client.get("/sources/city-2023/")

    assertContains(page, "Pudong, 2023: 1 yuan")
    assertContains(page, "table 2")
    assertContains(page, f'href="/figures/{figure.key}/"')


@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn"])
def test_unpublished_facts_rest_on_nothing(client, source, state):
    hidden = {"source": source, "state": state, "state_reason": "Not yet"}
    ObservationFactory(**hidden)
    TargetFactory(source=source, plan__state=state, plan__state_reason="Not yet")

    page = client.get("/sources/city-2023/")

    assert page.context["page"].sections == []
    assertContains(page, "No published fact rests on this source.")


def test_the_register_counts_published_facts_of_every_kind(client, source):
    plan = PlanFactory(source=source)
    TargetFactory.create_batch(2, plan=plan, source=source)
    ObservationFactory(source=source, state="draft")

    counts = {row.source.key: row.fact_count for row in client.get("/sources/").context["rows"]}

    assert counts["city-2023"] == 3


def test_a_long_section_is_cut_and_says_how_long_it_is(client, source):
    plan = PlanFactory()
    PolicyMeasureFactory.create_batch(103, plan=plan, source=source)

    page = client.get("/sources/city-2023/")
    (section,) = page.context["page"].sections

    assert len(section.facts.rows) == 100
    assert section.facts.total == 103
    assertContains(page, "The first 100 of 103 are shown.")


@pytest.mark.parametrize(
    ("note", "is_mentioned"),
    [
        ("The day is that of city-2023.", True),
        ("日期见city-2023。", True),
        ("See city-2023-table for more.", False),
        ("See the-city-2023.", False),
        ("", False),
    ],
)
def test_a_source_lists_facts_whose_note_names_it(source, note, is_mentioned):
    ObservationFactory(note=note)

    assert source_page(source, "en").mentions.total == is_mentioned


def test_a_mention_is_no_fact_that_rests_on_it(client, source):
    resting = PlanFactory(source=source, note="See city-2023.")
    PlanFactory(name_en="Other plan", locator="para 1; also city-2023 para 2")
    SourceFactory(title="Digest", note="Copies parts of city-2023.")

    page = source_page(source, "en")

    assert sections(source) == {"Plans": [resting.name_en]}
    assert [mention.row.name_en for mention in page.mentions.rows] == ["Other plan", "Digest"]


def test_unpublished_facts_mention_nothing(client, source):
    PlanFactory(name_en="Hidden plan", note="See city-2023.", state="draft")

    assertNotContains(client.get("/sources/city-2023/"), "Hidden plan")


def test_a_chinese_reader_gets_the_original_title_first(client, source):
    page = client.get("/zh-hans/sources/city-2023/")

    assertContains(page, "<h1>年度数据</h1>", html=True)
    assertContains(page, '<span lang="en">Figures of the year</span>', html=True)
    assertContains(page, "2024年2月")


def test_read_as_of_a_day_later_sources_do_not_exist(client, source):
    SourceFactory(key="later", published_on="2025-01-01", origin=source)
    as_of = "?as_of=2024-06-30"

    assert [row.source for row in client.get(f"/sources/{as_of}").context["rows"]] == [source]
    assert client.get(f"/sources/city-2023/{as_of}").context["page"].copies.rows == []
    assert client.get(f"/sources/later/{as_of}").status_code == 404


def test_an_unknown_source_is_not_found(client):
    assert client.get("/sources/nobody/").status_code == 404


def test_the_register_without_sources_says_so(client):
    assert not Source.objects.exists()
    assertContains(client.get("/sources/"), "No source is registered yet.")
    assertContains(client.get("/sources/?q=x"), "No source matches these filters.")
