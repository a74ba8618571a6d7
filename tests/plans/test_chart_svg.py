"""The chart rules once more, on the picture that needs no script."""

import datetime as dt

import pytest

from plans.charts.drawing import Drawing
from plans.charts.lines import values_over_time
from plans.charts.svg.page import page_picture
from plans.charts.svg.scales import Frame
from tests.plans.points import area, citation, point, subject, target
from tests.plans.svg import Picture

OFFICIAL = citation("sheitc", kind="official")
PLAIN = [point("2022", 100), point("2023", 120)]


def picture(*points, targets=(), **about):
    return Picture(values_over_time(subject(**about), [area(*points)], targets))


def share(when: str, first: str, last: str) -> float:
    """Where a day stands on an axis of time: it has a margin of 3 per cent at either end."""
    start, end, day = (dt.date.fromisoformat(text) for text in (first, last, when))
    margin = round(((end - start).days + 1) * 0.03)
    return ((day - start).days + margin) / ((end - start).days + 2 * margin)


def test_a_value_stands_in_the_middle_of_its_period_and_says_which():
    mark = picture(*PLAIN, point("2024-01..2024-08", 90)).mark("90 yuan")

    assert mark.across == pytest.approx(share("2024-05-01", "2022-01-01", "2024-08-31"), abs=1e-4)
    assert mark.said.split("\n")[1] == "January-August 2024, actual, part of a year"


def test_a_figure_for_part_of_a_year_has_a_bar_over_its_period_and_no_line_to_the_years():
    drawn = picture(*PLAIN, point("2024-01..2024-08", 90))
    bar, years = drawn.lines

    ends = [share(day, "2022-01-01", "2024-08-31") * 1000 for day in ("2024-01-01", "2024-08-31")]
    assert [x for x, _ in bar.pieces[0]] == pytest.approx(ends, abs=0.01)
    assert [len(piece) for piece in years.pieces] == [2]


def test_a_missing_year_breaks_the_line():
    (line,) = picture(point("2019", 1), point("2020", 2), point("2022", 3)).lines

    assert [len(piece) for piece in line.pieces] == [2, 1]


def test_figures_that_are_never_joined_have_no_line():
    assert picture(point("2019", 1), point("2022", 3)).lines == []


def test_kinds_are_different_marks_and_only_what_happened_is_filled():
    drawn = picture(
        *PLAIN, point("2024", 130, kind="estimate"), point("2025", 140, kind="forecast")
    )
    actual, estimate, forecast = (drawn.mark(f"{value} yuan") for value in (120, 130, 140))

    assert [mark.is_hollow for mark in (actual, estimate, forecast)] == [False, True, True]
    assert (actual.outline, estimate.outline) == ("circle", "circle")
    assert forecast.outline.startswith("M0 -")  # a diamond stands on its point


def test_areas_differ_in_colour_and_in_something_else():
    drawn = Picture(
        values_over_time(subject(), [area(*PLAIN, name="Pudong"), area(*PLAIN, name="Minhang")])
    )
    first, second = drawn.lines

    assert (first.colour, second.colour) == ("chart__in--chart-1", "chart__in--chart-2")
    assert first.dash != second.dash
    assert len({mark.outline for mark in drawn.marks}) == 2


def test_a_rival_is_a_hollow_mark_beside_the_figure_that_stands():
    drawn = picture(point("2023", 400), point("2024", 420, source=OFFICIAL), point("2024", 410))
    preferred, rival = drawn.mark("420 yuan"), drawn.mark("410 yuan")

    assert (preferred.is_hollow, rival.is_hollow) == (False, True)
    assert rival.across == preferred.across
    assert (preferred.beside, rival.beside) == (0, 10)


def test_about_has_a_margin_and_exact_has_none():
    assert _uprights(picture(*PLAIN)) == []

    drawn = picture(*PLAIN, point("2024", 200, "about"))
    (margin,) = _uprights(drawn)
    high, low = (float(end) for end in margin[2:].split("M")[0].split("V"))

    pixels = (drawn.mark("100 yuan").y - drawn.mark("about 200 yuan").y) / 100  # a yuan
    assert (high, low) == pytest.approx((-10 * pixels, 10 * pixels), abs=0.02)


