"""Metrics and areas compared: never two units on one axis, never a silent full list."""

import csv
import datetime as dt
import re
from html import unescape
from io import StringIO

import pytest

from plans.charts.compare import Line, comparison, shared_times
from plans.charts.svg.scales import Frame
from plans.choices import SourceKind, Unit
from plans.filters.compare import MOST_AREAS, MOST_METRICS
from tests.factories.plans import (
    AreaFactory,
    MetricFactory,
    ObservationFactory,
    PlanFactory,
    SourceFactory,
    TargetFactory,
)
from tests.plans.points import point, subject
from tests.plans.svg import Picture
from tests.queries import count_queries

YEARS = {
    year: {"period_start": dt.date(year, 1, 1), "period_end": dt.date(year, 12, 31)}
    for year in (2020, 2021, 2022)
}


def chart(*lines, **about):
    made = [Line(subject(unit, title=name), name, points) for name, unit, points in lines]
    return comparison("c", "Two", made, shared_times(made, "en"), height=400, **about)


MONEY = ("Output", "yuan", [point("2020", 100), point("2021", 150)])
DRUGS = ("Drugs", "count", [point("2020", 4), point("2021", 5)])


# --- Charts -----------------------------------------------------------------------------------


def test_two_units_get_two_labelled_axes_and_each_series_says_which_is_its_own():
    drawn = chart(MONEY, DRUGS)
    axes = {trace["name"]: trace.get("yaxis", "y") for trace in drawn.drawing.traces}

    assert axes == {"Output, actual": "y", "Drugs, actual": "y2"}
    assert [entry.label for entry in drawn.legend] == [
        "Output, actual (← left axis)",
        "Drugs, actual (right axis →)",
    ]
    assert {"← yuan", "number →"} <= set(Picture(drawn).words)
    assert "on the left yuan (Output), on the right number (Drugs)" in drawn.caption
    assert drawn.drawing.figure.layout.yaxis2.overlaying == "y"


def test_one_unit_gets_one_axis():
    drawn = chart(MONEY, ("Revenue", "yuan", [point("2020", 90), point("2021", 95)]))

    assert "yaxis2" not in drawn.drawing.layout
    assert [entry.label for entry in drawn.legend] == ["Output, actual", "Revenue, actual"]


def test_both_renderers_show_the_numbers_of_either_axis():
    drawn = chart(MONEY, DRUGS)
    frames = {
        axis: Frame.of(drawn.drawing.layout, name)
        for axis, name in (("y", "yaxis"), ("y2", "yaxis2"))
    }
    sent = sorted(
        (text.split("<br>")[0], round(frames[trace.get("yaxis", "y")].y(value), 1))
        for trace in drawn.drawing.traces
        for text, value in zip(trace["hovertext"], trace["y"], strict=True)
    )
    marks = sorted(
        (mark.said.split("\n")[0], round(mark.y, 1)) for mark in Picture(drawn).marks if mark.said
    )

    assert [said for said, _ in sent] == ["100 yuan", "150 yuan", "4", "5"]
    assert [(said, pytest.approx(y, abs=0.1)) for said, y in sent] == marks


def test_zero_stands_at_one_height_on_both_axes():
    falling = ("Growth", "percent", [point("2020", -4), point("2021", 6)])
    layout = chart(MONEY, falling).drawing.layout

    assert Frame.of(layout).y(0) == pytest.approx(Frame.of(layout, "yaxis2").y(0))


def test_a_third_unit_has_no_side_to_stand_on():
    with pytest.raises(ValueError, match="3 units"):
        chart(MONEY, DRUGS, ("Growth", "percent", [point("2020", 4), point("2021", 5)]))


# --- The page ---------------------------------------------------------------------------------


@pytest.fixture
def places():
    return [AreaFactory(shanghai=True), AreaFactory(district=True, key="pudong", name_en="Pudong")]


@pytest.fixture
def metrics(places):
    """Output, drugs and a share; figures of three years in both areas, with one rival."""
    units = {"output": Unit.YUAN, "drugs": Unit.COUNT, "patents": Unit.M2}
    made = [MetricFactory(key=key, name_en=key, unit=unit) for key, unit in units.items()]
    for metric in made:
        for place in places:
            for year, days in YEARS.items():
                key = f"{metric.key}-{place.key}-{year}"
                ObservationFactory(
                    metric=metric, area=place, key=key, value=(year - 2010) * 8, **days
                )
    official = SourceFactory(kind=SourceKind.OFFICIAL, key="sheitc")
    output, shanghai = made[0], places[0]
    ObservationFactory(
        metric=output, area=shanghai, key="official", value=90, source=official, **YEARS[2020]
    )
    return made


