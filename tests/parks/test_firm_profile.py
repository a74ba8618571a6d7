"""What the page of a firm tells: its places, products, money, and the plans about its places."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from parks.choices import EventKind, SiteKind, Stage
from tests.factories.parks import (
    DistrictFactory,
    EventFactory,
    FirmFactory,
    ParkFactory,
    ProductFactory,
    SiteFactory,
)
from tests.factories.plans import PlanFactory, PolicyMeasureFactory, TargetFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return FirmFactory(key="carsgen", name_en="CARsgen")


@pytest.fixture
def pudong():
    return DistrictFactory(area__key="pudong", area__name_en="Pudong")


@pytest.fixture
def valley(pudong):
    return ParkFactory(area__key="valley", area__name_en="Valley", district=pudong)


def shown(client):
    return client.get("/firms/carsgen/").context["page"]


# --- Places ---------------------------------------------------------------------------------


def test_the_head_office_comes_first_and_what_closed_last(client, firm, pudong):
    SiteFactory(key="a-plant", firm=firm, kind=SiteKind.PLANT, since="2017", until="2020")
    SiteFactory(key="b-lab", firm=firm, district=pudong)
    SiteFactory(key="c-office", firm=firm, kind=SiteKind.HEAD_OFFICE)

    page = client.get("/firms/carsgen/")

    keys = [place.site.key for place in page.context["page"].places]
    assert keys == ["c-office", "b-lab", "a-plant"]
    assertContains(page, '<span class="badge badge--warn">closed</span>', count=1)
    assertContains(page, "no source that was read says that the site closed")


def test_a_place_to_come_is_not_open_yet(client, firm):
    SiteFactory(firm=firm, since="2099")

    assertContains(client.get("/firms/carsgen/"), "not open yet")


def test_what_closed_was_open_on_the_day_that_is_read_as_of(client, firm):
    SiteFactory(firm=firm, since="2010", until="2024-06", source=firm.source)

    assertContains(client.get("/firms/carsgen/"), ">closed</span>")
    assertContains(client.get("/firms/carsgen/?as_of=2024-05-01"), ">to close</span>")


# --- Products and events --------------------------------------------------------------------


def test_a_product_stands_on_its_ladder_with_the_events_that_name_it(client, firm):
    ProductFactory(
        firm=firm,
        name_en="Satri-cel (CT041)",
        stage=Stage.PHASE2,
        status_on="2019-01",
        authority=["NMPA"],
    )
    EventFactory(firm=firm, title="CT041 cleared", date="2018-03")
    EventFactory(firm=firm, title="New plant")

    page = client.get("/firms/carsgen/")

    assertContains(page, "Ladder of stages: the last known is rung 4 of 7")
    assertContains(page, "Not re-checked since January 2019")
    assertContains(page, "NMPA (China)")
    (climb,) = page.context["page"].products.rows
    assert [event.title for event in climb.events] == ["CT041 cleared"]


def test_deals_are_listed_with_their_amounts_as_stated_and_never_added_up(client, firm):
    deal = {"firm": firm, "kind": EventKind.DEAL, "amount_qualifier": "exact"}
    EventFactory(title="Series A", amount=100_000_000, amount_unit="yuan", **deal)
    EventFactory(title="Series B", amount=50_000_000, amount_unit="USD", **deal)
    EventFactory(title="Agreement", firm=firm, kind=EventKind.DEAL)
    EventFactory(title="Opening", firm=firm)

    page = client.get("/firms/carsgen/")

    assert {e.title for e in page.context["page"].deals.rows} == {
        "Series A",
        "Series B",
        "Agreement",
    }
    assert [e.title for e in page.context["page"].events.rows] == ["Opening"]
    for words in ("100 million yuan", "US$50 million", "none recorded", "they are not added up"):
        assertContains(page, words)
    assertNotContains(page, "150 million")
    assertContains(page, 'href="/events/?firm=carsgen&amp;kind=deal"')
    assertContains(page, "All 4 events on the timeline")


def test_a_firm_without_deals_has_no_list_of_them(client, firm):
    EventFactory(firm=firm)

    assertNotContains(client.get("/firms/carsgen/"), "Deals and financings")


# --- Plans and places -----------------------------------------------------------------------


def test_targets_and_measures_about_its_park_and_district_are_two_clicks_away(
    client, firm, pudong, valley
):
    SiteFactory(firm=firm, park=valley)
    SiteFactory(firm=firm, district=DistrictFactory(area__key="without-a-target"))
    of_district = TargetFactory(area=pudong.area, statement="Of the district")
    of_park = TargetFactory(area=valley.area, statement="Of the park")
    TargetFactory(statement="Of somewhere else")
    TargetFactory(area=valley.area, plan=of_park.plan, variant_of=of_park)
    PolicyMeasureFactory(area=pudong.area, summary="Support in the district")

    page = client.get("/firms/carsgen/")

    targets = page.context["page"].ties.targets
    assert [row.target for row in targets.rows] == [of_park, of_district]
    assert targets.total == 2
    assertContains(page, f'href="{of_park.get_absolute_url()}"')
    assertContains(page, "Support in the district")
    assertContains(page, "about these places, not about the firm")
    assertContains(page, 'href="/targets/?area=valley&amp;area=pudong"')
    assertNotContains(page, "Of somewhere else")


def test_a_plan_that_an_event_names_is_a_tie(client, firm):
    plan = PlanFactory(key="pilot", name_en="Pilot plan")
    EventFactory(firm=firm, plan=plan, title="Joins the pilot")

    page = client.get("/firms/carsgen/")

    assert [named.plan for named in page.context["page"].ties.plans] == [plan]
    assertContains(page, '<a href="/plans/pilot/">Pilot plan</a>', html=True)


def test_a_firm_whose_places_nobody_names_is_tied_to_none(client, firm):
    TargetFactory()

    assertNotContains(client.get("/firms/carsgen/"), "What plans want of its places")


def test_places_without_a_target_say_so(client, firm, pudong):
    SiteFactory(firm=firm, district=pudong)

    assertContains(
        client.get("/firms/carsgen/"), "No plan that was read has a target about these places."
    )


def test_a_place_that_is_not_public_ties_nothing(client, firm, pudong):
    hidden = ParkFactory(area__name_en="Hidden park", district=pudong, state="draft")
    SiteFactory(firm=firm, park=hidden)
    TargetFactory(area=hidden.area, statement="Hidden target")

    assertNotContains(client.get("/firms/carsgen/"), "Hidden")


# --- Firms like it --------------------------------------------------------------------------


def test_similar_firms_say_what_they_share_and_can_be_compared(client, pudong):
    me = FirmFactory(key="carsgen", modality=["car_t"])
    other = FirmFactory(key="unicar", name_en="Unicar", modality=["car_t", "nk"])
    for firm in (me, other):
        SiteFactory(firm=firm, district=pudong)

    page = client.get("/firms/carsgen/")

    assertContains(page, "Shares: CAR-T cells, its role (developer), Pudong")
    assertContains(page, 'href="/firms/compare/?firm=carsgen&amp;firm=unicar"')
    assertContains(page, "Size and success play no part.")


def test_a_firm_that_is_like_no_other_says_so(client):
    FirmFactory(key="carsgen", modality=["car_t"])

    assertContains(client.get("/firms/carsgen/"), "No other firm works on the same.")


def test_the_page_leads_to_a_comparison(client, firm):
    assertContains(client.get("/firms/carsgen/"), 'href="/firms/compare/?firm=carsgen"')