def _uprights(drawn: Picture) -> list[str]:
    paths = [str(shape.get("d")) for mark in drawn.marks for shape in mark.shapes]
    return [path for path in paths if path.startswith("M0 -") and "H" in path]


@pytest.mark.parametrize(
    ("qualifier", "is_above"),
    [("more_than", True), ("at_least", True), ("less_than", False), ("at_most", False)],
)
def test_a_bound_points_to_where_the_true_value_lies(qualifier, is_above):
    drawn = picture(*PLAIN, point("2024", 200, qualifier))
    bound = next(mark for mark in drawn.marks if mark.said.endswith("SHINE") and "200" in mark.said)
    (sign,) = [mark for mark in drawn.marks if not mark.said]

    assert (sign.y < bound.y) is is_above
    assert sign.across == bound.across


@pytest.mark.parametrize(
    ("comparator", "is_hollow", "label"),
    [
        (">=", False, "≥ 150"),
        (">", True, "> 150"),
        ("<=", False, "≤ 150"),
        ("about", True, "≈ 150"),
    ],
)
def test_a_target_is_a_line_to_its_due_day_with_its_comparator(comparator, is_hollow, label):
    drawn = picture(*PLAIN, targets=[target("2025-06-30", 150, comparator)], unit="count")
    (end,) = [mark for mark in drawn.marks if mark.said.startswith("target: ")]
    line = next(line for line in drawn.lines if line.colour == "chart__in--ink")

    assert "by the end of June 2025" in end.said
    assert line.pieces[0][1][0] == pytest.approx(1000 * end.across, abs=0.1)
    assert end.across == pytest.approx(share("2025-06-30", "2022-01-01", "2025-06-30"), abs=1e-4)
    assert end.is_hollow is is_hollow
    assert label in drawn.words


def test_a_range_is_drawn_from_its_lower_to_its_upper_end():
    drawn = picture(*PLAIN, targets=[target("2025-12-31", 150, upper=200)])

    (spread,) = _uprights(drawn)
    high, low = (float(end) for end in spread[2:].split("M")[0].split("V"))
    assert high < 0 == low
    assert "150–200" in drawn.words


def test_what_another_source_says_of_a_target_is_quieter():
    promised = [target("2025-12-31", 150), target("2025-12-31", 180, is_variant=True)]

    own, other = picture(*PLAIN, targets=promised).lines[:2]

    assert (own.colour, own.dash) == ("chart__in--ink", None)
    assert (other.colour, other.dash) == ("chart__in--ink-soft", "2 3")


def test_a_new_definition_is_a_line_from_top_to_bottom_with_its_words():
    drawn = picture(point("2019", 380, series="narrow"), point("2020", 600, series="wide"))
    (line,) = [mark for mark in drawn.marks if mark.outline == "M0 0V316"]

    assert line.across == pytest.approx(share("2020-01-01", "2019-01-01", "2020-12-31"), abs=1e-4)
    assert "definition changes" in drawn.words


def test_the_axis_starts_at_zero_and_counts_in_the_words_of_its_readers():
    assert picture(*PLAIN).words[:3] == ["0", "25", "50"]
    assert "亿元" in picture(point("2022", 10**12), point("2023", 10**12), language="zh-hans").words


def test_every_mark_stands_at_the_height_of_its_value():
    chart = values_over_time(subject(), [area(*PLAIN)])
    assert chart.drawing is not None
    frame = Frame.of(chart.drawing.layout)

    heights = [mark.y for mark in Picture(chart).marks]

    assert heights == pytest.approx([frame.y(100), frame.y(120)], abs=0.01)
    assert frame.y(0) == frame.bottom


def test_what_the_picture_does_not_draw_is_refused_and_not_left_out():
    with pytest.raises(ValueError, match="No SVG is drawn of scatter: fill"):
        page_picture(Drawing([{"type": "scatter", "fill": "tozeroy"}], {"height": 9}), "a", "")
    with pytest.raises(ValueError, match="No SVG is drawn of pie"):
        page_picture(Drawing([{"type": "pie"}], {"height": 9}), "a", "")