def text(client, query):
    answer = client.get(f"/compare/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


BOTH = "metric=output&metric=drugs&area=shanghai&area=pudong"


@pytest.mark.django_db
def test_small_multiples_share_their_time_and_an_index_leads_to_both_figures(client, metrics):
    page = client.get(f"/compare/?{BOTH}&base=2020&since=2021").context["page"]
    html = text(client, f"{BOTH}&base=2020&since=2021")

    ranges = [panel.chart.drawing.layout["xaxis"]["range"] for panel in page.panels]
    assert len(ranges) == 2
    assert ranges[0] == ranges[1]
    assert 'href="/figures/output-shanghai-2022/"' in html
    assert 'href="/figures/official/"' in html  # the base: what stands for 2020
    assert "106.7" in html  # 96 / 90
    assert "output-shanghai-2020" not in html  # before the years that are shown

    metrics[1].observations.filter(area__key="shanghai").update(state="draft")
    page = client.get(f"/compare/?{BOTH}").context["page"]
    first, second = (panel.chart.drawing.layout["margin"] for panel in page.panels)
    assert first == second  # so their years stand in one place


@pytest.mark.django_db
def test_page_picture_and_files_have_the_same_numbers(client, metrics):
    query = f"{BOTH}&layout=one&base=2020"
    html = text(client, query)
    rows = client.get(f"/compare.json?{query}").json()["results"]
    table = list(
        csv.DictReader(StringIO(client.get(f"/compare.csv?{query}").content.decode("utf-8-sig")))
    )
    picture = client.get(f"/compare.svg?{query}").content.decode()
    drawn = client.get(f"/compare/?{query}").context["page"].panels[0].chart.drawing

    assert table == rows
    assert len(rows) == 13
    assert {row["role"] for row in rows} == {"stands", "rival"}
    sent = [y for trace in drawn.traces if "hovertext" in trace for y in trace["y"]]
    assert sorted(sent) == sorted(float(row["index"]) for row in rows)
    for row in rows:
        assert f'href="{row["url"]}"' in html
        assert f"<title>{row['index']}\n" in picture
    assert f'href="/compare.csv?{query}"'.replace("&", "&amp;") in html
    assert "http://testserver/compare/?metric=output" in picture


WRONG = {
    "metric=nothing": "There is no metric “nothing” with published figures.",
    "metric=output&area=atlantis": "There is no area “atlantis” with published figures.",
    "metric=output&layout=pie": "neither multiples nor one",
    "metric=output&base=old": "“old” is not a year",
    "metric=output&since=2022&until=2020": "The years end before they begin.",
    "metric=output&metrik=drugs": "There is no filter “metrik” here.",
    "metric=output&metric=drugs&metric=patents&layout=one": "these metrics have 3 units",
}


@pytest.mark.django_db
def test_a_wrong_question_is_answered_in_words_and_nothing_is_drawn(client, metrics):
    for query, words in WRONG.items():
        html = text(client, query)
        assert words in html, query
        assert "chart__plot" not in html
        assert "/figures/" not in html
        for form in ("svg", "csv", "json"):
            assert client.get(f"/compare.{form}?{query}").status_code == 400
    assert client.get("/compare.csv").status_code == 400
    three = "metric=output&metric=drugs&metric=patents&layout=one&base=2020"
    assert "chart__plot" in text(client, three)  # indexes have no unit


@pytest.mark.django_db
def test_there_is_an_end_to_what_can_be_compared(client, metrics, places):
    for number in range(MOST_METRICS):
        area = AreaFactory(district=True, key=f"area-{number}", name_en=f"Area {number}")
        metric = MetricFactory(key=f"metric-{number}", unit=Unit.YUAN)
        ObservationFactory(metric=metric, area=area, **YEARS[2021])
    many = "&".join(f"metric=metric-{n}" for n in range(MOST_METRICS))
    areas = "&".join(f"area=area-{n}" for n in range(MOST_AREAS))

    assert "and these are 7" in text(client, f"metric=output&{many}")
    assert "and these are 7" in text(client, f"metric=output&area=pudong&{areas}")
    assert "these would be 12" in text(client, f"metric=output&metric=drugs&layout=one&{areas}")
    assert "metric-0" in text(client, f"{many}&{areas}")


@pytest.mark.django_db
def test_it_costs_the_same_queries_whatever_is_chosen(client, metrics, places):
    few = count_queries(lambda: client.get("/compare/?metric=output&area=pudong"))
    for metric in metrics:
        for place in places:
            TargetFactory(metric=metric, area=place, value=500)
    many = count_queries(lambda: client.get(f"/compare/?{BOTH}&metric=patents"))

    assert few == many
    assert few == 5  # metrics, areas, figures, targets, day of the data
    assert count_queries(lambda: client.get(f"/compare/?{BOTH}&base=2020")) == 4


@pytest.mark.django_db
def test_before_anything_is_chosen_examples_lead_to_comparisons(client, metrics):
    MetricFactory(key="revenue", unit=Unit.YUAN)
    page = client.get("/compare/")
    examples = page.context["examples"]

    assert "Choose the metrics to compare." in page.content.decode()
    assert [example.way for example in examples] == ["areas", "index"]
    for example in examples:
        assert client.get(example.url).context["page"].has_picture
    assert "revenue" not in page.content.decode()  # nobody published a figure of it


@pytest.fixture
def target(metrics, places):
    plan = PlanFactory(key="plan", name_en="The plan")
    return TargetFactory(
        plan=plan, key="much", metric=metrics[0], area=places[1], value=160, due_on="2025"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("layout", ["multiples", "one"])
def test_targets_stand_in_chart_table_and_files_alike(client, target, layout):
    query = f"{BOTH}&layout={layout}"
    page = client.get(f"/compare/?{query}").context["page"]
    html = text(client, query)
    rows = client.get(f"/compare.json?{query}").json()["results"]
    chart = page.panels[0].chart

    asked = [trace for trace in chart.drawing.traces if trace["name"] == "target"]
    assert [(trace["y"], trace.get("yaxis", "y")) for trace in asked] == [([160.0, 160.0], "y")]
    assert "Target: at least 160 yuan by the end of 2025." in chart.caption
    assert "Target for " in chart.description
    assert "target" in [entry.label for entry in chart.legend]
    assert [row.texts[2] for row in chart.rows if not row.key] == ["at least 160 yuan"]
    (row,) = [row for row in rows if row["role"] == "target"]
    assert (row["key"], row["plan"], row["value"], row["due_on"], row["area"]) == (
        *("much", "plan", "160", "2025", "pudong"),
    )
    assert f'<a href="{row["url"]}">at least 160 yuan</a>' in html
    assert len({panel.chart.drawing.layout["margin"]["r"] for panel in page.panels}) == 1
    assert "at least 160 yuan" in client.get(f"/compare.svg?{query}").content.decode()


@pytest.mark.django_db
def test_targets_of_other_years_and_of_indexes_are_not_shown(client, target):
    assert "at least 160" not in text(client, f"{BOTH}&until=2024")
    assert "at least 160" not in text(client, f"{BOTH}&since=2026")
    assert "at least 160" in text(client, f"{BOTH}&since=2022&until=2025")
    indexes = text(client, f"{BOTH}&base=2020")
    assert "at least 160" not in indexes
    assert "Targets are asked of figures" in indexes


@pytest.mark.django_db
def test_a_target_on_the_right_axis_is_measured_by_it(client, metrics, places):
    TargetFactory(metric=metrics[1], area=places[0], value=30, due_on="2023")
    query = "metric=output&metric=drugs&area=shanghai&layout=one"
    drawing = client.get(f"/compare/?{query}").context["page"].panels[0].chart.drawing

    assert [trace["yaxis"] for trace in drawing.traces if trace["name"] == "target"] == ["y2"]


@pytest.mark.django_db
def test_what_one_chart_cannot_hold_leads_to_what_fits(client, metrics):
    three = "metric=output&metric=drugs&metric=patents&area=shanghai&layout=one&since=2021"
    html = text(client, three)

    ways = re.findall(r'href="(/compare/[^"]*)">([^<]*)<', html.split("What fits instead")[1])
    (multiples, first), (index, second), *_ = ways
    assert (first, second) == ("A chart for each metric", "Indexes in one chart, 2021 = 100")
    for address in (multiples, index):
        page = client.get(unescape(address)).context["page"]
        assert [metric.key for metric in page.choice.metrics] == ["output", "drugs", "patents"]
        assert (page.choice.since, page.choice.areas[0].key) == (2021, "shanghai")
        assert page.has_picture

    many = "&".join(f"area={area}" for area in ("shanghai", "pudong"))
    too_many = text(
        client, f"metric=output&metric=drugs&metric=patents&{many}&layout=one&base=2020"
    )
    assert "What fits instead" not in too_many  # six lines fit
    assert "What fits instead" not in text(client, f"{three}&since=old")


@pytest.mark.django_db
def test_old_figures_that_squeeze_a_chart_can_be_left_out(client, metrics, places):
    old = {"period_start": dt.date(1993, 1, 1), "period_end": dt.date(1993, 12, 31)}
    ObservationFactory(metric=metrics[0], area=places[0], key="old", value=3, **old)
    html = text(client, BOTH)

    assert "1 figure from before 2020 takes up much of the chart." in html
    address = re.search(r'href="([^"]*)">Show 2020 and later, without it<', html)[1]
    page = client.get(unescape(address))
    keys = {point.key for one in page.context["page"].series for point in one.points}
    assert "old" not in keys
    assert len(keys) == 13
    assert "takes up much" not in page.content.decode()
    of_metric = "/metrics/output/?area=shanghai"
    assert "takes up much" in client.get(of_metric).content.decode()
    assert "takes up much" not in client.get(f"{of_metric}&until=2021").content.decode()  # 1 of 4


@pytest.mark.django_db
def test_a_comparison_stands_in_frames_of_other_sites(client, target):
    query = f"{BOTH}&until=2025"
    html = text(client, query)
    answer = client.get(f"/embed/compare/?{query}")
    frame = answer.content.decode()

    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert not answer.has_header("X-Frame-Options")
    page = client.get(f"/compare/?{query}").context["page"]
    assert len(page.charts) == 2
    for chart in page.charts:
        assert str(chart.picture) in frame
        assert chart.caption in frame
    assert frame.count("<h1") == 1
    assert frame.count("<h2") == 2
    back = re.search(r'class="embed__page">\s*<a href="([^"]*)"', frame)[1]
    assert unescape(back) == f"/compare/?{query}"
    assert "Sources" in frame
    code = unescape(unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", html, re.DOTALL)[1]))
    layout = f"{BOTH}&layout=multiples&until=2025"
    assert f'<iframe src="http://testserver/embed/compare/?{layout}"' in code
    assert int(re.search(r'height="(\d+)"', code)[1]) > 2 * 260


@pytest.mark.django_db
def test_a_frame_says_why_it_compares_nothing(client, metrics):
    for query, words in WRONG.items():
        answer = client.get(f"/embed/compare/?{query}")
        assert words in answer.content.decode()
        assert answer.status_code == 400
        assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    nothing = client.get("/embed/compare/")
    assert (nothing.status_code, "Choose at least one metric." in nothing.content.decode()) == (
        *(400, True),
    )


@pytest.mark.django_db
def test_the_navigation_says_that_a_comparison_is_about_metrics(client, metrics):
    for address in ("/compare/", f"/compare/?{BOTH}", "/computed/", "/figures/official/"):
        html = client.get(address).content.decode()
        assert re.search(r'href="/metrics/" aria-current="true"', html), address


@pytest.mark.django_db
def test_what_has_no_figure_or_no_index_is_named(client, metrics, places):
    metrics[0].observations.filter(area=places[1]).update(state="draft")
    metrics[1].observations.filter(period_start__year=2020).update(state="draft")
    html = text(client, f"{BOTH}&base=2020")

    assert "Pudong: no figure." in html
    assert "Pudong: 2 not drawn: 2020 has no figure of the same kind" in html
    chinese = client.get(f"/zh-hans/compare/?{BOTH}&base=2020").content.decode()
    assert re.search(r"2021年；2022年", chinese), re.findall("未绘出.*", chinese)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("base=1999", "Nothing can be computed here."),
        ("since=2049", "No figure is of these years."),
    ],
)
def test_a_frame_does_not_say_that_nobody_published_what_is_left_out(client, metrics, asked, words):
    frame = client.get(f"/embed/compare/?{BOTH}&{asked}").content.decode()

    assert words in frame
    assert "Nobody published a figure." not in frame


@pytest.mark.django_db
def test_the_list_of_metrics_can_be_narrowed_without_touching_what_is_drawn(client, metrics):
    html = text(client, "metric=output&q=dru")

    assert 'value="drugs"' in html
    assert 'value="output" checked' in html
    assert 'value="patents"' not in html


@pytest.mark.django_db
def test_metric_pages_lead_here(client, metrics):
    link = "/compare/?metric=output&amp;area=shanghai"

    assert link in client.get("/metrics/output/").content.decode()
    assert 'href="/compare/"' in client.get("/metrics/").content.decode()
