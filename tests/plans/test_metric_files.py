"""A metric's chart as files: the rows of its page, each with its role; only what is public."""

import csv
import datetime as dt
import json
from io import StringIO

import pytest

from plans.choices import SourceKind
from tests.factories.plans import (
    AreaFactory,
    MetricFactory,
    ObservationFactory,
    PlanFactory,
    SourceFactory,
    TargetFactory,
)
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

YEARS = {
    year: {"period_start": dt.date(year, 1, 1), "period_end": dt.date(year, 12, 31)}
    for year in (2021, 2022)
}


@pytest.fixture
def shanghai():
    return AreaFactory(shanghai=True)


@pytest.fixture
def scale(shanghai):
    metric = MetricFactory(key="scale", name_en="Industry scale")
    said = {"metric": metric, "area": shanghai}
    official = SourceFactory(kind=SourceKind.OFFICIAL, key="sheitc")
    ObservationFactory(**said, key="in-2021", value=90, **YEARS[2021])
    ObservationFactory(**said, key="official", value=100, source=official, **YEARS[2022])
    ObservationFactory(**said, key="same", value=100, **YEARS[2022])
    ObservationFactory(**said, key="other", value=120, qualifier="about", **YEARS[2022])
    return metric


@pytest.fixture
def target(scale, shanghai):
    plan = PlanFactory(key="plan")
    return TargetFactory(plan=plan, key="scale", metric=scale, area=shanghai, value=150)


def rows(client, query=""):
    answer = client.get(f"/metrics/scale.json{query}").json()
    assert answer["count"] == len(answer["results"])
    return answer["results"]


def test_each_figure_says_whether_it_stands_agrees_or_rivals(client, scale):
    assert [(row["key"], row["role"]) for row in rows(client)] == [
        ("official", "stands"),
        ("same", "agrees"),
        ("other", "rival"),
        ("in-2021", "stands"),
    ]


def test_a_figure_comes_with_all_that_makes_it_a_figure(client, scale):
    row = next(row for row in rows(client) if row["key"] == "other")

    shown = {"metric": "scale", "area": "shanghai", "value": "120", "qualifier": "about"}
    shown |= {"period_start": "2022-01-01", "period_end": "2022-12-31", "kind": "actual"}
    shown |= {"unit": scale.unit, "preferred": "false", "url": "/figures/other/"}
    assert {name: row[name] for name in shown} == shown
    assert row["source"]
    assert row["locator"]
    assert row["source_url"].startswith("http")


def test_an_editors_choice_is_told_with_its_reason(client, scale):
    figure = scale.observations.get(key="other")
    figure.preferred, figure.preference_reason = True, "Counts all of it"
    figure.save()

    first = rows(client)[0]

    assert (first["key"], first["role"], first["preferred"]) == ("other", "stands", "true")
    assert first["preference_reason"] == "Counts all of it"


def test_targets_follow_the_figures(client, target):
    last = rows(client)[-1]

    shown = {"role": "target", "key": "scale", "plan": "plan", "value": "150", "qualifier": ""}
    shown |= {"comparator": target.comparator, "due_on": target.due_on.text, "period_end": ""}
    assert {name: last[name] for name in shown} == shown
    assert last["url"] == "/plans/plan/targets/scale/"


def test_the_table_has_the_rows_of_the_data(client, target):
    text = client.get("/metrics/scale.csv").content.decode("utf-8-sig")

    assert list(csv.DictReader(StringIO(text))) == rows(client)


def test_the_files_are_those_of_the_areas_asked_for(client, scale):
    pudong = AreaFactory(district=True, key="pudong")
    ObservationFactory(metric=scale, area=pudong, key="theirs", value=7, **YEARS[2022])

    assert [row["key"] for row in rows(client, "?area=pudong")] == ["theirs"]
    both = rows(client, "?area=pudong&area=shanghai")
    assert {row["area"] for row in both} == {"pudong", "shanghai"}


@pytest.mark.parametrize("form", ["csv", "json", "svg"])
def test_a_wrong_question_gets_no_file(client, scale, form):
    unknown = client.get(f"/metrics/scale.{form}?area=atlantis")
    misspelt = client.get(f"/metrics/scale.{form}?aera=shanghai")
    nothing = client.get(f"/metrics/no-such-metric.{form}")

    assert (unknown.status_code, misspelt.status_code, nothing.status_code) == (400, 400, 404)
    assert "atlantis" in unknown.content.decode()
    assert "aera" in misspelt.content.decode()


def test_what_is_not_public_is_in_no_file(client, scale):
    scale.observations.filter(key="other").update(state="draft")

    assert "other" not in {row["key"] for row in rows(client)}
    assert "about 120" not in client.get("/metrics/scale.svg").content.decode()


def test_the_files_read_as_of_a_day(client, scale):
    long_ago = "?as_of=1990-01-01"

    assert rows(client, long_ago) == []
    assert client.get(f"/metrics/scale.svg{long_ago}").status_code == 404


def test_a_file_costs_as_many_queries_for_many_figures_as_for_few(client, scale, shanghai):
    few = count_queries(lambda: client.get("/metrics/scale.json"))
    for year in range(1990, 2020):
        days = {"period_start": dt.date(year, 1, 1), "period_end": dt.date(year, 12, 31)}
        ObservationFactory(metric=scale, area=shanghai, value=year, **days)

    assert count_queries(lambda: client.get("/metrics/scale.json")) == few


def test_the_picture_leads_back_to_its_page(client, scale):
    answer = client.get("/metrics/scale.svg?area=shanghai")

    assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert "http://testserver/metrics/scale/?area=shanghai, as known on" in answer.content.decode()
    assert "http://testserver/zh-hans/metrics/scale/（截至" in (
        client.get("/zh-hans/metrics/scale.svg").content.decode()
    )


def test_a_single_number_has_no_picture(client, scale):
    scale.observations.exclude(key="official").update(state="draft")

    assert client.get("/metrics/scale.svg").status_code == 404
    page = client.get("/metrics/scale/").content.decode()
    assert "/metrics/scale.svg" not in page
    assert "/metrics/scale.csv?area=shanghai" in page


def test_the_page_offers_the_files_of_what_it_shows(client, scale):
    page = client.get("/metrics/scale/?area=shanghai").content.decode()

    for form in ("svg", "csv", "json"):
        assert f'href="/metrics/scale.{form}?area=shanghai"' in page
    assert json.loads(client.get("/metrics/scale.json?area=shanghai").content)["count"] == 4
