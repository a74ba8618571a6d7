"""What the pace of an amount or a running total is taken from (method 1, 2 and 4)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from plans.choices import MeasureType, Verdict
from plans.domain.verdicts import Baseline
from tests.plans.verdicts import (
    IN_TIME,
    day,
    flow,
    judged,
    promise_with,
    running_total,
    said,
    span,
)

HALF_WAY = "2024-01-01"
"""366 of the 731 days of 2023 and 2024 have gone."""


def test_the_first_day_of_a_plan_counts_as_time():
    # 366 days of 2024: half of the way in half of the days is just the pace it takes.
    found = judged(flow(">=", 100, 2024), span(50, "2024-01-01", "2024-07-01"), on=IN_TIME)

    assert found.pace.elapsed == Fraction(183, 366)
    assert found.pace.ratio == 1


def test_a_stock_that_includes_what_stood_before_gives_no_pace():
    stocks = running_total(">=", 20, 2023, 2024, MeasureType.STOCK)

    found = judged(stocks, said(30, "2024-05-31"), on=IN_TIME)

    assert (found.verdict, found.finding) == (Verdict.LEVEL_ONLY, "includes_earlier")


def test_the_newest_figure_that_can_give_one_gives_the_pace_of_a_running_total():
    stocks = running_total(">=", 20, 2023, 2024, MeasureType.STOCK)
    count = span(9, "2023-01-01", "2024-02-15", key="count")
    stock = said(30, "2024-05-31", key="stock")

    assert judged(stocks, count, stock, on=IN_TIME).observation_keys == ("count",)


@pytest.mark.parametrize(
    ("part", "taken"),
    [
        pytest.param(8, "count", id="one that says less is passed over"),
        pytest.param(9, "part", id="one that says as much is taken"),
        pytest.param(12, "part", id="one that says more is taken"),
    ],
)
def test_of_a_newer_part_of_a_running_total(part, taken):
    count = span(9, "2023-01-01", "2024-02-15", key="count")
    later = span(part, "2023-07-01", "2024-05-31", key="part")

    found = judged(running_total(">=", 20, 2023, 2024), count, later, on=IN_TIME)

    assert found.observation_keys == (taken,)


TEN_BEFORE = Baseline(Decimal(10), day("2022-12-31"))


@pytest.mark.parametrize(
    ("promise", "first", "second"),
    [
        pytest.param(
            running_total(">=", 20, 2023, 2024),
            span(9, "2023-01-01", "2024-02-15", key="first"),
            span(7, "2023-01-01", "2024-05-31", key="second"),
            id="a count",
        ),
        pytest.param(
            promise_with(running_total(">=", 20, 2023, 2024), baseline=TEN_BEFORE),
            span(19, "2019-01-01", "2024-02-15", key="first"),
            span(7, "2023-01-01", "2024-05-31", key="second"),
            id="a count, after one less its baseline",
        ),
        pytest.param(
            flow(">=", 100, 2024),
            span(30, "2024-01-01", "2024-02-29", key="first"),
            span(28, "2024-01-01", "2024-05-31", key="second"),
            id="an amount",
        ),
    ],
)
def test_what_fell_and_could_not_is_taken_as_it_is_newest(promise, first, second):
    assert judged(promise, first, second, on=IN_TIME).observation_keys == ("second",)


def test_a_recorded_baseline_gives_a_pace_to_a_stock():
    stocks = promise_with(
        running_total(">=", 20, 2023, 2024, MeasureType.STOCK),
        baseline=Baseline(Decimal(10), day("2022-12-31")),
    )

    assert judged(stocks, said(20, HALF_WAY), on=IN_TIME).pace.done == Fraction(1, 2)
    assert judged(stocks, said(8, HALF_WAY), on=IN_TIME).verdict is Verdict.MOVING_AWAY


def test_a_running_total_of_a_plan_of_unknown_start_is_only_stated():
    unknown = promise_with(running_total(">=", 20, 2023, 2024, MeasureType.STOCK), plan_start=None)

    found = judged(unknown, said(30, HALF_WAY), on=IN_TIME)

    assert (found.verdict, found.finding) == (Verdict.LEVEL_ONLY, "includes_earlier")
