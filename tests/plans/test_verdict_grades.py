"""How strong the evidence of a verdict is (method 7)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plans.choices import SourceKind, Verdict
from tests.plans.verdicts import (
    IN_TIME,
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


@pytest.mark.parametrize(
    ("kind", "grade"),
    [
        (SourceKind.OFFICIAL_STATISTICS, "A"),
        (SourceKind.OFFICIAL, "B"),
        (SourceKind.COMPANY, "C"),
        (SourceKind.PAPER, "C"),
        (SourceKind.DATABASE, "C"),
        (SourceKind.NEWS, "D"),
    ],
)
def test_the_grade_is_that_of_the_source(kind, grade):
    assert judged(A_LEVEL, said(92, "2024-12-31", source_kind=kind)).grade == grade


@pytest.mark.parametrize(
    ("promise", "figures"),
    [
        pytest.param(A_LEVEL, [], id="without evidence"),
        pytest.param(IN_2024, [in_year(120, 2023)], id="with context alone"),
    ],
)
def test_there_is_no_grade(promise, figures):
    assert judged(promise, *figures).grade == "none"


def test_of_several_figures_that_a_verdict_needs_the_lowest_counts():
    short = said(92, "2024-12-31", source_kind="official_statistics", key="short")
    late = said(120, "2025-06-30", source_kind="company", key="late")

    found = judged(A_LEVEL, short, late)

    assert (found.verdict, found.grade) == (Verdict.MET_LATE, "C")


def test_what_was_not_believed_does_not_lower_the_grade():
    statistics = said(92, "2024-12-31", source_kind="official_statistics", key="statistics")
    news = said(120, "2024-12-31", key="news")

    assert judged(A_LEVEL, statistics, news).grade == "A"


FIRST = said(92, "2024-12-31", source_kind="official", publisher="one", source_key="one", key="1")
SECOND = said(90, "2024-12-31", publisher="two", source_key="two", key="2")


@pytest.mark.parametrize(
    ("second", "grade"),
    [
        pytest.param(SECOND, "B+", id="another publisher says the same"),
        pytest.param(replace(SECOND, publisher="one"), "B", id="the same publisher says it again"),
        pytest.param(replace(SECOND, origin="one"), "B", id="it is a copy of the first"),
        pytest.param(replace(SECOND, origin="three"), "B+", id="it is a copy of something else"),
        pytest.param(replace(SECOND, value=120), "B", id="it says otherwise"),
        pytest.param(replace(SECOND, value=101, qualifier="about"), "B", id="it cannot tell"),
        pytest.param(replace(SECOND, kind="forecast"), "B", id="it is a forecast"),
        pytest.param(
            replace(SECOND, period=said(1, "2025-01-20").period),
            "B+",
            id="it is of another day that speaks for the due day",
        ),
        pytest.param(
            replace(SECOND, period=said(1, "2024-06-30").period), "B", id="it is of an earlier day"
        ),
        pytest.param(
            replace(SECOND, period=said(1, "2025-06-30").period), "B", id="it is of a later day"
        ),
    ],
)
def test_a_second_opinion_gives_a_plus(second, grade):
    assert judged(A_LEVEL, FIRST, second).grade == grade


def test_two_copies_of_one_document_are_one_opinion():
    copies = [replace(f, origin="release") for f in (FIRST, SECOND)]

    assert judged(A_LEVEL, *copies).grade == "B"


def test_each_figure_that_a_verdict_needs_is_to_be_seconded():
    late = said(120, "2025-06-30", publisher="one", key="late")
    seconds_late = said(130, "2025-08-31", publisher="two", source_key="two", key="later")

    assert judged(A_LEVEL, FIRST, SECOND, late).grade == "D"
    assert judged(A_LEVEL, FIRST, SECOND, late, seconds_late).grade == "D+"


def test_context_is_no_second_opinion():
    other_year = in_year(130, 2023, key="other")

    assert judged(IN_2024, in_year(120, 2024), other_year).grade == "D"


@pytest.mark.parametrize(
    ("other", "grade"),
    [
        pytest.param(span(12, "2022-01-01", "2024-06-30"), "D", id="short before the due day"),
        pytest.param(span(12, "2022-01-01", "2025-06-30"), "D+", id="short after it"),
        pytest.param(span(12, "2019-01-01", "2024-12-31"), "D+", id="short with what stood before"),
    ],
)
def test_a_missed_running_total_is_seconded_by_one_that_speaks_for_the_due_day(other, grade):
    missed = span(19, "2022-01-01", "2024-12-31", key="missed", publisher="first")

    found = judged(SINCE_2022, missed, replace(other, publisher="second", source_key="second"))

    assert (found.verdict, found.grade) == (Verdict.MISSED, grade)


@pytest.mark.parametrize("on", [IN_TIME, day("2026-11-22")], ids=["before", "after"])
def test_a_running_total_that_is_met_is_seconded_by_any_yes_in_time(on):
    early = span(22, "2022-01-01", "2023-12-31", key="early", publisher="first")
    later = span(24, "2023-01-01", "2024-06-30", key="later", publisher="second", source_key="b")

    assert judged(SINCE_2022, early, later, on=on).grade == "D+"


@pytest.mark.parametrize(
    ("second", "grade"),
    [
        pytest.param(span(41, "2024-01-01", "2024-05-31"), "B+", id="the same day and pace"),
        pytest.param(span(10, "2024-01-01", "2024-05-31"), "B", id="the same day, another pace"),
        pytest.param(span(33, "2024-01-01", "2024-04-30"), "B", id="another day"),
        pytest.param(span(41, "2024-02-01", "2024-05-31"), "B", id="the same day, context"),
        pytest.param(
            span(90, "2024-01-01", "2024-05-31", "less_than"), "B", id="the same day, no pace"
        ),
    ],
)
def test_a_pace_is_seconded_by_the_same_pace_on_the_same_day(second, grade):
    first = span(42, "2024-01-01", "2024-05-31", source_kind="official", key="first")

    found = judged(IN_2024, first, replace(second, publisher="b", source_key="b"), on=IN_TIME)

    assert (found.verdict, found.grade) == (Verdict.ON_TRACK, grade)


@pytest.mark.parametrize(
    ("on", "verdict"),
    [(day("2025-03-01"), Verdict.AWAITING_DATA), (day("2026-11-22"), Verdict.UNDETERMINED)],
)
def test_where_nothing_is_decided_nothing_is_seconded(on, verdict):
    figures = [replace(f, period=said(1, "2024-06-30").period) for f in (FIRST, SECOND)]

    found = judged(promise_with(A_LEVEL), *figures, on=on)

    assert (found.verdict, found.grade) == (verdict, "B")
