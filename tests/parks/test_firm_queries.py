"""What the site asks of firms and their sites."""

from __future__ import annotations

import pytest

from parks.models import Firm, Site
from tests.factories.parks import DistrictFactory, FirmFactory, ParkFactory, SiteFactory
from tests.factories.plans import AreaFactory

pytestmark = pytest.mark.django_db

WITHDRAWN = {"state": "withdrawn", "state_reason": "The source took it back."}


def test_firms_elsewhere_are_no_firms_of_shanghai():
    here = FirmFactory()
    FirmFactory(area=AreaFactory(key="suzhou"))

    assert list(Firm.objects.in_shanghai()) == [here]


# --- By site --------------------------------------------------------------------------------


def test_two_sites_are_still_one_firm():
    park, firm = ParkFactory(), FirmFactory()
    SiteFactory.create_batch(2, firm=firm, park=park)
    SiteFactory()

    assert list(Firm.objects.in_parks([park.key])) == [firm]


@pytest.mark.parametrize("state", [{"state": "draft"}, WITHDRAWN])
def test_a_site_that_is_not_public_finds_no_firm(state):
    site = SiteFactory(park=ParkFactory(), **state)

    assert not Firm.objects.in_parks([site.park.key]).exists()
    assert not Firm.objects.in_districts([site.district.key]).exists()


def test_a_firm_is_in_the_districts_of_its_sites():
    pudong, minhang = (DistrictFactory(area__key=key) for key in ("pudong", "minhang"))
    both, one = FirmFactory(), FirmFactory()
    for firm, district in [(both, pudong), (both, minhang), (one, minhang)]:
        SiteFactory(firm=firm, district=district)

    assert list(Firm.objects.in_districts(["pudong"])) == [both]
    assert set(Firm.objects.in_districts(["minhang"])) == {both, one}
    assert set(Firm.objects.in_districts(["pudong", "minhang"])) == {both, one}
    assert not Firm.objects.in_districts(["chongming"]).exists()


def test_a_site_that_names_its_park_alone_is_in_the_district_of_the_park():
    park = ParkFactory(district__area__key="pudong")
    site = SiteFactory(park=park, district=None)

    assert list(Firm.objects.in_districts(["pudong"])) == [site.firm]


def test_firms_without_a_known_district_are_those_without_a_site_that_says_so():
    known = SiteFactory().firm
    nowhere, address = FirmFactory(), FirmFactory()
    SiteFactory(firm=address, district=None, address="Shanghai, district not stated")
    hidden = SiteFactory(state="draft").firm

    assert set(Firm.objects.without_known_district()) == {nowhere, address, hidden}
    assert known not in Firm.objects.without_known_district()


def test_a_list_of_districts_may_include_the_unknown():
    here = SiteFactory(district__area__key="pudong").firm
    unknown = FirmFactory()
    SiteFactory()

    assert set(Firm.objects.in_districts(["pudong"], or_unknown=True)) == {here, unknown}


def test_the_sites_of_a_list_of_firms_cost_one_more_query(django_assert_num_queries):
    for _ in range(3):
        firm = FirmFactory()
        SiteFactory(firm=firm, key=f"{firm.key}-b", park=ParkFactory())
        SiteFactory(firm=firm, key=f"{firm.key}-a")
        SiteFactory(firm=firm, state="draft")

    with django_assert_num_queries(2):
        seen = [
            (site.key, site.public_district.name_en, site.public_park and site.public_park.name_en)
            for firm in Firm.objects.with_sites()
            for site in firm.public_sites
        ]

    assert len(seen) == 6
    assert seen[0][0].endswith("-a")


def test_the_site_of_a_firm_that_is_not_public_is_not_public():
    SiteFactory(firm__state="draft")

    assert not Site.objects.published().exists()


# --- By what it does and is called ----------------------------------------------------------


def test_a_firm_is_found_by_any_of_its_modalities():
    cells = FirmFactory(modality=["car_t", "nk"])
    genes = FirmFactory(modality=["aav"])
    FirmFactory(modality=["testing"])

    assert set(Firm.objects.with_facet("modality", ["nk", "aav"])) == {cells, genes}


@pytest.mark.parametrize(
    "text", ["JW Thera", "jw thera", "药明", "药", "wuxi-juno", "WUXI", "巨诺旧"], ids=str
)
def test_a_firm_is_found_by_part_of_its_name(text):
    firm = FirmFactory(
        name_en="JW Therapeutics",
        name_zh="药明巨诺",
        former_names=["Something Else", "WuXi-Juno", "巨诺旧名"],
    )
    FirmFactory(name_en="Oricell", name_zh="原启生物")

    assert list(Firm.objects.named_like(text)) == [firm]


@pytest.mark.parametrize("text", ["%", "_", "\\", "J_", "%T"])
def test_signs_of_the_database_are_letters_like_others(text):
    FirmFactory(name_en="JW Therapeutics")

    assert not Firm.objects.named_like(text).exists()
