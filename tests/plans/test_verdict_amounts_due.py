"""How running totals and amounts stand after their due day (method 5): what cannot fall."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plans.choices import MeasureType, Verdict
from plans.domain.verdicts import Baseline
from tests.plans.verdicts import (
    NEUTRAL,
    day,
    flow,
    in_year,
    judged,
    promise_with,
    running_total,
    said,
    span,
)

IN_2024 = flow(">=", 100, 2024)
SINCE_2022 = running_total(">=", 20, 2022, 2024)
STOCKS_SINCE_2022 = promise_with(SINCE_2022, measure_type=MeasureType.STOCK)


# --- Running totals -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figures", "verdict", "used"),
    [
        pytest.param(
            [span(20, "2022-01-01", "2024-12-31", key="a")], Verdict.MET, ("a",), id="on the day"
        ),
        pytest.param(
            [span(20, "2022-01-01", "2023-06-30", key="a")], Verdict.MET, ("a",), id="long before"
        ),
        pytest.param(
            [span(20, "2022-01-01", "2025-01-01", key="a")],
            Verdict.MET_DATE_UNKNOWN,
            ("a",),
            id="a day after it, nothing before",
        ),
        pytest.param(
            [span(19, "2022-01-01", "2024-12-31", key="a")],
            Verdict.MISSED,
            ("a",),
            id="one short on the day",
        ),
        pytest.param(
            [span(19, "2022-01-01", "2025-06-30", key="a")],
            Verdict.MISSED,
            ("a",),
            id="one short half a year later",
        ),
        pytest.param(
            [span(19, "2022-01-01", "2024-12-30", key="a")],
            Verdict.UNDETERMINED,
            ("a",),
            id="one short on the eve",
        ),
        pytest.param(
            [
                span(19, "2022-01-01", "2024-12-31", key="a"),
                span(21, "2022-01-01", "2025-06-30", key="b"),
            ],
            Verdict.MET_LATE,
            ("a", "b"),
            id="short on the day, reached later",
        ),
        pytest.param(
            [
                span(19, "2022-01-01", "2024-06-30", key="a"),
                span(21, "2022-01-01", "2025-06-30", key="b"),
            ],
            Verdict.MET_DATE_UNKNOWN,
            ("b",),
            id="short before, reached after",
        ),
        pytest.param(
            [span(20, "2023-01-01", "2024-06-30", key="a")],
            Verdict.MET,
            ("a",),
            id="a part is enough",
        ),
        pytest.param(
            [span(19, "2023-01-01", "2024-12-31", key="a")],
            Verdict.UNDETERMINED,
            ("a",),
            id="a part that is not enough says nothing",
        ),
        pytest.param(
            [span(19, "2019-01-01", "2024-12-31", key="a")],
            Verdict.MISSED,
            ("a",),
            id="too few even with what stood before",
        ),
        pytest.param(
            [span(20, "2019-01-01", "2024-12-31", key="a")],
            Verdict.UNDETERMINED,
            ("a",),
            id="enough only with what stood before",
        ),
    ],
)
def test_of_a_running_total(figures, verdict, used):
    found = judged(SINCE_2022, *figures)

    assert found.verdict is verdict
    assert found.observation_keys == used


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [
        pytest.param(said(19, "2024-12-31"), Verdict.MISSED, id="too few on the day"),
        pytest.param(said(19, "2025-12-31"), Verdict.MISSED, id="too few a year later"),
        pytest.param(said(19, "2024-06-30"), Verdict.UNDETERMINED, id="too few before it"),
        pytest.param(said(90, "2024-06-30"), Verdict.UNDETERMINED, id="many, from whenever"),
        pytest.param(in_year(19, 2024), Verdict.MISSED, id="too few in the due year"),
    ],
)
def test_of_a_running_total_a_plain_stock_can_say_no_and_never_yes(figure, verdict):
    assert judged(STOCKS_SINCE_2022, figure).verdict is verdict


@pytest.mark.parametrize(
    ("count", "on", "verdict"),
    [
        pytest.param(5, "2024-12-31", Verdict.MET, id="at the ceiling on the day"),
        pytest.param(5, "2025-12-31", Verdict.MET, id="at the ceiling a year later"),
        pytest.param(5, "2024-06-30", Verdict.UNDETERMINED, id="at the ceiling before the day"),
        pytest.param(6, "2024-06-30", Verdict.MISSED, id="over it before the day"),
        pytest.param(6, "2024-12-31", Verdict.MISSED, id="over it on the day"),
        pytest.param(6, "2025-12-31", Verdict.UNDETERMINED, id="over it a year later"),
    ],
)
def test_a_ceiling_on_a_count_is_the_mirror_of_a_floor(count, on, verdict):
    ceiling = running_total("<=", 5, 2022, 2024)

    assert judged(ceiling, span(count, "2022-01-01", on)).verdict is verdict


def test_a_stock_never_says_yes_to_a_ceiling_either():
    ceiling = running_total("<=", 5, 2022, 2024, MeasureType.STOCK)

    assert judged(ceiling, said(3, "2024-12-31")).verdict is Verdict.UNDETERMINED


def test_an_exact_count_must_be_that_of_the_day():
    exact = promise_with(running_total("=", 5, 2022, 2024), direction=NEUTRAL)

    assert judged(exact, span(5, "2022-01-01", "2024-06-30")).verdict is Verdict.UNDETERMINED
    assert judged(exact, span(5, "2022-01-01", "2024-12-31")).verdict is Verdict.MET
    assert judged(exact, span(6, "2022-01-01", "2024-06-30")).verdict is Verdict.MISSED


# --- Amounts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figures", "verdict", "used"),
    [
        pytest.param([in_year(100, 2024, key="a")], Verdict.MET, ("a",), id="just enough"),
        pytest.param([in_year(99, 2024, key="a")], Verdict.MISSED, ("a",), id="just not enough"),
        pytest.param(
            [span(100, "2024-01-01", "2024-11-30", key="a")],
            Verdict.MET,
            ("a",),
            id="a part is enough",
        ),
        pytest.param(
            [span(99, "2024-01-01", "2024-12-30", key="a")],
            Verdict.UNDETERMINED,
            ("a",),
            id="all but a day is not enough to say no",
        ),
        pytest.param(
            [span(300, "2024-02-01", "2024-12-31", key="a")],
            Verdict.UNDETERMINED,
            (),
            id="a part that begins later is context",
        ),
        pytest.param(
            [in_year(300, 2025, key="a")], Verdict.UNDETERMINED, (), id="another year is context"
        ),
        pytest.param(
            [in_year(100, 2024, "about", key="a"), span(120, "2024-01-01", "2024-11-30", key="b")],
            Verdict.MET,
            ("b",),
            id="the whole cannot tell, a part can",
        ),
        pytest.param(
            [in_year(120, 2024, key="a"), span(110, "2024-01-01", "2024-11-30", key="b")],
            Verdict.MET,
            ("a",),
            id="the whole is named first",
        ),
    ],
)
def test_of_an_amount(figures, verdict, used):
    found = judged(IN_2024, *figures)

    assert found.verdict is verdict
    assert found.observation_keys == used


@pytest.mark.parametrize(
    ("promise", "figure", "verdict"),
    [
        pytest.param(
            flow(">", 100, 2024),
            span(100, "2024-01-01", "2024-11-30", "more_than"),
            Verdict.MET,
            id="a part that is more than 100, of more than 100",
        ),
        pytest.param(
            STOCKS_SINCE_2022,
            said(20, "2024-12-31", "less_than"),
            Verdict.MISSED,
            id="a stock of less than 20, of at least 20",
        ),
        pytest.param(
            promise_with(
                running_total(">", 20, 2022, 2024, MeasureType.STOCK),
                baseline=Baseline(Decimal(10), day("2021-12-31")),
            ),
            said(30, "2024-12-31", "more_than"),
            Verdict.MET,
            id="a stock of more than 30 less 10, of more than 20",
        ),
        pytest.param(
            promise_with(STOCKS_SINCE_2022, baseline=Baseline(Decimal(10), day("2021-12-31"))),
            said(30, "2024-12-31", "less_than"),
            Verdict.MISSED,
            id="a stock of less than 30 less 10, of at least 20",
        ),
        pytest.param(
            running_total("<=", 5, 2022, 2024),
            in_year(6, 2023),
            Verdict.MISSED,
            id="a part of a count that is over its ceiling alone",
        ),
    ],
)
def test_a_bound_stays_open_at_its_end_whatever_is_made_of_it(promise, figure, verdict):
    assert judged(promise, figure).verdict is verdict
