"""Base year = 100: what may be divided by what, and what is left out and named."""

from decimal import Decimal

import pytest

from plans.domain.indexing import Why, indexed
from tests.plans.points import citation, point


def indexes(*points, measure_type="flow", year=2020):
    found = indexed(points, measure_type, year)
    return {str(value.period): value.value for value in found.values}


def reasons(*points, measure_type="flow", year=2020):
    return [gone.why for gone in indexed(points, measure_type, year).left_out]


def test_a_year_is_told_as_per_cent_of_the_base_year():
    found = indexed([point("2020", 80), point("2021", 100), point("2022", 60)], "flow", 2020)

    assert [value.value for value in found.values] == [100, 125, 75]
    assert [value.formula for value in found.values][1] == "100 / 80 * 100"
    assert [value.other.key for value in found.values] == ["2020-80-shine"] * 3
    assert found.left_out == ()


@pytest.mark.parametrize(
    "other",
    [
        point("2021", 130, kind="estimate"),
        point("2021", 130, kind="forecast"),
        point("2021", 130, series="new"),
        point("2021-01..2021-06", 60),
        point("2019..2021", 300),
    ],
    ids=["estimate", "forecast", "definition", "half a year", "three years"],
)
def test_what_differs_from_the_base_in_kind_definition_or_span_is_left_out(other):
    assert indexes(point("2020", 100), other) == {"2020": Decimal(100)}
    assert reasons(point("2020", 100), other) == [Why.NO_BASE]


def test_part_of_a_year_is_compared_with_the_same_part_of_the_base_year():
    found = indexes(
        point("2020-01..2020-02", 10), point("2020-01..2020-06", 40), point("2021-01..2021-02", 15)
    )

    assert found["January-February 2021"] == 150  # leap year or not


def test_a_level_on_a_day_is_compared_with_the_last_day_in_the_base_year():
    found = indexes(
        point("2020-06-30", 100), point("2020-12-31", 200), point("2021-06-30", 250),
        measure_type="stock",
    )  # fmt: skip

    assert found == {
        "30 June 2020": 50,
        "31 December 2020": 100,
        "30 June 2021": 125,
    }


def test_bounds_and_bases_not_above_zero_give_no_index():
    assert reasons(point("2020", 100), point("2021", 90, "more_than")) == [Why.NOT_A_NUMBER]
    assert reasons(point("2020", 100, "more_than"), point("2021", 90)) == [Why.BASE_UNFIT]
    assert reasons(point("2020", 0), point("2021", 90)) == [Why.BASE_UNFIT]


def test_rates_have_no_index():
    assert reasons(point("2020", 3), point("2021", 6), measure_type="index") == [Why.RATE]


def test_about_stays_about_and_the_base_is_100_itself():
    base, later = indexed([point("2020", 100, "about"), point("2021", 110)], "flow", 2020).values

    assert (base.low, base.high) == (100, 100)
    assert later.is_about
    assert later.low < 110 < later.high


def test_the_base_is_what_stands_for_its_year_and_its_rival_stays_a_rival():
    official = citation("sheitc", kind="official")
    points = [point("2020", 100, source=official), point("2020", 120), point("2021", 130)]
    found = indexed(points, "flow", 2020)

    assert sorted(value.value for value in found.values) == [100, 120, 130]
    assert {value.other.value for value in found.values} == {100}


def test_a_rival_does_not_take_the_place_of_a_bound_that_stands():
    official = citation("sheitc", kind="official")
    bound = point("2021", 110, "more_than", source=official, preferred=True)

    assert indexes(point("2020", 100), bound, point("2021", 115)) == {"2020": 100}
    assert reasons(point("2020", 100), bound, point("2021", 115)) == [
        Why.NOT_A_NUMBER,
        Why.RIVAL_ALONE,
    ]
