"""A chart on a page: complete without JavaScript, every number with its source."""

import json
import re

from django.template.loader import render_to_string
from django.test import RequestFactory

from plans.charts.bars import Bar, BarSubject, amounts_by_category
from plans.charts.chart import Chart
from plans.charts.lines import values_over_time
from tests.plans.points import area, citation, point, subject, target

DRAWN = values_over_time(
    subject(title="Output <b>"),
    [
        area(
            point("2022", 90),
            point("2023", 100, "about"),
            point("2023", 120, source=citation("two")),
        )
    ],
    [target("2025-12-31", 150, label="Plan")],
)
A_SINGLE_NUMBER = values_over_time(subject(), [area(point("2022", 90))])


def rendered(chart: Chart, **parameters: object) -> str:
    request = RequestFactory().get("/")
    return render_to_string("components/chart.html", {"chart": chart} | parameters, request)


def test_title_finding_and_description_are_in_the_page():
    page = rendered(DRAWN)

    assert "Output &lt;b&gt;" in page
    assert DRAWN.caption in page
    assert 'aria-describedby="output-description"' in page
    assert DRAWN.description.replace("<b>", "&lt;b&gt;").replace('"', "&quot;") in page


def test_every_number_of_the_picture_is_in_the_table_with_its_source():
    page = rendered(DRAWN)
    body = page[page.index("<tbody>") : page.index("</tbody>")]

    cells = re.findall(r'class="num">(.*?)<sup class="mark"', body)
    assert [cell.strip("\u2060") for cell in cells] == [
        "120 yuan",
        "about 100 yuan",
        "90 yuan",
        "at least 150 yuan",
    ]


def test_the_picture_travels_as_data_that_no_script_is_needed_to_escape():
    page = rendered(DRAWN)

    found = re.search(r'<script id="output-spec" type="application/json">(.*?)</script>', page)
    assert found is not None
    sent = json.loads(found[1])
    assert sent["data"][-1]["y"] == [90.0, 120.0]
    assert sent["data"][-1]["x"] == ["2022-07-02", "2023-07-02"]


def test_nothing_in_a_chart_needs_an_inline_style_or_script():
    page = rendered(DRAWN)

    assert " style=" not in page
    assert "<style" not in page
    assert re.findall(r"<script(?! id=| type=\"module\" src=)", page) == []


def test_the_legend_has_a_sign_for_each_of_its_words():
    page = rendered(DRAWN)

    legend = page[page.index("chart__legend") : page.index("</ul>")]
    assert legend.count("<svg") == legend.count("<li>") == len(DRAWN.legend)


def test_a_single_number_has_its_table_but_no_picture():
    page = rendered(A_SINGLE_NUMBER)

    assert "90 yuan" in page
    assert "chart__plot" not in page
    assert "<script" not in page


def test_the_table_is_open_unless_the_page_folds_it():
    assert '<details class="chart__numbers" open>' in rendered(DRAWN)
    assert '<details class="chart__numbers">' in rendered(DRAWN, folded=True)


def test_a_count_of_our_own_has_no_mark():
    ours = BarSubject("firms", "Firms", "count", "en")
    page = rendered(amounts_by_category(ours, [Bar("Pudong", None), Bar("Minhang", None)]))

    assert "not known" in page
    assert 'class="mark"' not in page
