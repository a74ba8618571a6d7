"""No rule is forgotten: each has a test that breaks it, and what others lean on stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.db.models import ProtectedError

from parks.models import FirmPair
from parks.models.facets import DERIVED
from plans.models import LinkCheck
from tests.factories.parks import (
    EventFactory,
    FirmFactory,
    ParkFactory,
    ProductFactory,
    SiteFactory,
)
from tests.factories.plans import (
    AreaFactory,
    ObservationFactory,
    PlanFactory,
    PolicyMeasureFactory,
    SourceFactory,
    TargetFactory,
)
from tests.parks import test_fact_rules

OUR_MODELS = [
    model
    for app in ("plans", "parks")
    for model in apps.get_app_config(app).get_models()
    if model not in DERIVED
]
OUR_RULES = sorted(rule.name for model in OUR_MODELS for rule in model._meta.constraints)
GOES_WITH_ITS_ROW = {FirmPair, LinkCheck}
"""No facts: what programs keep about a row, and make again."""
TESTS = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def tested() -> str:
    """All that the tests of rules say, with the names that are put together in a table."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(TESTS.glob("p*/test_*_rules.py"))]
    return "\n".join([*texts, *(f'"{row.values[-1]}"' for row in test_fact_rules.BREACHES)])


@pytest.mark.parametrize("rule", OUR_RULES)
def test_there_is_a_test_that_breaks(rule, tested):
    assert f'"{rule}"' in tested


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model._meta.model_name)
def test_every_reference_protects_what_it_leans_on(model):
    references = [field for field in model._meta.fields if isinstance(field, models.ForeignKey)]
    if model in GOES_WITH_ITS_ROW:
        references = []

    assert {field.remote_field.on_delete for field in references} <= {models.PROTECT}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("factory", "reference"),
    [
        (AreaFactory, "parent"),
        (ObservationFactory, "metric"),
        (ObservationFactory, "area"),
        (ObservationFactory, "source"),
        (PlanFactory, "source"),
        (TargetFactory, "plan"),
        (TargetFactory, "metric"),
        (PolicyMeasureFactory, "plan"),
        (ParkFactory, "district"),
        (ParkFactory, "area"),
        (FirmFactory, "area"),
        (SiteFactory, "firm"),
        (SiteFactory, "district"),
        (ProductFactory, "firm"),
        (EventFactory, "source"),
    ],
)
def test_what_others_lean_on_cannot_be_deleted(factory, reference):
    leant_on = getattr(factory(), reference)

    with pytest.raises(ProtectedError):
        leant_on.delete()


@pytest.mark.django_db
def test_a_source_with_copies_stays():
    original = SourceFactory()
    SourceFactory(origin=original)

    with pytest.raises(ProtectedError):
        original.delete()
