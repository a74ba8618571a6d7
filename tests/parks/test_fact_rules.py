"""What holds for every kind of fact: a source, a place in it, a state; amounts that are whole."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest

from plans.choices import PublicationState
from tests.factories.parks import (
    DistrictFactory,
    EventFactory,
    FirmFactory,
    ParkFactory,
    ProductFactory,
    SiteFactory,
)
from tests.factories.plans import (
    ObservationFactory,
    PlanFactory,
    PolicyMeasureFactory,
    SourceFactory,
    TargetFactory,
    VerdictOverrideFactory,
)
from tests.rules import refused_by

pytestmark = pytest.mark.django_db

FACTS = [
    DistrictFactory,
    EventFactory,
    FirmFactory,
    ObservationFactory,
    ParkFactory,
    PlanFactory,
    PolicyMeasureFactory,
    ProductFactory,
    SiteFactory,
    TargetFactory,
    VerdictOverrideFactory,
]
AMOUNTS = [EventFactory, PolicyMeasureFactory]

BROKEN_FACTS = [
    ({"locator": ""}, "says_where_in_the_source", "no place in the source"),
    ({"state": "secret"}, "state_is_known", "an unknown state"),
    ({"state": "withdrawn"}, "withdrawn_with_a_reason", "no reason to be withdrawn"),
]

WHOLE = {"amount": Decimal(5), "amount_unit": "yuan", "amount_qualifier": "exact"}
BROKEN_AMOUNTS = [
    (WHOLE | {"amount": None}, "amount_is_whole_or_absent", "a unit of nothing"),
    (WHOLE | {"amount_unit": ""}, "amount_is_whole_or_absent", "an amount of nothing"),
    (WHOLE | {"amount_qualifier": ""}, "amount_is_whole_or_absent", "no qualifier"),
    (WHOLE | {"amount_unit": "litre"}, "amount_words_are_known", "an unknown unit"),
    (WHOLE | {"amount_qualifier": "roughly"}, "amount_words_are_known", "an unknown qualifier"),
]


def name_of(factory: type) -> str:
    return factory._meta.model._meta.model_name


BREACHES = [
    pytest.param(factory, broken, f"{name_of(factory)}_{rule}", id=f"{name_of(factory)}: {words}")
    for factories, breaches in ((FACTS, BROKEN_FACTS), (AMOUNTS, BROKEN_AMOUNTS))
    for factory, (broken, rule, words) in itertools.product(factories, breaches)
]


@pytest.mark.parametrize(("factory", "broken", "rule"), BREACHES)
def test_the_database_refuses(factory, broken, rule):
    with refused_by(rule):
        factory(**broken)


@pytest.mark.parametrize("factory", FACTS, ids=name_of)
def test_a_fact_without_a_source_is_refused(factory):
    extra = {"area_source": SourceFactory()} if factory is DistrictFactory else {}

    with refused_by("source_id"):
        factory(source=None, **extra)


@pytest.mark.parametrize("factory", FACTS, ids=name_of)
@pytest.mark.parametrize("state", PublicationState.values)
def test_a_fact_may_be(factory, state):
    assert factory(state=state, state_reason="The source took it back.").pk


@pytest.mark.parametrize("factory", FACTS, ids=name_of)
def test_only_the_published_are_public(factory):
    published = factory()
    for state in ("draft", "in_review", "withdrawn"):
        factory(state=state, state_reason="The source took it back.")

    assert list(factory._meta.model.objects.published()) == [published]


@pytest.mark.parametrize("factory", AMOUNTS, ids=name_of)
def test_an_amount_may_be_absent_or_nothing(factory):
    assert factory().quantity is None
    assert factory(**WHOLE | {"amount": Decimal(0)}).quantity.words("en") == "0 yuan"
