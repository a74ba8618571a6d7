"""What readers see of districts and parks: the lists, and one place with all it holds."""

import datetime as dt
from decimal import Decimal

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from parks.choices import ParkKind, SiteKind
from tests.factories.parks import (
    DistrictFactory,
    EventFactory,
    FirmFactory,
    ParkFactory,
    ProductFactory,
    SiteFactory,
)
from tests.factories.plans import (
    MetricFactory,
    ObservationFactory,
    PlanFactory,
    PolicyMeasureFactory,
    SourceFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db

UNSEEN = [{"state": "draft"}, {"state": "in_review"}, {"state": "withdrawn", "state_reason": "x"}]


@pytest.fixture
def pudong():
    return DistrictFactory(
        area__key="pudong",
        area__name_en="Pudong",
        area__name_zh="浦东新区",
        population=5_681_512,
        area_km2=Decimal("1210.41"),
        area_source=SourceFactory(key="land-survey"),
        source=SourceFactory(key="census"),
        role="core area",
        role_zh="核心区",
    )


@pytest.fixture
def valley(pudong):
    return ParkFactory(
        area__key="valley",
        area__name_en="Pharma Valley",
        area__name_zh="张江药谷",
        district=pudong,
        kind=ParkKind.INDUSTRIAL_PARK,
        area_m2=Decimal(1_500_000),
        opened_on="1996-07",
        latitude=Decimal("31.2"),
        longitude=Decimal("121.6"),
        operator="Zhangjiang Group",
        operator_zh="张江集团",
        role="drugs",
        note="Two parts.",
    )


# --- The lists ------------------------------------------------------------------------------


def test_the_districts_carry_population_and_area_each_with_its_own_source(client, pudong):
    page = client.get("/districts/")

    for words in ("5,681,512", "2020", "1,210.41", "core area"):
        assertContains(page, words)
    for source in ("census", "land-survey"):
        assertContains(page, f'href="/sources/{source}/"')


def test_the_districts_count_firms_and_parks_and_lead_to_them(client, pudong, valley):
    firm = FirmFactory()
    SiteFactory.create_batch(2, firm=firm, district=pudong)
    SiteFactory(district=None, park=valley)
    DistrictFactory(area__key="empty")

    page = client.get("/districts/")

    assertContains(page, '<a href="/firms/?district=pudong">2</a>', html=True)
    assertContains(page, '<a href="/parks/?district=pudong">1</a>', html=True)
    zeros = [cell.number for row in page.context["rows"] for cell in row.cells if cell.is_zero]
    assert len(zeros) == 5 + 8


@pytest.mark.parametrize(
    ("sort", "keys"),
    [
        ("", "aa bb cc"),
        ("-name", "cc bb aa"),
        ("population", "bb aa cc"),
        ("-area", "cc bb aa"),
        ("-firms", "bb aa cc"),
        ("-parks", "cc aa bb"),
    ],
)
def test_the_districts_are_sorted(client, sort, keys):
    DistrictFactory(area__key="aa", area__name_en="A", population=2, area_km2=1)
    b = DistrictFactory(area__key="bb", area__name_en="B", population=1, area_km2=2)
    c = DistrictFactory(area__key="cc", area__name_en="C", population=3, area_km2=3)
    SiteFactory(district=b)
    ParkFactory(district=c)

    rows = client.get(f"/districts/?sort={sort}").context["rows"]

    assert [row.district.key for row in rows] == keys.split()


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        pytest.param("", "aa bb zone", id="all, by name"),
        pytest.param("district=pudong", "bb", id="a district"),
        pytest.param("kind=science_city", "zone", id="a kind"),
        pytest.param("kind=science_city&kind=industrial_park", "aa bb zone", id="either kind"),
        pytest.param("district=pudong&kind=science_city", "", id="district and kind"),
        pytest.param("sort=-firms", "bb aa zone", id="most firms first"),
        pytest.param("sort=-area", "aa bb zone", id="largest first, not known last"),
        pytest.param("sort=opened", "bb aa zone", id="oldest first, not known last"),
        pytest.param("sort=district", "aa bb zone", id="by district, none last"),
    ],
)
def test_the_parks_are(client, pudong, query, keys):
    minhang = DistrictFactory(area__name_en="Minhang")
    ParkFactory(area__key="aa", area__name_en="A", district=minhang, area_m2=9, opened_on="2020")
    park = ParkFactory(
        area__key="bb", area__name_en="B", district=pudong, area_m2=3, opened_on="1996"
    )
    ParkFactory(area__key="zone", area__name_en="C", district=None, kind=ParkKind.SCIENCE_CITY)
    SiteFactory(park=park)

    found = client.get(f"/parks/?{query}").context["object_list"]

    assert [park.key for park in found] == keys.split()


