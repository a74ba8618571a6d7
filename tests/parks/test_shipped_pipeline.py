"""The pipeline and the profiles on the data that the site ships with, against the CSV files."""

from collections import Counter

import pytest
from django.http import QueryDict

from parks.filters import ProductFilter
from parks.models import Firm, Product
from parks.pages.firm_events import by_product, events_read
from parks.pages.firms import firms_shown
from parks.pages.similar import similar_firms
from parks.pages.ties import ties_of
from tests.parks.pipeline_links import links_of
from tests.parks.shipped_rows import rows
from tests.shipped import shipped

__all__ = ["shipped"]

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]


def listed(client, address):
    page = client.get(f"/products/{address}").context
    return page["paginator"].count, {row.product.key for row in page["page"].rows}


def found_by(query):
    """The filter of the list alone: quicker than its page."""
    return ProductFilter(QueryDict(query), queryset=Product.objects.published())


def test_the_chart_counts_every_product_of_the_files_once(client):
    heat = client.get("/products/").context["page"].heat

    expected = Counter((row["modality"], row["stage"]) for row in rows("products"))
    found = {(c.row, c.column): c.count for line in heat.lines for c in line.cells if c.count}
    assert found == expected
    assert heat.total.count == len(rows("products"))


@pytest.mark.parametrize("query", ["", "?district=pudong&checked=stale&sort=name"])
def test_every_link_of_the_chart_opens_as_many_products_as_it_says(client, query):
    links = links_of(client.get(f"/products/{query}").content.decode())

    assert len(links) > 8
    for number, address in links:
        total, keys = listed(client, f"{address}&size=200")
        assert total == len(keys) == number, address


@pytest.mark.parametrize(
    "query", ["", "stage=phase1", "checked=stale&modality=car_t", "authority=FDA&district=pudong"]
)
def test_every_count_of_a_facet_is_that_of_the_list_it_makes(query):
    for facet in found_by(query).facets:
        others = [part for part in query.split("&") if part]
        others = [part for part in others if not part.startswith(facet.name)]
        for value in facet.values:
            asked = "&".join([*others, f"{facet.name}={value.value}"])
            assert found_by(asked).qs.count() == found_by(asked).total == value.count, asked


def test_an_old_rung_is_one_whose_day_is_more_than_two_years_before_the_day_read(client):
    _total, keys = listed(client, "?as_of=2026-11-22&checked=stale&size=200")

    expected = {
        row["key"]
        for row in rows("products")
        if row["status_on"] and f"{row['status_on']}-99-99"[:10] < "2024-11-22"
    }
    assert keys == expected
    assert "alljoin" in keys


@pytest.mark.parametrize(
    ("product", "events"),
    [
        ("relma-cel-fl", "ev-relma-fl-2022 ev-jw-2l-sbla-2025"),
        ("relma-cel-lbcl", "ev-relma-2021 ev-jw-2l-sbla-2025"),
        ("yescarta-cn-3l", "ev-yescarta-2021"),
        ("yescarta-cn-inhl", ""),
        ("vgn-r09b-pd", "ev-vgnr09b-ind-2024 ev-vitalgen-ftd-2025 ev-vitalgen-scmc-2023"),
        ("vgn-r09b-aadc", "ev-vgnr09b-ind-2024 ev-vitalgen-scmc-2023"),
        ("satri-cel", "ev-satricel-2026 ev-satricel-priority-2025"),
        ("gc101-rdeb", ""),
    ],
)
def test_the_events_that_name_a_product_are(product, events):
    named = Product.objects.select_related("firm").get(key=product)
    products = Product.objects.filter(firm=named.firm)

    found = by_product(named.firm, products, events_read(named.firm).rows)

    assert {event.key for event in found.get(named.pk, ())} == set(events.split())


def test_the_targets_about_the_places_of_a_firm_are_those_of_the_list_it_leads_to(client):
    """From a firm to its parks and on to their targets, with the same number on both pages."""
    ties = {}
    for firm in firms_shown():
        found = ties_of(firm.public_sites, [], "en")
        if found.targets.total:
            ties[found.targets_url] = found.targets.total

    assert len(ties) > 5
    for address, total in ties.items():
        assert client.get(address).context["page_obj"].paginator.count == total, address


def test_every_firm_that_works_on_something_shared_has_firms_like_it():
    working = Counter(code for row in rows("firms") for code in row["modality"].split(";") if code)
    for row in rows("firms")[::3]:
        codes = set(filter(None, row["modality"].split(";")))
        others = any(working[code] > 1 for code in codes)

        found = similar_firms(firms_shown().get(key=row["key"]))

        assert bool(found) is others
        assert all(set(other.firm.modality) & codes for other in found)


def test_a_firms_money_is_that_of_the_files(client):
    for firm in Firm.objects.filter(key__in=["carsgen", "juncell", "jw-therapeutics"]):
        deals = client.get(firm.get_absolute_url()).context["page"].deals.rows

        expected = {
            row["key"]
            for row in rows("events")
            if row["firm_key"] == firm.key and row["kind"] == "deal"
        }
        assert {event.key for event in deals} == expected
