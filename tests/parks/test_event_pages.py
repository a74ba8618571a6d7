"""What readers see of events: the timeline, and one event."""

from decimal import Decimal

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from parks.choices import EventKind
from parks.models import Event
from parks.pages.events import PageRows, by_year
from tests.factories.parks import EventFactory, FirmFactory, ParkFactory
from tests.factories.plans import AreaFactory, PlanFactory, SourceFactory

pytestmark = pytest.mark.django_db

UNSEEN = [{"state": "draft"}, {"state": "in_review"}, {"state": "withdrawn", "state_reason": "x"}]


@pytest.fixture
def events():
    EventFactory(key="year", date="2024", firm=FirmFactory(key="carsgen"))
    EventFactory(key="july", date="2024-07")
    EventFactory(key="day", date="2024-07-30", plan=PlanFactory(key="cells"))
    EventFactory(key="old", date="2021-06")


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


def test_a_page_without_events_has_no_years():
    assert by_year(PageRows([]), {}) == []


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
    EventFactory(title="Of nobody here", area=AreaFactory())

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

    (year,) = by_year(PageRows(list(Event.objects.newest_first())), {"2024": 2})

    assert [month.is_stated for month in year.months] == [True, False]
    assert (year.shown, year.total) == (2, 2)


# --- What came before and after -------------------------------------------------------------


def around(client, key):
    """By what the neighbours share: the keys of those before and after."""
    return {
        found.query: tuple(other and other.key for other in (found.earlier, found.later))
        for found in client.get(f"/events/{key}/").context["page"].around
    }


def test_an_event_leads_to_those_before_and_after_it_of_its_firm_and_at_its_place(client):
    firm, pudong = FirmFactory(key="carsgen"), AreaFactory(key="pudong", district=True)
    EventFactory(key="first", date="2020", firm=firm)
    EventFactory(key="second", date="2021-03", firm=firm, area=pudong)
    EventFactory(key="third", date="2021-03-04", firm=firm)
    EventFactory(key="elsewhere", date="2022", area=pudong)

    assert around(client, "second") == {
        "firm=carsgen": ("first", "third"), "area=pudong": (None, "elsewhere"),
    }  # fmt: skip
    page = client.get("/events/second/")
    assertContains(page, 'href="/events/?firm=carsgen"')
    assertContains(page, 'href="/events/?area=pudong"')
    assertContains(page, "None is known before it.")


def test_events_of_one_day_lead_to_one_another_in_the_order_of_the_timeline(client):
    for key in "abc":
        EventFactory(key=key, date="2024-07-30")

    assert around(client, "b") == {"area=shanghai": ("c", "a")}


def test_at_a_district_the_events_of_its_parks_come_before_and_after_too(client):
    park = ParkFactory(area__key="valley", district__area__key="pudong")
    EventFactory(key="in-park", date="2020", area=park.area)
    EventFactory(key="in-district", date="2021", area=park.district.area)

    assert around(client, "in-district") == {"area=pudong": ("in-park", None)}
    assert around(client, "in-park") == {}


@pytest.mark.parametrize(
    ("date", "of_the_day", "of_the_year"),
    [
        pytest.param(
            "2026-06-22",
            "About the same time · 2026 · ",
            "About the same time · 22 June 2026 · ",
            id="a day of the year, which may have been before or after",
        ),
        pytest.param(
            "2025-12-31", "After · 2026 · ", "Before · 31 December 2025 · ", id="the day before it"
        ),
        pytest.param(
            "2027-01-01", "Before · 2026 · ", "After · 1 January 2027 · ", id="the day after it"
        ),
    ],
)
def test_before_and_after_are_said_only_of_what_surely_was(client, date, of_the_day, of_the_year):
    EventFactory(key="year", date="2026")
    EventFactory(key="day", date=date)

    assertContains(client.get("/events/day/"), of_the_day)
    assertContains(client.get("/events/year/"), of_the_year)
