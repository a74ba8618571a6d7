"""What the timeline lists: kinds, places, years, spans, plans and firms, in the order of time."""

import pytest

from parks.choices import EventKind
from tests.factories.parks import DistrictFactory, EventFactory, FirmFactory, ParkFactory
from tests.factories.plans import AreaFactory, PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def events():
    firm, plan = FirmFactory(key="carsgen"), PlanFactory(key="cells")
    park = ParkFactory(area__key="valley", district__area__key="pudong")
    AreaFactory(key="quiet", district=True)
    PlanFactory(key="idle")
    EventFactory(key="year", date="2024", kind=EventKind.DEAL, firm=firm)
    EventFactory(key="july", date="2024-07", area=park.area, summary="A grant.")
    EventFactory(key="day", date="2024-07-30", kind=EventKind.POLICY, plan=plan)
    EventFactory(key="old", date="2021-06", kind=EventKind.DEAL, area=park.district.area)


def listed(client, query):
    page = client.get(f"/events/?{query}")
    found, keys = page.context["filter"], [event.key for event in page.context["object_list"]]
    assert found.problems == []
    assert found.total == len(keys) == page.context["page_obj"].paginator.count
    assert [event.key for event in found.qs] == keys
    return keys


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        pytest.param("", "day july year old", id="newest first, the year alone last"),
        pytest.param("sort=date", "old day july year", id="oldest first, the year alone last, too"),
        pytest.param("q=grant", "july", id="a word of the summary"),
        pytest.param("kind=deal", "year old", id="a kind"),
        pytest.param("kind=deal&kind=policy", "day year old", id="either kind"),
        pytest.param("year=2024", "day july year", id="a year"),
        pytest.param("year=2024&year=2021", "day july year old", id="several years"),
        pytest.param("area=quiet", "", id="a place without events"),
        pytest.param("area=valley", "july", id="a park"),
        pytest.param("area=shanghai", "day year", id="the city as a whole, without its districts"),
        pytest.param("area=valley&area=shanghai", "day july year", id="either place"),
        pytest.param("firm=carsgen", "year", id="a firm"),
        pytest.param("plan=cells", "day", id="a plan"),
        pytest.param("plan=idle", "", id="a plan without events"),
        pytest.param("plan=idle&plan=cells", "day", id="either plan"),
        pytest.param("kind=deal&year=2021", "old", id="kind and year"),
    ],
)
def test_the_timeline_holds(client, events, query, keys):
    assert listed(client, query) == keys.split()


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        pytest.param("since=2024-03", "day july year", id="the year may have been after March"),
        pytest.param("since=2024-07-31", "july year", id="July, and the year, may have been then"),
        pytest.param("since=2024-08", "year", id="July was not in August"),
        pytest.param("since=2025", "", id="2024 was not in 2025"),
        pytest.param("until=2024-06", "year old", id="the year may have been before July"),
        pytest.param("until=2024-07-01", "july year old", id="July may have been its first day"),
        pytest.param("until=2023", "old", id="2024 was not in 2023"),
        pytest.param("since=2024-07-30&until=2024-07-30", "day july year", id="a day"),
        pytest.param("since=2021-01&until=2021-12", "old", id="months"),
        pytest.param("since=2024&until=2021", "", id="a span that runs backwards holds nothing"),
    ],
)
def test_a_span_holds_what_may_have_happened_within_it(client, events, query, keys):
    assert listed(client, query) == keys.split()


# --- A district takes in its parks ----------------------------------------------------------


def test_a_district_takes_in_the_events_of_the_parks_in_it_and_says_so(client, events):
    assert listed(client, "area=pudong") == ["july", "old"]
    assert (
        "A district takes in the events of the parks in it."
        in client.get("/events/").content.decode()
    )


def test_an_event_of_a_park_asked_for_with_its_district_is_listed_once(client, events):
    assert listed(client, "area=pudong&area=valley") == ["july", "old"]


def test_a_district_takes_in_no_park_that_is_not_public_and_none_of_another_district(client):
    pudong = DistrictFactory(area__key="pudong")
    EventFactory(key="draft", area=ParkFactory(district=pudong, state="draft").area)
    EventFactory(key="other", area=ParkFactory(district__area__key="minhang").area)
    EventFactory(key="city-wide", area=ParkFactory(district=None).area)

    assert listed(client, "area=pudong") == []


def test_the_page_of_a_district_counts_its_events_by_the_same_rule(client, events):
    page = client.get("/districts/pudong/").context["page"]

    assert page.events.total == len(listed(client, "area=pudong"))


# --- Mistakes and order ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    ["kind=party", "year=1066", "year=x", "area=atlantis", "firm=nobody", "plan=none",
     "area=%00", "plan=%00", "firm=%00", "since=yesterday", "until=2024-13", "since=2024-02-30",
     "sort=luck", "size=7"],
)  # fmt: skip
def test_an_unknown_value_is_a_mistake_and_lists_nothing(client, events, query):
    page = client.get(f"/events/?{query}")
    found = page.context["filter"]

    assert list(page.context["object_list"]) == []
    assert found.problems
    assert list(found.mistakes) == [query.split("=")[0]]
    assert found.total == 0


def test_a_firm_that_was_linked_to_is_a_chip_that_can_be_taken_off(client, events):
    page = client.get("/events/?firm=carsgen&kind=deal").content.decode()

    assert 'href="?kind=deal" aria-label="Remove the filter Firm:' in page


def test_a_search_leaves_the_timeline_in_the_order_of_time(client):
    EventFactory(key="older", title="Grant", date="2020")
    EventFactory(key="newer", title="No such", summary="Yet a grant.", date="2024")

    assert listed(client, "q=grant") == ["newer", "older"]
