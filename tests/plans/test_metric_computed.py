"""Years, growth and shares on a metric's page: chosen in the address, computed in the open."""

import csv
import datetime as dt
import re
from io import StringIO

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from tests.factories.plans import (
    AreaFactory,
    MetricFactory,
    ObservationFactory,
    PlanFactory,
    TargetFactory,
)
from tests.plans.svg import Picture
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def years(year):
    return {"period_start": dt.date(year, 1, 1), "period_end": dt.date(year, 12, 31)}


@pytest.fixture
def shanghai():
    return AreaFactory(shanghai=True)


@pytest.fixture
def output(shanghai):
    """100, 110, 99 and more than 120 in 2020 to 2023; the industry is twice as large."""
    whole = MetricFactory(key="scale", name_en="Cell therapy scale", name_zh="细胞治疗规模")
    output = {"name_en": "Cell therapy output", "name_zh": "细胞治疗产值", "part_of": whole}
    metric = MetricFactory(key="output", **output)
    MetricFactory(key="patents", name_en="Patents", name_zh="专利")
    for year, value in ((2020, 100), (2021, 110), (2022, 99)):
        said = {"area": shanghai, **years(year)}
        ObservationFactory(metric=metric, key=f"in-{year}", value=value, **said)
        ObservationFactory(metric=whole, key=f"all-{year}", value=2 * value, **said)
    bound = {"metric": metric, "area": shanghai, "value": 120, "qualifier": "more_than"}
    ObservationFactory(key="in-2023", **bound, **years(2023))
    TargetFactory(plan=PlanFactory(key="plan"), metric=metric, area=shanghai, value=150)
    return metric


def rows(client, query, form="json"):
    answer = client.get(f"/metrics/output.{form}{query}")
    if form == "json":
        return answer.json()["results"]
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("?since=2021", ["in-2023", "in-2022", "in-2021"]),
        ("?until=2021", ["in-2021", "in-2020"]),
        ("?since=2021&until=2021", ["in-2021"]),
    ],
)
def test_years_narrow_chart_table_and_files_alike(client, output, query, keys):
    page = client.get(f"/metrics/output/{query}").context["page"]
    shown = [row.observation.key for group in page.groups for row in group.rows]

    assert shown == [row["key"] for row in rows(client, query) if not row["comparator"]] == keys
    assert [row.key for row in page.chart.rows if row.key] == keys
    assert all(query[1:] in address for address in (page.files.svg, page.files.csv))


def test_targets_due_outside_the_years_are_not_drawn(client, output):
    due = output.targets.get().due_on.last_day.year

    within, outside = rows(client, f"?until={due}"), rows(client, f"?until={due - 1}")

    assert [row["role"] for row in within].count("target") == 1
    assert "target" not in [row["role"] for row in outside]


def test_years_without_a_figure_say_so_and_lead_to_all(client, output):
    page = client.get("/metrics/output/?since=2030")

    assertContains(page, "No figure is of these years.")
    assertContains(page, 'href="/metrics/output/?area=shanghai"')


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?since=20", "“20” is not a year from 1900 to 2100, like 2019."),
        ("?until=２０２０", "“２０２０” is not a year"),
        ("?since=2024&until=2020", "The years end before they begin."),
        ("?show=speed", "“speed” is none of actual, growth and share."),
        ("?show=share", "Say of which metric: a share needs a base."),
        ("?base=scale", "Only a share has a base: add show=share."),
        ("?show=share&base=patents", "“patents” has no figures that fit these"),
    ],
)
def test_a_wrong_choice_is_named_and_gives_no_file(client, output, query, said):
    assertContains(client.get(f"/metrics/output/{query}"), said)
    for form in ("svg", "csv", "json"):
        assert client.get(f"/metrics/output.{form}{query}").status_code == 400


