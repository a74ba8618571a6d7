"""The cases of the method (section 10), one by one, with the numbers that it gives for them."""

from __future__ import annotations

import pytest

from plans.choices import Verdict
from plans.domain.verdicts import judge
from plans.domain.verdicts.examples import EXAMPLES, HELD_EXAMPLES
from plans.domain.verdicts.reasons import percent_words


def by_title(title: str):
    (example,) = [example for example in EXAMPLES if example.title.en == title]
    return judge(example.promise, example.evidence, example.as_of)


@pytest.mark.parametrize(
    "example", [*EXAMPLES, *HELD_EXAMPLES], ids=lambda example: example.title.en
)
def test_the_verdict_of(example):
    judgement = judge(example.promise, example.evidence, example.as_of, example.tied)
    assert judgement.verdict is example.verdict


def test_examples_of_records_held_here_say_what_is_counted_and_what_comes_first():
    met, too_few, contradicted = (
        judge(example.promise, example.evidence, example.as_of, example.tied)
        for example in HELD_EXAMPLES
    )
    assert [int(reading.evidence.value) for reading in met.counted] == [22]
    assert too_few.held
    assert not too_few.used
    assert contradicted.held_aside
    assert not contradicted.counted


def test_there_are_twenty_cases_in_the_order_of_the_method():
    assert [example.verdict.value for example in EXAMPLES] == [
        "no_evidence",
        "missed",
        "met",
        "undetermined",
        "undetermined",
        "met_late",
        "missed",
        "awaiting_data",
        "met",
        "awaiting_data",
        "level_only",
        "met",
        "on_track",
        "level_only",
        "undetermined",
        "off_track",
        "moving_away",
        "level_only",
        "on_track",
        "awaiting_data",
    ]


def test_the_numbers_of_133_of_150_by_august():
    pace = by_title("150 in a year, 133 by August").pace

    assert percent_words(pace.done) == "89%"
    assert percent_words(pace.elapsed) == "67%"
    assert f"{float(pace.ratio):.2f}" == "1.33"


def test_the_numbers_of_one_of_twenty_half_way():
    assert f"{float(by_title('A running total of 20, one half-way').pace.ratio):.2f}" == "0.10"


def test_the_last_evidence_is_named():
    found = by_title("A level, and only an earlier year is known")

    assert found.verdict is Verdict.UNDETERMINED
    assert [reading.day.year for reading in found.used] == [2022]


def test_every_example_has_a_title_of_its_own_in_both_languages():
    for titles in ([e.title.en for e in EXAMPLES], [e.title.zh for e in EXAMPLES]):
        assert all(titles)
        assert len(set(titles)) == len(EXAMPLES)
