"""What is computed from figures of sources, and what is not."""

from decimal import Decimal

import pytest

from plans.domain.derived import ending_in, growth, share
from tests.plans.points import citation, point


def grown(*points, measure_type="flow", unit="yuan"):
    """Period and value of what is computed, "about" with its ends."""
    return [told(one) for one in growth(points, measure_type, unit)]


def told(one):
    ends = (str(one.low), str(one.high)) if one.is_about else ()
    return (one.period.words("en"), str(one.value), *ends)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([point("2021", "761.7"), point("2022", "853.7")], [("2022", "12.1")]),
        ([point("2021", 100), point("2022", 95)], [("2022", "-5.0")]),
        ([point("2021", 100), point("2022", 100)], [("2022", "0")]),
        ([point("2021", 10000), point("2022", 10012)], [("2022", "0.12")]),
        ([point("2021", 2000), point("2022", 2121)], [("2022", "6.1")]),
        ([point("2021", 2000), point("2022", 1879)], [("2022", "-6.1")]),
        ([point("2020", 1), point("2022", 2)], []),
        ([point("2021", 0), point("2022", 2)], []),
        ([point("2021", -1), point("2022", 2)], []),
        ([point("2021", 1, "more_than"), point("2022", 2)], []),
        ([point("2021", 1), point("2022", 2, "at_least")], []),
        ([point("2021", 1), point("2022", 2, kind="estimate")], []),
        ([point("2021", 1, series="narrow"), point("2022", 2, series="wide")], []),
        ([point("2021-01..2021-06", 1), point("2022", 2)], []),
        ([point("2021-01..2021-06", 4), point("2021-07..2021-12", 5)], "second half of 2021"),
    ],
    ids=[
        *("growth", "fall", "no change", "below 1 two digits", "half up", "half away from zero"),
        *("a gap", "from nothing", "from a negative", "from a bound", "to a bound", "of two kinds"),
        *("of two definitions", "of unequal periods", "of two halves"),
    ],
)
def test_growth_is_computed_between_figures_that_a_line_joins(points, expected):
    if isinstance(expected, str):
        expected = [(expected, "25.0")]

    assert grown(*points) == expected


def test_percentages_are_subtracted():
    five, three = point("2021", "5.2"), point("2022", "3.4")

    (one,) = growth([five, three], "index", "percent")

    assert (str(one.value), one.way.unit, one.formula) == ("-1.8", "points", "3.4 - 5.2")


def test_about_in_about_out_with_what_the_margins_allow():
    about = point("2021", 100, "about")  # 95 to 105

    assert grown(about, point("2022", 110)) == [("2022", "10.0", "4.8", "15.8")]
    assert grown(point("2021", 100), point("2022", 110, "about")) == [
        ("2022", "10.0", "4.5", "15.5")
    ]


def test_the_chart_draws_the_wider_side_of_the_margin():
    (one,) = growth([point("2021", 100, "about"), point("2022", 110)], "flow", "yuan")

    assert (one.point.qualifier, one.point.margin) == ("about", Decimal("5.8"))


def test_where_sources_differ_the_figure_that_stands_is_used():
    official = point("2022", 120, source=citation("sheitc", kind="official"), key="official")
    news = point("2022", 110, key="news")

    (one,) = growth([point("2021", 100), news, official], "flow", "yuan")

    assert (one.figure.key, str(one.value)) == ("official", "20.0")


def test_levels_of_days_are_compared_a_year_apart():
    days = [point("2022-12-31", 10), point("2023-12-31", 12), point("2024-06-30", 15)]

    assert grown(*days, measure_type="stock") == [("31 December 2023", "20.0")]


def test_each_number_rests_on_two_figures_and_says_how():
    before, after = point("2021", 100, key="a"), point("2022", "110.50", key="b")

    (one,) = growth([before, after], "flow", "yuan")

    assert one.formula == "(110.5 - 100) / 100 * 100"
    assert [used.key for used in one.point.inputs] == ["b", "a"]
    assert one.point.citations == (after.citation, before.citation)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        ([point("2022", 25)], [point("2022", 200)], [("2022", "12.5")]),
        ([point("2022", 1)], [point("2022", 3000)], [("2022", "0.033")]),
        ([point("2022", 25)], [point("2021", 200)], []),
        ([point("2022", 25)], [point("2022", 200, kind="estimate")], []),
        ([point("2022", 25)], [point("2022", 200, "more_than")], []),
        ([point("2022", 25)], [point("2022", 0)], []),
        (
            [point("2022", 25)],
            [point("2022", 200, series="narrow"), point("2022", 250, series="wide")],
            [],
        ),
        ([point("2022", 25, "about")], [point("2022", 100)], [("2022", "25.0", "23.8", "26.3")]),
    ],
    ids=[
        *("a share", "a small one", "of another year", "of another kind", "of a bound"),
        *("of nothing", "of a base with two definitions", "of about"),
    ],
)
def test_a_share_takes_two_numbers_of_one_period_and_kind(part, whole, expected):
    assert [told(one) for one in share(part, whole, "flow", "yuan")] == expected


@pytest.mark.parametrize(("measure_type", "unit"), [("share", "percent"), ("index", "month")])
def test_rates_are_no_parts_of_one_another(measure_type, unit):
    assert share([point("2022", 1)], [point("2022", 2)], measure_type, unit) == []


def test_years_narrow_what_is_shown_not_what_it_is_computed_from():
    found = growth([point(str(year), year) for year in range(2018, 2025)], "flow", "yuan")

    assert [one.period.end.year for one in ending_in(found, 2020, 2022)] == [2020, 2021, 2022]


def test_no_part_is_greater_than_its_whole():
    assert share([point("2022", 5)], [point("2022", 4)], "flow", "yuan") == []
    (about,) = share([point("2022", 101)], [point("2022", 100, "about")], "flow", "yuan")
    assert about.is_about  # the whole may be 105


def test_a_share_of_a_base_with_a_definition_of_its_own_is_of_that_definition():
    (one,) = share([point("2019", 1)], [point("2019", 4, series="narrow")], "flow", "yuan")

    assert one.point.series == "narrow"
