"""`/method/`: the rules in words with the numbers of the code, and examples computed live."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from django.utils.html import escape
from pytest_django.asserts import assertContains

from plans.choices import Verdict
from plans.domain.verdicts import rules
from plans.domain.verdicts.examples import EXAMPLES, HELD_EXAMPLES
from plans.pages import method
from plans.pages.method import MEANINGS, method_page, worked
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def html(client) -> str:
    return client.get("/method/").content.decode()


def rows(html: str, section: str) -> list[str]:
    """The table rows of a section, in order."""
    found = re.search(rf'aria-labelledby="{section}-title".*?</section>', html, re.DOTALL)
    assert found
    body = re.search(r"<tbody>(.*)</tbody>", found.group(), re.DOTALL)
    assert body
    return re.findall(r"<tr.*?</tr>", body.group(1), re.DOTALL)


def test_each_verdict_is_shown_with_sign_word_group_and_meaning(html):
    shown = rows(html, "verdicts")

    assert len(shown) == len(Verdict) == 18
    for row, verdict in zip(shown, Verdict, strict=True):
        assert f'id="{verdict.value}"' in row
        assert f'aria-hidden="true">{verdict.sign}</span>{verdict.label}' in row
        assert str(verdict.group.label) in row
        assert str(MEANINGS[verdict]) in row
        assert f"<code>{verdict.value}</code>" in row


def test_the_examples_are_shown_with_the_verdict_and_the_reason_that_the_rules_give(html):
    shown = rows(html, "examples")

    examples = (*EXAMPLES, *HELD_EXAMPLES)
    assert len(shown) == len(examples)
    for row, example in zip(shown, examples, strict=True):
        assert escape(example.title.en) in row
        assert f"verdict--{example.verdict.group.value}" in row
        assert f"</span>{example.verdict.label}" in row
        assert escape(worked(example).reason.en) in row


def test_an_example_is_judged_when_it_is_asked_for(monkeypatch):
    first = EXAMPLES[1]
    enough = replace(first, evidence=tuple(replace(e, value=100) for e in first.evidence))

    assert worked(first).judgement.verdict is Verdict.MISSED
    assert worked(enough).judgement.verdict is Verdict.MET


def test_an_example_says_what_is_asked_what_was_published_and_when_it_is_looked_at(html):
    row = rows(html, "examples")[12]

    assert "at least 150 by the end of 2023" in row
    assert "133 (January-August 2023)" in row
    assert "17 October 2023" in row


def test_an_example_says_what_is_counted_and_was_not_published(html):
    row = rows(html, "examples")[len(EXAMPLES)]

    assert "at least 22 (2023 to 2024)" in row
    assert "counted from records, not published" in row


def test_an_example_without_figures_says_so(html):
    assert ">nothing</span>" in rows(html, "examples")[0]


@pytest.mark.parametrize(
    "said",
    [
        "lie within 31 days of it",
        "published for 365 days after the due day",
        "100 give or take 5 per cent",
        "met within 10 per cent of its number",
        "From 95 per cent of the pace it takes a target is on track, from 60 per cent behind",
        "Version 1.1 of the method.",
    ],
)
def test_the_rules_are_said_with_their_numbers(client, said):
    assertContains(client.get("/method/"), said)


@pytest.mark.parametrize(
    ("name", "value", "field", "shown"),
    [
        ("COVER_DAYS", 14, "cover_days", 14),
        ("DEFAULT_LAG_DAYS", 200, "lag_days", 200),
        ("ABOUT_PERCENT", 3, "about_percent", 3),
        ("TARGET_ABOUT_PERCENT", 8, "target_about_percent", 8),
        ("ON_TRACK_FROM", Fraction(9, 10), "on_track_percent", 90),
        ("BEHIND_FROM", Fraction(1, 2), "behind_percent", 50),
        ("METHOD_VERSION", "2.0", "version", "2.0"),
    ],
)
def test_the_numbers_are_those_of_the_code(monkeypatch, name, value, field, shown):
    monkeypatch.setattr(method, name, value)

    assert getattr(method_page(), field) == shown


def test_the_version_shown_is_the_one_that_judges(html):
    assert f"Version {rules.METHOD_VERSION} of the method." in html


@pytest.mark.parametrize(
    "decision",
    [
        "Before that it is not yet announced, and in no count.",
        "Forecasts and intentions never count; they do not even stand as context of a verdict.",
        "What ended before the plan began is context.",
        "only a stock is a bound and a span is context",
        "where less is better, on its upper end",
        "So does a ceiling on an amount or a running total",
        "so that the first day counts as time",
        "is taken from the newest figure that can give one",
        "counts less than was known before is passed over",
        "That a number cannot be below zero is no end that a source has given.",
        "Of several the nearest that can tell decides",
        "If none that speaks for the day can tell and a later one says yes",
        "For a ceiling it is the other way round",
        "sources disagree, before the due day too",
        "one that can tell comes before one that cannot",
        "the one furthest from the target is taken",
        "the weightier is believed, and equally weighty ones disagree",
        "once the target is met or due, of the due day or the same side of it",
    ],
)
def test_a_decision_that_was_taken_is_said(client, decision):
    assertContains(client.get("/method/"), decision)


def test_the_page_asks_the_database_for_nothing_of_its_own():
    assert count_queries(method_page) == 0


def test_the_chinese_page_gives_the_examples_in_chinese(client):
    html = client.get("/zh-hans/method/").content.decode()

    for example in EXAMPLES:
        assert worked(example).reason.zh in html
        assert example.title.zh in html
