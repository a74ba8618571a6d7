"""What the database refuses of a product and of an event."""

from __future__ import annotations

import pytest

from tests.factories.parks import EventFactory, ProductFactory
from tests.rules import refused_by

pytestmark = pytest.mark.django_db

PRODUCT_BREACHES = [
    pytest.param({"stage": "phase4"}, "product_stage_is_known", id="an unknown stage"),
    pytest.param({"modality": "magic"}, "product_modality_is_known", id="an unknown modality"),
    pytest.param(
        {"authority": ["NMPA", "PMDA"]}, "product_authorities_are_known", id="an unknown authority"
    ),
    pytest.param({"name_en": ""}, "product_has_name_and_indication", id="no name"),
    pytest.param({"indication": ""}, "product_has_name_and_indication", id="no indication"),
    pytest.param({"firm": None}, "firm_id", id="no firm"),
]

EVENT_BREACHES = [
    pytest.param({"kind": "party"}, "event_kind_is_known", id="an unknown kind"),
    pytest.param({"title": ""}, "event_says_what", id="no title"),
    pytest.param({"summary": ""}, "event_says_what", id="no summary"),
    pytest.param({"date": None}, "date", id="no date"),
    pytest.param({"date": "autumn"}, "parks_event_date_check", id="a date in words"),
]


@pytest.mark.parametrize(("broken", "rule"), PRODUCT_BREACHES)
def test_the_database_refuses_a_product_with(broken, rule):
    with refused_by(rule):
        ProductFactory(**broken)


@pytest.mark.parametrize(("broken", "rule"), EVENT_BREACHES)
def test_the_database_refuses_an_event_with(broken, rule):
    with refused_by(rule):
        EventFactory(**broken)


def test_a_key_names_one_product():
    ProductFactory(key="relma-cel")

    with refused_by("parks_product_key_key"):
        ProductFactory(key="relma-cel")


def test_a_key_names_one_event():
    EventFactory(key="relma-cel-approved")

    with refused_by("parks_event_key_key"):
        EventFactory(key="relma-cel-approved")
