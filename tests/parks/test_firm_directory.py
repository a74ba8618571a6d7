"""The directory as its readers see it: facets, chips, counts, pages, and what is not known."""

import re

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from parks.choices import FirmRole, Modality, SiteKind, Stage
from tests.factories.parks import (
    DistrictFactory,
    FirmFactory,
    ParkFactory,
    ProductFactory,
    SiteFactory,
)
from tests.factories.plans import AreaFactory

pytestmark = pytest.mark.django_db

BOX = r'<input type="(?:checkbox|radio)" id="choose-{}"[^>]*>'


def box(page, name):
    """The check box of a value: ``box(page, "role-cdmo")``."""
    found = re.search(BOX.format(re.escape(name)), page.content.decode())
    return found.group() if found else None


def count(page, name):
    """The number that stands behind a value."""
    text = page.content.decode()
    value = text[text.index(f'id="value-{name}"') :]
    return re.search(r'class="facet__count">([^<]*)<', value).group(1)


def rows(page):
    return [row.firm.key for row in page.context["page"].rows]


@pytest.fixture
def firms():
    """``a`` has its head office in Pudong and a plant in Minhang, ``b`` a laboratory in Pudong."""
    pudong = DistrictFactory(area__key="pudong", area__name_en="Pudong", area__name_zh="浦东新区")
    minhang = DistrictFactory(area__key="minhang", area__name_en="Minhang")
    a = FirmFactory(key="a", name_en="Alpha", role=FirmRole.CDMO, founded_on="2016")
    b = FirmFactory(key="b", name_en="Beta", modality=[Modality.CAR_T], listing=["2126.HK"])
    FirmFactory(key="c", name_en="Gamma", role=FirmRole.HOSPITAL)
    SiteFactory(firm=a, district=pudong, kind=SiteKind.HEAD_OFFICE)
    SiteFactory(firm=a, district=minhang, kind=SiteKind.PLANT)
    SiteFactory(firm=b, district=pudong)


# --- Facets ---------------------------------------------------------------------------------


def test_every_facet_is_a_group_with_a_name(client, firms):
    page = client.get("/firms/")

    names = re.findall(r'<legend class="facet__name">([^<]*?)\s*<', page.content.decode())
    assert names == [
        "In the district", "District", "Park", "Role", "Works on", "Has a product at",
        "Ownership", "Country of origin", "Listed in", "Founded", "City",
    ]  # fmt: skip


def test_a_value_says_how_many_firms_there_would_be(client, firms):
    page = client.get("/firms/", {"role": "cdmo"})

    assert count(page, "district-pudong") == "1"
    assert count(page, "role-developer") == "1"  # as if nothing were chosen among the roles
    assert "checked" in box(page, "role-cdmo")


def test_a_value_of_which_none_is_left_is_pale_and_can_still_be_chosen(client, firms):
    page = client.get("/firms/", {"role": "hospital"})

    assertContains(page, '<li class="facet__value facet__value--none" id="value-role-investor">')
    assert "disabled" not in page.content.decode()


def test_what_is_chosen_stays_where_none_is_left(client, firms):
    page = client.get("/firms/", {"role": "hospital", "modality": "car_t"})

    assert rows(page) == []
    assert "checked" in box(page, "modality-car_t")
    assert "checked" in box(page, "role-hospital")


def test_what_is_not_known_stands_last_and_apart(client, firms):
    text = client.get("/firms/").content.decode()

    apart = text.index("facet__values--unknown", text.index('id="facet-district"'))
    assert apart < text.index('id="choose-district-unknown"') < text.index('id="facet-park"')


def test_a_long_facet_is_folded_and_starts_with_what_is_chosen(client):
    for number in range(12):
        park = ParkFactory(area__key=f"park-{number}", area__name_en=f"Park {number:02}")
        for firm in FirmFactory.create_batch(2 if number == 11 else 1):
            SiteFactory(firm=firm, park=park)

    page = client.get("/firms/", {"park": "park-7"})

    assertContains(page, "Show all 12")
    facet = page.content.decode().split('id="facet-park"')[1].split("</fieldset>")[0]
    in_view, folded = facet.split("<details")
    assert in_view.index("park-7") < in_view.index("park-11") < in_view.index("park-0")
    assert len(re.findall("<input", in_view)) == 6
    assert "park-8" in folded


def test_a_short_facet_keeps_the_order_of_its_values(client, firms):
    page = client.get("/firms/", {"stage": "approved"}).content.decode()

    stages = re.findall(r'type="checkbox" id="\S*" name="stage" value="([^"]*)"', page)
    assert stages == [*Stage.values, "unknown"]


def test_founding_years_have_bars(client, firms):
    page = client.get("/firms/").content.decode()

    founded = page.split('id="facet-founded"')[1].split("</fieldset>")[0]
    assert '<svg class="bar"' in founded
    assert "2015-2019" in founded


def test_the_count_stands_beside_the_search(client, firms):
    page = client.get("/firms/", {"q": "alp"})

    assertContains(page, "<strong>1 firm</strong>", html=True)
    assertContains(page, 'name="q" value="alp"')


def test_the_map_adds_a_district_to_the_filter_and_takes_it_away(client, firms):
    page = client.get("/firms/", {"district": "pudong", "role": "cdmo", "page": "1"})

    assertContains(page, 'href="?district=pudong&amp;district=minhang&amp;role=cdmo"')
    assertContains(page, 'href="?role=cdmo"')
    assertContains(page, "<title>Pudong: 1 firm, chosen</title>", html=True)


