"""What would settle an open target: a reader knows what to look for."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from plans.choices import Basis, Comparator, Direction, MeasureType
from plans.domain.texts import Twin
from plans.domain.verdicts import Baseline, Promise, judge
from plans.domain.verdicts.examples import (
    HUNDRED_BY_2024,
    LATER,
    TWENTY_BY_2025,
    flow,
    in_year,
    level,
    running_total,
    seen,
)
from plans.domain.verdicts.settling import settling

METRIC = Twin("Platforms", "平台")
AREA = Twin("Shanghai", "上海市")


def wanted(promise, *evidence, as_of=LATER, language="en"):
    found = settling(promise, judge(promise, evidence, as_of), METRIC, AREA)
    return [said.pick(language)[0] for said in found]


def test_a_level_is_settled_by_its_year_its_month_or_a_day_near_its_day():
    assert wanted(HUNDRED_BY_2024) == [
        'A figure of "Platforms" for Shanghai for the year 2024, for December 2024, or for a day '
        "within 31 days of 31 December 2024 (30 November 2024 to 31 January 2025): 100 or more "
        "says met, anything else missed.",
        "A later figure that satisfies it would show that it was met, but not whether in time.",
    ]


@pytest.mark.parametrize(
    ("due", "periods"),
    [
        (dt.date(2025, 6, 30), "for June 2025, or for a day within 31 days of 30 June 2025"),
        (dt.date(2025, 6, 15), "for Shanghai for a day within 31 days of 15 June 2025"),
    ],
)
def test_only_periods_that_end_on_the_due_day_speak_for_it(due, periods):
    (first, *_) = wanted(replace(HUNDRED_BY_2024, due_on=due))

    assert periods in first
    assert "the year" not in first


def test_an_amount_is_settled_by_the_whole_of_its_period_or_a_part_that_is_enough():
    assert wanted(flow(Comparator.AT_LEAST, 10, 2024)) == [
        'A figure of "Platforms" for Shanghai for the whole of the period, 1 January 2024 to '
        "31 December 2024: 10 or more says met, anything else missed.",
        "A figure for a part that begins on 1 January 2024 is enough once it is 10 or more.",
    ]


def test_a_part_is_never_enough_for_a_ceiling():
    assert len(wanted(flow(Comparator.AT_MOST, 10, 2024))) == 1


def test_a_running_total_is_settled_by_a_count_since_the_plan_began():
    assert wanted(TWENTY_BY_2025) == [
        'A count of "Platforms" for Shanghai since 1 January 2023, up to 31 December 2025 or an '
        "earlier day: 20 or more says met.",
        "One that falls short, up to 31 December 2025 or a later day, says missed.",
        "A count that begins after 1 January 2023 can say met, not missed; one that includes what "
        "stood before can say missed, not met.",
    ]


@pytest.mark.parametrize(
    ("comparator", "direction", "met", "missed"),
    [
        pytest.param(
            Comparator.AT_MOST,
            Direction.DOWN_IS_GOOD,
            "up to 31 December 2025 or a later day: 20 or less says met.",
            "One that is over it, up to 31 December 2025 or an earlier day, says missed.",
            id="a ceiling",
        ),
        pytest.param(
            Comparator.PLAIN,
            Direction.NEUTRAL,
            "up to 31 December 2025 itself: 20 says met.",
            "Any other count of that day says missed.",
            id="an exact count",
        ),
    ],
)
def test_a_count_that_is_no_floor_is_settled_by_other_days(comparator, direction, met, missed):
    first, second = wanted(replace(TWENTY_BY_2025, comparator=comparator, direction=direction))

    assert first.endswith(met)
    assert second == missed


def test_a_stock_becomes_useful_with_what_stood_before():
    stock = running_total(Comparator.AT_LEAST, 20, 2023, 2025, MeasureType.STOCK)
    based = replace(stock, baseline=Baseline(Decimal(12), dt.date(2022, 12, 31)))

    assert "with it as a baseline a plain stock could be judged" in wanted(stock)[-1]
    assert wanted(based)[-1] == (
        'Or a stock of "Platforms" for Shanghai on 31 December 2025 or an earlier day: 32 or more '
        "says met, with the 12 that stood on 31 December 2022."
    )


def test_what_it_asks_for_would_indeed_settle_it():
    """The very figure that is named, given to the rules."""
    on_its_day = seen(100, dt.date(2025, 1, 31))
    too_far = seen(100, dt.date(2025, 2, 1))

    assert wanted(HUNDRED_BY_2024, on_its_day) == []
    assert wanted(HUNDRED_BY_2024, too_far) != []


def test_a_plan_without_a_known_first_day_needs_that_first():
    (only,) = wanted(replace(TWENTY_BY_2025, plan_start=None))

    assert only.startswith("First of all the plan's first day")


@pytest.mark.parametrize(
    "evidence",
    [
        pytest.param([in_year(110, 2024)], id="met"),
        pytest.param([in_year(90, 2024)], id="missed"),
        pytest.param([in_year(90, 2024, key="a"), in_year(110, 2025, key="b")], id="met late"),
    ],
)
def test_a_settled_target_asks_for_nothing(evidence):
    assert wanted(HUNDRED_BY_2024, *evidence) == []


def test_words_alone_can_be_settled_by_nothing():
    assert wanted(Promise(Basis.WORDING, dt.date(2024, 12, 31))) == []


def test_sources_that_disagree_need_a_reason_to_choose():
    rivals = [in_year(90, 2024, key="a"), in_year(110, 2024, key="b")]

    assert "a reason to believe one of the sources" in wanted(HUNDRED_BY_2024, *rivals)[-1]


def test_before_its_day_a_level_that_was_reached_must_still_hold():
    said = wanted(HUNDRED_BY_2024, in_year(110, 2023), as_of=dt.date(2024, 6, 1))

    assert said[-1] == (
        "Until then a newer figure can still turn it: the level counts that holds on "
        "31 December 2024."
    )


def test_before_its_day_a_baseline_would_allow_a_pace():
    said = wanted(HUNDRED_BY_2024, in_year(80, 2023), as_of=dt.date(2024, 6, 1))
    based = level(
        Comparator.AT_LEAST, 100, 2024, baseline=Baseline(Decimal(60), dt.date(2021, 12, 31))
    )

    assert "A baseline" in said[-1]
    assert "A baseline" not in wanted(based, as_of=dt.date(2024, 6, 1))[-1]


def test_it_reads_in_chinese():
    (first, _) = wanted(flow(Comparator.AT_LEAST, 10, 2024), language="zh-hans")

    assert first == (
        "上海市“平台”的数据（整个时期，2024年1月1日至2024年12月31日）："
        "10及以上即为达成，否则为未达成。"
    )
