"""What the site asks of plans, targets and policy measures."""

from __future__ import annotations

import pytest

from plans.models import Plan, PolicyMeasure, Target
from tests.factories.plans import PlanFactory, PolicyMeasureFactory, TargetFactory

pytestmark = pytest.mark.django_db

WITHDRAWN = {"state": "withdrawn", "state_reason": "The source took it back."}


@pytest.mark.parametrize(
    ("factory", "model"), [(TargetFactory, Target), (PolicyMeasureFactory, PolicyMeasure)]
)
def test_what_a_plan_says_is_public_with_the_plan_alone(factory, model):
    shown = factory()
    factory(plan=PlanFactory(state="draft"))
    factory(plan=PlanFactory(**WITHDRAWN))

    assert list(model.objects.published()) == [shown]


def test_variants_are_no_further_targets():
    main = TargetFactory()
    TargetFactory(plan=main.plan, variant_of=main)

    assert list(Target.objects.main()) == [main]


def test_targets_come_in_the_plans_own_order():
    plan = PlanFactory()
    given = [
        {"key": "d", "locator": "section III"},
        {"key": "b", "locator": "section II", "position": 2},
        {"key": "c", "locator": "section I"},
        {"key": "a", "locator": "section II", "position": 1},
    ]
    for fields in given:
        TargetFactory(plan=plan, **fields)

    assert [target.key for target in Target.objects.in_plan_order()] == ["a", "b", "c", "d"]


def test_the_targets_of_one_plan_stay_together():
    first, second = PlanFactory(issued_on="2023"), PlanFactory(issued_on="2022")
    for plan, position in [(first, 2), (second, 1), (first, 1)]:
        TargetFactory(plan=plan, position=position)

    plans = [target.plan_id for target in Target.objects.in_plan_order()]

    assert plans == [first.pk, first.pk, second.pk]


def test_plans_are_listed_newest_first():
    for date in ["2022", "2023-05", "2023-05-30", "2023"]:
        PlanFactory(issued_on=date)

    dates = [plan.issued_on.text for plan in Plan.objects.newest_first()]

    assert dates == ["2023-05-30", "2023-05", "2023", "2022"]


def test_a_plan_counts_its_public_targets_and_measures():
    plan = PlanFactory()
    main = TargetFactory(plan=plan)
    TargetFactory(plan=plan)
    TargetFactory(plan=plan, variant_of=main)
    TargetFactory(plan=plan, state="draft")
    PolicyMeasureFactory.create_batch(3, plan=plan)
    PolicyMeasureFactory(plan=plan, **WITHDRAWN)
    TargetFactory()

    counted = Plan.objects.counted().get(pk=plan.pk)

    assert (counted.target_count, counted.measure_count) == (2, 3)


def test_a_plan_without_targets_counts_none():
    PlanFactory()

    (counted,) = Plan.objects.counted()

    assert (counted.target_count, counted.measure_count) == (0, 0)
