"""What the database refuses of a plan and of a policy measure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.factories.plans import PlanFactory, PolicyMeasureFactory
from tests.rules import refused_by

pytestmark = pytest.mark.django_db

PLAN_BREACHES = [
    pytest.param({"field": "surgery"}, "plan_field_is_known", id="an unknown field"),
    pytest.param({"name_en": ""}, "plan_has_a_name", id="no name"),
    pytest.param({"issued_on": None}, "issued_on", id="no day of issue"),
    pytest.param(
        {"period_start": "2024", "period_end": "2023"},
        "plan_period_runs_forward",
        id="an end before its start",
    ),
    pytest.param(
        {"period_start": "2024-07-02", "period_end": "2024-07-01"},
        "plan_period_runs_forward",
        id="an end the day before its start",
    ),
]

MEASURE_BREACHES = [
    pytest.param({"theme": "music"}, "policymeasure_theme_is_known", id="an unknown theme"),
    pytest.param({"summary": ""}, "policymeasure_says_what", id="no summary"),
]


@pytest.mark.parametrize(("broken", "rule"), PLAN_BREACHES)
def test_the_database_refuses_a_plan_with(broken, rule):
    with refused_by(rule):
        PlanFactory(**broken)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2024", "2024"),
        ("2024-12-31", "2024"),
        ("2024", "2024-01-01"),
        ("2024", None),
        (None, "2024"),
    ],
    ids=["one year", "the last day of it", "the first day of it", "an open end", "an open start"],
)
def test_a_plan_may_run(start, end):
    assert PlanFactory(period_start=start, period_end=end).pk


def test_a_key_names_one_plan():
    PlanFactory(key="cell-therapy-2022-2024")

    with refused_by("plans_plan_key_key"):
        PlanFactory(key="cell-therapy-2022-2024")


@pytest.mark.parametrize(("broken", "rule"), MEASURE_BREACHES)
def test_the_database_refuses_a_measure_with(broken, rule):
    with refused_by(rule):
        PolicyMeasureFactory(**broken)


def test_a_key_names_one_measure_of_a_plan():
    first = PolicyMeasureFactory(key="loans")

    with refused_by("policymeasure_key_once_in_a_plan"):
        PolicyMeasureFactory(key="loans", plan=first.plan)


def test_two_plans_may_name_a_measure_alike():
    PolicyMeasureFactory(key="loans")

    assert PolicyMeasureFactory(key="loans").pk


def test_a_whole_amount_is_kept():
    measure = PolicyMeasureFactory(
        amount=Decimal(10_000_000), amount_unit="yuan/year", amount_qualifier="at_most"
    )

    assert measure.quantity.words("en") == "at most 10 million yuan a year"
