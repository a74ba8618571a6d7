"""The pages of places, firms, products and events on the data that the site ships with.

What each list must hold is read from the CSV files in another way.
"""

import datetime as dt

import pytest
from django.http import QueryDict

from parks.choices import MapQuantity
from parks.filters import EventFilter, FirmFilter, ParkFilter, ProductFilter
from parks.models import District, Event, Firm, Park, Product
from parks.pages.district_list import districts_shown
from parks.pages.district_numbers import DistrictNumbers, list_url
from parks.pages.district_profile import district_page
from parks.pages.park_profile import park_page
from tests.parks.shipped_rows import codes, districts_of, parks_of, rows
from tests.shipped import shipped

__all__ = ["shipped"]

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]

TODAY = dt.date(2026, 11, 25)
DISTRICTS = [row["key"] for row in rows("districts")]
PARKS = [row["key"] for row in rows("parks")]


def found(filterset, model, query):
    """The keys that a query string finds. It must make no mistake."""
    shown = filterset(QueryDict(query), queryset=model.objects.published())
    assert not shown.problems
    return {row.key for row in shown.qs}


def firms(query):
    return found(FirmFilter, Firm, query)


def products(query):
    return found(ProductFilter, Product, query)


def events(query):
    return found(EventFilter, Event, query)


def parks(query):
    shown = ParkFilter(QueryDict(query), queryset=Park.objects.published().with_firm_count())
    assert not shown.problems
    return {park.key for park in shown.qs}


def keys(name, fits):
    return {row["key"] for row in rows(name) if fits(row)}


def test_the_firms_of_pudong_are_those_with_a_site_there(client):
    page = client.get("/firms/?district=pudong")

    expected = keys("firms", lambda firm: "pudong" in districts_of(firm["key"]))
    assert {row.firm.key for row in page.context["page"].rows} == expected
    assert len(expected) == 41


def test_every_district_lists_its_firms():
    for district in DISTRICTS:
        expected = keys("firms", lambda firm, here=district: here in districts_of(firm["key"]))

        assert firms(f"district={district}") == expected


def test_the_firms_without_a_known_district_are_listed_too():
    assert firms("district=unknown") == keys("firms", lambda firm: not districts_of(firm["key"]))


def test_every_firm_is_in_a_district_or_in_none_known():
    everywhere = "&".join(f"district={key}" for key in [*DISTRICTS, "unknown"])

    assert firms(everywhere) == keys("firms", lambda firm: True)


def test_every_park_lists_its_firms():
    for park in PARKS:
        expected = keys("firms", lambda firm, here=park: here in parks_of(firm["key"]))

        assert firms(f"park={park}") == expected


@pytest.mark.parametrize("column", ["role", "ownership"])
def test_every_code_of_a_firm_lists_its_firms(column):
    for code in {row[column] for row in rows("firms")}:
        assert firms(f"{column}={code}") == keys("firms", lambda row, c=code: row[column] == c)


def test_every_modality_lists_its_firms():
    for code in set().union(*(codes(row, "modality") for row in rows("firms"))):
        expected = keys("firms", lambda row, c=code: c in codes(row, "modality"))

        assert firms(f"modality={code}") == expected


def test_filters_narrow_together():
    expected = keys(
        "firms",
        lambda row: row["ownership"] == "foreign" and "pudong" in districts_of(row["key"]),
    )

    assert firms("ownership=foreign&district=pudong") == expected
    assert expected


def test_every_name_of_a_firm_finds_it():
    for row in rows("firms"):
        for name in {row["name_en"], row["name_zh"], *row["former_names"].split(";")} - {""}:
            query = QueryDict(mutable=True)
            query["q"] = name

            assert row["key"] in firms(query.urlencode())


@pytest.mark.parametrize("column", ["stage", "modality"])
def test_every_code_of_a_product_lists_its_products(column):
    for code in {row[column] for row in rows("products")}:
        expected = keys("products", lambda row, c=code: row[column] == c)

        assert products(f"{column}={code}") == expected


