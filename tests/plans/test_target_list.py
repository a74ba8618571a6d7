"""All targets of all plans: the page, the JSON and the CSV give the same rows for a query."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from plans.choices import PlanField, Qualifier, SourceKind, Verdict
from plans.columns import TARGET_COLUMNS
from plans.domain.verdicts import METHOD_VERSION
from tests.factories.plans import (
    AreaFactory,
    MetricFactory,
    ObservationFactory,
    PlanFactory,
    SearchNoteFactory,
    SourceFactory,
    TargetFactory,
    VerdictOverrideFactory,
)
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

AS_OF = "as_of=2026-11-22"


def keys(client, query=""):
    """The keys of the listed targets, as page, JSON and CSV give them: they must agree."""
    address = f"?{query}&{AS_OF}" if query else f"?{AS_OF}"
    page = client.get(f"/targets/{address}")
    listed = [row.standing.target.key for group in page.context["groups"] for row in group.rows]
    results = client.get(f"/targets.json{address}").json()
    in_json = [row["key"] for row in results["results"]]
    in_csv = [row["key"] for row in table(client.get(f"/targets.csv{address}"))]

    assert listed == in_json[:50] == in_csv[:50]
    assert in_json == in_csv
    assert results["count"] == len(in_json) == page.context["page_obj"].paginator.count
    assert sum(page.context["counts"].values()) == len(in_json)
    return listed


def table(response):
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def figure(of, value, **said):
    """A figure for 2024, published in March 2025."""
    if "source" not in said:
        said.setdefault("source__published_on", "2025-03-01")
    return ObservationFactory(
        metric=of.metric,
        area=of.area,
        period_start=dt.date(2024, 1, 1),
        period_end=dt.date(2024, 12, 31),
        value=Decimal(value),
        **said,
    )


@pytest.fixture
def targets():
    """Of a cell therapy plan: one met, one missed, one silent. Of a device plan: one in 2027."""
    cell = PlanFactory(
        key="cell", name_en="Cell plan", issued_on="2022-11-10", field=PlanField.CELL_THERAPY
    )
    devices = PlanFactory(
        key="devices", name_en="A device plan", issued_on="2025-01-02", field="medical-devices"
    )
    pudong = AreaFactory(district=True, key="pudong", name_en="Pudong New Area")
    stock = {"value": Decimal(100)}
    met = TargetFactory(plan=cell, key="met", metric=MetricFactory(stock=True), **stock)
    missed = TargetFactory(
        plan=cell, key="missed", area=pudong, metric=MetricFactory(stock=True), **stock
    )
    TargetFactory(
        plan=cell, key="silent", metric=MetricFactory(stock=True, key="platforms"), **stock
    )
    TargetFactory(
        plan=devices,
        key="later",
        due_on="2027",
        statement="Ten device clusters.",
        source__published_on="2025-01-02",
    )
    figure(met, 110, source__kind=SourceKind.OFFICIAL, source__published_on="2025-03-01")
    figure(missed, 90, qualifier=Qualifier.AT_MOST)
    return {"met": met, "missed": missed}


# --- The list -------------------------------------------------------------------------------


def test_all_targets_stand_under_their_plans_cell_and_gene_therapy_first(client, targets):
    """Though the device plan is the newer one."""
    assert keys(client) == ["met", "missed", "silent", "later"]

    page = client.get(f"/targets/?{AS_OF}")

    assert [group.plan.key for group in page.context["groups"]] == ["cell", "devices"]


def test_a_row_shows_what_is_asked_by_when_and_how_it_stands(client, targets):
    page = client.get(f"/targets/?verdict=missed&{AS_OF}")

    assertContains(page, "at least 100")
    assertContains(page, "Pudong New Area")
    assertContains(page, "by the end of 2024")
    assertContains(page, "✕")
    assertContains(page, "At most 90 (2024) does not meet the target of at least 100")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("plan=devices", ["later"]),
        ("verdict=met", ["met"]),
        ("verdict=met&verdict=missed", ["met", "missed"]),
        ("due=2027", ["later"]),
        ("area=pudong", ["missed"]),
        ("metric=platforms", ["silent"]),
        ("grade=B", ["met"]),
        ("grade=none", ["silent", "later"]),
        ("q=device", ["later"]),
        ("plan=cell&verdict=not_yet_measured", []),
    ],
)
def test_the_list_is_filtered(client, targets, query, found):
    assert keys(client, query) == found


def test_a_grade_with_a_second_opinion_is_of_its_grade(client, targets):
    figure(targets["met"], 105, source=SourceFactory(publisher="Xinhua", published_on="2025-03-01"))

    assert keys(client, "grade=B") == ["met"]
    assert client.get(f"/targets.json?grade=B&{AS_OF}").json()["results"][0]["grade"] == "B+"


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("due", ["met", "missed", "silent", "later"]),
        ("-due", ["later", "met", "missed", "silent"]),
        ("verdict", ["met", "missed", "silent", "later"]),
        ("-verdict", ["later", "silent", "missed", "met"]),
        ("grade", ["met", "missed", "silent", "later"]),
        ("plan", ["later", "met", "missed", "silent"]),
    ],
)
def test_the_list_is_sorted(client, targets, sort, order):
    assert keys(client, f"sort={sort}") == order


def test_sorted_otherwise_each_row_names_its_plan(client, targets):
    page = client.get(f"/targets/?sort=due&{AS_OF}")

    (group,) = page.context["groups"]
    assert group.plan is None
    assert page.content.decode().count(">Cell plan</a>") == 3


def test_searches_that_were_made_by_the_day_can_be_asked_for(client, targets):
    SearchNoteFactory(target=targets["met"], searched_on=dt.date(2025, 5, 1))
    SearchNoteFactory(target=targets["met"], searched_on=dt.date(2026, 5, 1))
    SearchNoteFactory(target=targets["missed"], searched_on=dt.date(2026, 11, 23))

    assert keys(client, "searched=yes") == ["met"]
    assert keys(client, "searched=no") == ["missed", "silent", "later"]


def test_variants_are_left_out_unless_asked_for(client, targets):
    main = targets["met"]
    TargetFactory(
        plan=main.plan, key="rival", variant_of=main, metric=main.metric, value=Decimal(120)
    )

    assert "rival" not in keys(client)
    assert keys(client, "variants=1&verdict=missed") == ["missed", "rival"]
    rows = {row["key"]: row for row in client.get("/targets.json?variants=1").json()["results"]}
    assert (rows["rival"]["variant_of"], rows["met"]["variant_of"]) == ("met", "")
    assertContains(client.get("/targets/?variants=1"), "Another source says:")


@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn"])
def test_what_is_not_published_is_nowhere(client, targets, state):
    hidden = {"state": state, "state_reason": "Not yet"}
    TargetFactory(plan=targets["met"].plan, key="hidden", **hidden)
    TargetFactory(key="of-a-hidden-plan", plan=PlanFactory(**hidden))

    assert keys(client) == ["met", "missed", "silent", "later"]


def test_an_earlier_day_lists_what_was_announced_by_then(client, targets):
    rows = client.get("/targets.json?as_of=2024-06-30").json()["results"]

    assert [row["key"] for row in rows] == ["met", "missed", "silent"]
    assert {row["verdict"] for row in rows} == {"not_yet_measured"}
    assert {row["as_of"] for row in rows} == {"2024-06-30"}


def test_a_long_list_comes_in_pages_and_an_export_whole(client):
    plan = PlanFactory()
    for place in range(52):
        TargetFactory(plan=plan, key=f"t-{place:02}", wording=True, position=place + 1)

    first, second = client.get("/targets/"), client.get("/targets/?page=2")

    assert len(first.context["page_obj"]) == 50
    assert [row.standing.target.key for row in second.context["groups"][0].rows] == ["t-50", "t-51"]
    assert client.get("/targets/?page=3").status_code == 404
    assert client.get("/targets.json").json()["count"] == 52
    assert len(table(client.get("/targets.csv"))) == 52


# --- Mistakes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("plan=nowhere", "plan"),
        ("verdict=perfect", "verdict"),
        ("due=soon", "due"),
        ("area=atlantis", "area"),
        ("grade=F", "grade"),
        ("metric=none", "metric"),
        ("variants=2", "variants"),
        ("searched=maybe", "searched"),
        ("sort=luck", "sort"),
        ("colour=red", "colour"),
    ],
)
def test_an_unknown_value_is_refused_by_its_name(client, targets, query, parameter):
    as_json, as_csv = client.get(f"/targets.json?{query}"), client.get(f"/targets.csv?{query}")

    assert as_json.status_code == as_csv.status_code == 400
    assert list(as_json.json()["parameters"]) == [parameter]
    assert as_csv["Content-Type"].startswith("text/plain")
    assertContains(as_csv, f"{parameter}: ", status_code=400)


def test_an_unknown_value_is_said_on_the_page_and_lists_nothing(client, targets):
    page = client.get("/targets/?verdict=perfect")

    assert page.context["groups"][0].rows == [] if page.context["groups"] else True
    assert page.context["page_obj"].paginator.count == 0
    assertContains(page, "perfect is not one of the available choices")
    assertContains(page, "No target matches these filters.")


def test_a_site_without_targets_says_so(client):
    assertContains(client.get("/targets/"), "No plan with targets yet.")
    assert client.get("/targets.json").json() == {"count": 0, "results": []}
    assert table(client.get("/targets.csv")) == []


# --- What the files hold --------------------------------------------------------------------


def test_a_result_holds_the_verdict_and_all_that_it_rests_on(client, targets):
    seen = ObservationFactory._meta.model.objects.get(value=110)
    (row,) = client.get(f"/targets.json?verdict=met&{AS_OF}").json()["results"]

    assert row["plan"] == "cell"
    assert row["metric"] == targets["met"].metric.key
    assert row["area"] == "shanghai"
    assert (row["basis"], row["comparator"], row["unit"]) == ("level", ">=", "count")
    assert (row["value"], row["value_upper"]) == ("100", "")
    assert row["due_on"] == "2024"
    assert (row["verdict"], row["verdict_computed"], row["grade"]) == ("met", "met", "B")
    assert row["reason"].startswith("110 (2024) meets the target")
    assert row["reason_zh"].startswith("110（2024年）")
    assert row["observations"] == [seen.key]
    assert (row["as_of"], row["method_version"]) == ("2026-11-22", METHOD_VERSION)
    assert (row["source"], row["locator"]) == (targets["met"].source.key, "para 1")


def test_json_and_csv_hold_the_same_columns_and_cells(client, targets):
    as_json = client.get(f"/targets.json?{AS_OF}").json()["results"]
    as_csv = table(client.get(f"/targets.csv?{AS_OF}"))

    assert list(as_csv[0]) == list(as_json[0]) == [column.name for column in TARGET_COLUMNS]
    for one, other in zip(as_json, as_csv, strict=True):
        flat = {k: ";".join(v) if isinstance(v, list) else v for k, v in one.items()}
        assert flat == {k: v.removeprefix("'") for k, v in other.items()}


def test_a_verdict_set_by_an_editor_is_exported_with_the_computed_one(client, targets):
    VerdictOverrideFactory(target=targets["missed"], verdict=Verdict.MET, reason="Recounted.")

    rows = {row["key"]: row for row in client.get(f"/targets.json?{AS_OF}").json()["results"]}

    assert rows["missed"]["verdict"] == "met"
    assert rows["missed"]["verdict_computed"] == "missed"
    assert rows["missed"]["reason"] == "Recounted."


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(client, start):
    TargetFactory(statement=f"{start}HYPERLINK(0)")

    (row,) = table(client.get("/targets.csv"))

    assert row["statement"] == f"'{start}HYPERLINK(0)"


def test_a_spreadsheet_reads_the_chinese(client):
    TargetFactory(statement_zh="细胞治疗")

    response = client.get("/targets.csv")

    content = response.getvalue()
    assert content.startswith("\ufeff".encode())
    assert "细胞治疗" in content.decode()
    today = timezone.localdate()
    assert f'filename="targets-{today}.csv"' in response["Content-Disposition"]


def test_the_same_addresses_work_in_chinese(client, targets):
    rows = client.get(f"/zh-hans/targets.json?verdict=met&{AS_OF}").json()["results"]

    assert [row["key"] for row in rows] == ["met"]
    assert len(table(client.get(f"/zh-hans/targets.csv?{AS_OF}"))) == 4
    assert client.get("/zh-hans/targets.json?verdict=perfect").status_code == 400
    assertContains(client.get("/zh-hans/targets/"), "110（2024年）")


def test_the_page_leads_to_its_own_rows_as_files(client, targets):
    page = client.get("/targets/?plan=cell&verdict=met")

    assertContains(page, 'href="/targets.csv?plan=cell&amp;verdict=met"')
    assertContains(page, 'href="/targets.json?plan=cell&amp;verdict=met"')


def test_a_filter_that_is_on_can_be_taken_off(client, targets):
    page = client.get("/targets/?plan=cell&verdict=met")

    assertContains(page, 'href="?plan=cell"')
    assertNotContains(page, "Ten device clusters.")
    assert re.search(r"1 result\b", page.content.decode())


# --- What it costs --------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/targets/", "/targets.json", "/targets.csv"])
def test_more_targets_cost_no_more_queries(client, targets, address):
    def ask():
        response = client.get(f"{address}?variants=1")
        return response.getvalue()

    few = count_queries(ask)
    for place in range(20):
        plan = PlanFactory()
        target = TargetFactory(plan=plan, metric=MetricFactory(stock=True))
        TargetFactory(plan=plan, variant_of=target, metric=target.metric)
        figure(target, place)

    assert count_queries(ask) == few
