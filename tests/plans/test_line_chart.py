"""A metric over time: what is drawn, where, and with which mark."""

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.charts.lines import values_over_time, worth_drawing
from plans.charts.theme import INK, PALETTE, SERIES, SOFT
from tests.plans.points import area, citation, point, subject, target
from tests.plans.test_series import points

OFFICIAL = citation("sheitc", kind="official")
PLAIN = [point("2022", 100), point("2023", 120)]


def traces(*points_of_one_area: Any, targets: Any = (), **about: str) -> dict[str, Any]:
    """Draw one area and give its traces by name."""
    chart = values_over_time(subject(**about), [area(*points_of_one_area)], targets)
    assert chart.drawing is not None
    return {trace.name: trace for trace in chart.drawing.figure.data}


def test_a_figure_for_a_year_stands_in_the_middle_of_that_year():
    line = traces(*PLAIN)["actual"]

    assert list(line.x) == [dt.date(2022, 7, 2), dt.date(2023, 7, 2)]


def test_a_figure_for_eight_months_stands_in_the_middle_of_them_and_spans_them():
    drawn = traces(*PLAIN, point("2024-01..2024-08", 90))

    assert list(drawn["actual, part of a year"].x) == [dt.date(2024, 5, 1)]
    assert list(drawn["period"].x)[:2] == [dt.date(2024, 1, 1), dt.date(2024, 8, 31)]


def test_the_period_is_shown_where_the_pointer_is():
    line = traces(*PLAIN, point("2024-01..2024-08", 90))["actual, part of a year"]

    assert line.hovertext[0].split("<br>") == [
        "90 yuan",
        "January-August 2024, actual, part of a year",
        "SHINE",
    ]


def test_a_missing_year_breaks_the_line():
    line = traces(point("2019", 1), point("2020", 2), point("2022", 3))["actual"]

    assert list(line.y) == [1, 2, None, 3]
    assert line.connectgaps is False


def test_figures_that_are_never_joined_have_no_line():
    assert traces(point("2019", 1), point("2022", 3))["actual"].mode == "markers"


def test_kinds_and_spans_are_different_series_with_different_marks():
    drawn = traces(
        *PLAIN,
        point("2023-01..2023-06", 50),
        point("2024", 130, kind="estimate"),
        point("2025", 140, kind="forecast"),
    )

    symbols = {
        name: drawn[name].marker.symbol
        for name in ("actual", "actual, part of a year", "estimate", "forecast")
    }
    assert symbols == {
        "actual": "circle",
        "actual, part of a year": "square",
        "estimate": "circle-open",
        "forecast": "diamond-open",
    }


def test_areas_differ_in_colour_and_in_something_else():
    chart = values_over_time(subject(), [area(*PLAIN, name="Pudong"), area(*PLAIN, name="Minhang")])
    assert chart.drawing is not None
    first, second = chart.drawing.figure.data

    assert (first.line.color, second.line.color) == SERIES[:2]
    assert first.line.dash != second.line.dash
    assert first.marker.symbol != second.marker.symbol


def test_a_rival_is_a_hollow_mark_beside_the_figure_that_stands():
    preferred = point("2024", 420, source=OFFICIAL)
    rival = point("2024", 410)
    drawn = traces(point("2023", 400), preferred, rival)

    beside = drawn["another source"]
    assert list(drawn["actual"].y) == [400, 420]
    assert list(beside.y) == [410]
    assert beside.marker.symbol == "circle-open"
    assert preferred.period.middle < beside.x[0] < preferred.period.end


def test_rivals_that_say_the_same_share_a_mark():
    others = [point("2024", 410, source=citation(name)) for name in ("one", "two")]

    drawn = traces(*PLAIN, point("2024", 420, source=OFFICIAL), *others)

    assert list(drawn["another source"].y) == [410]


def test_whoever_says_the_same_or_something_else_is_named_with_the_figure():
    agreeing = point("2024", 420, source=citation("xinhua"))
    rivals = [point("2024", 410, source=citation(name)) for name in ("shine", "yicai")]
    line = traces(*PLAIN, point("2024", 420, source=OFFICIAL), agreeing, *rivals)

    assert line["actual"].hovertext[-1].split("<br>")[-2:] == [
        "The same: XINHUA",
        "SHINE and YICAI: 410 yuan",
    ]


def test_about_is_drawn_with_a_margin_of_five_per_cent():
    margin = traces(*PLAIN, point("2024", 200, "about"))["about"]

    assert (list(margin.y), list(margin.error_y.array)) == ([200], [10])


def test_an_exact_figure_has_no_margin():
    assert "about" not in traces(*PLAIN)


@pytest.mark.parametrize(
    ("qualifier", "side"),
    [("more_than", "above"), ("at_least", "above"), ("less_than", "below"), ("at_most", "below")],
)
def test_a_bound_points_to_where_the_true_value_lies(qualifier, side):
    drawn = traces(*PLAIN, point("2024", 200, qualifier))

    assert list(drawn[side].y) == [200]
    assert {"above", "below"} & set(drawn) == {side}
    # Plotly moves a mark away from its value against its angle: turned round, it goes up.
    assert abs(drawn[side].marker.angle) == {"above": 180, "below": 0}[side]
    assert drawn[side].marker.standoff > 0


