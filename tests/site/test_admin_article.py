"""An editor enters an article on one screen: the source and all that it says."""

from __future__ import annotations

import html
import re
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model

from parks.models import Event
from plans.admin.steps import steps_after
from plans.choices import Unit
from plans.models import Observation, PolicyMeasure, Source, Target, VerdictRecord
from tests.factories.parks import EventFactory
from tests.factories.plans import (
    AreaFactory,
    MetricFactory,
    ObservationFactory,
    PlanFactory,
    SourceFactory,
)
from tests.site.editors import address, filled_in, save

pytestmark = pytest.mark.django_db

ARTICLE = {
    "key": "shine-2024-07",
    "title": "A new fund",
    "publisher": "SHINE",
    "published_on": "2024-07",
    "retrieved_on": "2024-08-01",
    "url": "https://shine.example/a-new-fund",
    "kind": "news",
    "language": "en",
}


@pytest.fixture
def places():
    return {
        "area": AreaFactory(shanghai=True),
        "metric": MetricFactory(key="industry-scale", unit=Unit.YUAN),
    }


def figure(places, row=0, **given):
    facts = {
        "metric": places["metric"].pk,
        "area": places["area"].pk,
        "period_start": "2023-01-01",
        "period_end": "2023-12-31",
        "value": "10000000000",
        "locator": "para 3",
    } | given
    return {f"observations-{row}-{name}": value for name, value in facts.items()}


def test_source_figure_target_and_event_are_saved_together(admin_client, places):
    plan = PlanFactory()
    target = {
        "plan": plan.pk,
        "area": places["area"].pk,
        "metric": places["metric"].pk,
        "statement": "The industry reaches 12 billion yuan",
        "basis": "level",
        "comparator": ">=",
        "value": "12000000000",
        "due_on": "2025",
        "locator": "para 4",
        "key": "industry-12bn",
    }
    event = {
        "title": "A fund opens",
        "date": "2024-07",
        "kind": "deal",
        "summary": "A fund for the industry opens.",
        "area": places["area"].pk,
        "locator": "para 5",
        "key": "a-fund-opens",
    }
    entries = {f"targets-0-{name}": value for name, value in target.items()}
    entries |= {f"events-0-{name}": value for name, value in event.items()}

    answer = save(admin_client, Source, ARTICLE | figure(places) | entries)

    assert answer.status_code == 302, answer.context["errors"]
    source = Source.objects.get(key="shine-2024-07")
    made = Observation.objects.get(source=source)
    assert made.key == "industry-scale-shanghai-2023-shine-2024-07"
    assert Target.objects.get(source=source).value == Decimal(12_000_000_000)
    assert Event.objects.get(source=source).locator == "para 5"
    assert VerdictRecord.objects.filter(target__source=source).exists()


def test_an_amount_is_shown_back_on_the_same_screen_and_nothing_is_saved_before(
    admin_client, places
):
    entries = ARTICLE | figure(places, value="超过100亿元")

    told = save(admin_client, Source, entries)

    assert not Source.objects.filter(key="shine-2024-07").exists()
    assert "10,000,000,000 yuan" in told.content.decode()
    answer = admin_client.post(address(Source, "add"), filled_in(told))
    assert answer.status_code == 302
    assert Observation.objects.get().qualifier == "more_than"


def test_a_figure_without_its_place_in_the_source_sends_the_whole_screen_back(admin_client, places):
    told = save(admin_client, Source, ARTICLE | figure(places, locator=""))

    assert told.status_code == 200
    assert not Source.objects.filter(key="shine-2024-07").exists()
    assert filled_in(told)["observations-0-value"] == "10000000000"


def test_every_mistake_is_named_above_the_form_with_the_way_to_its_field(admin_client, places):
    told = save(admin_client, Source, ARTICLE | {"url": ""} | figure(places, locator=""))

    page = " ".join(told.content.decode().split())
    assert "Nothing is saved yet: 2 things need a look." in page
    assert '<a href="#id_url">Address</a>: This field is required.' in page
    assert '<a href="#id_observations-0-locator">Observation #1, Place in the source</a>' in page
    assert "Please correct the error" not in page


def test_an_amount_that_only_has_to_be_looked_at_is_no_mistake(admin_client, places):
    told = save(admin_client, Source, ARTICLE | figure(places, value="100亿元"))

    assert "See how your entries were read" in told.content.decode()


def test_a_policy_measure_is_entered_with_its_source(admin_client, places):
    measure = {
        "plan": PlanFactory().pk,
        "area": places["area"].pk,
        "theme": "finance",
        "summary": "Up to 100 million yuan a year",
        "amount_qualifier": "at_most",
        "amount": "100000000",
        "amount_unit": "yuan/year",
        "locator": "para 9",
        "key": "annual-grant",
    }
    entries = {f"policymeasures-0-{name}": value for name, value in measure.items()}

    answer = save(admin_client, Source, ARTICLE | entries)

    assert answer.status_code == 302, answer.context["mistakes"]
    assert PolicyMeasure.objects.get().source.key == ARTICLE["key"]


