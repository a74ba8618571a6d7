"""What readers see of firms: the list, and one firm with its sites, products and events."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from parks.choices import FirmRole, Modality, Ownership, SiteKind, Stage
from tests.factories.parks import (
    DistrictFactory,
    EventFactory,
    FirmFactory,
    ParkFactory,
    ProductFactory,
    SiteFactory,
)
from tests.factories.plans import AreaFactory, SourceFactory

pytestmark = pytest.mark.django_db

UNSEEN = [{"state": "draft"}, {"state": "in_review"}, {"state": "withdrawn", "state_reason": "x"}]


@pytest.fixture
def pudong():
    return DistrictFactory(area__key="pudong", area__name_en="Pudong", area__name_zh="浦东新区")


@pytest.fixture
def firm():
    return FirmFactory(
        key="carsgen",
        name_en="CARsgen",
        name_zh="科济药业",
        former_names=["Old Name", "旧名"],
        role=FirmRole.DEVELOPER,
        ownership=Ownership.FOREIGN,
        origin_country="Germany",
        founded_on="2014-10",
        modality=[Modality.CAR_T, Modality.AAV],
        listing=["2171.HK"],
        website="https://carsgen.example",
        source=SourceFactory(key="profile", publisher="Business register"),
        locator="para 7",
    )


# --- The list -------------------------------------------------------------------------------


def test_a_row_says_who_the_firm_is_and_where(client, firm, pudong):
    park = ParkFactory(area__key="valley", area__name_en="Pharma Valley", district=pudong)
    SiteFactory(firm=firm, district=None, park=park)

    page = client.get("/firms/")

    assertContains(page, '<a href="/firms/carsgen/">CARsgen</a>', html=True)
    assertContains(page, '<span class="sub"><span lang="zh-Hans">科济药业</span></span>', html=True)
    assertContains(page, '<a href="/districts/pudong/">Pudong</a>', html=True)
    assertContains(page, '<a href="/parks/valley/">Pharma Valley</a>', html=True)
    for words in ("developer", "foreign", "Germany", "CAR-T cells, AAV gene therapy"):
        assertContains(page, words)
    assertContains(page, "October 2014")
    assertContains(page, 'aria-label="Source 1: Business register, para 7"')


def test_two_sites_in_one_district_name_it_once(client, firm, pudong):
    SiteFactory.create_batch(2, firm=firm, district=pudong)

    (row,) = client.get("/firms/").context["page"].rows

    assert [place.url for place in row.districts] == [pudong.get_absolute_url()]


def test_a_firm_of_another_city_says_so(client):
    FirmFactory(area=AreaFactory(key="suzhou", name_en="Suzhou"))

    page = client.get("/firms/")

    assertContains(page, "Suzhou")
    assertContains(page, "1 firm of these has no known district of Shanghai.")
    assertContains(page, "1 of them is of another city.")


def test_a_list_narrowed_to_a_district_counts_those_that_may_be_there(client, pudong):
    SiteFactory(district=pudong)
    FirmFactory.create_batch(2)

    page = client.get("/firms/?district=pudong")

    assertContains(page, "2 further firms fit, but have no known district of Shanghai.")
    assertContains(page, 'href="?district=unknown"')


def test_an_unknown_value_shows_the_mistake_and_no_firm(client, firm):
    page = client.get("/firms/?district=atlantis")

    assertContains(page, "District: Select a valid choice. atlantis is not one of")
    assertContains(page, "No firm matches these filters.")
    assertNotContains(page, "CARsgen")


def test_an_unknown_filter_is_named(client, firm):
    page = client.get("/firms/?distrikt=pudong")

    assertContains(page, "There is no filter “distrikt” here.")


def test_an_empty_register_says_so(client):
    assertContains(client.get("/firms/"), "No firm is published yet.")


def test_a_long_list_comes_in_pages_that_neither_repeat_nor_skip(client):
    FirmFactory.create_batch(120, name_en="Same name")
    address = "/firms/?sort=-founded&page="

    pages = [client.get(f"{address}{number}").context["page"].rows for number in (1, 2, 3)]

    assert [len(rows) for rows in pages] == [50, 50, 20]
    assert len({row.firm.key for rows in pages for row in rows}) == 120
    assert client.get(f"{address}4").status_code == 404


# --- One firm -------------------------------------------------------------------------------


def test_the_key_facts_carry_their_source(client, firm):
    page = client.get("/firms/carsgen/")

    for words in (
        "Old Name; 旧名",
        "foreign, Germany",
        "October 2014",
        '<a href="/firms/?modality=car_t">CAR-T cells</a>, ',
        '<a href="/firms/?modality=aav">AAV gene therapy</a>',
        "2171.HK",
    ):
        assertContains(page, words)
    assertContains(page, '<a href="https://carsgen.example" rel="external noopener">')
    assertContains(page, 'href="/sources/profile/"')


def test_what_is_not_known_is_said_to_be_so(client):
    FirmFactory(key="quiet")

    page = client.get("/firms/quiet/")

    assertContains(page, '<span class="key-facts__missing">not known</span>', count=3)
    assertContains(page, '<span class="key-facts__missing">no listing known</span>', count=1)
    assertContains(page, "No source that was read says where in Shanghai the firm is.")
    assertContains(page, "No product of the firm is known.")
    assertContains(page, "No event is known.")


def test_a_site_says_what_where_and_when_as_precisely_as_known(client, firm, pudong):
    SiteFactory(
        key="plant-1",
        firm=firm,
        kind=SiteKind.PLANT,
        district=pudong,
        address="1 Gene Road",
        since="2017-11",
        until="2021",
        locator="table 9",
    )

    page = client.get("/firms/carsgen/")

    assertContains(page, 'id="site-plant-1"')
    assertContains(page, "Plant")
    assertContains(page, '<span lang="en">1 Gene Road</span>', html=True)
    assertContains(page, "November 2017 to 2021")
    assertContains(page, "table 9")


def test_a_site_that_names_only_a_park_is_in_its_district(client, firm, pudong):
    SiteFactory(firm=firm, district=None, park=ParkFactory(district=pudong))

    page = client.get("/firms/carsgen/")

    assertContains(page, '<td data-label="District"><a href="/districts/pudong/">Pudong</a></td>')


def test_products_and_events_come_newest_and_furthest_first(client, firm):
    ProductFactory(firm=firm, name_en="Early", stage=Stage.PHASE1)
    ProductFactory(firm=firm, name_en="Late", stage=Stage.APPROVED)
    EventFactory(firm=firm, title="Long ago", date="2014")
    EventFactory(firm=firm, title="Lately", date="2024-05")

    page = client.get("/firms/carsgen/").context["page"]

    assert [climb.row.product.name_en for climb in page.products.rows] == ["Late", "Early"]
    assert [event.title for event in page.events.rows] == ["Lately", "Long ago"]


def test_a_source_that_the_note_names_is_a_link(client):
    SourceFactory(key="atlatl-profile", publisher="Silicon Review", title="ATLATL")
    FirmFactory(key="atlatl", note="Founded in 2017 (atlatl-profile), well-known <b>.")

    page = client.get("/firms/atlatl/")

    assertContains(
        page, '<a href="/sources/atlatl-profile/" title="ATLATL" lang="en">Silicon Review</a>)'
    )
    assertContains(page, "well-known &lt;b&gt;.")


def test_a_firm_without_a_page_is_not_found(client):
    assert client.get("/firms/nobody/").status_code == 404


@pytest.mark.parametrize("state", UNSEEN, ids=lambda state: state["state"])
def test_what_is_not_published_shows_on_no_page_of_a_firm(client, firm, pudong, state):
    FirmFactory(key="hidden", name_en="Hidden firm", **state)
    SiteFactory(firm=firm, district=pudong, address="Hidden street", **state)
    ProductFactory(firm=firm, name_en="Hidden product", **state)
    EventFactory(firm=firm, title="Hidden event", **state)

    assert client.get("/firms/hidden/").status_code == 404
    assertNotContains(client.get("/firms/"), "Hidden")
    assertNotContains(client.get("/firms/carsgen/"), "Hidden")


# --- In Chinese -----------------------------------------------------------------------------


def test_the_chinese_pages_show_the_chinese_twins(client, pudong):
    FirmFactory(
        key="jia",
        name_en="Alpha",
        name_zh="甲",
        origin_country="Germany",
        founded_on="2014-10",
        note="In English.",
        note_zh="中文说明。",
    )

    page = client.get("/zh-hans/firms/jia/")

    for words in ("甲", "德国", "2014年10月", "中文说明。"):
        assertContains(page, words)
    assertContains(page, '<span lang="en">Alpha</span>', html=True)
    assertNotContains(page, "In English.")


def test_where_the_chinese_is_missing_the_english_stands_marked_as_english(client):
    FirmFactory(key="yi", name_en="Only English", note="No twin.", origin_country="Freedonia")

    page = client.get("/zh-hans/firms/yi/")

    for words in ("Only English", "No twin.", "Freedonia"):
        assertContains(page, f'<span lang="en">{words}</span>', html=True)