def test_products_are_listed_by_authority_firm_and_district():
    fda = keys("products", lambda row: "FDA" in codes(row, "authority"))
    carsgen = keys("products", lambda row: row["firm_key"] == "carsgen")
    pudong = keys("products", lambda row: "pudong" in districts_of(row["firm_key"]))

    assert products("authority=FDA") == fda
    assert products("firm=carsgen") == carsgen
    assert products("district=pudong") == pudong


@pytest.mark.parametrize("column", ["kind", "firm", "plan"])
def test_every_value_of_an_event_lists_its_events(column):
    field = column if column == "kind" else f"{column}_key"
    for value in {row[field] for row in rows("events")} - {""}:
        expected = keys("events", lambda row, v=value: row[field] == v)

        assert events(f"{column}={value}") == expected


def test_a_place_lists_its_events_a_district_those_of_its_parks_too():
    around = {park["key"]: park["district_key"] for park in rows("parks")}
    for place in {row["area_key"] for row in rows("events")} | set(around.values()) - {""}:
        expected = keys(
            "events",
            lambda row, here=place: here in (row["area_key"], around.get(row["area_key"])),
        )

        assert events(f"area={place}") == expected


def test_a_year_lists_its_events_those_known_by_the_year_alone_included():
    for year in {row["date"][:4] for row in rows("events")}:
        expected = keys("events", lambda row, y=year: row["date"].startswith(y))

        assert events(f"year={year}") == expected


def test_the_parks_of_a_district_are_listed():
    for district in DISTRICTS:
        expected = keys("parks", lambda row, here=district: row["district_key"] == here)

        assert parks(f"district={district}") == expected


def test_a_districts_counts_are_those_of_the_lists_that_they_lead_to():
    numbers = DistrictNumbers()
    for district in districts_shown(numbers):
        page = district_page(District.objects.with_evidence().get(pk=district.pk), TODAY, "en")
        key = district.key

        assert district.firm_count == page.firms.total == len(firms(f"district={key}"))
        assert district.park_count == len(page.parks)
        assert page.products.total == len(products(f"district={key}"))
        assert page.events.total == len(events(f"area={key}"))
        for quantity, total in (
            (MapQuantity.FIRMS, page.firms.total),
            (MapQuantity.PARKS, len(page.parks)),
            (MapQuantity.PRODUCTS, page.products.total),
            (MapQuantity.EVENTS, page.events.total),
            (MapQuantity.TARGETS, page.evidence.target_total),
            (MapQuantity.MEASURES, len(page.evidence.roles) + len(page.evidence.measures)),
        ):
            assert numbers.of(district, quantity) == total


def test_every_count_of_every_district_is_that_of_the_list_it_links_to(client):
    numbers = DistrictNumbers()
    for district in districts_shown(numbers):
        for quantity in MapQuantity:
            number = numbers.of(district, quantity)
            if number and list_url(quantity, district.key):
                page = client.get(list_url(quantity, district.key))
                listed = page.context["page_obj"].paginator.count
                assert listed == number, (district.key, quantity)


def test_a_parks_counts_are_those_of_the_lists_that_they_lead_to():
    for park in Park.objects.published().with_evidence().with_firm_count():
        page = park_page(park, TODAY, "en")

        assert park.firm_count == page.firms.total == len(firms(f"park={park.key}"))
        assert page.events.total == len(events(f"area={park.key}"))


@pytest.mark.parametrize("subject", ["districts", "parks", "products", "events"])
def test_every_row_of_the_data_has_its_page_with_its_source(client, subject):
    for place, row in enumerate(rows(subject)):
        language = "/zh-hans" if place % 10 == 0 else ""
        page = client.get(f"{language}/{subject}/{row['key']}/")

        assert page.status_code == 200
        assert f"/sources/{row['source_key']}/" in page.content.decode()


def test_every_firm_has_its_page_with_its_sites_and_their_sources(client):
    for firm in rows("firms"):
        html = client.get(f"/firms/{firm['key']}/").content.decode()

        assert f"/sources/{firm['source_key']}/" in html
        for site in rows("sites"):
            if site["firm_key"] == firm["key"]:
                row = html.partition(f'id="site-{site["key"]}"')[2].partition("</tr>")[0]
                assert 'popovertarget="cite-' in row
                assert f"/sources/{site['source_key']}/" in html