def test_a_row_with_nothing_but_what_it_took_from_the_row_before_is_blank(admin_client, places):
    taken = {"area": places["area"].pk, "period_start": "2023", "period_end": "", "locator": "p. 3"}
    blank = {f"observations-0-{name}": value for name, value in taken.items()}

    assert save(admin_client, Source, ARTICLE | blank).status_code == 302
    assert not Observation.objects.exists()


def test_rows_that_are_left_blank_are_none(admin_client):
    assert save(admin_client, Source, ARTICLE).status_code == 302
    assert not Observation.objects.exists()


def test_a_later_paragraph_is_added_without_loading_what_is_there(
    admin_client, places, django_assert_max_num_queries
):
    first = ObservationFactory(metric=places["metric"], area=places["area"])
    for year in range(2000, 2020):
        ObservationFactory(
            source=first.source, period_start=f"{year}-01-01", period_end=f"{year}-12-31"
        )
    page = address(Source, "change", first.source.pk)

    with django_assert_max_num_queries(12):
        opened = admin_client.get(page)
    answer = admin_client.post(page, filled_in(opened) | figure(places))

    assert answer.status_code == 302
    assert first.source.observations.count() == 22


def test_what_was_entered_and_what_comes_next_stand_on_the_source(admin_client, places):
    entries = ARTICLE | {"published_on": ""} | figure(places, state="in_review")
    event = {"title": "A fund", "date": "2024", "kind": "deal", "summary": "It opens."}
    event |= {"area": places["area"].pk, "locator": "para 5", "key": "a-fund", "state": "draft"}
    entries |= {f"events-0-{name}": value for name, value in event.items()}

    saved = save(admin_client, Source, entries)
    source = Source.objects.get()
    assert saved.headers["Location"] == address(Source, "change", source.pk)
    page = " ".join(admin_client.get(saved.headers["Location"]).content.decode().split())

    figures = f"{address(Observation, 'changelist')}?source__id__exact={source.pk}"
    assert f'<a href="{figures}">Observations</a>: 1 in review' in page
    assert "1 draft is to be handed to review." in page
    assert "1 record waits for a second reader." in page
    assert "1 record stands in English alone." in page
    assert "It has no day of publication" in page
    assert admin_client.get(figures).context["cl"].result_count == 1


def test_a_source_of_which_all_is_said_asks_for_nothing(admin_client):
    figure = ObservationFactory(source=SourceFactory(published_on="2024-07"))

    page = admin_client.get(address(Source, "change", figure.source.pk)).content.decode()

    steps = page.split('class="steps"')[1].split("</section>")[0]
    assert "1 published" in " ".join(steps.split())
    for asked in ("draft", "waits", "English alone", "no day", "Nothing is entered"):
        assert asked not in steps


def test_what_a_source_says_is_counted_in_one_query(admin_client, django_assert_num_queries, rf):
    source = SourceFactory()
    for number in range(3):
        ObservationFactory(source=source)
        EventFactory(source=source, state="draft", key=f"event-{number}")
    request = rf.get("/")
    request.user = get_user_model().objects.get(username="admin")

    with django_assert_num_queries(1):
        after = steps_after(request, source)

    assert [(said.kind, said.states) for said in after.said] == [
        ("Observations", [("published", 3)]),
        ("Events", [("draft", 3)]),
    ]


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        pytest.param("2023-01-01", "2023-12-31", "2024-01-01", "2024-12-31", id="a year"),
        pytest.param("2024-01-01", "2024-03-31", "2024-04-01", "2024-06-30", id="a quarter"),
        pytest.param("2024-02-01", "2024-02-29", "2024-03-01", "2024-03-31", id="a month"),
        pytest.param("2023-01-01", "2023-08-31", "2024-01-01", "2024-08-31", id="part of a year"),
        pytest.param("2024-02-29", "2024-02-29", "2025-02-28", "2025-02-28", id="a leap day"),
        pytest.param("2021-01-01", "2023-12-31", "2021-01-01", "2024-12-31", id="since a year"),
    ],
)
def test_the_figure_of_the_next_period_is_offered(start, end, first, last, admin_client):
    source = SourceFactory(published_on="2025-06")
    row = ObservationFactory(period_start=start, period_end=end, source=source)

    page = admin_client.get(address(Observation, "change", row.pk)).content.decode()
    [way] = re.findall(r'href="([^"]+)" class="addlink">Add the figure of the next period', page)
    form = admin_client.get(html.unescape(way)).context["adminform"].form

    assert (form["period_start"].value(), form["period_end"].value()) == (first, last)
    assert form["metric"].value() == str(row.metric_id)
    assert form["source"].value() in (None, "")
