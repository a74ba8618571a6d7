"""What the districts can be shaded by: each number is that of the list it leads to."""

import gzip
from decimal import Decimal

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from parks.choices import MapQuantity, SiteKind
from parks.models import District
from parks.pages.district_numbers import DistrictNumbers, list_url, number_words, short_number
from tests.factories.parks import (
    DistrictFactory,
    EventFactory,
    FirmFactory,
    ParkFactory,
    ProductFactory,
    SiteFactory,
)
from tests.factories.plans import (
    PlanFactory,
    PolicyMeasureFactory,
    SourceFactory,
    TargetFactory,
)
from tests.parks.maps import Page
from tests.shipped import shipped

__all__ = ["shipped"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def pudong():
    """A district with some of everything, much of it twice or not for the public."""
    early = SourceFactory(published_on="2024-01")
    here = DistrictFactory(
        area__key="pudong", area__name_en="Pudong", population=2_000_000, source=early
    )
    late = SourceFactory(published_on="2025-06")
    valley = ParkFactory(district=here, source=early)
    ParkFactory(district=here, state="draft")
    firm = FirmFactory(source=early)
    SiteFactory(firm=firm, district=here, kind=SiteKind.HEAD_OFFICE, source=early)
    SiteFactory(firm=firm, district=None, park=valley, source=early)
    SiteFactory(firm__source=late, district=here, source=late)
    SiteFactory(firm__state="draft", district=here)
    ProductFactory(firm=firm, source=early)
    ProductFactory(firm=firm, state="draft")
    EventFactory(area=here.area, source=early)
    EventFactory(area=valley.area, source=early)
    EventFactory(area=here.area, source=late)
    plan = PlanFactory(source=early, issued_on="2024")
    target = TargetFactory(plan=plan, area=here.area, source=early)
    TargetFactory(plan=plan, area=here.area, variant_of=target, source=early)
    PolicyMeasureFactory(plan=plan, area=here.area, theme="spatial-layout", source=early)
    PolicyMeasureFactory(plan=plan, area=here.area, theme="finance", source=early)
    return here


EXPECTED = {
    MapQuantity.FIRMS: 2,
    MapQuantity.HEAD_OFFICES: 1,
    MapQuantity.PRODUCTS: 1,
    MapQuantity.PARKS: 1,
    MapQuantity.TARGETS: 1,
    MapQuantity.MEASURES: 2,
    MapQuantity.EVENTS: 3,
    MapQuantity.POPULATION: 2_000_000,
    MapQuantity.FIRMS_PER_MILLION: 1,
}


@pytest.mark.parametrize(("quantity", "number"), EXPECTED.items())
def test_each_number_counts_what_is_public_once(pudong, quantity, number):
    assert DistrictNumbers().of(pudong, quantity) == number


@pytest.mark.parametrize("query", ["", "&as_of=2024-07-01"], ids=["today", "as of a day"])
@pytest.mark.parametrize("quantity", [q for q in MapQuantity if list_url(q, "x")])
def test_map_table_page_and_list_have_the_same_number(client, pudong, quantity, query):
    """On the map, in the table, on the district's page, and behind the link."""
    page = client.get(f"/districts/?shade={quantity}{query}")
    (row,) = page.context["rows"]
    (drawn,) = page.context["map"].rows
    cell = next(cell for cell in row.cells if cell.quantity is quantity)
    profile = client.get(f"/districts/pudong/?{query[1:]}").context["page"]
    of_profile = next(cell for cell in profile.row.cells if cell.quantity is quantity)
    listed = client.get(f"{list_url(quantity, 'pudong')}{query}").context["page_obj"].paginator

    assert cell.number == of_profile.number == str(listed.count)
    assert drawn.words == number_words(quantity, Decimal(listed.count))


@pytest.mark.parametrize("quantity", list(MapQuantity))
def test_the_map_is_shaded_by_what_is_asked_for(client, pudong, quantity):
    page = client.get(f"/districts/?shade={quantity.value}")

    current = [a["text"] for a in Page(page.content.decode()).of("a") if "shade=" in a["href"]
               and a.get("aria-current") and "#map" in a["href"]]  # fmt: skip
    assert current == [str(quantity.label)]
    assertContains(page, page.context["map"].legend_title)


def test_without_a_choice_it_is_shaded_by_firms(client, pudong):
    assert client.get("/districts/").context["shade"] == "firms"


def test_an_unknown_choice_is_a_visible_mistake_and_draws_no_map(client, pudong):
    page = client.get("/districts/?shade=beauty")

    assertContains(page, "beauty is not one of the available choices")
    assertNotContains(page, 'class="district-map"')
    assert page.context["rows"] == []


def test_the_choice_is_no_filter_with_a_chip(client, pudong):
    assertNotContains(client.get("/districts/?shade=products"), "chips__chip")


def test_what_is_not_known_on_the_day_is_hatched_and_zero_is_not(client):
    DistrictFactory(area__key="pudong", source=SourceFactory(published_on="2025-06"))

    page = client.get("/districts/?shade=population&as_of=2024-07-01")
    firms = client.get("/districts/?shade=firms&as_of=2024-07-01")

    shade = {s.key: s.shade for s in page.context["map"].shapes}
    assert shade["pudong"] == "unknown"
    assert {s.key: s.shade for s in firms.context["map"].shapes}["pudong"] == "0"
    assertContains(page, '<span class="soft">not known</span>')


def test_people_are_said_to_be_of_a_year(client, pudong):
    year = pudong.population_year

    assertContains(client.get("/districts/?shade=population"), f"Residents, {year}")
    per_million = client.get("/districts/?shade=firms_per_million")
    assertContains(per_million, f"(residents of {year})")


def test_those_that_share_the_first_place_are_named_together(client):
    for key in ("aa", "bb"):
        SiteFactory(district=DistrictFactory(area__key=key, area__name_en=key.upper()))

    assert client.get("/districts/").context["map"].title == "AA, BB have the most: 1 firm each"


def test_a_register_without_any_says_so(client):
    DistrictFactory()

    title = client.get("/districts/?shade=products").context["map"].title
    assert title == "Products of firms there: none known in any district yet"


def test_every_column_sorts(client, pudong):
    DistrictFactory(area__key="empty", area__name_en="A", population=1, area_km2=1)

    for quantity in MapQuantity:
        rows = client.get(f"/districts/?sort=-{quantity.value}").context["rows"]
        assert [row.district.key for row in rows] == ["pudong", "empty"], quantity


def test_large_numbers_are_short_on_the_map():
    assert short_number(MapQuantity.POPULATION, Decimal(5_681_512), "en") == "5.68 m"
    assert short_number(MapQuantity.AREA, Decimal("1210.41"), "en") == "1,210"


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("address", ["/districts/?shade=population", "/", "/firms/"])
def test_a_page_with_the_map_is_small(client, address):
    assert len(gzip.compress(client.get(address).content)) < 40_000


@pytest.mark.usefixtures("shipped")
def test_the_shipped_districts_all_have_their_neighbours(client):
    keys = set(District.objects.values_list("area__key", flat=True))
    beside = {}
    for key in keys:
        neighbours = client.get(f"/districts/{key}/").context["page"].neighbours
        beside[key] = {other.get_absolute_url().split("/")[2] for other in neighbours}

    for key, others in beside.items():
        assert bool(others) == (key != "chongming")
        assert others <= keys
        assert all(key in beside[other] for other in others)
