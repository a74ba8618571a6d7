"""What the database refuses of a district and of a park."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from parks.models import Park, Site
from plans.models import Area
from tests.factories.parks import DistrictFactory, ParkFactory, SiteFactory
from tests.factories.plans import AreaFactory
from tests.rules import refused_by

pytestmark = pytest.mark.django_db

SAME_DISTRICT = "site_lies_in_the_district_of_its_park"

DISTRICT_BREACHES = [
    pytest.param(
        {"division_code": "31011"}, "district_division_code_has_six_digits", id="five digits"
    ),
    pytest.param(
        {"division_code": "31011x"}, "district_division_code_has_six_digits", id="a letter"
    ),
    pytest.param({"area_km2": Decimal(0)}, "district_has_land_and_people", id="no land"),
    pytest.param({"population": 0}, "district_has_land_and_people", id="no people"),
    pytest.param(
        {"population_year": 20}, "district_population_year_is_a_year", id="a year of two digits"
    ),
    pytest.param(
        {"population_year": 2101}, "district_population_year_is_a_year", id="a year far away"
    ),
]

PARK_BREACHES = [
    pytest.param({"kind": "zoo"}, "park_kind_is_known", id="an unknown kind"),
    pytest.param({"role": ""}, "park_has_a_role", id="no role"),
    pytest.param({"area_m2": Decimal(0)}, "park_area_is_above_zero", id="no land"),
    pytest.param(
        {"latitude": Decimal("31.2")}, "park_position_is_whole_or_absent", id="half a position"
    ),
    pytest.param(
        {"longitude": Decimal("121.6")}, "park_position_is_whole_or_absent", id="the other half"
    ),
    pytest.param(
        {"latitude": Decimal(91), "longitude": Decimal(121)},
        "park_position_is_whole_or_absent",
        id="a place beyond the pole",
    ),
    pytest.param(
        {"latitude": Decimal(31), "longitude": Decimal(181)},
        "park_position_is_whole_or_absent",
        id="a place beyond the date line",
    ),
]


@pytest.mark.parametrize(("broken", "rule"), DISTRICT_BREACHES)
def test_the_database_refuses_a_district_with(broken, rule):
    with refused_by(rule):
        DistrictFactory(**broken)


@pytest.mark.parametrize(("broken", "rule"), PARK_BREACHES)
def test_the_database_refuses_a_park_with(broken, rule):
    with refused_by(rule):
        ParkFactory(**broken)


def test_a_division_code_is_of_one_district():
    DistrictFactory(division_code="310115")

    with refused_by("parks_district_division_code_key"):
        DistrictFactory(division_code="310115")


@pytest.mark.parametrize("factory", [DistrictFactory, ParkFactory])
def test_an_area_has_one_profile(factory):
    place = factory()

    with refused_by(f"{place._meta.db_table}_pkey"):
        type(place).objects.bulk_create([place])


# --- The area of a district is a district, that of a park a park ----------------------------


@pytest.mark.parametrize("kind", ["park", "city"])
def test_the_area_of_a_district_cannot_be_a(kind):
    area = AreaFactory(park=True) if kind == "park" else AreaFactory()

    with refused_by("district_area_is_a_district"):
        DistrictFactory(area=area)


@pytest.mark.parametrize("kind", ["district", "city"])
def test_the_area_of_a_park_cannot_be_a(kind):
    area = AreaFactory(district=True) if kind == "district" else AreaFactory()

    with refused_by("park_area_is_a_park"):
        ParkFactory(area=area)


@pytest.mark.parametrize(
    ("factory", "other", "rule"),
    [
        (DistrictFactory, "park", "district_area_is_a_district"),
        (ParkFactory, "district", "park_area_is_a_park"),
    ],
    ids=["a district", "a park"],
)
def test_the_area_keeps_the_kind_of(factory, other, rule):
    area = factory().area

    with refused_by(rule):
        Area.objects.filter(pk=area.pk).update(kind=other)

    area.kind = other
    with pytest.raises(ValidationError) as problem:
        area.full_clean()
    assert list(problem.value.message_dict) == ["kind"]


def test_an_area_without_a_profile_may_change_its_kind():
    area = AreaFactory(district=True)
    area.kind = "park"

    area.full_clean()
    area.save()
    connection.check_constraints()


def test_the_editor_is_told_at_the_area_of_a_district_that_it_is_of_another_kind():
    district = DistrictFactory()
    city = DistrictFactory.build(area=AreaFactory(), source=district.source, division_code="310999")

    with pytest.raises(ValidationError) as problem:
        city.full_clean()

    assert list(problem.value.message_dict) == ["area"]


def test_the_editor_is_told_at_the_area_of_a_park_that_it_is_of_another_kind():
    district = DistrictFactory()
    city = ParkFactory.build(area=AreaFactory(), source=district.source, district=district)

    with pytest.raises(ValidationError) as problem:
        city.full_clean()

    assert list(problem.value.message_dict) == ["area"]


# --- A site lies in the district of its park ------------------------------------------------


def test_a_park_cannot_leave_the_district_of_its_sites():
    site = SiteFactory(park=ParkFactory())

    with refused_by(SAME_DISTRICT):
        Park.objects.filter(pk=site.park.pk).update(district=DistrictFactory())


def test_a_park_and_its_sites_may_move_together():
    site = SiteFactory(park=ParkFactory())
    district = DistrictFactory()

    Park.objects.filter(pk=site.park.pk).update(district=district)
    Site.objects.filter(pk=site.pk).update(district=district)

    connection.check_constraints()


def test_a_park_may_come_to_belong_to_the_whole_city():
    site = SiteFactory(park=ParkFactory())

    Park.objects.filter(pk=site.park.pk).update(district=None)

    connection.check_constraints()


def test_the_editor_is_told_which_site_keeps_a_park():
    site = SiteFactory(key="jw-waigaoqiao", park=ParkFactory())
    site.park.district = DistrictFactory()

    with pytest.raises(ValidationError) as problem:
        site.park.full_clean()

    assert "jw-waigaoqiao" in problem.value.message_dict["district"][0]
