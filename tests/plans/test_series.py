"""What a line may join, and which of several figures stands in it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.choices import MeasureType, ObservationKind, Qualifier
from plans.domain.periods import Period
from plans.domain.series import Point, Span, drawable, stands
from tests.plans.points import citation, period, point

OFFICIAL = citation("sheitc", kind="official")
STATISTICS = citation("stats", kind="official_statistics")
COMPANY = citation("wuxi", kind="company")


def joined(points: list[Point], measure_type: str = "flow") -> list[list[str]]:
    """The runs that are drawn as one line or one mark, by the keys of their points."""
    return [
        [settled.point.key for settled in segment]
        for series in drawable(points, measure_type)
        for segment in series.segments
    ]


def run(*whens: str, **common: str) -> list[Point]:
    return [point(when, 1, key=when, **common) for when in whens]


@pytest.mark.parametrize(
    ("whens", "measure_type", "lines"),
    [
        pytest.param(["2021", "2022"], "flow", [["2021", "2022"]], id="years in a row"),
        pytest.param(["2021", "2023"], "flow", [["2021"], ["2023"]], id="a missing year is a gap"),
        pytest.param(
            ["2022", "2023-01..2023-08"],
            "flow",
            [["2022"], ["2023-01..2023-08"]],
            id="eight months are no year",
        ),
        pytest.param(
            ["2023-01..2023-06", "2023-07..2023-12"],
            "flow",
            [["2023-01..2023-06", "2023-07..2023-12"]],
            id="halves in a row",
        ),
        pytest.param(
            ["2022-01..2022-06", "2023-01..2023-06"],
            "flow",
            [["2022-01..2022-06"], ["2023-01..2023-06"]],
            id="the other half is missing",
        ),
        pytest.param(
            ["2023-01", "2023-01..2023-03", "2023-02", "2023-03"],
            "flow",
            [["2023-01", "2023-02", "2023-03"], ["2023-01..2023-03"]],
            id="a quarter among its months",
        ),
        pytest.param(
            ["2023-01", "2023-02..2023-03"],
            "flow",
            [["2023-01"], ["2023-02..2023-03"]],
            id="one month, then two",
        ),
        pytest.param(
            ["2023-01-05..2023-01-20", "2023-01-21..2023-02-05"],
            "flow",
            [["2023-01-05..2023-01-20"], ["2023-01-21..2023-02-05"]],
            id="odd spans are never joined",
        ),
        pytest.param(
            ["2021..2023", "2024..2026"],
            "flow",
            [["2021..2023", "2024..2026"]],
            id="three years and three",
        ),
        pytest.param(
            ["2021-03-01", "2023-11-30"],
            "stock",
            [["2021-03-01", "2023-11-30"]],
            id="levels of days",
        ),
        pytest.param(
            ["2021-03-01", "2023-11-30"],
            "flow",
            [["2021-03-01"], ["2023-11-30"]],
            id="amounts of days",
        ),
        pytest.param(
            ["2021-12-31", "2022"], "stock", [["2022"], ["2021-12-31"]], id="a day and a year"
        ),
    ],
)
def test_a_line_joins_only_what_may_be_compared(whens, measure_type, lines):
    assert joined(run(*whens), measure_type) == lines


def test_a_line_never_joins_an_actual_figure_and_an_estimate():
    points = [*run("2021"), *run("2022", kind="estimate")]

    assert joined(points) == [["2021"], ["2022"]]


def test_a_line_never_joins_two_definitions():
    points = [*run("2019", series="narrow"), *run("2020", series="wide")]

    assert joined(points) == [["2019"], ["2020"]]


def test_a_bound_is_joined_to_nothing():
    points = [*run("2020"), *run("2021", qualifier="more_than"), *run("2022")]

    assert joined(points) == [["2020"], ["2021"], ["2022"]]


def test_forecasts_of_two_sources_make_no_line():
    one, other = citation("one"), citation("other")
    points = [
        point("2025", 1, kind="forecast", source=one, key="2025"),
        point("2026", 1, kind="forecast", source=one, key="2026"),
        point("2027", 1, kind="forecast", source=other, key="2027"),
    ]

    assert joined(points) == [["2025", "2026"], ["2027"]]


@pytest.mark.parametrize(
    ("winner", "loser"),
    [
        pytest.param(
            point("2021", 1, preferred=True),
            point("2021", 2, source=STATISTICS),
            id="an editor's choice",
        ),
        pytest.param(
            point("2021", 1),
            point("2021", 2, kind="estimate", source=STATISTICS),
            id="actual first",
        ),
        pytest.param(
            point("2021", 1, source=STATISTICS), point("2021", 2, source=OFFICIAL), id="statistics"
        ),
        pytest.param(
            point("2021", 1, "more_than", source=OFFICIAL),
            point("2021", 2, source=COMPANY),
            id="the source weighs more than the wording",
        ),
        pytest.param(point("2021", 1, "about"), point("2021", 2, is_copy=True), id="the original"),
        pytest.param(point("2021", 1), point("2021", 2, "about"), id="exact before about"),
        pytest.param(
            point("2021", 1, "about"), point("2021", 2, "at_least"), id="about before bound"
        ),
        pytest.param(
            point("2021", 1, source=citation("new", published="2024-05")),
            point("2021", 2, source=citation("old", published="2024-04-30")),
            id="the newer source",
        ),
        pytest.param(
            point("2021", 1, source=citation("dated", published="1999")),
            point("2021", 2, source=citation("undated", published="")),
            id="a dated source",
        ),
        pytest.param(point("2021", 1, key="a"), point("2021", 2, key="b"), id="then by key"),
    ],
)
def test_of_two_rivals_one_stands_and_the_other_is_kept(winner, loser):
    (settled,) = stands([loser, winner])

    assert settled.point == winner
    assert settled.rivals == (loser,)


def test_a_source_that_says_the_same_agrees():
    first, second = point("2021", 5, source=OFFICIAL), point("2021", "5.00", source=COMPANY)

    (settled,) = stands([second, first])

    assert (settled.agreeing, settled.rivals) == ((second,), ())


def test_the_same_number_said_less_firmly_is_a_rival():
    (settled,) = stands([point("2021", 5), point("2021", 5, "more_than")])

    assert [rival.qualifier for rival in settled.rivals] == ["more_than"]


def test_a_forecast_is_no_rival_of_what_came_of_it():
    came, forecast = point("2023", 9), point("2023", 10, kind="forecast")

    assert [settled.rivals for settled in stands([came, forecast])] == [(), ()]


def test_figures_of_two_definitions_are_no_rivals():
    points = [point("2020", 4, series="narrow"), point("2020", 6, series="wide")]

    assert [settled.rivals for settled in stands(points)] == [(), ()]


@pytest.mark.parametrize(
    ("when", "span"),
    [
        ("2023-05-05", Span.DAY),
        ("2023", Span.YEAR),
        ("2021..2023", Span.YEARS),
        ("2023-01..2023-11", Span.PART_YEAR),
        ("2022-07..2023-06", Span.PART_YEAR),
        ("2022-07..2023-07", Span.YEARS),
        ("2021..2024-11", Span.YEARS),
    ],
)
def test_every_period_has_its_class(when, span):
    assert Span.of(period(when)) is span


starts = st.dates(dt.date(2000, 1, 1), dt.date(2030, 12, 31))
periods = st.one_of(
    st.integers(2000, 2030).map(Period.of_year),
    starts.map(Period.of_day),
    st.tuples(starts, starts).map(lambda ends: Period(min(ends), max(ends))),
)
points = st.builds(
    Point,
    period=periods,
    value=st.decimals(0, 1000, places=1),
    qualifier=st.sampled_from(Qualifier.values),
    kind=st.sampled_from(ObservationKind.values),
    citation=st.sampled_from([OFFICIAL, STATISTICS, COMPANY]),
    key=st.uuids().map(str),
    preferred=st.booleans(),
    series=st.sampled_from(["", "wide"]),
)


@given(st.lists(points, max_size=30), st.sampled_from(MeasureType.values))
def test_no_observation_is_ever_dropped_or_drawn_twice(observed, measure_type):
    shown = [
        shown.key
        for series in drawable(observed, measure_type)
        for settled in series.stands
        for shown in (settled.point, *settled.agreeing, *settled.rivals)
    ]

    assert sorted(shown) == sorted(one.key for one in observed)


@given(st.lists(points, max_size=30), st.sampled_from(MeasureType.values), st.randoms())
def test_the_order_of_the_observations_does_not_matter(observed, measure_type, chance):
    shuffled = list(observed)
    chance.shuffle(shuffled)

    assert drawable(shuffled, measure_type) == drawable(observed, measure_type)
