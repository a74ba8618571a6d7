"""Axes: from zero, in the units that people use, years under their own middle."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.charts.axes import TimeAxis, value_axis
from plans.choices import Unit

YUAN = Decimal(1)


@pytest.mark.parametrize(
    ("highest", "unit", "language", "words", "labels"),
    [
        pytest.param(
            984_702_000_000,
            "yuan",
            "en",
            "billion yuan",
            ["0", "200", "400", "600", "800", "1,000"],
            id="billions, not 1 trillion",
        ),
        pytest.param(
            984_702_000_000,
            "yuan",
            "zh-hans",
            "亿元",
            ["0", "2,000", "4,000", "6,000", "8,000", "10,000"],
            id="亿元",
        ),
        pytest.param(
            7_000_000, "USD", "en", "US$ million", ["0", "2", "4", "6", "8"], id="dollars"
        ),
        pytest.param(
            7_000_000, "USD", "zh", "万美元", ["0", "200", "400", "600", "800"], id="美元"
        ),
        pytest.param(
            7_740_000, "m2", "en", "million m²", ["0", "2", "4", "6", "8"], id="square metres"
        ),
        pytest.param(
            848, "count", "en", "", ["0", "200", "400", "600", "800", "1,000"], id="counts"
        ),
        pytest.param(3, "count", "en", "", ["0", "1", "2", "3"], id="no half a firm"),
        pytest.param(
            22.8, "percent", "en", "", ["0%", "5%", "10%", "15%", "20%", "25%"], id="per cent"
        ),
        pytest.param(
            50_000, "yuan/year", "zh", "每年万元", ["0", "1", "2", "3", "4", "5"], id="a year"
        ),
    ],
)
def test_an_axis_counts_in_the_words_of_its_readers(highest, unit, language, words, labels):
    shown = value_axis([Decimal(str(highest))], unit, language)

    assert shown.words == words
    assert [shown.label(tick) for tick in shown.ticks] == labels


@given(
    st.lists(st.decimals(-(10**14), 10**14, places=2), max_size=8),
    st.sampled_from(Unit.values),
    st.sampled_from(["en", "zh-hans"]),
)
def test_an_axis_holds_zero_and_every_value(numbers, unit, language):
    shown = value_axis(numbers, unit, language)

    assert shown.low <= min([Decimal(0), *numbers])
    assert max([Decimal(0), *numbers]) <= shown.high
    assert 0 in shown.ticks
    assert 2 <= len(shown.ticks) <= 8


def test_amounts_start_at_zero_and_a_fall_goes_below_it():
    assert value_axis([Decimal(50)], "yuan", "en").low == 0
    assert value_axis([Decimal(-45), Decimal(20)], "percent", "en").low < -45


def test_every_label_of_an_axis_is_another():
    shown = value_axis([Decimal("0.0007")], "percent", "en")

    assert len({shown.label(tick) for tick in shown.ticks}) == len(shown.ticks)


def labels(first: str, last: str, language: str = "en") -> list[tuple[str, str]]:
    axis = TimeAxis(dt.date.fromisoformat(first), dt.date.fromisoformat(last), language).layout()
    return list(zip(axis["ticktext"], [day.isoformat() for day in axis["tickvals"]], strict=True))


def test_a_year_is_written_under_its_middle():
    assert labels("2022-01-01", "2023-12-31") == [("2022", "2022-07-02"), ("2023", "2023-07-02")]


def test_a_few_months_are_written_as_months():
    assert labels("2023-04-01", "2023-06-30")[0] == ("Apr 2023", "2023-04-15")
    assert labels("2023-04-01", "2023-06-30", "zh-hans")[0] == ("2023年4月", "2023-04-15")


def test_a_few_days_are_written_as_days():
    assert labels("2023-04-10", "2023-04-11") == [
        ("10 Apr 2023", "2023-04-10"),
        ("11 Apr 2023", "2023-04-11"),
    ]


def test_many_years_are_labelled_in_steps_that_end_at_the_newest():
    shown = [text for text, _ in labels("1993-01-01", "2025-12-31")]

    assert (shown[0], shown[-2:]) == ("1995", ["2022", "2025"])


@given(st.lists(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), min_size=2, max_size=2))
def test_every_axis_of_time_has_a_label_or_more(days):
    first, last = sorted(days)
    axis = TimeAxis(first, last, "en").layout()

    assert 1 <= len(axis["ticktext"]) <= 13
    assert axis["range"][0] < first <= last < axis["range"][1]
    assert all(axis["range"][0] <= day <= axis["range"][1] for day in axis["tickvals"])


@pytest.mark.parametrize(("lowest", "highest"), [(0, 22), (0, 52), (0, 60), (-45, 16), (-40, 0)])
def test_there_is_room_beyond_the_last_tick_so_that_its_rule_is_drawn(lowest, highest):
    drawn = value_axis([Decimal(lowest), Decimal(highest)], "percent", "en")
    span = drawn.high - drawn.low

    assert drawn.high - drawn.ticks[-1] > span / 200
    assert drawn.low == 0 or drawn.ticks[0] - drawn.low > span / 200
