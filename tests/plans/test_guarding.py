"""The evidence guard as a rule: what vouches for a figure that changes."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.domain.guarding import Guard, guards_of, stood_together, uncited

GUARD = Guard(("value", "unit"))
NOON = dt.datetime(2026, 11, 29, 12, tzinfo=dt.UTC)
EARLIER, LATER = NOON - dt.timedelta(seconds=1), NOON + dt.timedelta(microseconds=1)
ROW = {"value": 1, "unit": "yuan", "source_id": 7, "locator": "para 1", "reread_at": NOON}


@pytest.mark.parametrize(
    ("change", "alone"),
    [
        ({}, []),
        ({"note": "Read."}, []),
        ({"locator": "para 2"}, []),
        ({"value": 1.0}, []),
        ({"value": 2}, ["value"]),
        ({"value": None}, ["value"]),
        ({"value": 2, "unit": "usd"}, ["value", "unit"]),
        ({"value": 2, "locator": "para 1"}, ["value"]),
        ({"value": 2, "locator": "para 2"}, []),
        ({"value": 2, "source_id": 8}, []),
        ({"value": 2, "reread_at": LATER}, []),
        ({"value": 2, "reread_at": NOON}, ["value"]),
        ({"value": 2, "reread_at": EARLIER}, ["value"]),
        ({"value": 2, "reread_at": None}, ["value"]),
    ],
    ids=str,
)
def test_a_figure_changes_with_its_citation_or_was_read_again(change, alone):
    assert uncited(GUARD, ROW, change) == alone


def test_the_first_reading_counts():
    assert uncited(GUARD, ROW | {"reread_at": None}, {"value": 2, "reread_at": EARLIER}) == []


def test_a_column_that_another_source_is_named_for_has_a_guard_of_its_own():
    land, people = guards_of(["area", "people"], {"area": "area_source_id"}), ROW | {"people": 5}

    assert [
        uncited(guard, people | {"area": 9}, {"area": 8, "source_id": 1}) for guard in land
    ] == [
        [],
        ["area"],
    ]


@pytest.mark.parametrize(
    ("row", "stood"),
    [
        (ROW | {"value": 2}, True),
        (ROW | {"value": 2, "note": "Another."}, True),
        (ROW | {"value": 3}, False),
        (ROW | {"value": 2, "locator": "para 2"}, False),
        (ROW | {"value": 2, "reread_at": None}, False),
    ],
    ids=["as it stood", "with another note", "another value", "another place", "another reading"],
)
def test_a_figure_comes_back_to_the_citation_under_which_it_stood(row, stood):
    earlier = [ROW | {"value": 9, "locator": "para 2"}, ROW | {"value": 2}]

    assert stood_together(GUARD, row, earlier) is stood
