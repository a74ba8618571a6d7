"""What readers see of events: the timeline, and one event."""

from decimal import Decimal

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from parks.choices import EventKind
from parks.models import Event
from parks.pages.events import timeline
from tests.factories.parks import EventFactory, FirmFactory
from tests.factories.plans import AreaFactory, PlanFactory, SourceFactory

pytestmark = pytest.mark.django_db

UNSEEN = [{"state": "draft"}, {"state": "in_review"}, {"state": "withdrawn", "state_reason": "x"}]


@pytest.fixture
def events():
    firm, plan = FirmFactory(key="carsgen"), PlanFactory(key="cells")
    pudong = AreaFactory(key="pudong", district=True)
    AreaFactory(key="quiet", district=True)
    PlanFactory(key="idle")
    EventFactory(key="year", date="2024", kind=EventKind.DEAL, firm=firm)
    EventFactory(key="july", date="2024-07", area=pudong)
    EventFactory(key="day", date="2024-07-30", kind=EventKind.POLICY, plan=plan)
    EventFactory(key="old", date="2021-06", kind=EventKind.DEAL, area=pudong)


def listed(client, query):
    return [event.key for event in client.get(f"/events/?{query}").context["object_list"]]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        pytest.param("", "day july year old", id="newest first, the year alone last"),
        pytest.param("sort=date", "old year july day", id="oldest first"),
        pytest.param("kind=deal", "year old", id="a kind"),
        pytest.param("kind=deal&kind=policy", "day year old", id="either kind"),
        pytest.param("year=2024", "day july year", id="a year"),
        pytest.param("area=pudong", "july old", id="an area"),
        pytest.param("area=quiet", "", id="an area without events"),
        pytest.param("area=pudong&area=shanghai", "day july year old", id="either area"),
        pytest.param("firm=carsgen", "year", id="a firm"),
        pytest.param("plan=cells", "day", id="a plan"),
        pytest.param("plan=idle", "", id="a plan without events"),
        pytest.param("kind=deal&year=2021", "old", id="kind and year"),
    ],
)
def test_the_timeline_holds(client, events, query, keys):
    page = client.get(f"/events/?{query}")

    assert [event.key for event in page.context["object_list"]] == keys.split()
    assert page.context["filter"].problems == []


@pytest.mark.parametrize(
    "query",
    ["kind=party", "year=1066", "year=x", "area=atlantis", "firm=nobody", "plan=none",
     "area=%00", "plan=%00", "firm=%00"],
)  # fmt: skip
def test_an_unknown_value_is_a_mistake_and_lists_nothing(client, events, query):
    page = client.get(f"/events/?{query}")

    assert list(page.context["object_list"]) == []
    assert page.context["filter"].problems


def test_events_stand_under_year_and_month_and_no_more_precisely_than_known(client, events):
    page = client.get("/events/")

    grouped = [
        (year.year.text, month.month.text, [event.key for event in month.events])
        for year in page.context["timeline"].years
        for month in year.months
    ]
    assert grouped == [
        ("2024", "2024-07", ["day", "july"]),
        ("2024", "2024", ["year"]),
        ("2021", "2021-06", ["old"]),
    ]
    assertContains(page, "2024, month not stated")
    assertNotContains(page, "January 2024")


def test_a_timeline_of_nothing_is_empty(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert timeline([]).years == []


def test_an_amount_reads_as_its_source_states_it(client):
    EventFactory(
        key="round", amount=Decimal(120_000_000), amount_unit="USD", amount_qualifier="at_most",
        locator="para 2",
    )  # fmt: skip

    for address in ("/events/", "/events/round/"):
        page = client.get(address)
        assertContains(page, "at most US$120 million")
        assertContains(page, "para 2")
    assertContains(client.get("/zh-hans/events/"), "不超过1.2亿美元")


def test_an_event_says_what_when_where_and_who(client):
    firm = FirmFactory(key="carsgen", name_en="CARsgen")
    plan = PlanFactory(key="cells", name_en="Cell plan")
    SourceFactory(key="other-report", publisher="Caixin")
    EventFactory(
        key="opening", title="Plant opens", summary="Of 3,000 m2; other-report says 3,100.",
        date="2023-11", firm=firm, plan=plan, kind=EventKind.OPENING,
    )  # fmt: skip
    EventFactory(title="Earlier, of the firm", firm=firm, date="2020")
    EventFactory(title="Of nobody here")

    page = client.get("/events/opening/")

    for words in ("Plant opens", "Opening", "November 2023", "Shanghai", "Earlier, of the firm"):
        assertContains(page, words)
    assertContains(page, '<a href="/firms/carsgen/">CARsgen</a>', html=True)
    assertContains(page, '<a href="/plans/cells/">Cell plan</a>', html=True)
    assertContains(page, ">Caixin</a> says 3,100.")
    assertNotContains(page, "Of nobody here")


def test_further_events_are_those_of_the_firm_or_the_plan_without_itself(client, events):
    same_plan = EventFactory(plan=Event.objects.get(key="day").plan)

    def related(key):
        return list(client.get(f"/events/{key}/").context["page"].related.rows)

    assert related("day") == [same_plan]
    assert related("year") == []
    assert related("july") == []


@pytest.mark.parametrize("state", UNSEEN, ids=lambda state: state["state"])
def test_what_is_not_published_shows_on_no_page_of_events(client, state):
    firm = FirmFactory()
    EventFactory(key="hidden", title="Hidden event", firm=firm, **state)
    EventFactory(key="of-firm", title="Hidden by its firm", firm=FirmFactory(**state))
    EventFactory(key="of-plan", title="Hidden by its plan", plan=PlanFactory(**state))
    EventFactory(key="seen", firm=firm)

    assertNotContains(client.get("/events/"), "Hidden")
    assertNotContains(client.get("/events/seen/"), "Hidden")
    for key in ("hidden", "of-firm", "of-plan"):
        assert client.get(f"/events/{key}/").status_code == 404


def test_an_event_without_a_page_is_not_found(client):
    assert client.get("/events/nothing/").status_code == 404


def test_the_chinese_timeline_shows_the_twin_or_english_marked_as_such(client):
    EventFactory(
        title="Opens", title_zh="启用", summary="Soon.", summary_zh="即将。", date="2024-07"
    )
    EventFactory(title="Untranslated", summary="Not yet.")

    page = client.get("/zh-hans/events/")

    for words in ("启用", "即将。", "2024年7月"):
        assertContains(page, words)
    assertNotContains(page, "Soon.")
    assertContains(page, '<span lang="en">Untranslated</span>', html=True)
    assertContains(page, '<span lang="en">Not yet.</span>', html=True)


def test_every_event_of_a_year_is_one_of_its_months():
    EventFactory(date="2024")
    EventFactory(date="2024-12-31")

    (year,) = timeline(Event.objects.newest_first()).years

    assert [month.is_stated for month in year.months] == [True, False]
