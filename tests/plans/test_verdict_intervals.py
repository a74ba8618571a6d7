"""Every figure is an interval; a target asks whether all of it satisfies (method 1 and 3)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from plans.domain.verdicts import Answer, Interval
from plans.domain.verdicts.intervals import demand

YES, NO, OPEN = Answer.YES, Answer.NO, Answer.CANNOT_TELL
UP, DOWN, NEUTRAL = "up_is_good", "down_is_good", "neutral"


def answer(comparator: str, target: str, direction: str, value: str, qualifier: str) -> Answer:
    asked = demand(comparator, Decimal(target), direction)
    return asked.answer(Interval.of(Decimal(value), qualifier))


@pytest.mark.parametrize(
    ("comparator", "value", "qualifier", "said"),
    [
        pytest.param(">=", "100", "exact", YES, id="at least 100: exactly 100 is enough"),
        pytest.param(">=", "99.9999", "exact", NO, id="at least 100: a hair less is not"),
        pytest.param(">", "100", "exact", NO, id="more than 100: exactly 100 is not more"),
        pytest.param(">", "100.0001", "exact", YES, id="more than 100: a hair more is"),
        pytest.param("<=", "100", "exact", YES, id="at most 100: exactly 100 is allowed"),
        pytest.param("<=", "100.0001", "exact", NO, id="at most 100: a hair more is not"),
        pytest.param("<", "100", "exact", NO, id="less than 100: exactly 100 is not less"),
        pytest.param("<", "99.9999", "exact", YES, id="less than 100: a hair less is"),
        pytest.param(">=", "100", "more_than", YES, id="at least 100: more than 100"),
        pytest.param(">", "100", "more_than", YES, id="more than 100: more than 100"),
        pytest.param(">=", "99", "more_than", OPEN, id="at least 100: more than 99"),
        pytest.param("<=", "100", "more_than", NO, id="at most 100: more than 100"),
        pytest.param("<=", "99", "more_than", OPEN, id="at most 100: more than 99"),
        pytest.param(">=", "100", "at_least", YES, id="at least 100: at least 100"),
        pytest.param(">", "100", "at_least", OPEN, id="more than 100: at least 100"),
        pytest.param("<=", "100", "at_least", OPEN, id="at most 100: at least 100"),
        pytest.param("<", "100", "at_least", NO, id="less than 100: at least 100"),
        pytest.param(">=", "100", "less_than", NO, id="at least 100: less than 100"),
        pytest.param(">=", "101", "less_than", OPEN, id="at least 100: less than 101"),
        pytest.param("<=", "100", "less_than", YES, id="at most 100: less than 100"),
        pytest.param("<", "100", "less_than", YES, id="less than 100: less than 100"),
        pytest.param(">=", "100", "at_most", OPEN, id="at least 100: at most 100"),
        pytest.param(">", "100", "at_most", NO, id="more than 100: at most 100"),
        pytest.param("<=", "100", "at_most", YES, id="at most 100: at most 100"),
        pytest.param("<", "100", "at_most", OPEN, id="less than 100: at most 100"),
        pytest.param(">=", "100", "about", OPEN, id="at least 100: about 100"),
        pytest.param(">=", "106", "about", YES, id="at least 100: about 106, at least 100.7"),
        pytest.param(">=", "95", "about", NO, id="at least 100: about 95, at most 99.75"),
    ],
)
def test_a_figure_answers_a_target(comparator, value, qualifier, said):
    assert answer(comparator, "100", UP, value, qualifier) is said


@pytest.mark.parametrize(
    ("comparator", "direction", "value", "said"),
    [
        pytest.param("=", UP, "100", YES, id="more is better: the number itself"),
        pytest.param("=", UP, "140", YES, id="more is better: more"),
        pytest.param("=", UP, "99", NO, id="more is better: less"),
        pytest.param("=", DOWN, "100", YES, id="less is better: the number itself"),
        pytest.param("=", DOWN, "60", YES, id="less is better: less"),
        pytest.param("=", DOWN, "101", NO, id="less is better: more"),
        pytest.param("=", NEUTRAL, "100", YES, id="neither is better: the number itself"),
        pytest.param("=", NEUTRAL, "99", NO, id="neither is better: less"),
        pytest.param("=", NEUTRAL, "101", NO, id="neither is better: more"),
        pytest.param("about", UP, "90", YES, id="about, more is better: 10 per cent less"),
        pytest.param("about", UP, "89.9", NO, id="about, more is better: a little less than that"),
        pytest.param("about", UP, "300", YES, id="about, more is better: far more"),
        pytest.param("about", DOWN, "110", YES, id="about, less is better: 10 per cent more"),
        pytest.param("about", DOWN, "110.1", NO, id="about, less is better: a little more yet"),
        pytest.param("about", DOWN, "3", YES, id="about, less is better: far less"),
        pytest.param("about", NEUTRAL, "90", YES, id="about, neither: 10 per cent less"),
        pytest.param("about", NEUTRAL, "110", YES, id="about, neither: 10 per cent more"),
        pytest.param("about", NEUTRAL, "89.9", NO, id="about, neither: too little"),
        pytest.param("about", NEUTRAL, "110.1", NO, id="about, neither: too much"),
        pytest.param(">=", DOWN, "101", YES, id="a floor is a floor whatever is good"),
        pytest.param("<=", UP, "101", NO, id="a ceiling is a ceiling whatever is good"),
    ],
)
def test_a_plain_number_and_an_about_are_read_by_what_is_good(comparator, direction, value, said):
    assert answer(comparator, "100", direction, value, "exact") is said


@pytest.mark.parametrize(
    ("comparator", "direction", "end", "value", "said"),
    [
        pytest.param(">=", UP, "3", "3", YES, id="its lower end"),
        pytest.param(">=", UP, "3", "9", YES, id="above its upper end is no failure"),
        pytest.param(">=", UP, "3", "2", NO, id="below its lower end"),
        pytest.param("=", NEUTRAL, "3", "4", YES, id="within it, where neither way is better"),
        pytest.param("=", NEUTRAL, "3", "9", YES, id="above it, where neither way is better"),
        pytest.param("=", NEUTRAL, "3", "2", NO, id="below it, where neither way is better"),
        pytest.param("=", DOWN, "5", "4", YES, id="within it, where less is better"),
        pytest.param("=", DOWN, "5", "1", YES, id="below it, where less is better"),
        pytest.param("=", DOWN, "5", "6", NO, id="above it, where less is better"),
    ],
)
def test_a_range_is_judged_on_the_end_that_asks_for_less(comparator, direction, end, value, said):
    asked = demand(comparator, Decimal(end), direction, is_range=True)

    assert asked.answer(Interval.of(Decimal(value), "exact")) is said


@pytest.mark.parametrize(
    ("value", "qualifier", "low", "high"),
    [
        ("100", "exact", 100, 100),
        ("100", "about", 95, 105),
        ("100", "more_than", 100, None),
        ("100", "at_least", 100, None),
        ("100", "less_than", 0, 100),
        ("100", "at_most", 0, 100),
    ],
)
def test_a_qualifier_says_where_the_true_number_lies(value, qualifier, low, high):
    interval = Interval.of(Decimal(value), qualifier)

    assert (interval.low, interval.high) == (low, high)


def test_an_editor_may_set_how_wide_about_is():
    assert Interval.of(Decimal(100), "about", about_percent=Decimal(20)) == Interval(
        Fraction(80), Fraction(120)
    )


def test_about_twice_its_own_number_does_not_go_below_zero():
    assert Interval.of(Decimal(100), "about", about_percent=Decimal(200)).low == 0


@pytest.mark.parametrize("qualifier", ["less_than", "at_most"])
def test_a_rate_may_go_below_zero(qualifier):
    assert Interval.of(Decimal(3), qualifier, never_negative=False).low is None


def test_about_a_fall_of_ten_per_cent_lies_on_both_sides_of_it():
    about = Interval.of(Decimal(-10), "about", never_negative=False)

    assert about == Interval(Fraction("-10.5"), Fraction("-9.5"))


def test_what_is_open_below_satisfies_no_floor_and_is_no_failure_either():
    below = Interval.of(Decimal(3), "at_most", never_negative=False)

    assert demand(">=", Decimal(1), UP).answer(below) is OPEN
    assert demand(">", Decimal(1), UP).answer(below) is OPEN


@pytest.mark.parametrize("comparator", ["<=", "<"])
def test_what_is_open_above_satisfies_no_ceiling(comparator):
    assert demand(comparator, Decimal(9), UP).answer(Interval.of(Decimal(1), "at_least")) is OPEN


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        pytest.param(("18", "exact"), ("22", "exact"), True, id="18 and 22"),
        pytest.param(("22", "exact"), ("22", "exact"), False, id="22 and 22"),
        pytest.param(("22", "exact"), ("22", "more_than"), True, id="22 and more than 22"),
        pytest.param(("22", "less_than"), ("22", "exact"), True, id="less than 22 and 22"),
        pytest.param(("22", "exact"), ("22", "at_least"), False, id="22 and at least 22"),
        pytest.param(("22", "exact"), ("30", "at_most"), False, id="22 and at most 30"),
        pytest.param(("22", "more_than"), ("30", "exact"), False, id="more than 22 and 30"),
    ],
)
def test_one_figure_lies_below_another_where_all_of_it_does(one, other, said):
    lower, upper = (Interval.of(Decimal(value), qualifier) for value, qualifier in (one, other))

    assert lower.lies_below(upper) is said


def test_nothing_lies_below_what_is_open_below():
    assert not Interval(Fraction(1), Fraction(2)).lies_below(Interval(None, Fraction(5)))


def test_an_unknown_word_is_refused():
    with pytest.raises(ValueError, match="'roughly' is no qualifier"):
        Interval.of(Decimal(1), "roughly")
    with pytest.raises(ValueError, match="'!=' is no comparator"):
        demand("!=", Decimal(1), UP)
