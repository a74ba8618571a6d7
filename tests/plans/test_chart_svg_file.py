"""A chart as a document: it stands alone, in any program, without the site's styles."""

import datetime as dt
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from plans.charts.labels import width
from plans.charts.lines import values_over_time
from plans.charts.svg.file import PAGE
from tests.plans.points import area, citation, point, subject, target

DAY = dt.date(2026, 11, 25)
ADDRESS = "https://example.org/metrics/output/?area=shanghai&area=pudong"
SVG = "{http://www.w3.org/2000/svg}"


def chart(**about):
    points = [
        point("2022", 90),
        point("2023", 100, "about", source=citation("<two>")),
        point("2024", 120, kind="forecast"),
    ]
    return values_over_time(subject(**about), [area(*points)], [target("2025-12-31", 150)])


def document(**about) -> ElementTree.Element:
    text = chart(**about).file(ADDRESS, DAY)
    assert text is not None
    return ElementTree.fromstring(text)


def words(root: ElementTree.Element) -> str:
    return " ".join(text.text or "" for text in root.iter(f"{SVG}text"))


def test_it_takes_title_finding_sources_and_address_along():
    shown = words(document(title="Output <of> all"))

    assert "Output <of> all" in shown
    assert "Shanghai: about 100 yuan in 2023, up from 90 yuan in 2022." in shown
    assert "Sources: SHINE; <TWO>; PLAN" in shown
    assert f"{ADDRESS}, as known on 25 November 2026" in shown


def test_it_explains_its_signs():
    shown = words(document())

    assert all(entry.label in shown for entry in chart().legend)


def test_programs_that_read_aloud_find_title_and_description():
    root = document()
    title, told = root.find(f"{SVG}title"), root.find(f"{SVG}desc")

    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title description"
    assert title is not None
    assert (title.get("id"), title.text) == ("title", "Output")
    assert told is not None
    assert told.text == chart().description


def test_it_needs_no_style_sheet_no_script_and_nothing_from_outside():
    text = str(chart().file(ADDRESS, DAY))

    assert re.findall(r"class=|style|<script|href=|url\(|currentColor|%\"", text) == []
    assert "#0f766e" in text


def test_its_letters_and_marks_lie_within_it():
    root = document()

    assert root.get("viewBox", "").split()[2] == str(PAGE) == root.get("width")
    drawing = chart().drawing
    assert drawing is not None
    assert max(float(text.get("font-size", 12)) for text in root.iter()) <= 18


@pytest.mark.parametrize(("language", "said"), [("en", "Sources: "), ("zh-hans", "来源：")])
def test_it_speaks_the_language_of_its_reader(language, said):
    root = document(language=language)

    assert said in words(root)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == (
        "en" if language == "en" else "zh-Hans"
    )


def test_more_publishers_than_fit_are_counted():
    points = [point(str(2000 + n), n, source=citation(f"paper-{n:02}")) for n in range(1, 16)]
    text = values_over_time(subject(), [area(*points)]).file(ADDRESS, DAY)

    assert "3 more" in str(text)


def test_a_long_address_is_broken_and_not_cut():
    long = ADDRESS + "&area=lin-gang-special-area" * 12
    root = ElementTree.fromstring(str(chart().file(long, DAY)))

    lines = [text.text or "" for text in root.iter(f"{SVG}text")]
    assert long in "".join(lines)
    assert max(map(len, lines)) < 120


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("last", ["2025-07-30", "2025-08-14", "2025-12-05", "2027-08-14"])
def test_labels_of_time_stand_apart(language, last):
    days = [point("2025-07-28", 90), point(last, 100)]
    drawn = values_over_time(subject("count", "stock", language=language), [area(*days)])
    assert drawn.drawing is not None
    labels = set(drawn.drawing.layout["xaxis"]["ticktext"])
    root = ElementTree.fromstring(drawn.file(ADDRESS, DAY) or "")
    shown = [
        (float(text.get("x", "")), text.text or "")
        for text in root.iter(f"{SVG}text")
        if text.text in labels
    ]

    assert shown
    assert shown[-1][1] == drawn.drawing.layout["xaxis"]["ticktext"][-1]
    for (left, one), (right, other) in pairwise(shown):
        assert right - left > (width(one) + width(other)) / 2 * 13 / 12


def test_a_target_that_another_follows_has_its_label_above():
    asked = [target("2024-12-31", 150), target("2026-12-31", 150), target("2025-12-31", 90)]
    drawn = values_over_time(subject(), [area(point("2022", 90), point("2023", 91))], asked)
    assert drawn.drawing is not None
    notes = {
        (note["x"].year, note["xanchor"], note["yshift"] > 0)
        for note in drawn.drawing.layout["annotations"]
        if note.get("name") == "target"
    }

    assert notes == {(2024, "right", True), (2026, "left", False), (2025, "left", False)}
