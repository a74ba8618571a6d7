"""What a cell may hold, and what is said of one that holds something else."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.domain.dates import PartialDate
from plans.loaders import kinds

NUMBER = kinds.Number(20, 4)
ADVICE = "write digits alone, in the base unit, with a point before decimals."


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (NUMBER, "0", Decimal(0)),
        (NUMBER, "-3.6", Decimal("-3.6")),
        (NUMBER, "761714000000", Decimal(761_714_000_000)),
        (NUMBER, "9999999999999999.9999", Decimal("9999999999999999.9999")),
        (NUMBER, "0016.670000", Decimal("16.67")),
        (kinds.Whole(0, 32767), "0", 0),
        (kinds.Whole(0, 32767), "32767", 32767),
        (kinds.Day(), "2024-02-29", dt.date(2024, 2, 29)),
        (kinds.LooseDay(), "2024-07", PartialDate(2024, 7)),
        (kinds.Flag(), "true", True),
        (kinds.Flag(), "false", False),
        (kinds.Key(20), "car-t-2021", "car-t-2021"),
        (kinds.Code((">=", "about")), ">=", ">="),
        (kinds.Address(60), "https://example.org/a?b=1", "https://example.org/a?b=1"),
        (kinds.Items(kinds.Text(20)), "688185.SH;2126.HK", ["688185.SH", "2126.HK"]),
        (kinds.Text(4), "细胞治疗", "细胞治疗"),
    ],
)
def test_a_cell_is_read(kind, text, value):
    assert kind.read(text) == value


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        (NUMBER, "1,200", '"1,200" is not a number; write it without separators.'),
        (NUMBER, "1 200 000", '"1 200 000" is not a number; write it without separators.'),
        (NUMBER, "1，200", '"1，200" is not a number; write it without separators.'),
        (NUMBER, "100亿", f'"100亿" is not a number; {ADVICE}'),
        (NUMBER, "1e9", f'"1e9" is not a number; {ADVICE}'),
        (NUMBER, "NaN", f'"NaN" is not a number; {ADVICE}'),
        (NUMBER, "Infinity", f'"Infinity" is not a number; {ADVICE}'),
        (NUMBER, "+5", f'"+5" is not a number; {ADVICE}'),
        (NUMBER, "5.", f'"5." is not a number; {ADVICE}'),
        (NUMBER, "1_000", '"1_000" is not a number; write it without separators.'),
        (NUMBER, " 5", f'" 5" is not a number; {ADVICE}'),
        (NUMBER, "5\n", f'"5\n" is not a number; {ADVICE}'),
        (NUMBER, "٥", f'"٥" is not a number; {ADVICE}'),
        (NUMBER, "0.00001", '"0.00001" has more than 4 decimal places.'),
        (
            NUMBER,
            "10000000000000000",
            '"10000000000000000" has more than 16 digits before the point.',
        ),
        (kinds.Whole(0, 32767), "20.0", '"20.0" is not a whole number; write digits alone.'),
        (kinds.Whole(0, 32767), "-1", '"-1" is not within 0 to 32767.'),
        (kinds.Whole(0, 32767), "32768", '"32768" is not within 0 to 32767.'),
        (kinds.Whole(0, 32767), "2²", '"2²" is not a whole number; write digits alone.'),
        (kinds.Day(), "2024-07", '"2024-07" is not a full date; write it as 2024-07-30.'),
        (kinds.Day(), "20240730", '"20240730" is not a full date; write it as 2024-07-30.'),
        (kinds.Day(), "2023-02-29", '"2023-02-29" is not in the calendar.'),
        (
            kinds.LooseDay(),
            "Nov 2022",
            '"Nov 2022" is not a date; write it as 2024, 2024-07 or 2024-07-30.',
        ),
        (
            kinds.LooseDay(),
            "2024-13",
            '"2024-13" is not a date; write it as 2024, 2024-07 or 2024-07-30.',
        ),
        (kinds.Flag(), "yes", '"yes" is neither true nor false.'),
        (
            kinds.Key(20),
            "CAR-T",
            '"CAR-T" is no key; write lower-case letters and digits, in words joined by hyphens.',
        ),
        (
            kinds.Key(20),
            "a--b",
            '"a--b" is no key; write lower-case letters and digits, in words joined by hyphens.',
        ),
        (kinds.Key(3), "abcd", '"abcd" has 4 characters; there is room for 3.'),
        (kinds.Code(("actual", "forecast")), "Actual", '"Actual" is not one of actual, forecast.'),
        (
            kinds.Address(60),
            "www.example.org",
            '"www.example.org" is no web address; it starts with http:// or https://'
            " and holds no blanks.",
        ),
        (
            kinds.Address(60),
            "https://example.org/a b",
            '"https://example.org/a b" is no web address; it starts with http:// or https://'
            " and holds no blanks.",
        ),
        (
            kinds.Items(kinds.Text(20)),
            "a; b",
            '"a; b" is not a list; join the items by semicolons, without blanks.',
        ),
        (
            kinds.Items(kinds.Text(20)),
            "a;;b",
            '"a;;b" is not a list; join the items by semicolons, without blanks.',
        ),
        (
            kinds.Items(kinds.Code(("aav", "car_t"))),
            "aav;cart",
            '"cart" is not one of aav, car_t.',
        ),
        (kinds.Text(4), "细胞和基因", '"细胞和基因" has 5 characters; there is room for 4.'),
        (
            kinds.Shaped(6, shape=re.compile("^[0-9]{6}$"), advice="Six digits."),
            "31011",
            '"31011" does not fit. Six digits.',
        ),
        (
            kinds.Shaped(6, shape=re.compile("^[0-9]{6}$"), advice="Six digits."),
            "310115\n",
            '"310115\n" does not fit. Six digits.',
        ),
    ],
)
def test_a_cell_is_refused_with_its_reason(kind, text, reason):
    with pytest.raises(ValueError, match="^" + re.escape(reason) + "$"):
        kind.read(text)


def test_a_long_cell_is_cut_in_the_message():
    with pytest.raises(ValueError, match=r'^"x{60}\.\.\." has 500 characters'):
        kinds.Text(20).read("x" * 500)


@given(
    st.decimals(
        min_value=Decimal("-9999999999999999.9999"),
        max_value=Decimal("9999999999999999.9999"),
        places=4,
    )
)
def test_a_number_comes_back_as_it_was(value):
    assert NUMBER.read(NUMBER.write(value)) == value


@given(st.dates())
def test_a_date_comes_back_as_it_was(day):
    assert kinds.Day().read(kinds.Day().write(day)) == day


@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_a_partial_date_comes_back_as_precise_as_it_was(day, length):
    text = day.isoformat()[:length]

    assert kinds.LooseDay().write(kinds.LooseDay().read(text)) == text


@given(st.lists(st.sampled_from(["aav", "car_t", "nk", "mrna"]), min_size=1))
def test_a_list_comes_back_in_its_order(items):
    kind = kinds.Items(kinds.Code(("aav", "car_t", "nk", "mrna")))

    assert kind.read(kind.write(items)) == items
