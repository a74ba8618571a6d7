"""What the database refuses of a target."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from plans.models import Target
from tests.factories.plans import MetricFactory, PlanFactory, TargetFactory
from tests.rules import refused_by

pytestmark = pytest.mark.django_db

VARIANTS = "target_variant_is_of_a_main_row_of_its_plan"

BREACHES = [
    pytest.param({"basis": "hope"}, "target_basis_is_known", id="an unknown basis"),
    pytest.param({"comparator": "=>"}, "target_comparator_is_known", id="an unknown comparator"),
    pytest.param({"metric": None}, "target_has_a_number_or_words", id="a number of no metric"),
    pytest.param({"value": None}, "target_has_a_number_or_words", id="a metric without a number"),
    pytest.param({"comparator": ""}, "target_has_a_number_or_words", id="no comparator"),
    pytest.param(
        {"value_upper": Decimal(10)}, "target_range_runs_upwards", id="a range of nothing"
    ),
    pytest.param({"value_upper": Decimal(9)}, "target_range_runs_upwards", id="a range downwards"),
    pytest.param(
        {"baseline_value": Decimal(3)}, "target_baseline_has_its_day", id="a baseline of no day"
    ),
    pytest.param(
        {"baseline_on": dt.date(2021, 12, 31)},
        "target_baseline_has_its_day",
        id="a day without its baseline",
    ),
    pytest.param(
        {"id": 77, "variant_of_id": 77}, "target_is_no_variant_of_itself", id="itself as main row"
    ),
    pytest.param({"statement": ""}, "target_says_what", id="no statement"),
    pytest.param({"due_on": None}, "due_on", id="no due day"),
    pytest.param({"area": None}, "area_id", id="no area"),
]

WORDING_BREACHES = [
    pytest.param({"comparator": ">="}, id="a comparator"),
    pytest.param({"value": Decimal(10)}, id="a value"),
    pytest.param({"value_upper": Decimal(10)}, id="the end of a range"),
]


@pytest.mark.parametrize(("broken", "rule"), BREACHES)
def test_the_database_refuses_a_target_with(broken, rule):
    with refused_by(rule):
        TargetFactory(**broken)


@pytest.mark.parametrize("broken", WORDING_BREACHES)
def test_a_target_in_words_cannot_have(broken):
    with refused_by("target_has_a_number_or_words"):
        TargetFactory(wording=True, **broken)


def test_a_target_in_words_cannot_have_a_metric():
    with refused_by("target_has_a_number_or_words"):
        TargetFactory(wording=True, metric=MetricFactory())


def test_a_key_names_one_target_of_a_plan():
    first = TargetFactory(key="industry-scale")

    with refused_by("target_key_once_in_a_plan"):
        TargetFactory(key="industry-scale", plan=first.plan)


def test_two_plans_may_name_a_target_alike():
    TargetFactory(key="industry-scale")

    assert TargetFactory(key="industry-scale").pk


# --- A variant is of a main row of its plan -------------------------------------------------


def test_a_variant_of_a_main_row_is_welcome():
    main = TargetFactory()
    variant = TargetFactory(plan=main.plan, variant_of=main)

    variant.full_clean()
    main.full_clean()
    connection.check_constraints()


def test_a_variant_cannot_be_of_another_plans_target():
    elsewhere = TargetFactory()

    with refused_by(VARIANTS):
        TargetFactory(plan=PlanFactory(), variant_of=elsewhere)


def test_a_variant_has_no_variants():
    main = TargetFactory()
    variant = TargetFactory(plan=main.plan, variant_of=main)

    with refused_by(VARIANTS):
        TargetFactory(plan=main.plan, variant_of=variant)


def test_a_target_with_variants_cannot_become_one():
    main = TargetFactory()
    TargetFactory(plan=main.plan, variant_of=main)
    other = TargetFactory(plan=main.plan)

    with refused_by(VARIANTS):
        Target.objects.filter(pk=main.pk).update(variant_of=other)


@pytest.mark.parametrize("moved", ["main", "variant"])
def test_a_target_and_its_variant_cannot_part(moved):
    main = TargetFactory()
    rows = {"main": main, "variant": TargetFactory(plan=main.plan, variant_of=main)}

    with refused_by(VARIANTS):
        Target.objects.filter(pk=rows[moved].pk).update(plan=PlanFactory())


def test_main_row_and_variant_may_change_places_in_one_go():
    main = TargetFactory()
    variant = TargetFactory(plan=main.plan, variant_of=main)

    Target.objects.filter(pk=main.pk).update(variant_of=variant)
    Target.objects.filter(pk=variant.pk).update(variant_of=None)

    connection.check_constraints()


def another_plan(target: Target) -> None:
    target.variant_of = TargetFactory()


def a_variant(target: Target) -> None:
    main = TargetFactory(plan=target.plan)
    target.variant_of = TargetFactory(plan=target.plan, variant_of=main)


def though_it_has_variants(target: Target) -> None:
    TargetFactory(plan=target.plan, variant_of=target)
    target.variant_of = TargetFactory(plan=target.plan)


@pytest.mark.parametrize("wrong", [another_plan, a_variant, though_it_has_variants])
def test_the_editor_is_told_at_the_field_that_it_cannot_be_a_variant(wrong):
    target = TargetFactory()
    wrong(target)

    with pytest.raises(ValidationError) as problem:
        target.full_clean()

    assert list(problem.value.message_dict) == ["variant_of"]


def test_the_editor_is_told_that_variants_stay_with_their_plan():
    main = TargetFactory()
    TargetFactory(plan=main.plan, variant_of=main)
    main.plan = PlanFactory()

    with pytest.raises(ValidationError) as problem:
        main.full_clean()

    assert list(problem.value.message_dict) == ["plan"]
