"""What cannot fall: a yes and a later no below it cannot both be true (method 2, 5 and 6)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plans.choices import MeasureType, Verdict
from plans.domain.verdicts.steps import RIVALS, steps
from tests.plans.verdicts import (
    IN_TIME,
    NEUTRAL,
    day,
    flow,
    judged,
    promise_with,
    running_total,
    said,
    span,
)

IN_2024 = flow(">=", 100, 2024)
SINCE_2022 = running_total(">=", 20, 2022, 2024)


def part(value: int, **said_of_it: object) -> object:
    return span(value, "2024-01-01", "2024-08-31", key="part", **said_of_it)


def whole(value: int, **said_of_it: object) -> object:
    return span(value, "2024-01-01", "2024-12-31", key="whole", **said_of_it)


def count_in_june(value: int, **said_of_it: object) -> object:
    return span(value, "2022-01-01", "2024-06-30", key="june", **said_of_it)


def count_on_the_day(value: int, **said_of_it: object) -> object:
    return span(value, "2022-01-01", "2024-12-31", key="day", **said_of_it)


@pytest.mark.parametrize(
    ("promise", "earlier", "later"),
    [
        pytest.param(IN_2024, part(133), whole(90), id="a part is more than its whole"),
        pytest.param(SINCE_2022, count_in_june(22), count_on_the_day(18), id="a count falls"),
    ],
)
@pytest.mark.parametrize(
    ("earlier_kind", "later_kind", "verdict"),
    [
        pytest.param("official", "news", Verdict.MET, id="the earlier weighs more: met"),
        pytest.param("news", "official", Verdict.MISSED, id="the later weighs more: missed"),
        pytest.param("news", "news", Verdict.SOURCES_DISAGREE, id="they weigh the same"),
    ],
)
def test_where_something_falls_that_cannot(
    promise, earlier, later, earlier_kind, later_kind, verdict
):
    first = replace(earlier, source_kind=earlier_kind)
    second = replace(later, source_kind=later_kind)

    found = judged(promise, first, second)

    assert found.verdict is verdict
    assert {r.evidence.key for r in (*found.used, *found.rivals)} == {first.key, second.key}


def test_a_count_and_a_stock_of_one_day_contradict_each_other():
    stocks = promise_with(SINCE_2022, measure_type=MeasureType.STOCK)
    count, stock = count_on_the_day(22), said(18, "2024-12-31", key="stock")

    assert judged(stocks, count, stock).verdict is Verdict.SOURCES_DISAGREE
    assert judged(stocks, count, replace(stock, source_kind="official")).verdict is Verdict.MISSED


def test_a_count_that_grows_contradicts_nothing():
    found = judged(SINCE_2022, count_in_june(18), count_on_the_day(22))

    assert (found.verdict, found.rivals) == (Verdict.MET, ())


def test_a_count_that_falls_and_says_yes_each_time_is_no_matter_of_dispute():
    found = judged(SINCE_2022, count_in_june(25), count_on_the_day(22))

    assert (found.verdict, found.rivals) == (Verdict.MET, ())


def test_a_bound_that_leaves_room_contradicts_nothing():
    about = count_on_the_day(21, qualifier="at_most")

    assert judged(SINCE_2022, count_in_june(20), about).verdict is Verdict.MET


def test_a_count_over_its_ceiling_that_falls_under_it_contradicts_itself():
    ceiling = running_total("<=", 20, 2022, 2024)

    found = judged(ceiling, count_in_june(22), count_on_the_day(18))

    assert found.verdict is Verdict.SOURCES_DISAGREE


def test_a_count_before_the_due_day_that_later_news_denies_is_in_dispute():
    early = running_total(">=", 20, 2022, 2025)
    later = count_on_the_day(18)

    assert judged(early, count_in_june(22), later, on=day("2025-01-01")).verdict is (
        Verdict.SOURCES_DISAGREE
    )


def test_equal_counts_of_one_span_that_differ_are_in_dispute_until_something_decides():
    disputed = [count_in_june(22), replace(count_in_june(18), key="rival")]
    decided = count_on_the_day(25)

    assert judged(SINCE_2022, *disputed, on=IN_TIME).verdict is Verdict.SOURCES_DISAGREE
    assert judged(SINCE_2022, *disputed).verdict is Verdict.SOURCES_DISAGREE
    assert judged(SINCE_2022, *disputed, decided).verdict is Verdict.MET


def test_a_dispute_after_the_due_day_leaves_open_whether_it_was_met_at_all():
    later = [
        span(value, "2022-01-01", "2025-06-30", key=key)
        for key, value in [("many", 22), ("few", 18)]
    ]

    assert judged(SINCE_2022, *later).verdict is Verdict.SOURCES_DISAGREE


def test_figures_of_a_whole_year_that_differ_are_in_dispute_whatever_a_part_says():
    disputed = [whole(140), replace(whole(90), key="rival")]

    assert judged(IN_2024, *disputed, part(133)).verdict is Verdict.SOURCES_DISAGREE
    official = part(133, source_kind="official")
    assert judged(IN_2024, *disputed, official).verdict is Verdict.MET


def test_a_disputed_part_that_decides_nothing_is_no_dispute():
    assert judged(IN_2024, part(90), replace(part(80), key="rival")).verdict is (
        Verdict.UNDETERMINED
    )


def test_a_dispute_before_the_due_day_decides_nothing_of_an_exact_count():
    exact = promise_with(running_total("=", 5, 2022, 2024), direction=NEUTRAL)

    assert judged(exact, count_in_june(5), replace(count_in_june(3), key="rival")).verdict is (
        Verdict.UNDETERMINED
    )


def test_the_calculation_says_why_what_contradicts_was_not_believed():
    official = count_on_the_day(18, source_kind="official")
    found = judged(SINCE_2022, count_in_june(22), official)

    (rivals,) = [step for step in steps(SINCE_2022, found) if step.title is RIVALS]

    assert [line.text.en for line in rivals.lines] == [
        "22 (2022 to June 2024): its answer would be yes. Set aside: it is from news, the other "
        "from a government body."
    ]
