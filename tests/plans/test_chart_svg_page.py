"""The picture on its page: no styles, of any width, light, and the same every time."""

import re
import time
from decimal import Decimal

import pytest

from plans.charts.bars import Bar, BarSubject, amounts_by_category
from plans.charts.lines import values_over_time
from plans.charts.svg.axes import WIDTHS
from plans.charts.svg.markup import element
from tests.plans.points import area, point, subject, target
from tests.plans.svg import Picture
from tests.plans.test_chart_theme import CHART_CSS

YEARS = [point(str(year), year) for year in range(2013, 2026)]
USUAL = values_over_time(
    subject(title="R&D <b>"), [area(*YEARS)], [target("2025-12-31", 150, label='"Plan" <i>')]
)


def test_it_is_named_by_its_title_and_told_by_its_description():
    drawn = Picture(USUAL)

    assert drawn.drawn.get("role") == "img"
    assert drawn.drawn.get("aria-labelledby") == "output-title"
    assert drawn.drawn.get("aria-describedby") == "output-description"
    (told,) = drawn.root.iter("desc")
    assert (told.get("id"), told.text) == ("output-description", USUAL.description)


def test_nothing_in_it_needs_a_style_or_has_a_colour_of_its_own():
    text = Picture(USUAL).text

    assert "style" not in text
    assert re.findall(r"#[0-9a-f]{3,6}", text) == []


def test_every_class_of_it_is_known_to_the_style_sheet():
    shown = Picture(USUAL).text + "".join(entry.picture for entry in USUAL.legend)
    used = {name for names in re.findall(r'class="([^"]+)"', shown) for name in names.split()}

    assert {name for name in used if f".{name}" not in CHART_CSS} == set()


def test_the_style_sheet_knows_every_width_at_which_labels_appear():
    rules = re.findall(r"inline-size < (\d+)px\) \{\s+\.chart__from-(\d+) ", CHART_CSS)

    assert rules == [(str(width), str(width)) for width in WIDTHS]


def test_letters_are_never_smaller_than_twelve_pixels_on_any_screen():
    """The picture has no ``viewBox``: it is laid out anew for each width, not made smaller."""
    drawn = Picture(USUAL)

    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', drawn.text)]
    assert min(sizes) >= 12
    assert drawn.drawn.get("viewBox") is None
    # What is stretched to the width holds lines only.
    assert [
        svg for svg in drawn.drawn.iter("svg") if svg.get("viewBox") and svg.find(".//text")
    ] == []


def test_a_narrow_picture_keeps_the_newest_label_of_time():
    drawn = Picture(USUAL)

    always = [text.text for text in drawn.drawn.iter("text") if text.get("class") is None]
    assert {"2025", "2017"} <= set(always)
    assert "2024" not in always


def test_the_names_of_areas_are_left_to_the_legend_where_there_is_no_room():
    chart = values_over_time(subject(), [area(*YEARS, name="Pudong"), area(*YEARS, name="Minhang")])
    drawn = Picture(chart)

    wide = [group.find(".//text").text for group in drawn.drawn.findall("g[@class='chart__wide']")]
    assert wide == ["Pudong", "Minhang"]
    assert {entry.label.split(",")[0] for entry in chart.legend} == {"Pudong", "Minhang"}


def test_what_sources_and_plans_are_called_is_no_markup():
    assert "<b>" not in Picture(USUAL).text
    assert '"Plan" <i>' in next(mark.said for mark in Picture(USUAL).marks if "Plan" in mark.said)
    assert element("a", "<b>", title='"') == '<a title="&quot;">&lt;b&gt;</a>'


def test_it_is_the_same_every_time():
    again = values_over_time(
        subject(title="R&D <b>"), [area(*YEARS)], [target("2025-12-31", 150, label='"Plan" <i>')]
    )

    assert again.picture == USUAL.picture


def test_a_usual_chart_is_light_and_one_of_200_values_quick():
    long = values_over_time(subject(), [area(*(point(str(1820 + n), n) for n in range(200)))])
    started = time.thread_time()
    picture = long.picture
    took = time.thread_time() - started

    assert len(str(USUAL.picture)) < 12_000
    assert picture is not None
    assert took < 0.1  # a few milliseconds where nothing else runs


def test_a_chart_of_many_values_leaves_their_words_to_the_table():
    many = values_over_time(subject(), [area(*(point(str(1820 + n), n) for n in range(61)))])

    assert Picture(many).said == []
    assert len(Picture(many).marks) == 61


@pytest.mark.parametrize("is_upright", [False, True])
def test_bars_start_at_zero_and_end_at_their_number(is_upright):
    firms = BarSubject("firms", "Firms", "count", "en", "District")
    bars = [Bar("Pudong", Decimal(40)), Bar("Lin-gang Special Area of China", Decimal(10))]
    drawn = Picture(amounts_by_category(firms, [*bars, Bar("A", None)], is_upright=is_upright))
    rects = list(drawn.drawn.iter("rect"))

    side = "height" if is_upright else "width"
    first, second, unknown = (float(str(rect.get(side)).rstrip("%")) for rect in rects)
    assert first == pytest.approx(4 * second, rel=0.001)
    assert unknown == 0
    assert {"40", "10", "not known", "Pudong"} <= set(drawn.words)
    if not is_upright:
        assert {rect.get("x") for rect in rects} == {"0"}
        assert {"Lin-gang Special", "Area of China"} <= set(drawn.words)  # on a phone