@pytest.mark.parametrize("query", ["district=atlantis", "kind=garden", "sort=size"])
def test_an_unknown_value_is_a_mistake_and_lists_no_park(client, valley, query):
    page = client.get(f"/parks/?{query}")

    assert list(page.context["object_list"]) == []
    assert page.context["filter"].problems


# --- One place ------------------------------------------------------------------------------


def test_a_district_shows_what_it_holds(client, pudong, valley):
    firm = FirmFactory(name_en="Cell maker")
    SiteFactory(firm=firm, district=None, park=valley, since="2017-11", kind=SiteKind.PLANT)
    ProductFactory(firm=firm, name_en="Cellcel")
    EventFactory(area=pudong.area, title="Opening here")
    EventFactory(area=valley.area, title="Opening in the park")
    elsewhere = SiteFactory(firm=firm, address="Elsewhere street")

    page = client.get("/districts/pudong/")

    for words in (
        "Cell maker",
        "plant",
        "from November 2017",
        "Cellcel",
        "Pharma Valley",
        "Opening here",
        "Opening in the park",
        "All 2 events on the timeline",
        "Opening in the park",
        "All 2 events on the timeline",
    ):
        assertContains(page, words)
    assertContains(page, 'href="/firms/?district=pudong"')
    assertContains(page, 'href="/events/?area=pudong"')
    assertNotContains(page, elsewhere.address)


def test_a_park_shows_what_is_known_of_it(client, valley):
    firm = FirmFactory(name_en="Cell maker")
    SiteFactory(firm=firm, park=valley, since="2017", until="2021-05", address="9 Gene Road")
    EventFactory(area=valley.area, title="Opening in the park")

    page = client.get("/parks/valley/")

    for words in (
        "Industrial park",
        "drugs",
        "1.5 million m²",
        "July 1996",
        "Zhangjiang Group",
        "Two parts.",
        "31.2 N, 121.6 E",
        "within about 2 km",
        "Cell maker",
        "2017 to May 2021",
        "9 Gene Road",
        "Opening in the park",
    ):
        assertContains(page, words)
    assertContains(page, '<a href="/districts/pudong/">Pudong</a>', html=True, count=2)


def test_what_is_not_known_of_a_park_is_said_to_be_so(client):
    ParkFactory(area__key="zone", district=None)

    page = client.get("/parks/zone/")

    assertContains(page, "several districts")
    assertContains(page, '<span class="key-facts__missing">not known</span>', count=3)
    assertNotContains(page, "Position")
    assertContains(page, "No source that was read names a firm with a site here.")
    assertContains(page, "No figure for this area was found in the sources that were read.")


def test_a_place_shows_figures_targets_and_measures_of_its_area(client, pudong):
    metric = MetricFactory(key="output", name_en="Output")
    ObservationFactory(metric=metric, area=pudong.area, value=410_000_000_000, locator="table 4")
    plan = PlanFactory(name_en="Pudong plan")
    TargetFactory(plan=plan, area=pudong.area, statement="400 billion yuan by 2024.")
    PolicyMeasureFactory(
        plan=plan, area=pudong.area, summary="Grants for plants.", amount=Decimal(10_000_000),
        amount_unit="yuan", amount_qualifier="at_most",
    )  # fmt: skip

    page = client.get("/districts/pudong/")

    for words in (
        "410 billion yuan",
        "table 4",
        "400 billion yuan by 2024.",
        "by the end of 2024",
        "Pudong plan",
        "Grants for plants.",
        "at most 10 million yuan",
    ):
        assertContains(page, words)
    assertContains(page, 'href="/metrics/output/?area=pudong"')


def test_two_sites_in_a_park_are_one_firm(client, valley):
    SiteFactory.create_batch(2, firm=FirmFactory(), park=valley)

    assertContains(client.get("/parks/"), '<a href="/firms/?park=valley">1</a>')


