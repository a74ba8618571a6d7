"""The map beside the directory: choosing a district on it filters the list."""

import pytest
from django.template.loader import render_to_string

from parks.models.facets import facet_counts
from parks.pages.maps import directory_map
from tests.factories.parks import DistrictFactory, FirmFactory, SiteFactory
from tests.parks.maps import Page
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def districts():
    return [DistrictFactory(area__key=key) for key in ("pudong", "xuhui", "qingpu")]


def drawn(counts, chosen=(), language="en"):
    return directory_map(counts, lambda key: f"?change={key}", chosen, language)


def links(found, **context):
    markup = render_to_string("components/district_map.html", {"map": found, **context})
    links = Page(markup).of("a", part="district-map__district")
    return {a["href"]: a for a in links if a.get("tabindex") != "-1"}


def test_each_district_leads_to_the_address_that_changes_the_filter(districts):
    assert set(links(drawn({}))) == {"?change=pudong", "?change=xuhui", "?change=qingpu"}


def test_its_numbers_are_those_of_the_facet(districts):
    pudong, xuhui, _qingpu = districts
    SiteFactory.create_batch(2, firm=FirmFactory(), district=pudong)
    SiteFactory(district=pudong)
    SiteFactory(district=xuhui)

    values = {row.url: row.words for row in drawn(facet_counts({}).values("district")).rows}

    assert values == {
        "?change=pudong": "2 firms",
        "?change=xuhui": "1 firm",
        "?change=qingpu": "0 firms",
    }


def test_a_chosen_district_says_so_to_eyes_and_ears(districts):
    found = drawn({"pudong": 4}, chosen=["pudong"])

    current = {href: a.get("aria-current") for href, a in links(found).items()}
    assert current == {"?change=pudong": "true", "?change=xuhui": None, "?change=qingpu": None}
    assert links(found)["?change=pudong"]["text"].endswith("4 firms, chosen")
    assert [shape.key for shape in found.chosen_shapes] == ["pudong"]


def test_a_chosen_district_is_ringed_in_both_drawings_and_named_in_the_legend(districts):
    plain = render_to_string("components/district_map.html", {"map": drawn({})})
    ringed = render_to_string(
        "components/district_map.html", {"map": drawn({}, chosen=["xuhui"]), "compact": True}
    )

    assert "district-map__chosen" not in plain
    assert ringed.count('<use class="district-map__chosen" href="#district-map-xuhui"/>') == 2
    assert '<rect class="district-map__chosen"' in ringed


def test_in_a_narrow_column_it_brings_no_table_since_the_facet_has_the_numbers(districts):
    markup = render_to_string("components/district_map.html", {"map": drawn({}), "compact": True})

    page = Page(markup)
    assert page.of("table") == page.of("details") == []
    assert page.of("ul", part="district-map__legend")
    assert "District boundaries: Apache ECharts 4.9.0" in markup


def test_it_is_one_query():
    assert count_queries(lambda: drawn({})) == 1
