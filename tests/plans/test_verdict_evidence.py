"""Which observations count for a target, and as what (method 2)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from plans.choices import Basis, MeasureType, Verdict
from plans.domain.verdicts import Baseline, Promise, Role
from plans.domain.verdicts.evidence import read, reading, role_of
from tests.plans.verdicts import (
    DOWN,
    DUE,
    LATE,
    NEUTRAL,
    UP,
    day,
    flow,
    in_month,
    in_year,
    judged,
    level,
    promise_with,
    running_total,
    said,
    seen,
    span,
)

A_LEVEL = level(">=", 100, 2024)
IN_2024 = flow(">=", 100, 2024)
SINCE_2023 = running_total(">=", 20, 2023, 2025)
STOCKS_SINCE_2023 = promise_with(SINCE_2023, measure_type=MeasureType.STOCK)


@pytest.mark.parametrize(
    ("known_from", "known"),
    [
        pytest.param("2026-11-21", True, id="the day before"),
        pytest.param("2026-11-22", True, id="that very day"),
        pytest.param("2026-11-23", False, id="the day after"),
    ],
)
def test_a_figure_counts_from_the_day_on_which_it_could_be_known(known_from, known):
    figure = span(120, "2024-01-01", "2024-12-31", known_from=day(known_from))

    assert bool(read(A_LEVEL, [figure], LATE)) is known


@pytest.mark.parametrize(("kind", "counts"), [("actual", 1), ("estimate", 1), ("forecast", 0)])
def test_forecasts_never_count(kind, counts):
    assert len(read(A_LEVEL, [said(120, "2024-12-31", kind=kind)], LATE)) == counts


def test_a_forecast_is_no_context_either():
    assert judged(A_LEVEL, said(120, "2024-12-31", kind="forecast")).verdict is Verdict.NO_EVIDENCE


@pytest.mark.parametrize(
    ("figure", "role"),
    [
        pytest.param(in_year(90, 2024), Role.WHOLE, id="the whole year"),
        pytest.param(span(90, "2024-01-01", "2024-12-30"), Role.LOWER, id="all but one day"),
        pytest.param(said(90, "2024-01-01"), Role.LOWER, id="the first day alone"),
        pytest.param(span(90, "2024-01-02", "2024-12-31"), Role.CONTEXT, id="from the second day"),
        pytest.param(span(90, "2024-07-01", "2024-12-31"), Role.CONTEXT, id="its second half"),
        pytest.param(in_year(90, 2023), Role.CONTEXT, id="the year before"),
        pytest.param(in_year(90, 2025), Role.CONTEXT, id="the year after"),
        pytest.param(span(90, "2024-01-01", "2025-06-30"), Role.CONTEXT, id="and more"),
        pytest.param(span(90, "2023-01-01", "2024-12-31"), Role.CONTEXT, id="two years"),
    ],
)
def test_of_an_amount_in_2024_a_figure_is(figure, role):
    assert role_of(IN_2024, figure.period) is role


def test_an_amount_due_in_june_is_that_of_the_first_half():
    due_in_june = promise_with(IN_2024, due_on=day("2024-06-30"))

    assert role_of(due_in_june, span(1, "2024-01-01", "2024-06-30").period) is Role.WHOLE
    assert role_of(due_in_june, in_year(1, 2024).period) is Role.CONTEXT


@pytest.mark.parametrize(
    ("figure", "role"),
    [
        pytest.param(span(9, "2023-01-01", "2024-06-30"), Role.WHOLE, id="from the first day"),
        pytest.param(said(9, "2023-01-01"), Role.WHOLE, id="the first day alone"),
        pytest.param(span(9, "2023-01-02", "2024-06-30"), Role.LOWER, id="from the second day"),
        pytest.param(in_year(9, 2024), Role.LOWER, id="a later year"),
        pytest.param(span(9, "2022-12-31", "2024-06-30"), Role.UPPER, id="from the day before"),
        pytest.param(span(9, "2019-01-01", "2023-01-01"), Role.UPPER, id="up to the first day"),
        pytest.param(in_year(9, 2022), Role.CONTEXT, id="over before it began"),
    ],
)
def test_of_a_running_total_since_2023_a_span_is(figure, role):
    assert role_of(SINCE_2023, figure.period) is role


@pytest.mark.parametrize(
    ("figure", "role"),
    [
        pytest.param(said(30, "2024-06-30"), Role.UPPER, id="of a day"),
        pytest.param(in_month(30, 2024, 6), Role.UPPER, id="of which the month is known"),
        pytest.param(in_year(30, 2024), Role.UPPER, id="of which the year is known"),
        pytest.param(in_year(30, 2023), Role.UPPER, id="of the plan's first year"),
        pytest.param(said(30, "2022-12-31"), Role.CONTEXT, id="from before the plan"),
        pytest.param(
            span(30, "2023-01-01", "2024-06-30"), Role.WHOLE, id="counted since the plan began"
        ),
        pytest.param(span(30, "2023-03-01", "2023-04-15"), Role.LOWER, id="counted since later"),
        pytest.param(span(30, "2024-06-01", "2024-06-15"), Role.LOWER, id="of half a month"),
    ],
)
def test_of_a_running_total_since_2023_a_stock_is(figure, role):
    assert role_of(STOCKS_SINCE_2023, figure.period) is role


@pytest.mark.parametrize(
    ("measure_type", "figure", "role"),
    [
        pytest.param(MeasureType.STOCK, said(30, "2024-06-30"), Role.UPPER, id="a stock"),
        pytest.param(MeasureType.FLOW, in_year(30, 2024), Role.CONTEXT, id="an amount of a year"),
    ],
)
def test_where_the_plans_first_day_is_unknown_only_a_stock_is_a_bound(measure_type, figure, role):
    unknown = promise_with(SINCE_2023, plan_start=None, measure_type=measure_type)

    assert role_of(unknown, figure.period) is role


def test_where_only_a_baseline_is_known_the_count_begins_the_day_after_it():
    since = promise_with(
        SINCE_2023, plan_start=None, baseline=Baseline(Decimal(4), day("2022-12-31"))
    )

    assert since.counted_from == day("2023-01-01")
    assert role_of(since, span(9, "2023-01-01", "2024-06-30").period) is Role.WHOLE


@pytest.mark.parametrize(
    ("promise", "figure", "low", "high"),
    [
        pytest.param(IN_2024, span(90, "2024-01-01", "2024-08-31"), 90, None, id="a part"),
        pytest.param(SINCE_2023, in_year(9, 2024), 9, None, id="a count begun later"),
        pytest.param(SINCE_2023, span(9, "2019-01-01", "2024-06-30"), 0, 9, id="begun earlier"),
        pytest.param(STOCKS_SINCE_2023, said(30, "2024-06-30"), 0, 30, id="a stock"),
        pytest.param(IN_2024, in_year(90, 2023), 90, 90, id="context, as it is"),
    ],
)
def test_a_bound_leaves_one_side_open(promise, figure, low, high):
    interval = reading(promise, figure).interval

    assert (interval.low, interval.high) == (low, high)


TEN_BEFORE = Baseline(Decimal(10), dt.date(2022, 12, 31))


@pytest.mark.parametrize(
    ("figure", "since"),
    [
        pytest.param(said(30, "2024-06-30"), 20, id="a stock"),
        pytest.param(span(30, "2019-01-01", "2024-06-30"), 20, id="a count begun earlier"),
        pytest.param(said(8, "2024-06-30"), -2, id="a stock that fell"),
    ],
)
def test_a_recorded_baseline_is_taken_off_what_stood_before(figure, since):
    seen_so = reading(promise_with(STOCKS_SINCE_2023, baseline=TEN_BEFORE), figure)

    assert seen_so.role is Role.WHOLE
    assert seen_so.interval.low == seen_so.interval.high == Fraction(since)


@pytest.mark.parametrize(
    "figure",
    [
        pytest.param(span(30, "2023-01-01", "2024-06-30"), id="the count since the plan began"),
        pytest.param(span(30, "2024-01-01", "2024-06-30"), id="a count begun later"),
    ],
)
def test_a_recorded_baseline_is_not_taken_off_a_count(figure):
    flows = promise_with(SINCE_2023, baseline=TEN_BEFORE)

    assert reading(flows, figure).interval.low == 30


def test_a_stock_of_the_baselines_day_or_before_is_still_an_upper_bound():
    midway = promise_with(STOCKS_SINCE_2023, baseline=Baseline(Decimal(10), dt.date(2023, 6, 30)))

    assert reading(midway, said(40, "2023-06-30")).role is Role.UPPER
    assert reading(midway, said(40, "2023-07-01")).role is Role.WHOLE


def test_figures_are_read_in_the_order_of_time():
    figures = [in_year(3, 2024, key="c"), in_year(1, 2022, key="a"), in_year(2, 2023, key="b")]

    assert [r.evidence.key for r in read(A_LEVEL, figures, LATE)] == ["a", "b", "c"]


def test_a_target_in_words_asks_for_no_number():
    wording = Promise(Basis.WORDING, DUE)

    with pytest.raises(ValueError, match="asks for no number"):
        _ = wording.demand
    with pytest.raises(ValueError, match="has no number"):
        _ = wording.quantity


@pytest.mark.parametrize(
    ("comparator", "direction", "goal"),
    [
        pytest.param(">=", UP, 35, id="at least: the lower"),
        pytest.param("=", UP, 35, id="plain, more is better: the lower"),
        pytest.param("about", NEUTRAL, 35, id="about, neither is better: the lower"),
        pytest.param("=", DOWN, 40, id="plain, less is better: the upper"),
        pytest.param("<=", UP, 40, id="at most: the upper"),
        pytest.param("<", NEUTRAL, 40, id="less than: the upper"),
    ],
)
def test_of_a_range_from_35_to_40_the_end_that_asks_for_less_is_judged(comparator, direction, goal):
    promise = promise_with(level(comparator, 35, 2024, direction=direction), upper=Decimal(40))

    assert promise.goal == goal
    assert promise.quantity.words("en") == "35-40"


@pytest.mark.parametrize(
    ("promise", "value", "on"),
    [
        pytest.param(IN_2024, 0, "2023-12-31", id="an amount: zero as its year begins"),
        pytest.param(SINCE_2023, 0, "2022-12-31", id="a running total: zero as its plan begins"),
        pytest.param(
            promise_with(SINCE_2023, baseline=Baseline(Decimal(7), day("2023-03-31"))),
            0,
            "2023-03-31",
            id="a running total with a baseline: zero on its day",
        ),
        pytest.param(
            promise_with(A_LEVEL, baseline=Baseline(Decimal(60), day("2021-12-31"))),
            60,
            "2021-12-31",
            id="a level: its baseline",
        ),
    ],
)
def test_the_way_begins_at(promise, value, on):
    assert promise.start == Baseline(Decimal(value), day(on))


@pytest.mark.parametrize(
    "promise",
    [
        pytest.param(A_LEVEL, id="a level without a baseline"),
        pytest.param(promise_with(SINCE_2023, plan_start=None), id="a plan of unknown start"),
    ],
)
def test_there_is_no_beginning_for(promise):
    assert promise.start is None


def test_a_share_may_not_go_below_zero_and_a_rate_may():
    shares = promise_with(A_LEVEL, measure_type=MeasureType.SHARE)
    rates = promise_with(A_LEVEL, measure_type=MeasureType.INDEX)
    low = seen(5, DUE, qualifier="less_than")

    assert reading(shares, low).interval.low == 0
    assert reading(rates, low).interval.low is None
