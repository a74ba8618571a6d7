"""Which of several sources is believed, and when they disagree (method 6)."""

from __future__ import annotations

import itertools
from dataclasses import replace
from decimal import Decimal

import pytest

from plans.choices import Verdict
from plans.domain.verdicts import Baseline
from tests.plans.verdicts import (
    DOWN,
    IN_TIME,
    NEUTRAL,
    day,
    flow,
    in_year,
    judged,
    level,
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


def test_of_a_disagreement_what_cannot_tell_is_no_part_and_all_are_shown_in_order():
    figures = [
        said(v, "2024-12-31", "about", key=k) for k, v in [("c", 80), ("a", 120), ("b", 100)]
    ]

    found = judged(A_LEVEL, *figures)

    assert found.verdict is Verdict.SOURCES_DISAGREE
    assert found.observation_keys == ("a", "c")
    assert [r.evidence.key for r in found.rivals] == ["b"]


def test_where_neither_way_is_better_equally_weighty_figures_disagree_too():
    neutral = level("=", 60, 2024, direction=NEUTRAL)
    yes, no = said(60, "2024-06-30", key="a"), said(70, "2024-06-30", key="b")

    assert judged(neutral, yes, no, on=IN_TIME).verdict is Verdict.SOURCES_DISAGREE


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


def test_a_bound_that_is_open_on_the_failing_side_is_the_furthest_off():
    ceiling = level(
        "<=", 60, 2024, baseline=Baseline(Decimal(100), day("2022-12-31")), direction=DOWN
    )
    open_above = said(50, "2024-06-30", "more_than", key="b")
    closed = said(70, "2024-06-30", "less_than", key="a")

    found = judged(ceiling, open_above, closed, on=IN_TIME)

    assert (found.verdict, found.observation_keys) == (Verdict.LEVEL_ONLY, ("b",))


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


def test_on_the_due_day_itself_all_levels_of_the_day_are_still_rivals():
    half_year = span(120, "2024-07-01", "2024-12-31", source_kind="official", key="half year")

    for order in itertools.permutations([half_year, NO]):
        found = judged(A_LEVEL, *order, on=day("2024-12-31"))

        assert found.verdict is Verdict.REACHED_EARLY
        assert [r.evidence.key for r in found.rivals] == ["no"]


def test_a_later_figure_in_dispute_does_not_make_a_target_met_late():
    later = [
        replace(f, key=f"{f.key} later", period=said(1, "2025-06-30").period) for f in (YES, NO)
    ]

    assert judged(A_LEVEL, NO, *later).verdict is Verdict.MISSED
    assert judged(A_LEVEL, *later).verdict is Verdict.SOURCES_DISAGREE
