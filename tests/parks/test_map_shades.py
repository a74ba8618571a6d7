"""Every number gets the shade whose range holds it, and the legend says that range."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parks.charts.shades import roundest_between, shades_for

PEOPLE = [662030, 1239800, 5681512]
FIRMS = [3, 4, 0, 3, 1, 2, 5, 1, 2, 5, 41, 1, 0, 2, 3, 1]

numbers = st.decimals(
    min_value=-(10**12), max_value=10**13, allow_nan=False, allow_infinity=False, places=2
)


def shades_of(*values):
    return shades_for(map(Decimal, values))


def legend(values, unit="count", language="en"):
    return [shade.words(unit, language) for shade in shades_of(*values)]


@given(st.lists(numbers, max_size=20))
def test_every_number_but_zero_has_exactly_one_shade(values):
    shades = shades_for(values)

    for value in values:
        assert sum(shade.holds(value) for shade in shades) == 1 or value == 0


@given(st.lists(numbers, max_size=20))
def test_there_are_five_shades_at_most_and_none_is_empty(values):
    shades = shades_for(values)

    assert len(shades) <= 5
    for shade in shades:
        assert any(shade.holds(value) for value in values if value)


@given(st.lists(numbers, min_size=1, max_size=20))
def test_shades_follow_one_another_without_a_gap(values):
    shades = shades_for(values)

    assert [shade.number for shade in shades] == list(range(1, len(shades) + 1))
    assert all(one.upper == other.lower for one, other in pairwise(shades))


@given(numbers, numbers)
def test_a_round_limit_lies_between_its_neighbours(one, other):
    below, upto = min(one, other), max(one, other)
    if below < upto:
        assert below < roundest_between(below, upto) <= upto


def test_one_great_number_does_not_push_the_others_into_one_shade():
    assert legend(FIRMS) == ["1", "2", "3", "4-9", "10-41"]


def test_as_many_shades_as_there_are_numbers():
    assert legend([7, 7, 12]) == ["7-9", "10-12"]
    assert legend([7]) == ["7"]


def test_without_numbers_there_is_no_shade():
    assert shades_of() == ()
    assert shades_of(0, 0) == ()


def test_large_numbers_get_round_limits():
    assert legend(PEOPLE) == [
        "below 1 million",
        "1 million to below 2 million",
        "2 million or more",
    ]


def test_limits_in_chinese():
    assert legend(PEOPLE, language="zh-hans") == ["不足100万", "100万至不足200万", "200万及以上"]


def test_fractions_are_not_listed_as_if_nothing_lay_between():
    assert legend(["1.5", "2", "6.1"], unit="percent") == [
        "below 2%",
        "2% to below 3%",
        "3% or more",
    ]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_limit_carries_its_unit(language):
    (words,) = legend([12_500_000_000], unit="yuan", language=language)

    assert words in ("12.5 billion yuan", "125亿元")
