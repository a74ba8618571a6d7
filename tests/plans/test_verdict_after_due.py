"""How a target stands after its due day (method 5)."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.choices import Basis, Verdict
from plans.domain.verdicts import Promise
from tests.plans.verdicts import (
    DUE,
    IN_TIME,
    day,
    flow,
    in_month,
    in_year,
    judged,
    level,
    promise_with,
    running_total,
    said,
    span,
)

A_LEVEL = level(">=", 100, 2024)
IN_2024 = flow(">=", 100, 2024)
SINCE_2022 = running_total(">=", 20, 2022, 2024)


@pytest.mark.parametrize("on", [IN_TIME, dt.date(2026, 11, 22)], ids=["before", "after"])
@pytest.mark.parametrize("figures", [[], [in_year(120, 2023)]], ids=["nothing", "a figure"])
def test_a_target_in_words_is_never_measurable(figures, on):
    assert judged(Promise(Basis.WORDING, DUE), *figures, on=on).verdict is Verdict.NOT_MEASURABLE


# --- Levels ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [
        pytest.param(said(92, "2024-12-31"), Verdict.MISSED, id="the day itself"),
        pytest.param(said(92, "2024-11-30"), Verdict.MISSED, id="31 days before"),
        pytest.param(said(92, "2024-11-29"), Verdict.UNDETERMINED, id="32 days before"),
        pytest.param(said(92, "2025-01-31"), Verdict.MISSED, id="31 days after"),
        pytest.param(said(92, "2025-02-01"), Verdict.UNDETERMINED, id="32 days after"),
        pytest.param(in_year(92, 2024), Verdict.MISSED, id="the year that ends on it"),
        pytest.param(in_month(92, 2024, 12), Verdict.MISSED, id="the month that ends on it"),
        pytest.param(in_month(92, 2025, 1), Verdict.MISSED, id="the month after, all within"),
        pytest.param(in_month(92, 2024, 11), Verdict.UNDETERMINED, id="the month before, not all"),
        pytest.param(in_year(92, 2025), Verdict.UNDETERMINED, id="the year after"),
        pytest.param(
            span(92, "2024-10-01", "2024-12-31"), Verdict.UNDETERMINED, id="the quarter before"
        ),
        pytest.param(
            span(92, "2023-01-01", "2024-12-31"), Verdict.UNDETERMINED, id="two years up to it"
        ),
    ],
)
def test_a_level_speaks_for_the_due_day_from(figure, verdict):
    assert judged(A_LEVEL, figure).verdict is verdict


def test_a_month_that_ends_on_a_due_day_in_june_speaks_for_it_and_a_year_does_not():
    in_june = promise_with(A_LEVEL, due_on=day("2024-06-30"))

    assert judged(in_june, in_month(92, 2024, 6)).verdict is Verdict.MISSED
    assert judged(in_june, in_year(92, 2024)).verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize(
    ("figures", "verdict", "used"),
    [
        pytest.param(
            [said(92, "2024-12-26", key="near"), said(120, "2025-01-20", key="far")],
            Verdict.MET_LATE,
            ("near", "far"),
            id="the nearest decides, the later yes makes it late",
        ),
        pytest.param(
            [said(120, "2024-12-26", key="near"), said(92, "2025-01-20", key="far")],
            Verdict.MET,
            ("near",),
            id="the nearest says yes: met, whatever comes later",
        ),
        pytest.param(
            [said(120, "2024-12-26", key="before"), said(92, "2025-01-05", key="after")],
            Verdict.MET,
            ("before",),
            id="equally near: the earlier decides, met",
        ),
        pytest.param(
            [said(92, "2024-12-26", key="before"), said(120, "2025-01-05", key="after")],
            Verdict.MET_LATE,
            ("before", "after"),
            id="equally near: the earlier decides, met late",
        ),
        pytest.param(
            [said(100, "2024-12-31", "about", key="open"), said(92, "2025-01-20", key="no")],
            Verdict.MISSED,
            ("no",),
            id="one that cannot tell does not decide: the next one says no",
        ),
        pytest.param(
            [said(100, "2024-12-31", "about", key="open"), said(120, "2025-06-30", key="yes")],
            Verdict.MET_DATE_UNKNOWN,
            ("yes",),
            id="none can tell, a later one says yes",
        ),
        pytest.param(
            [said(92, "2024-12-31", key="no"), said(120, "2023-06-30", key="once")],
            Verdict.MISSED,
            ("once", "no"),
            id="reached, not held",
        ),
        pytest.param(
            [
                said(120, "2023-06-30", key="once"),
                said(92, "2024-12-31", key="no"),
                said(130, "2025-06-30", key="again"),
            ],
            Verdict.MET_LATE,
            ("no", "again"),
            id="reached, not held, reached again",
        ),
        pytest.param(
            [said(120, "2023-06-30", key="once")],
            Verdict.UNDETERMINED,
            ("once",),
            id="reached before, nothing since",
        ),
        pytest.param(
            [said(120, "2025-06-30", key="later")],
            Verdict.MET_DATE_UNKNOWN,
            ("later",),
            id="reached after, nothing before",
        ),
        pytest.param(
            [said(92, "2025-06-30", key="later")],
            Verdict.UNDETERMINED,
            ("later",),
            id="not reached after, nothing before",
        ),
    ],
)
def test_of_several_levels(figures, verdict, used):
    found = judged(A_LEVEL, *figures)

    assert found.verdict is verdict
    assert found.observation_keys == used


def test_reached_and_not_held_is_said():
    found = judged(A_LEVEL, said(120, "2023-06-30", key="once"), said(92, "2024-12-31"))

    assert found.finding == "reached_not_held"


def test_a_yes_between_the_due_day_and_the_figure_that_decides_is_not_later_than_it():
    between = span(120, "2024-08-01", "2025-01-10", key="between")

    found = judged(A_LEVEL, between, said(92, "2025-01-20", key="decides"))

    assert (found.verdict, found.finding) == (Verdict.MISSED, "reached_not_held")


def test_a_yes_before_the_due_day_makes_nothing_late():
    eve = span(120, "2024-08-01", "2024-12-29", key="eve")

    found = judged(A_LEVEL, said(92, "2024-12-26", key="decides"), eve)

    assert (found.verdict, found.observation_keys) == (Verdict.MISSED, ("decides",))


def test_a_level_that_does_not_speak_for_the_due_day_sets_none_aside_that_does():
    half_year = span(120, "2024-07-01", "2024-12-31", source_kind="official", key="half year")
    on_the_day = said(92, "2024-12-31", source_kind="news", key="day")

    found = judged(A_LEVEL, half_year, on_the_day)

    assert (found.verdict, found.observation_keys) == (Verdict.MISSED, ("day",))


# --- Where nothing decides ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "nothing", "something"),
    [
        pytest.param(1, Verdict.AWAITING_DATA, Verdict.AWAITING_DATA, id="the day after"),
        pytest.param(365, Verdict.AWAITING_DATA, Verdict.AWAITING_DATA, id="the last day of wait"),
        pytest.param(366, Verdict.NO_EVIDENCE, Verdict.UNDETERMINED, id="the day after the wait"),
    ],
)
@pytest.mark.parametrize(
    ("promise", "figure"),
    [
        pytest.param(A_LEVEL, in_year(60, 2022), id="a level"),
        pytest.param(IN_2024, in_year(60, 2022), id="an amount"),
        pytest.param(SINCE_2022, span(6, "2022-01-01", "2022-06-30"), id="a running total"),
    ],
)
def test_a_result_is_waited_for(promise, figure, days, nothing, something):
    on = DUE + dt.timedelta(days=days)

    assert judged(promise, on=on).verdict is nothing
    assert judged(promise, figure, on=on).verdict is something


@pytest.mark.parametrize(
    ("lag", "verdict"), [(30, Verdict.AWAITING_DATA), (29, Verdict.NO_EVIDENCE)]
)
def test_a_metric_may_take_another_time_to_be_published(lag, verdict):
    waits = promise_with(A_LEVEL, lag_days=lag)

    assert judged(waits, on=DUE + dt.timedelta(days=30)).verdict is verdict


def test_of_figures_that_do_not_decide_the_nearest_to_the_due_day_is_named():
    figures = [
        said(60, "2022-12-31", key="far"),
        said(70, "2024-10-31", key="near"),
        said(80, "2025-06-30", key="later"),
    ]

    assert judged(A_LEVEL, *figures).observation_keys == ("near",)