# --- What is not known ----------------------------------------------------------------------


def test_the_page_says_how_many_firms_have_no_known_district(client, firms):
    page = client.get("/firms/")

    assertContains(page, "1 firm of these has no known district of Shanghai.")
    assertContains(page, 'href="?district=unknown"')


def test_the_page_says_of_how_many_firms_the_head_office_is_known(client, firms):
    page = client.get("/firms/")

    assertContains(page, "The head office's district is known for 1 of 3 firms.")


def test_the_head_office_may_be_asked_for_alone(client, firms):
    any_site = client.get("/firms/", {"district": "minhang"})
    head_office = client.get("/firms/", {"district": "minhang", "site": "head_office"})

    assert rows(any_site) == ["a"]
    assert rows(head_office) == []
    assert "checked" in box(head_office, "site-2")
    assertContains(
        head_office, "2 further firms fit, but their head offices are in no known district"
    )


def test_firms_of_other_cities_are_told_apart(client, firms):
    FirmFactory(area=AreaFactory(key="suzhou", name_en="Suzhou"))

    assertContains(client.get("/firms/"), "1 of them is of another city.")


# --- What is active -------------------------------------------------------------------------


def test_every_active_filter_has_a_way_out_of_it(client, firms):
    page = client.get("/firms/", {"q": "a", "role": ["cdmo", "hospital"], "sort": "-founded"})

    assertContains(page, 'href="?q=a&amp;role=hospital&amp;sort=-founded"')
    assertContains(page, 'href="?sort=-founded">Clear all</a>')
    assertContains(page, "3 active")


def test_the_title_says_what_is_listed(client, firms):
    page = client.get("/firms/", {"role": "cdmo", "district": "pudong"})

    title = re.search("<title>(.*?)</title>", page.content.decode(), re.DOTALL).group(1)
    assert "Firms: Pudong, contract developer and manufacturer" in title


def test_a_wrong_value_is_named_at_its_facet_and_lists_nothing(client, firms):
    page = client.get("/firms/", {"role": "bakery"})

    assert rows(page) == []
    assertContains(page, 'id="facet-role-errors"')
    assertContains(page, "Remove the filter Role: bakery")


def test_sorting_and_size_are_kept_by_the_form(client, firms):
    page = client.get("/firms/", {"sort": "-founded", "size": "25"})

    assertContains(page, '<input type="hidden" id="id_sort" name="sort" value="-founded">')
    assertContains(page, '<input type="hidden" id="id_size" name="size" value="25">')


# --- Pages ----------------------------------------------------------------------------------


def test_a_page_may_be_longer_or_shorter(client):
    FirmFactory.create_batch(60)

    page = client.get("/firms/", {"size": "25", "role": "developer", "page": "2"})

    assert len(rows(page)) == 25
    assertContains(page, 'href="?size=100&amp;role=developer"')
    assertContains(
        page,
        '<a class="pagination__link" href="?size=25&amp;role=developer" aria-current="true">25</a>',
        html=True,
    )


def test_a_list_that_fits_every_page_offers_no_sizes(client, firms):
    assertNotContains(client.get("/firms/"), "Rows on a page")


def test_a_size_that_is_not_offered_is_a_mistake(client, firms):
    page = client.get("/firms/", {"size": "7"})

    assert rows(page) == []
    assertContains(page, "Rows on a page: ")


# --- Without and with script ----------------------------------------------------------------


def test_the_form_works_as_a_form(client, firms):
    page = client.get("/firms/")

    assertContains(page, 'method="get" action="/firms/"')
    assertContains(
        page, '<button class="button live-list__show" type="submit">Show</button>', html=True
    )
    assertContains(
        page, '<button class="button live-list__show" type="submit">Search</button>', html=True
    )


def test_ticked_firms_go_to_the_comparison(client, firms):
    page = client.get("/firms/")

    assertContains(page, 'value="a" form="compare" aria-labelledby="compare-head name-a"')
    assertContains(page, '<span id="name-a"><a href="/firms/a/">Alpha</a></span>', html=True)
    assertContains(page, 'id="compare" method="get" action="/firms/compare/"')


def test_the_day_that_is_read_as_of_is_kept_by_everything_that_asks_again(client, firms):
    page = client.get("/firms/", {"as_of": "2030-01-01", "role": "cdmo"})
    assert page.status_code == 400  # still to come

    page = client.get("/firms/", {"as_of": "2024-06-30", "role": "cdmo"}).content.decode()
    live = page.split('id="live-list"')[1].split("</main>")[0]

    assert re.findall(r'<form[^>]*id="list-form"[^>]*><input type="hidden" name="as_of"', live)
    asks = re.findall(r'href="(\?[^"]*)"', live)
    assert asks
    assert [link for link in asks if "as_of=2024-06-30" not in link] == []


def test_nothing_but_the_sites_own_scripts_is_loaded(client, firms):
    page = client.get("/firms/")

    assertContains(page, "django_htmx/htmx-2.min.js")
    assertNotContains(client.get("/districts/"), "htmx")
    assertNotContains(page, "hx-on")


def test_in_chinese(client, firms):
    ProductFactory(firm__name_zh="伽马")

    page = client.get("/zh-hans/firms/", {"district": "pudong"})

    assertContains(page, "浦东新区")
