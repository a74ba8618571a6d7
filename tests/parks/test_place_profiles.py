"""Where a district stands, what opened when in a park, and where it lies."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from parks.choices import SiteKind
from tests.factories.parks import (
    DistrictFactory,
    EventFactory,
    FirmFactory,
    ParkFactory,
    ProductFactory,
    SiteFactory,
)
from tests.factories.plans import PolicyMeasureFactory, TargetFactory
from tests.parks.maps import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def valley():
    return ParkFactory(
        area__key="valley",
        area__name_en="Valley",
        district=DistrictFactory(area__key="pudong", area__name_en="Pudong"),
        latitude="31.2",
        longitude="121.6",
        opened_on="1996-07",
    )


def ranks(client, key):
    page = client.get(f"/districts/{key}/").context["page"]
    return {r.quantity.value: (r.rank.place, r.rank.of, r.rank.shared) for r in page.ranks}


def test_a_district_says_where_it_stands_and_leads_to_the_map_shaded_so(client):
    one, two, three = [DistrictFactory(area__key=key, population=10**6) for key in ("a", "b", "c")]
    SiteFactory.create_batch(3, district=one)
    SiteFactory(district=two)
    SiteFactory(district=three)

    assert ranks(client, "a")["firms"] == (1, 3, False)
    assert ranks(client, "b")["firms"] == (2, 3, True)
    assertContains(client.get("/districts/b/"), "No. 2 of 3, shared")
    assertContains(client.get("/districts/a/"), 'href="/districts/?shade=firms#map"')


def test_who_has_none_has_no_rank(client):
    DistrictFactory(area__key="a")

    assert ranks(client, "a") == {}
    assertNotContains(client.get("/districts/a/"), "Among the districts")


def test_a_district_leads_to_the_ones_before_and_after_it(client):
    for key in ("a", "b", "c"):
        DistrictFactory(area__key=key, area__name_en=key)

    page = client.get("/districts/b/")

    assertContains(page, '<a class="neighbours__link" href="/districts/a/" rel="prev">')
    assertContains(page, '<a class="neighbours__link" href="/districts/c/" rel="next">')
    assertNotContains(client.get("/districts/a/"), 'rel="prev"')


def test_where_there_is_nothing_a_sentence_says_so(client):
    DistrictFactory(area__key="a")

    for words in (
        "No source that was read names a firm with a site here.",
        "No product of a firm with a site here is known.",
        "No park of this district is known.",
        "No plan that was read sets a target for it alone.",
        "No policy measure that was read is for it alone.",
        "No event is known.",
    ):
        assertContains(client.get("/districts/a/"), words)


def opened(client):
    page = client.get("/parks/valley/").context["page"]
    return [row.date.text for row in page.dated], len(page.undated)


def test_what_opened_in_a_park_is_one_dated_list_oldest_first(client, valley):
    SiteFactory(park=valley, since="2020", until="2021-05", firm__name_en="Gone")
    SiteFactory(park=valley, since="2020-03", firm__name_en="Stays", kind=SiteKind.PLANT)
    SiteFactory(park=valley, firm__name_en="Undated")
    EventFactory(area=valley.area, kind="opening", date="2020-03-01", title="Doors open")
    EventFactory(area=valley.area, kind="deal", date="2020-03-02", title="A deal")

    assert opened(client) == (["1996-07", "2020-03-01", "2020-03", "2020", "2021-05"], 1)
    page = client.get("/parks/valley/")
    for words in ("The park itself", ", until then", "1 more, day not known"):
        assertContains(page, words)


def test_a_site_that_is_not_public_opened_nothing(client, valley):
    SiteFactory(park=valley, since="2020", state="draft")
    SiteFactory(park=valley, since="2020", firm__state="draft")
    EventFactory(area=valley.area, kind="opening", date="2020", state="draft")

    assert opened(client) == (["1996-07"], 0)


def test_a_park_shows_its_place_and_says_that_it_is_an_estimate(client, valley):
    page = client.get("/parks/valley/")

    assertContains(page, 'aria-label="Map of Shanghai: Valley lies in Pudong"')
    assertContains(page, "The dot is our own estimate, within about 2 km.")
    assertContains(page, "District boundaries: Apache ECharts 4.9.0")
    markup = Page(page.content.decode())
    assert len(markup.of("path", part="locator__district")) == 16
    assert len(markup.of("path", part="locator__district--here")) == 1
    assert len(markup.of("circle", part="locator__dot")) == 1


@pytest.mark.parametrize("place", [{}, {"latitude": "39.9", "longitude": "116.4"}])
def test_a_park_of_unknown_place_has_no_map_but_a_sentence(client, place):
    ParkFactory(area__key="zone", **place)

    page = client.get("/parks/zone/")

    assertContains(page, "Its position is not known, so there is no map of it.")
    assertNotContains(page, "locator__dot")


def test_a_park_shows_the_products_of_its_firms_their_work_and_its_sisters(client, valley):
    firm = FirmFactory(modality=["car_t"])
    SiteFactory(firm=firm, park=valley)
    ProductFactory(firm=firm, name_en="Cellcel")
    ParkFactory(area__name_en="Sister", district=valley.district)
    ParkFactory(area__name_en="Stranger", district=DistrictFactory())

    page = client.get("/parks/valley/")

    for words in ("Cellcel", "CAR-T cells", "Other parks of the district", "Sister"):
        assertContains(page, words)
    assertNotContains(page, "Stranger")


def test_a_park_shows_what_plans_promise_see_and_offer_with_how_it_stands(client, valley):
    TargetFactory(area=valley.area, statement="Fifty firms by 2027.", due_on="2027")
    PolicyMeasureFactory(area=valley.area, theme="spatial-layout", summary="Core area.")
    PolicyMeasureFactory(area=valley.area, theme="finance", summary="Grants.")

    page = client.get("/parks/valley/")

    for words in ("Fifty firms by 2027.", "Core area.", "Grants."):
        assertContains(page, words)
    evidence = page.context["page"].evidence
    assert evidence.target_total == 1
    assertContains(page, evidence.targets[0].standing.verdict.label)
    listed = client.get("/targets/?area=valley").context["page_obj"].paginator.count
    assert listed == evidence.target_total
