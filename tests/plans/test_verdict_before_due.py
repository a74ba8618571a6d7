"""How a target stands up to and including its due day (method 4)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from plans.choices import MeasureType, Verdict
from plans.domain.verdicts import Baseline
from tests.plans.verdicts import (
    DOWN,
    DUE,
    IN_TIME,
    NEUTRAL,
    day,
    flow,
    in_year,
    judged,
    level,
    promise_with,
    running_total,
    said,
    span,
)

FROM_60 = level(">=", 100, 2024, baseline=Baseline(Decimal(60), dt.date(2022, 12, 31)))
"""From 60 to 100 in the two years up to the end of 2024."""

HALF_WAY = "2024-01-01"
"""366 of the 731 days of those two years have gone."""


def test_the_due_day_itself_is_not_after_it():
    figure = said(80, "2024-12-01")

    assert judged(FROM_60, figure, on=DUE).verdict is Verdict.OFF_TRACK
    assert judged(FROM_60, figure, on=DUE + dt.timedelta(days=1)).verdict is Verdict.MISSED


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        pytest.param("95", Verdict.ON_TRACK, id="exactly 0.95: on track"),
        pytest.param("94.99", Verdict.BEHIND, id="a little under 0.95: behind"),
        pytest.param("60", Verdict.BEHIND, id="exactly 0.60: behind"),
        pytest.param("59.99", Verdict.OFF_TRACK, id="a little under 0.60: off track"),
        pytest.param("0", Verdict.OFF_TRACK, id="exactly 0: off track"),
        pytest.param("-0.01", Verdict.MOVING_AWAY, id="a little under 0: moving away"),
        pytest.param("120", Verdict.ON_TRACK, id="faster than its time"),
    ],
)
def test_the_pace_decides(value, verdict):
    # From 0 to 200 in 200 days, seen on the 100th: a value of 100 is just the pace it takes.
    promise = promise_with(
        level(">=", 200, 2024, baseline=Baseline(Decimal(0), DUE - dt.timedelta(days=200))),
        measure_type=MeasureType.INDEX,
    )
    seen_on = DUE - dt.timedelta(days=100)

    found = judged(promise, said(value, seen_on.isoformat()), on=seen_on)

    assert found.verdict is verdict
    assert found.pace.ratio == Fraction(value) / 100


def test_the_pace_is_that_of_the_day_of_the_figure_not_of_today():
    figure = said(80, HALF_WAY)

    soon, later = judged(FROM_60, figure, on=day(HALF_WAY)), judged(FROM_60, figure, on=DUE)

    assert soon.pace == later.pace
    assert soon.pace.done == Fraction(1, 2)
    assert soon.pace.elapsed == Fraction(366, 731)


def test_of_several_levels_the_newest_gives_the_pace():
    older, newer = said(90, "2023-06-30", key="older"), said(62, "2024-06-30", key="newer")

    found = judged(FROM_60, newer, older, on=IN_TIME)

    assert found.verdict is Verdict.OFF_TRACK
    assert found.observation_keys == ("newer",)


@pytest.mark.parametrize(
    ("qualifier", "bound"),
    [("exact", 80), ("about", 76), ("more_than", 80), ("at_least", 80)],
)
def test_a_pace_upwards_is_taken_from_the_lower_end(qualifier, bound):
    assert judged(FROM_60, said(80, HALF_WAY, qualifier), on=IN_TIME).pace.value == bound


@pytest.mark.parametrize(
    ("qualifier", "bound"), [("exact", 80), ("about", 84), ("less_than", 80), ("at_most", 80)]
)
def test_a_pace_downwards_is_taken_from_the_upper_end(qualifier, bound):
    down = level("<=", 60, 2024, baseline=Baseline(Decimal(100), day("2022-12-31")), direction=DOWN)

    assert judged(down, said(80, HALF_WAY, qualifier), on=IN_TIME).pace.value == bound


@pytest.mark.parametrize(
    ("start", "value", "bound"),
    [
        pytest.param(60, 80, 76, id="on the way up: the lower end"),
        pytest.param(140, 120, 126, id="on the way down: the upper end"),
    ],
)
def test_where_neither_way_is_better_the_way_to_the_target_says_which_end(start, value, bound):
    exact = level(
        "=", 100, 2024, baseline=Baseline(Decimal(start), day("2022-12-31")), direction=NEUTRAL
    )

    assert judged(exact, said(value, HALF_WAY, "about"), on=IN_TIME).pace.value == bound


@pytest.mark.parametrize(
    ("comparator", "start", "qualifier"),
    [
        pytest.param(">=", 60, "less_than", id="up, and a figure that says less than"),
        pytest.param(">=", 60, "at_most", id="up, and a figure that says at most"),
        pytest.param("<=", 140, "more_than", id="down, and a figure that says more than"),
        pytest.param("<=", 140, "at_least", id="down, and a figure that says at least"),
    ],
)
def test_a_bound_on_the_good_side_gives_no_pace(comparator, start, qualifier):
    promise = level(comparator, 100, 2024, baseline=Baseline(Decimal(start), day("2022-12-31")))
    open_either_way = 110 if comparator == ">=" else 90

    found = judged(promise, said(open_either_way, HALF_WAY, qualifier), on=IN_TIME)

    assert (found.verdict, found.finding) == (Verdict.LEVEL_ONLY, "no_bound")
    assert found.pace is None


def test_a_level_without_a_baseline_is_only_stated():
    found = judged(level(">=", 100, 2024), said(80, HALF_WAY), on=IN_TIME)

    assert (found.verdict, found.finding) == (Verdict.LEVEL_ONLY, "no_baseline")


@pytest.mark.parametrize(
    ("seen_on", "verdict"),
    [
        pytest.param("2022-12-30", Verdict.LEVEL_ONLY, id="the day before it"),
        pytest.param("2022-12-31", Verdict.LEVEL_ONLY, id="its day"),
        pytest.param("2023-01-01", Verdict.ON_TRACK, id="the day after it"),
    ],
)
def test_a_figure_no_later_than_the_baseline_gives_no_pace(seen_on, verdict):
    assert judged(FROM_60, said(99, seen_on), on=IN_TIME).verdict is verdict


def test_a_baseline_after_the_due_day_gives_no_pace():
    late = level(">=", 100, 2024, baseline=Baseline(Decimal(60), day("2025-06-30")))
    early = span(99, "2025-07-01", "2025-07-01", kind="estimate", known_from=IN_TIME)

    assert judged(late, early, on=IN_TIME).finding == "not_after_baseline"


@pytest.mark.parametrize(
    ("promise", "figure", "verdict"),
    [
        pytest.param(FROM_60, said(100, HALF_WAY), Verdict.REACHED_EARLY, id="a level"),
        pytest.param(
            flow(">=", 100, 2024), span(100, "2024-01-01", "2024-05-31"), Verdict.MET, id="a part"
        ),
        pytest.param(
            running_total(">=", 20, 2023, 2024),
            span(20, "2023-01-01", "2024-05-31"),
            Verdict.MET,
            id="a running total",
        ),
        pytest.param(
            running_total(">=", 20, 2023, 2024),
            in_year(20, 2023),
            Verdict.MET,
            id="a running total, its first year alone",
        ),
    ],
)
def test_a_yes_before_the_due_day_is(promise, figure, verdict):
    assert judged(promise, figure, on=IN_TIME).verdict is verdict


def test_a_level_reached_and_lost_again_is_not_reached():
    once, now = said(105, "2023-06-30", key="once"), said(95, "2024-06-30", key="now")

    assert judged(FROM_60, once, now, on=IN_TIME).verdict is Verdict.ON_TRACK


def test_a_count_reached_once_stays_reached_whatever_a_part_says_later():
    once = span(22, "2023-01-01", "2023-12-31", key="once")
    part = span(3, "2024-01-01", "2024-06-30", key="part")

    found = judged(running_total(">=", 20, 2023, 2024), once, part, on=IN_TIME)

    assert (found.verdict, found.observation_keys) == (Verdict.MET, ("once",))


def test_the_pace_of_a_range_is_that_to_its_lower_end():
    promise = promise_with(FROM_60, upper=Decimal(140))

    assert judged(promise, said(80, HALF_WAY), on=IN_TIME).pace.done == Fraction(1, 2)


def test_the_pace_of_a_range_downwards_is_that_to_its_upper_end():
    promise = promise_with(
        level("=", 40, 2024, baseline=Baseline(Decimal(100), day("2022-12-31")), direction=DOWN),
        upper=Decimal(60),
    )

    assert judged(promise, said(80, HALF_WAY), on=IN_TIME).pace.done == Fraction(1, 2)


# --- Where there is nothing to go by -----------------------------------------------------------


@pytest.mark.parametrize(
    ("figures", "verdict"),
    [
        pytest.param([], Verdict.NOT_YET_MEASURED, id="nothing: not yet measured"),
        pytest.param([in_year(9, 2023)], Verdict.LEVEL_ONLY, id="another year: level only"),
    ],
)
def test_before_the_due_day_with(figures, verdict):
    found = judged(flow(">=", 100, 2024), *figures, on=IN_TIME)

    assert found.verdict is verdict
    assert found.used == ()