def test_a_park_shows_no_site_elsewhere(client, valley, pudong):
    firm = SiteFactory(park=valley, address="Here street").firm
    SiteFactory(firm=firm, district=pudong, address="Elsewhere street")

    page = client.get("/parks/valley/")

    assertContains(page, "Here street")
    assertNotContains(page, "Elsewhere street")


def test_as_of_a_day_the_counts_are_still_those_of_the_list(client, pudong, valley):
    unheard_of = ParkFactory(
        area__key="late", district=pudong, source=SourceFactory(published_on="2025-06")
    )
    SiteFactory(district=None, park=valley)
    SiteFactory(district=None, park=unheard_of)

    for day, firms in (("2024-07-01", 1), ("2025-07-01", 2)):
        query = f"as_of={day}"
        (row,) = client.get(f"/districts/?{query}").context["rows"]
        assert row.district.firm_count == firms
        listed = client.get(f"/firms/?district=pudong&{query}").context["page"].rows
        assert len(listed) == firms


def test_twenty_firms_are_shown_and_all_are_counted(client, pudong):
    for _ in range(23):
        SiteFactory(district=pudong)

    page = client.get("/districts/pudong/")

    assert len(page.context["page"].firms.rows) == 20
    assertContains(page, "All 23 firms in the list")
    assertContains(page, "The first 20 of 23 by name.")


@pytest.mark.parametrize("address", ["/districts/nowhere/", "/parks/nowhere/", "/parks/pudong/"])
def test_a_place_without_a_page_is_not_found(client, pudong, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("state", UNSEEN, ids=lambda state: state["state"])
def test_what_is_not_published_shows_on_no_page_of_a_place(client, pudong, valley, state):
    hidden = ParkFactory(area__key="hidden", area__name_en="Hidden park", district=pudong, **state)
    DistrictFactory(area__key="hid", area__name_en="Hidden district", **state)
    SiteFactory(firm=FirmFactory(name_en="Hidden firm", **state), park=valley)
    SiteFactory(firm=FirmFactory(name_en="Not known to be here"), park=valley, **state)
    firm = SiteFactory(firm__name_en="Seen", park=valley).firm
    SiteFactory(firm=firm, district=pudong, park=hidden)
    ProductFactory(firm=firm, name_en="Hidden product", **state)
    EventFactory(area=pudong.area, title="Hidden event", **state)
    EventFactory(area=valley.area, title="Hidden event", **state)
    metric = MetricFactory(name_en="Hidden metric")
    ObservationFactory(area=pudong.area, metric=metric, **state)
    TargetFactory(area=pudong.area, statement="Hidden target", plan=PlanFactory(), **state)
    PolicyMeasureFactory(area=pudong.area, summary="Hidden measure", plan=PlanFactory(**state))

    for address in (
        "/districts/", "/parks/", "/districts/pudong/", "/parks/valley/", "/firms/",
        f"/firms/{firm.key}/",
    ):  # fmt: skip
        assertNotContains(client.get(address), "Hidden")
    for address in ("/districts/pudong/", "/parks/valley/"):
        assertNotContains(client.get(address), "Not known to be here")
    assertContains(client.get("/districts/"), '<a href="/firms/?district=pudong">1</a>')
    assertContains(client.get("/districts/"), '<a href="/parks/?district=pudong">1</a>')
    assertContains(client.get("/parks/"), '<a href="/firms/?park=valley">1</a>')
    assert client.get("/parks/hidden/").status_code == 404
    assert client.get("/districts/hid/").status_code == 404


def test_the_chinese_pages_show_the_chinese_twins(client, valley):
    page = client.get("/zh-hans/parks/valley/")

    for words in ("张江药谷", "张江集团", "150万平方米", "1996年7月", "浦东新区"):
        assertContains(page, words)
    assertContains(page, '<span lang="en">Two parts.</span>', html=True)
    assertContains(client.get("/zh-hans/districts/pudong/"), "核心区")


def test_a_figure_that_rests_on_a_day_reads_as_such(client, pudong):
    day = dt.date(2024, 12, 31)
    ObservationFactory(
        metric=MetricFactory(stock=True), area=pudong.area, period_start=day, period_end=day,
        source__published_on="2025", value=12,
    )  # fmt: skip

    assertContains(client.get("/districts/pudong/"), "31 December 2024")