def test_growth_is_the_same_in_chart_table_and_files(client, output):
    page = client.get("/metrics/output/?show=growth")
    chart, table = page.context["page"].chart, page.context["page"].table
    sent = rows(client, "?show=growth")

    assert [(row["period_end"], row["value"]) for row in sent] == [
        ("2022-12-31", "-10"),
        ("2021-12-31", "10"),
    ]
    assert [str(row.quantity) for row in table] == ["-10%", "10%"]
    assert [row.texts[1] for row in chart.rows] == ["-10%", "10%"]
    assert chart.caption == "Shanghai: -10% in 2022, down from 10% in 2021."
    assert "2021 10%; 2022 -10%" in chart.description
    assert list(chart.drawing.traces[-1]["y"]) == [10.0, -10.0]
    assert [mark.said.split("\n")[0] for mark in Picture(chart).marks if mark.said] == [
        "10%",
        "-10%",
    ]
    assert chart.title.encode() in client.get("/metrics/output.svg?show=growth").content
    in_csv = rows(client, "?show=growth", "csv")
    assert [dict(row, inputs=";".join(row["inputs"])) for row in sent] == in_csv


def test_each_computed_number_says_so_with_its_formula_and_both_figures(client, output):
    page = client.get("/metrics/output/?show=growth")

    assertContains(page, "No source gives these numbers: they are computed here")
    for key in ("in-2022", "in-2021", "in-2020"):
        assertContains(page, f'href="/figures/{key}/"')
    assertContains(page, "computed, against 2021")
    first = rows(client, "?show=growth")[0]
    shown = {"role": "computed", "formula": "(99 - 110) / 110 * 100", "unit": "percent"}
    assert {name: first[name] for name in shown} == shown
    assert first["inputs"] == ["in-2022", "in-2021"]


def test_growth_since_a_year_is_computed_from_the_year_before(client, output):
    sent = rows(client, "?show=growth&since=2021&until=2021")

    assert [row["inputs"] for row in sent] == [["in-2021", "in-2020"]]


def test_a_share_is_of_the_same_area_and_period(client, output):
    page = client.get("/metrics/output/?show=share&base=scale&since=2021")

    assertContains(page, "per cent of Cell therapy scale, computed")
    sent = rows(client, "?show=share&base=scale&since=2021")
    assert [(row["value"], row["base"], row["inputs"]) for row in sent] == [
        ("50", "scale", ["in-2022", "all-2022"]),
        ("50", "scale", ["in-2021", "all-2021"]),
    ]


def test_only_what_can_be_computed_is_offered(client, output):
    offered = client.get("/metrics/output/").content.decode()
    patents = client.get("/metrics/patents/")

    assert "?area=shanghai&amp;show=growth" in offered
    assert "show=share&amp;base=scale" in offered
    assert "base=patents" not in offered
    assertNotContains(patents, "show=growth")


def test_a_share_is_of_what_a_metric_is_part_of_and_of_nothing_else(client, output, shanghai):
    like = {"name_en": "Cell therapy output of firms", "name_zh": "细胞治疗企业产值"}
    ObservationFactory(metric=MetricFactory(key="firms", **like), area=shanghai, **years(2021))
    industry = MetricFactory(key="industry", name_en="All industry", name_zh="工业")
    ObservationFactory(metric=industry, area=shanghai, value=1000, **years(2021))
    output.part_of.part_of = industry
    output.part_of.save()

    offered = client.get("/metrics/output/").content.decode()
    assert re.findall(r"show=share&amp;base=([a-z]+)", offered) == ["scale", "industry"]
    assertContains(client.get("/metrics/output/?show=share&base=firms"), "no figures that fit")
    assert client.get("/metrics/output.json?show=share&base=firms").status_code == 400
    assertNotContains(client.get("/metrics/scale/"), "base=output")  # a whole is no part


def test_where_nothing_can_be_computed_the_page_says_why(client, output):
    page = client.get("/metrics/output/?show=growth&since=2023")

    assertContains(page, "Nothing can be computed here.")
    assertContains(page, 'href="/metrics/output/?area=shanghai&amp;since=2023"')


def test_choices_cost_few_queries(client, output):
    whole = count_queries(lambda: client.get("/metrics/output/"))

    assert count_queries(lambda: client.get("/metrics/output/?show=growth")) <= whole
    assert count_queries(lambda: client.get("/metrics/output/?show=share&base=scale")) <= whole