def test_a_bound_of_a_rival_is_drawn_beside_too():
    drawn = traces(*PLAIN, point("2024", 9, source=OFFICIAL), point("2024", 8, "more_than"))

    assert list(drawn["above"].x) == list(drawn["another source"].x)


def test_a_target_is_a_short_line_that_ends_on_its_due_day():
    mark = traces(*PLAIN, targets=[target("2025-06-30", 150)])["target"]

    assert list(mark.x) == [dt.date(2025, 1, 1), dt.date(2025, 6, 30)]
    assert list(mark.y) == [150, 150]


@pytest.mark.parametrize(
    ("comparator", "symbol", "label"),
    [
        (">=", "triangle-up", "≥ 150"),
        (">", "triangle-up-open", "> 150"),
        ("=", "line-ns", "150"),
        ("<=", "triangle-down", "≤ 150"),
        ("<", "triangle-down-open", "< 150"),
        ("about", "circle-cross-open", "≈ 150"),
    ],
)
def test_a_target_shows_its_comparator(comparator, symbol, label):
    chart = values_over_time(
        subject("count"), [area(*PLAIN)], [target("2025-12-31", 150, comparator)]
    )
    assert chart.drawing is not None
    (mark,) = [trace for trace in chart.drawing.figure.data if trace.name == "target"]

    assert mark.marker.symbol[-1] == symbol
    assert [note.text for note in chart.drawing.figure.layout.annotations] == [label]


def test_a_range_is_drawn_from_its_lower_to_its_upper_end():
    mark = traces(*PLAIN, targets=[target("2025-12-31", 150, upper=200)])["target"]

    assert (mark.y[-1], mark.error_y.array[-1], mark.error_y.arrayminus[-1]) == (150, 50, 0)


def test_what_another_source_says_of_a_target_is_quieter():
    drawn = traces(
        *PLAIN,
        targets=[target("2025-12-31", 150), target("2025-12-31", 180, is_variant=True)],
    )

    assert drawn["target"].line.color == INK
    assert drawn["target as another source gives it"].line.color == SOFT
    assert drawn["target as another source gives it"].line.dash == "dot"


def test_among_several_areas_a_target_has_the_colour_of_its_own():
    chart = values_over_time(
        subject(),
        [area(*PLAIN, name="Pudong"), area(*PLAIN, name="Minhang")],
        [target("2025-12-31", 150, area="Minhang")],
    )
    assert chart.drawing is not None
    (mark,) = [trace for trace in chart.drawing.figure.data if trace.name == "target"]

    assert mark.line.color == SERIES[1]
    assert chart.drawing.figure.layout.annotations[0].font.color == SERIES[1]


def test_targets_at_one_place_share_a_mark_and_the_plan_comes_first():
    twice = [
        target("2025-12-31", 150, label="Newspaper", is_variant=True),
        target("2025-12-31", 150, label="Plan"),
    ]

    drawn = traces(*PLAIN, targets=twice)

    assert list(drawn) == ["target", "actual"]
    assert drawn["target"].hovertext[0].split("<br>")[1] == "Plan, PLAN"


def test_labels_of_near_targets_do_not_cover_one_another():
    chart = values_over_time(
        subject(), [area(*PLAIN)], [target("2025-12-31", 150), target("2025-12-31", 151)]
    )
    assert chart.drawing is not None
    low, high = [note for note in chart.drawing.figure.layout.annotations if note.name == "target"]

    assert high.yshift - low.yshift >= 12


def test_a_new_definition_breaks_the_line_and_says_so():
    chart = values_over_time(
        subject(), [area(point("2019", 380, series="narrow"), point("2020", 600, series="wide"))]
    )
    assert chart.drawing is not None
    (shape,) = chart.drawing.figure.layout.shapes

    assert shape.x0 == dt.date(2020, 1, 1)
    assert [note.text for note in chart.drawing.figure.layout.annotations] == [
        "yuan",
        "definition changes",
    ]


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ((2012,), [(2012, "left")]),
        ((2022,), [(2022, "right")]),
        ((2012, 2013), [(2013, "left")]),
        ((2011, 2022), [(2011, "left"), (2022, "right")]),
        ((2016, 2022), [(2022, "right")]),
    ],
    ids=["early", "late", "near each other", "far apart", "their words would meet"],
)
def test_what_is_said_of_a_new_definition_stays_within_the_picture(changed, named):
    years = [
        point(str(year), 9, series=str(sum(year >= new for new in changed)))
        for year in range(2010, 2025)
    ]
    drawing = values_over_time(subject(), [area(*years)]).drawing
    assert drawing is not None
    notes = [note for note in drawing.layout["annotations"] if "definition" in note["text"]]

    assert [(note["x"].year, note["xanchor"]) for note in notes] == named
    assert all(note["xshift"] == (4 if note["xanchor"] == "left" else -4) for note in notes)


