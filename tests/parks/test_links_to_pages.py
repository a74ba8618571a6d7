"""A name is a link only where the reader may open the page."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from tests.factories.parks import (
    DistrictFactory,
    EventFactory,
    FirmFactory,
    ParkFactory,
    ProductFactory,
    SiteFactory,
)
from tests.factories.plans import PlanFactory, PolicyMeasureFactory, SourceFactory, TargetFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

DAY = "2024-07-01"


@pytest.fixture
def early():
    return SourceFactory(published_on="2024-01")


@pytest.fixture
def late():
    return SourceFactory(published_on="2025-06")


@pytest.mark.parametrize("state", ["draft", "in_review"])
@pytest.mark.parametrize("address", ["/events/", "/events/opened/"])
def test_an_event_in_an_unpublished_park_names_it_without_a_link(client, address, state):
    park = ParkFactory(area__key="hidden", area__name_en="Valley", state=state)
    EventFactory(key="opened", area=park.area)

    page = client.get(address)

    assertContains(page, "Valley")
    assertNotContains(page, "/parks/hidden/")


def test_an_event_in_a_public_park_links_to_it(client):
    park = ParkFactory(area__key="seen")
    EventFactory(area=park.area)

    assertContains(client.get("/events/"), 'href="/parks/seen/"')


def test_a_target_and_a_measure_for_an_unpublished_park_name_it_without_a_link(client):
    park = ParkFactory(area__key="hidden", area__name_en="Valley", state="draft")
    target = TargetFactory(area=park.area)
    PolicyMeasureFactory(area=park.area, plan=target.plan)

    for address in (
        target.get_absolute_url(), target.plan.get_absolute_url(), "/targets/", "/measures/",
    ):  # fmt: skip
        page = client.get(address)
        assertContains(page, "Valley")
        assertNotContains(page, 'href="/parks/hidden/"')


def test_as_of_a_day_a_park_that_no_source_had_named_is_no_link(client, early, late):
    park = ParkFactory(area__key="new", area__name_en="Valley", source=late)
    EventFactory(area=park.area, source=early)

    page = client.get(f"/events/?as_of={DAY}")

    assertContains(page, "Valley")
    assertNotContains(page, 'href="/parks/new/')
    assertContains(client.get("/events/"), 'href="/parks/new/"')


def test_as_of_a_day_a_firm_that_no_source_had_named_is_no_link(client, early, late):
    firm = FirmFactory(key="new", name_en="Newcomer", source=late)
    EventFactory(firm=firm, source=early)
    ProductFactory(key="cel", firm=firm, source=early)

    for address in ("/events/", "/products/", "/products/cel/"):
        page = client.get(f"{address}?as_of={DAY}")
        assertContains(page, "Newcomer")
        assertNotContains(page, 'href="/firms/new/')
        assertContains(client.get(address), 'href="/firms/new/"')


def test_as_of_a_day_a_district_is_there_though_its_census_is_not(client, early, late):
    district = DistrictFactory(area__key="pudong", source=late)
    EventFactory(area=district.area, source=early)

    assertContains(client.get(f"/events/?as_of={DAY}"), 'href="/districts/pudong/')


def test_as_of_a_day_a_plan_that_no_source_had_named_is_no_link(client, early, late):
    plan = PlanFactory(key="new", source=late)
    EventFactory(key="said", plan=plan, source=early)

    page = client.get(f"/events/said/?as_of={DAY}")

    assertNotContains(page, 'href="/plans/new/')


def test_many_places_and_firms_cost_no_more_queries_than_one(client, early):
    def add(number):
        for _ in range(number):
            site = SiteFactory(park=ParkFactory(source=early), firm__source=early, source=early)
            EventFactory(area=site.park.area, firm=site.firm, source=early)

    add(1)
    few = count_queries(lambda: client.get(f"/events/?as_of={DAY}"))
    add(9)

    assert count_queries(lambda: client.get(f"/events/?as_of={DAY}")) == few
