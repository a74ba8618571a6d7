"""Which of several sources is believed, and when they disagree (method 6)."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from plans.choices import MeasureType, Verdict
from tests.plans.verdicts import (
    DOWN,
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

A_LEVEL = level(">=", 100, 2024)
IN_2024 = flow(">=", 100, 2024)
SINCE_2022 = running_total(">=", 20, 2022, 2024)

NO = said(92, "2024-12-31", key="no", source_key="no", publisher="no")
YES = said(120, "2024-12-31", key="yes", source_key="yes", publisher="yes")


@pytest.mark.parametrize(
    ("believed", "other"),
    [
        pytest.param({"preferred": True}, {"source_kind": "official_statistics"}, id="an editor's"),
        pytest.param(
            {"source_kind": "news"},
            {"kind": "estimate", "source_kind": "official"},
            id="actual before estimate",
        ),
        pytest.param(
            {"source_kind": "official_statistics"},
            {"source_kind": "official"},
            id="statistics before officials",
        ),
        pytest.param(
            {"source_kind": "official"}, {"source_kind": "company"}, id="officials before companies"
        ),
        pytest.param(
            {"source_kind": "company"}, {"source_kind": "paper"}, id="companies before papers"
        ),
        pytest.param(
            {"source_kind": "paper"}, {"source_kind": "database"}, id="papers before databases"
        ),
        pytest.param(
            {"source_kind": "database"}, {"source_kind": "news"}, id="databases before news"
        ),
        pytest.param({"origin": ""}, {"origin": "elsewhere"}, id="an original before a copy"),
        pytest.param(
            {"qualifier": "exact"},
            {"qualifier": "about", "about_percent": 1},
            id="exact before about",
        ),
        pytest.param(
            {"source_kind": "official", "qualifier": "about", "about_percent": 1},
            {"source_kind": "news"},
            id="the kind of source before exactness",
        ),
        pytest.param(
            {"source_kind": "official", "origin": "elsewhere"},
            {"source_kind": "news"},
            id="the kind of source before originality",
        ),
        pytest.param(
            {"preferred": True, "kind": "estimate"},
            {"kind": "actual"},
            id="an editor's choice before an actual figure",
        ),
    ],
)
def test_of_two_figures_of_a_day_that_differ_one_is_believed(believed, other):
    yes_is_believed = judged(A_LEVEL, replace(YES, **believed), replace(NO, **other))
    no_is_believed = judged(A_LEVEL, replace(NO, **believed), replace(YES, **other))

    assert (yes_is_believed.verdict, no_is_believed.verdict) == (Verdict.MET, Verdict.MISSED)
    assert [r.evidence.key for r in yes_is_believed.rivals] == ["no"]


def test_a_document_that_is_its_own_origin_is_no_copy():
    original, copy = replace(YES, origin="yes"), replace(NO, origin="yes")

    assert judged(A_LEVEL, original, copy).verdict is Verdict.MET


def test_about_comes_before_a_bound():
    about = replace(YES, qualifier="about", about_percent=1)
    bound = replace(NO, qualifier="less_than")

    assert judged(A_LEVEL, about, bound).verdict is Verdict.MET


def test_the_day_of_publication_decides_nothing():
    newer = replace(NO, known_from=day("2026-01-01"))

    assert judged(A_LEVEL, YES, newer).verdict is Verdict.SOURCES_DISAGREE


@pytest.mark.parametrize(
    ("promise", "on"),
    [
        pytest.param(A_LEVEL, day("2026-11-22"), id="a level that is due"),
        pytest.param(level(">=", 100, 2025), day("2025-06-30"), id="a level that is not due"),
    ],
)
def test_equally_weighty_figures_of_a_day_disagree(promise, on):
    found = judged(promise, YES, NO, on=on)

    assert found.verdict is Verdict.SOURCES_DISAGREE
    assert found.observation_keys == ("no", "yes")
    assert found.grade == "D"


def test_a_weightier_source_ends_a_disagreement():
    official = replace(NO, key="official", value=99, source_kind="official")

    found = judged(A_LEVEL, YES, NO, official)

    assert found.verdict is Verdict.MISSED
    assert {r.evidence.key for r in found.rivals} == {"yes", "no"}


@pytest.mark.parametrize(
    ("definite", "verdict"), [(YES, Verdict.MET), (NO, Verdict.MISSED)], ids=["yes", "no"]
)
def test_of_equally_weighty_figures_one_that_can_tell_is_taken(definite, verdict):
    about = replace(definite, qualifier="about", about_percent=1)
    straddles = replace(YES, key="about 100", value=100, qualifier="about")

    found = judged(A_LEVEL, straddles, about)

    assert found.verdict is verdict
    assert [r.evidence.key for r in found.rivals] == ["about 100"]


@pytest.mark.parametrize(
    ("promise", "values", "taken"),
    [
        pytest.param(A_LEVEL, [90, 80, 85], 80, id="more is better: the least"),
        pytest.param(
            level("<=", 60, 2024, direction=DOWN), [90, 80, 85], 90, id="less is better: the most"
        ),
    ],
)
def test_of_equally_weighty_figures_that_answer_alike_the_furthest_off_is_taken(
    promise, values, taken
):
    figures = [said(v, "2024-06-30", key=f"{n}") for n, v in enumerate(values)]

    for order in itertools.permutations(figures):
        assert judged(promise, *order, on=IN_TIME).used[0].evidence.value == taken


def test_bounds_that_are_open_on_the_failing_side_are_the_furthest_off():
    ceiling = level("<=", 60, 2024, direction=DOWN)
    figures = [said(50, "2024-06-30", q, key=q) for q in ("more_than", "at_least")]
    below = [said(70, "2024-06-30", q, key=q) for q in ("less_than", "at_most")]

    assert judged(ceiling, *figures, on=IN_TIME).verdict is Verdict.LEVEL_ONLY
    assert judged(ceiling, *below, on=IN_TIME).verdict is Verdict.LEVEL_ONLY


def test_where_neither_way_is_better_no_figure_is_further_off():
    neutral = level("=", 60, 2024, direction=NEUTRAL)
    figures = [said(v, "2024-06-30", key=key) for key, v in [("b", 50), ("a", 70)]]

    assert judged(neutral, *figures, on=IN_TIME).observation_keys == ("a",)


def test_figures_of_different_days_are_no_rivals():
    found = judged(A_LEVEL, NO, replace(YES, key="later", period=said(1, "2025-06-30").period))

    assert found.verdict is Verdict.MET_LATE


def test_figures_of_a_year_and_of_its_last_day_are_rivals_in_a_level():
    year = in_year(120, 2024, key="year")

    assert judged(A_LEVEL, NO, year).verdict is Verdict.SOURCES_DISAGREE


def test_a_later_figure_in_dispute_does_not_make_a_target_met_late():
    later = [
        replace(f, key=f"{f.key} later", period=said(1, "2025-06-30").period) for f in (YES, NO)
    ]

    assert judged(A_LEVEL, NO, *later).verdict is Verdict.MISSED
    assert judged(A_LEVEL, *later).verdict is Verdict.SOURCES_DISAGREE


# --- What cannot fall -------------------------------------------------------------------------


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