def test_a_figure_of_another_definition_in_between_is_set_off_on_both_sides():
    points = [point("2017", 300), point("2019", 380, series="narrow"), point("2020", 600)]

    chart = values_over_time(subject(), [area(*points, point("2021", 700))])

    assert chart.drawing is not None
    shapes = chart.drawing.figure.layout.shapes
    notes = chart.drawing.figure.layout.annotations
    assert [shape.x0.year for shape in shapes] == [2019, 2020]
    assert [note.x.year for note in notes if note.text == "definition changes"] == [2020]
    assert [entry.dash for entry in chart.legend if entry.label == "actual"] == ["none"]


def test_two_definitions_side_by_side_are_marked_where_the_second_begins():
    years = range(2019, 2023)
    points = [point(str(year), 300) for year in years]
    points += [point(str(year), 600, series="wide") for year in years if year > 2019]

    chart = values_over_time(subject(), [area(*points)])

    assert chart.drawing is not None
    assert [shape.x0.year for shape in chart.drawing.figure.layout.shapes] == [2020]


def test_what_sources_are_called_is_no_markup():
    spiteful = citation("<b>shine</b>")

    line = traces(point("2022", 1, source=spiteful), point("2023", 2))["actual"]

    assert "&lt;B&gt;SHINE" in line.hovertext[0]


@pytest.mark.parametrize(
    ("areas", "targets", "is_worth_it"),
    [
        pytest.param([area()], [], False, id="nothing"),
        pytest.param([area(point("2023", 1))], [], False, id="one figure"),
        pytest.param(
            [area(point("2023", 1), point("2023", 2))], [], False, id="two sources, one year"
        ),
        pytest.param([area(*PLAIN)], [], True, id="two years"),
        pytest.param([area(point("2023", 1))], [target("2025-12-31", 5)], True, id="and a target"),
        pytest.param([area()], [target("2025-12-31", 5)], False, id="a target alone"),
        pytest.param([area(PLAIN[0]), area(PLAIN[1])], [], True, id="a year for each of two areas"),
    ],
)
def test_a_picture_needs_two_points_in_time(areas, targets, is_worth_it):
    assert worth_drawing(areas, targets) is is_worth_it
    assert (values_over_time(subject(), areas, targets).drawing is not None) is is_worth_it


@given(st.lists(points, min_size=1, max_size=12), st.sampled_from(["en", "zh-hans"]))
@settings(max_examples=40, deadline=None)
def test_whatever_was_observed_can_be_drawn_and_sent(observed, language):
    chart = values_over_time(subject(language=language), [area(*observed)])

    assert len(chart.rows) == len(observed)
    if chart.spec is not None:
        text = json.dumps(chart.spec, default=dt.date.isoformat)
        assert '"template": {}' in text


def test_the_specification_carries_what_its_colours_stand_for():
    chart = values_over_time(subject(language="zh-hans"), [area(*PLAIN)])

    assert chart.spec is not None
    assert chart.spec["palette"] == PALETTE
    assert chart.spec["locale"] == "zh-CN"
    assert chart.spec["data"][0]["line"]["color"] == SERIES[0]


def named_beside(*areas):
    """The names of areas in the picture, with the day that each stands behind."""
    drawing = values_over_time(subject(), areas).drawing
    assert drawing is not None
    notes = drawing.layout["annotations"]
    return {note["text"]: note["x"] for note in notes if note.get("name") == "area"}


def test_a_name_stands_behind_the_bar_of_a_period():
    half = area(point("2023-01..2023-08", 9), point("2024-01..2024-08", 50), name="Minhang")
    year = area(point("2024-01..2024-08", 100), name="Pudong")

    assert named_beside(half, year) == {
        "Minhang": dt.date(2024, 8, 31),
        "Pudong": dt.date(2024, 8, 31),
    }


def test_all_areas_are_named_beside_their_lines_or_none():
    newer = area(point("2022", 90), point("2024", 90), name="Pudong")
    short, older = area(point("2024", 9), name="Minhang"), area(point("2010", 9), name="Jiading")
    long = area(point("2024", 50), name="Waigaoqiao Free Trade Zone")

    assert set(named_beside(short, newer)) == {"Minhang", "Pudong"}
    assert named_beside(older, newer) == {}
    assert named_beside(long, newer) == {}


def test_an_expectation_without_a_day_of_its_own_is_told_with_the_day_of_its_source():
    said = citation(published="2021-10-13")
    planned = point("2021-10-13", 100, kind="forecast", source=said)
    later = point("2025", 100, kind="forecast", source=said)

    def caption(one, language="en"):
        return values_over_time(subject(language=language), [area(one)]).caption

    assert caption(planned) == (
        "Shanghai: no figure yet; 100 yuan expected, as said on 13 October 2021."
    )
    assert caption(later) == "Shanghai: no figure yet; 100 yuan expected in 2025."
    assert "2021年10月13日称预计为100元" in caption(planned, "zh-hans")
