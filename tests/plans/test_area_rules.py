"""What the database refuses of an area."""

from __future__ import annotations

import pytest

from plans.models import Area
from tests.factories.plans import AreaFactory
from tests.rules import refused_by

pytestmark = pytest.mark.django_db

BREACHES = [
    pytest.param({"kind": "planet"}, "area_kind_is_known", id="an unknown kind"),
    pytest.param({"parent": None}, "area_lies_in_another", id="a city in no country"),
    pytest.param({"name_en": ""}, "area_has_a_name", id="no name"),
]


@pytest.mark.parametrize(("broken", "rule"), BREACHES)
def test_the_database_refuses_an_area_with(broken, rule):
    with refused_by(rule):
        AreaFactory(**broken)


def test_a_country_lies_in_no_other_area():
    around = AreaFactory(country=True)

    with refused_by("area_lies_in_another"):
        Area.objects.create(key="france", name_en="France", kind="country", parent=around)


def test_a_key_names_one_area():
    area = AreaFactory(key="suzhou")

    with refused_by("plans_area_key_key"):
        Area.objects.create(key="suzhou", name_en="Suzhou", kind="city", parent=area.parent)
