"""How the parts of a judgement read: intervals, demands, grades (in both languages)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plans.choices import MeasureType
from plans.domain.verdicts import Interval
from plans.domain.verdicts.evidence import reading
from plans.domain.verdicts.words import (
    demand_words,
    grade_words,
    interval_words,
    read_as_words,
)
from tests.plans.verdicts import DOWN, NEUTRAL, flow, in_year, level, promise_with, span


@pytest.mark.parametrize(
    ("value", "qualifier", "english", "chinese"),
    [
        ("100", "exact", "100", "100"),
        ("100", "about", "from 95 to 105", "95至105"),
        ("100", "more_than", "more than 100", "超过100"),
        ("100", "at_least", "100 or more", "100及以上"),
        ("100", "less_than", "from 0 to below 100", "0至100（不含100）"),
        ("100", "at_most", "from 0 to 100", "0至100"),
    ],
)
def test_where_a_true_number_lies(value, qualifier, english, chinese):
    interval = Interval.of(Decimal(value), qualifier)

    assert interval_words(interval, "count", "en") == english
    assert interval_words(interval, "count", "zh-hans") == chinese


def test_what_is_open_on_both_sides_may_be_anything():
    rates = promise_with(flow(">=", 100, 2024), measure_type=MeasureType.INDEX)
    part = reading(rates, span(9, "2024-01-01", "2024-06-30", "less_than"))

    assert read_as_words(part, "count", "en") == "anything"
    assert read_as_words(part, "count", "zh-hans") == "任意值"


def test_context_is_not_read_as_anything():
    assert read_as_words(reading(flow(">=", 100, 2024), in_year(90, 2023)), "count", "en") == ""


@pytest.mark.parametrize(
    ("promise", "english", "chinese"),
    [
        (level(">=", 20, 2024), "20 or more", "20及以上"),
        (level(">", 20, 2024), "more than 20", "超过20"),
        (level("<=", 20, 2024), "20 or less", "20及以下"),
        (level("<", 20, 2024), "less than 20", "低于20"),
        (level("=", 20, 2024, direction=NEUTRAL), "20", "20"),
        (level("about", 20, 2024, direction=NEUTRAL), "from 18 to 22", "18至22"),
        (level("about", 20, 2024, direction=DOWN), "22 or less", "22及以下"),
    ],
)
def test_what_satisfies_a_target(promise, english, chinese):
    assert demand_words(promise, "en") == english
    assert demand_words(promise, "zh-hans") == chinese


@pytest.mark.parametrize(
    ("grade", "words"),
    [
        ("A", "official statistics"),
        (
            "B+",
            "a government body says so; a source of another publisher and origin gives the same "
            "answer",
        ),
        ("none", "no evidence, so no grade"),
    ],
)
def test_what_a_grade_says(grade, words):
    assert grade_words(grade).en == words
    assert grade_words(grade).zh
