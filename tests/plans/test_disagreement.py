"""When two figures for the same thing can both be true."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.choices import Qualifier
from plans.domain.disagreement import compatible
from plans.domain.series import Point
from tests.plans.points import point


@pytest.mark.parametrize(
    ("one", "other", "both_can_be_true"),
    [
        pytest.param(("761.714", "exact"), ("761.7", "exact"), True, id="one is rounded"),
        pytest.param(
            ("761.714", "exact"), ("761.8", "exact"), False, id="rounded to something else"
        ),
        pytest.param(("933.7", "exact"), ("930", "exact"), True, id="rounded to two digits"),
        pytest.param(("410", "exact"), ("420", "exact"), False, id="Pudong, 2024"),
        pytest.param(("10", "exact"), ("2.1", "exact"), False, id="growth of Pudong"),
        pytest.param(("17", "exact"), ("20", "exact"), False, id="17 platforms are not 20"),
        pytest.param(("500.566", "exact"), ("500", "more_than"), True, id="beyond a bound"),
        pytest.param(("499", "exact"), ("500", "more_than"), False, id="short of a bound"),
        pytest.param(("500", "exact"), ("500", "more_than"), True, id="the bound itself, rounded"),
        pytest.param(("761.7", "exact"), ("760", "about"), True, id="within the margin"),
        pytest.param(("799", "exact"), ("760", "about"), False, id="beyond the margin"),
        pytest.param(("700", "more_than"), ("600", "less_than"), False, id="bounds apart"),
        pytest.param(("700", "at_least"), ("800", "at_most"), True, id="bounds that overlap"),
        pytest.param(("0", "exact"), ("0", "exact"), True, id="nothing and nothing"),
    ],
)
def test_two_figures_are_compared_as_they_are_stated(one, other, both_can_be_true):
    first, second = point("2024", *one), point("2024", *other)

    assert compatible(first, second) is both_can_be_true


def test_an_editor_may_know_the_margin_better():
    vague = point("2024", 100, "about", interval_percent=Decimal(1))

    assert not compatible(vague, point("2024", 104))


figures = st.builds(
    lambda value, qualifier: point("2024", value, qualifier),
    st.decimals(-1000, 1000, places=2).map(str),
    st.sampled_from(Qualifier.values),
)


@given(figures, figures)
def test_it_does_not_matter_who_is_asked_first(one: Point, other: Point):
    assert compatible(one, other) == compatible(other, one)


@given(figures)
def test_nobody_disagrees_with_themselves(figure: Point):
    assert compatible(figure, figure)
