"""What the database refuses of a firm and of a site."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from parks.models import Site
from tests.factories.parks import DistrictFactory, FirmFactory, ParkFactory, SiteFactory
from tests.rules import refused_by

pytestmark = pytest.mark.django_db

SAME_DISTRICT = "site_lies_in_the_district_of_its_park"

FIRM_BREACHES = [
    pytest.param({"role": "bakery"}, "firm_role_is_known", id="an unknown role"),
    pytest.param({"ownership": "mixed"}, "firm_ownership_is_known", id="an unknown ownership"),
    pytest.param({"name_en": ""}, "firm_has_a_name", id="no name"),
    pytest.param(
        {"key": "compare"}, "firm_key_is_no_address_of_the_site", id="a page's own address"
    ),
    pytest.param(
        {"modality": ["car_t", "magic"]}, "firm_modalities_are_known", id="an unknown modality"
    ),
    pytest.param({"area": None}, "area_id", id="no city"),
]

SITE_BREACHES = [
    pytest.param({"kind": "garage"}, "site_kind_is_known", id="an unknown kind"),
    pytest.param({"district": None}, "site_is_somewhere", id="no place at all"),
    pytest.param(
        {"since": "2024", "until": "2023"}, "site_span_runs_forward", id="an end before its start"
    ),
    pytest.param({"firm": None}, "firm_id", id="no firm"),
]


@pytest.mark.parametrize(("broken", "rule"), FIRM_BREACHES)
def test_the_database_refuses_a_firm_with(broken, rule):
    with refused_by(rule):
        FirmFactory(**broken)


@pytest.mark.parametrize(("broken", "rule"), SITE_BREACHES)
def test_the_database_refuses_a_site_with(broken, rule):
    with refused_by(rule):
        SiteFactory(**broken)


def test_a_key_is_no_address_of_the_site():
    """``/firms/compare/`` is a page of its own."""
    firm = FirmFactory()
    firm.key = "compare"

    with pytest.raises(ValidationError, match="address of the site"):
        firm.full_clean()


def test_a_key_names_one_firm():
    FirmFactory(key="jw-therapeutics")

    with refused_by("parks_firm_key_key"):
        FirmFactory(key="jw-therapeutics")


def test_a_key_names_one_site():
    SiteFactory(key="jw-waigaoqiao")

    with refused_by("parks_site_key_key"):
        SiteFactory(key="jw-waigaoqiao")


@pytest.mark.parametrize("address", ["1 Harbour Road", "Shanghai, district not stated"])
def test_an_address_is_a_place(address):
    assert SiteFactory(district=None, address=address).pk


def test_a_park_is_a_place():
    assert SiteFactory(park=ParkFactory(), district=None).pk


def test_a_site_may_open_and_close_in_a_year():
    assert SiteFactory(since="2023-11", until="2023").pk


# --- A site lies in the district of its park ------------------------------------------------


def test_a_site_cannot_lie_in_another_district_than_its_park():
    with refused_by(SAME_DISTRICT):
        SiteFactory(park=ParkFactory(), district=DistrictFactory())


@pytest.mark.parametrize("change", ["park", "district"])
def test_a_site_cannot_move_out_of(change):
    site = SiteFactory(park=ParkFactory())
    elsewhere = {"park": ParkFactory, "district": DistrictFactory}[change]()

    with refused_by(SAME_DISTRICT):
        Site.objects.filter(pk=site.pk).update(**{change: elsewhere})


def test_one_site_out_of_place_among_many_is_found_and_named():
    firm, park = FirmFactory(), ParkFactory()
    sites = [
        SiteFactory.build(firm=firm, park=park, source=firm.source, district=park.district)
        for _ in range(5)
    ]
    sites[3].district = DistrictFactory()

    with refused_by(SAME_DISTRICT, naming=sites[3].key):
        Site.objects.bulk_create(sites)


def test_in_a_city_wide_zone_a_site_may_lie_in_any_district():
    assert SiteFactory(park=ParkFactory(district=None), district=DistrictFactory()).pk


def test_the_editor_is_told_at_the_district_that_the_park_lies_elsewhere():
    site = SiteFactory(park=ParkFactory())
    site.district = DistrictFactory()

    with pytest.raises(ValidationError) as problem:
        site.full_clean()

    assert list(problem.value.message_dict) == ["district"]
