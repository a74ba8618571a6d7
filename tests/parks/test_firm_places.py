"""What is still open, what closed, and in what order a firm's places are told."""

import datetime as dt

import pytest

from parks.domain.sites import Opening, opening, order_of_place
from plans.domain.dates import PartialDate

TODAY = dt.date(2026, 11, 25)


def date(text):
    return PartialDate.parse(text) if text else None


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("", "", Opening.NO_END_KNOWN),
        ("2017-11", "", Opening.NO_END_KNOWN),
        ("2026-11-25", "", Opening.NO_END_KNOWN),
        ("2026", "", Opening.NO_END_KNOWN),
        ("2026-12", "", Opening.PLANNED),
        ("2027", "2030", Opening.PLANNED),
        ("2017", "2021", Opening.CLOSED),
        ("", "2026-11-24", Opening.CLOSED),
        ("", "2026-11-25", Opening.CLOSING),
        ("", "2026", Opening.CLOSING),
    ],
)
def test_a_place_from_to_is(since, until, expected):
    assert opening(date(since), date(until), TODAY) is expected


def test_the_head_office_comes_first_and_what_closed_last():
    places = [
        ("closed head office", "head_office", "1999", Opening.CLOSED),
        ("undated plant", "plant", "", Opening.NO_END_KNOWN),
        ("later plant", "plant", "2021", Opening.NO_END_KNOWN),
        ("early plant", "plant", "2017-11", Opening.NO_END_KNOWN),
        ("head office", "head_office", "2020", Opening.NO_END_KNOWN),
    ]

    ordered = sorted(places, key=lambda p: order_of_place(p[1], date(p[2]), p[3], p[0]))

    assert [place[0] for place in ordered] == [
        "head office",
        "early plant",
        "later plant",
        "undated plant",
        "closed head office",
    ]
