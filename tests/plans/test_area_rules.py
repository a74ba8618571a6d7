"""What the database refuses of an area."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

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


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_no_area_lies_in_itself_by_any_number_of_steps(steps):
    outermost = area = AreaFactory(kind="other")
    for _step in range(steps - 1):
        area = AreaFactory(kind="other", parent=area)

    with refused_by("area_lies_in_no_circle", naming=outermost.key):
        Area.objects.filter(pk=outermost.pk).update(parent=area)

    outermost.refresh_from_db()
    outermost.parent = area
    with pytest.raises(ValidationError, match="cannot lie in itself"):
        outermost.full_clean()


def test_two_areas_may_change_places_at_once():
    outer = AreaFactory(kind="other")
    inner = AreaFactory(kind="other", parent=outer)

    Area.objects.filter(pk=outer.pk).update(parent=inner)
    Area.objects.filter(pk=inner.pk).update(parent=AreaFactory(country=True))
    connection.check_constraints()

    outer.refresh_from_db()
    assert next(outer.around()) == inner
