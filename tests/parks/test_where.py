"""From a target to the parks that it names, to the firms there, and back."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from tests.factories.parks import (
    DistrictFactory,
    FirmFactory,
    ParkFactory,
    ProductFactory,
    SiteFactory,
)
from tests.factories.plans import AreaFactory, PolicyMeasureFactory, TargetFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def pudong():
    return DistrictFactory(area__key="pudong")


@pytest.fixture
def valley(pudong):
    return ParkFactory(area__key="valley", district=pudong)


def places(client, target):
    found = client.get(target.get_absolute_url()).context["page"].places
    return [(place.url, str(place.why), place.firms, place.products) for place in found]


def test_a_target_for_a_park_leads_to_it_and_its_firms(client, valley):
    firm = FirmFactory()
    SiteFactory.create_batch(2, firm=firm, park=valley)
    ProductFactory(firm=firm)
    target = TargetFactory(area=valley.area)

    page = client.get(target.get_absolute_url())

    assertContains(page, '<a href="/firms/?park=valley">1 firm</a>', html=True)
    assert places(client, target) == [
        ("/parks/valley/", "the target's own area", 1, 1),
        ("/districts/pudong/", "the district around it", 1, 1),
    ]
    assertContains(client.get("/parks/valley/"), f'href="{target.get_absolute_url()}"')


def test_a_target_for_a_district_names_the_parks_in_it(client, pudong, valley):
    SiteFactory(park=valley)

    assert places(client, TargetFactory(area=pudong.area)) == [
        ("/districts/pudong/", "the target's own area", 1, 0),
        ("/parks/valley/", "a park in this district", 1, 0),
    ]


def test_a_target_for_the_city_names_the_places_that_its_plan_names(client, pudong, valley):
    target = TargetFactory(area=AreaFactory(shanghai=True))
    PolicyMeasureFactory(plan=target.plan, area=valley.area, theme="spatial-layout")
    PolicyMeasureFactory(area=pudong.area)

    assert places(client, target) == [("/parks/valley/", "named by the plan", 0, 0)]
    assertContains(client.get(target.get_absolute_url()), "no firm known there")


def test_an_unpublished_place_is_not_named(client, pudong):
    ParkFactory(area__key="hidden", district=pudong, state="draft")
    target = TargetFactory(area=pudong.area)

    assert [url for url, *_ in places(client, target)] == ["/districts/pudong/"]
    assertNotContains(client.get(target.get_absolute_url()), "/parks/hidden/")


def test_its_numbers_are_those_of_the_lists(client, pudong, valley):
    firm = FirmFactory()
    SiteFactory(firm=firm, park=valley)
    SiteFactory(district=pudong)
    SiteFactory(district=pudong, state="draft")
    ProductFactory(firm=firm)
    target = TargetFactory(area=pudong.area)

    for place in client.get(target.get_absolute_url()).context["page"].places:
        assert client.get(place.firms_url).context["page"].total == place.firms
        if "/products/" in place.products_url:
            listed = client.get(place.products_url).context["page_obj"].paginator.count
            assert listed == place.products


def test_more_parks_cost_no_more_queries(client, pudong):
    target = TargetFactory(area=pudong.area)
    ParkFactory(district=pudong)
    few = count_queries(lambda: client.get(target.get_absolute_url()))
    for _ in range(5):
        SiteFactory(park=ParkFactory(district=pudong))

    assert count_queries(lambda: client.get(target.get_absolute_url())) == few
