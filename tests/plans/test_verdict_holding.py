"""Targets whose baseline is the target or better: they ask to hold it (method 4, B = T)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plans.choices import Verdict
from plans.domain.verdicts import Baseline
from tests.plans.verdicts import (
    IN_TIME,
    NEUTRAL,
    day,
    flow,
    judged,
    level,
    running_total,
    said,
    span,
)

HALF_WAY = "2024-01-01"


@pytest.mark.parametrize(
    ("comparator", "start", "value", "verdict"),
    [
        pytest.param(">=", 100, 100, Verdict.HOLDING, id="as many as before: holding"),
        pytest.param(">=", 100, 99, Verdict.SLIPPING, id="one less: slipping"),
        pytest.param(">", 100, 100, Verdict.SLIPPING, id="more than before, and it is the same"),
        pytest.param(">=", 140, 120, Verdict.HOLDING, id="fewer than before, still enough"),
        pytest.param(">=", 140, 99, Verdict.SLIPPING, id="fewer than before, not enough"),
        pytest.param("<=", 60, 80, Verdict.HOLDING, id="more than before, still allowed"),
        pytest.param("<=", 60, 101, Verdict.SLIPPING, id="more than before, too much"),
    ],
)
def test_a_baseline_that_is_the_target_or_beyond_asks_to_hold(comparator, start, value, verdict):
    promise = level(comparator, 100, 2024, baseline=Baseline(Decimal(start), day("2022-12-31")))

    assert judged(promise, said(value, HALF_WAY), on=IN_TIME).verdict is verdict


def test_where_neither_way_is_better_only_the_target_itself_is_held():
    hold = level(
        "=", 16, 2024, baseline=Baseline(Decimal(16), day("2022-12-31")), direction=NEUTRAL
    )
    reach = level(
        "=", 16, 2024, baseline=Baseline(Decimal(20), day("2022-12-31")), direction=NEUTRAL
    )

    assert judged(hold, said(16, HALF_WAY), on=IN_TIME).verdict is Verdict.HOLDING
    assert judged(hold, said(17, HALF_WAY), on=IN_TIME).verdict is Verdict.SLIPPING
    assert judged(reach, said(18, HALF_WAY), on=IN_TIME).verdict is Verdict.ON_TRACK


def test_a_figure_that_may_hold_or_not_is_only_stated():
    hold = level(">=", 100, 2024, baseline=Baseline(Decimal(100), day("2022-12-31")))

    found = judged(hold, said(100, HALF_WAY, "about"), on=IN_TIME)

    assert (found.verdict, found.finding) == (Verdict.LEVEL_ONLY, "cannot_tell")


def test_a_ceiling_on_a_count_is_held_until_its_day_and_not_met_before():
    ceiling = running_total("<=", 5, 2023, 2024)
    count = span(3, "2023-01-01", "2024-05-31")

    assert judged(ceiling, count, on=IN_TIME).verdict is Verdict.HOLDING
    assert judged(ceiling, count).verdict is Verdict.UNDETERMINED


def test_a_ceiling_on_an_amount_cannot_be_told_from_a_part():
    found = judged(flow("<=", 50, 2024), span(30, "2024-01-01", "2024-05-31"), on=IN_TIME)

    assert (found.verdict, found.finding) == (Verdict.LEVEL_ONLY, "cannot_tell")


def test_sources_that_disagree_on_whether_it_holds_do_so_before_the_due_day():
    hold = level(">=", 100, 2024, baseline=Baseline(Decimal(100), day("2022-12-31")))
    yes, no = said(110, HALF_WAY, key="yes"), said(90, HALF_WAY, key="no")

    assert judged(hold, yes, no, on=IN_TIME).verdict is Verdict.SOURCES_DISAGREE


def test_a_part_of_an_amount_over_its_ceiling_says_nothing_yet():
    over = span(60, "2024-01-01", "2024-05-31")

    assert judged(flow("<=", 50, 2024), over, on=IN_TIME).verdict is Verdict.LEVEL_ONLY
    assert judged(flow("<=", 50, 2024), over).verdict is Verdict.UNDETERMINED


def test_none_at_all_asks_to_hold_zero():
    no_accidents = running_total("<=", 0, 2023, 2024)

    assert judged(no_accidents, span(0, "2023-01-01", "2024-05-31"), on=IN_TIME).verdict is (
        Verdict.HOLDING
    )
    assert judged(no_accidents, span(1, "2023-01-01", "2024-05-31"), on=IN_TIME).verdict is (
        Verdict.SLIPPING
    )
