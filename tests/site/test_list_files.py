"""Every list as CSV, Excel and JSON: the rows and the order of its page, on the shipped facts."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from cgt_site.catalogue import EVIDENCE, INDUSTRY
from tests.files import as_cells, cells, from_csv, from_excel, without_apostrophes

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]

LISTINGS = {listing.name: listing for listing in (*EVIDENCE, *INDUSTRY)}
ALL = list(LISTINGS)
FORMS = ["csv", "xlsx", "json"]


def files(client, name, query=""):
    """The rows of a list, once all three files agree on them."""
    got = {form: client.get(f"/{name}.{form}?{query}") for form in FORMS}
    assert [response.status_code for response in got.values()] == [200, 200, 200]
    listed = json.loads(got["json"].getvalue())
    in_csv = from_csv(got["csv"].getvalue())
    assert from_excel(got["xlsx"].getvalue()) == in_csv
    assert without_apostrophes(in_csv) == without_apostrophes(as_cells(listed["results"]))
    assert listed["count"] == len(listed["results"])
    return listed["results"]


def on_pages(client, name, query=""):
    """The addresses of the rows that the page lists, over all its pages."""
    found, number = [], 1
    while True:
        context = client.get(f"/{name}/?{query}&page={number}").context
        found += [shown(row) for row in context["page_obj"].object_list]
        if not context["page_obj"].has_next():
            return found
        number += 1


def shown(row):
    thing = getattr(row, "target", row)
    return thing.get_absolute_url()


ASKED = {
    "plans": ["", "field=gene-therapy", "area=pudong", "q=gene", "year=2023", "sort=-targets"],
    "targets": [
        "",
        "verdict=no_evidence",
        "plan=gene-therapy-2023-2025",
        "grade=B&sort=-due",
        "variants=1",
    ],
    "measures": [
        "",
        "theme=finance",
        "roles=shown",
        "validity=open",
        "sort=-amount",
        "area=pudong",
    ],
    "metrics": ["", "area=pudong", "unit=yuan", "targets=yes", "q=drug", "sort=-observations"],
    "sources": ["", "kind=official", "year=2023", "year=unknown", "q=shine", "sort=publisher"],
    "districts": ["", "sort=-population", "sort=-firms"],
    "parks": ["", "district=pudong", "kind=industrial_park", "sort=-area", "sort=-firms"],
    "firms": [
        "",
        "district=pudong",
        "district=pudong&district=unknown",
        "district=pudong&site=head_office",
        "park=zhangjiang-cell-gene-park",
        "ownership=foreign",
        "origin=unknown",
        "role=cdmo&sort=-founded",
        "modality=car_t&stage=approved",
        "listing=HK",
        "founded=2015-2019",
        "q=生物",
        "sort=-name",
        "city=shanghai&sort=ownership",
    ],
    "products": ["", "stage=approved", "modality=car_t", "authority=NMPA", "q=CD19", "sort=name"],
    "events": ["", "kind=deal", "area=pudong", "year=2024", "sort=date"],
}


@pytest.mark.parametrize(
    ("name", "query"), [(name, query) for name, queries in ASKED.items() for query in queries]
)
def test_the_files_have_the_rows_of_the_page_in_its_order(client, name, query):
    rows = files(client, name, query)

    address = "page" if name == "sources" else "url"
    assert [row[address] for row in rows] == on_pages(client, name, query)
    assert rows


@pytest.mark.parametrize("name", ALL)
def test_a_row_names_its_key_its_source_and_its_columns(client, name):
    rows = files(client, name)

    columns = [column.name for column in LISTINGS[name].columns]
    assert {tuple(row) for row in rows} == {tuple(columns)}
    assert all(row["key"] for row in rows)
    if name not in {"computed", "metrics", "sources"}:
        assert all(row["source"] and row["locator"] for row in rows)
        assert all(row["source_url"].startswith("http") for row in rows)


@pytest.mark.parametrize("name", ALL)
def test_an_earlier_day_has_what_could_be_known_then(client, name):
    then, now = files(client, name, "as_of=2024-06-30"), files(client, name)

    assert {row["key"] for row in then} <= {row["key"] for row in now}
    if name not in {"districts", "metrics"}:
        assert 0 < len(then) < len(now)


def test_a_district_is_there_before_its_figures_are(client):
    [row] = [
        row for row in files(client, "districts", "as_of=1990-01-01") if row["key"] == "pudong"
    ]

    assert (row["population"], row["area_km2"], row["source"], row["source_url"]) == (
        None, "", "", "",
    )  # fmt: skip


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("form", FORMS)
def test_the_file_is_named_after_the_list_and_the_day(client, name, form):
    response = client.head(f"/{name}.{form}")
    past = client.head(f"/{name}.{form}?as_of=2024-06-30")

    today = timezone.localdate().isoformat()
    assert response["Content-Disposition"] == f'attachment; filename="{name}-{today}.{form}"'
    assert f"{name}-2024-06-30.{form}" in past["Content-Disposition"]
    assert response.status_code == 200
    assert response.getvalue() == b""


@pytest.mark.parametrize("form", FORMS)
def test_the_language_changes_no_row(client, form):
    def rows(address):
        content = client.get(address).getvalue()
        return from_excel(content) if form == "xlsx" else content

    assert rows(f"/zh-hans/firms.{form}?district=pudong") == rows(f"/firms.{form}?district=pudong")


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("query", ["page=2", "page=99&size=25", "size=7", "page=last"])
def test_a_file_has_all_rows_whatever_page_is_asked_for(client, name, query):
    assert client.get(f"/{name}.csv?{query}").getvalue() == client.get(f"/{name}.csv").getvalue()


# --- Mistakes --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("query", ["sort=luck", "colour=red", "as_of=yesterday"])
def test_a_mistake_is_refused_by_its_name(client, name, query):
    parameter = query.split("=")[0]

    assert list(client.get(f"/{name}.json?{query}").json()["parameters"]) == [parameter]
    for form in FORMS:
        refused = client.get(f"/{name}.{form}?{query}")
        assert refused.status_code == 400
        assert parameter in refused.content.decode()
        assert refused["Content-Type"].startswith(
            "application/json" if form == "json" else "text/plain"
        )


def test_several_mistakes_are_all_named(client):
    refused = client.get("/zh-hans/firms.json?district=atlantis&role=king&x=1").json()

    assert set(refused["parameters"]) == {"district", "role", "x"}


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_read_not_posted(client, form):
    assert client.post(f"/firms.{form}").status_code == 405


# --- One number everywhere -------------------------------------------------------------------


def test_firms_of_a_district_are_as_many_in_the_facet_the_list_and_each_file(client):
    page = client.get("/firms/").context["page"]
    [facet] = [facet for facet in page.facets if facet.name == "district"]
    firms = files(client, "firms")
    districts = {row["key"]: row["firm_count"] for row in files(client, "districts")}

    for value in facet.values:
        inside = [row for row in firms if value.value in (row["districts"] or ["unknown"])]
        assert len(inside) == value.count
        assert len(files(client, "firms", f"district={value.value}")) == value.count
        assert districts.get(value.value, value.count) == value.count


def test_the_places_of_a_firm_are_those_that_its_sites_have(client):
    sites = files(client, "sites")

    for firm in files(client, "firms"):
        own = [site for site in sites if site["firm"] == firm["key"]]
        assert firm["districts"] == sorted({site["district"] for site in own} - {""})
        assert firm["parks"] == sorted({site["park"] for site in own} - {""})


def test_the_sites_are_those_of_the_firms_that_are_listed(client):
    firms = {row["key"] for row in files(client, "firms", "ownership=foreign")}

    sites = files(client, "sites", "ownership=foreign")

    assert sites
    assert {site["firm"] for site in sites} <= firms


# --- The catalogue and the links -------------------------------------------------------------


def test_the_catalogue_counts_each_list_and_explains_each_column(client):
    page = client.get("/data/")

    for entry in page.context["page"].entries:
        assert entry.count == len(files(client, entry.key))
        for column in entry.columns:
            assertContains(page, f"<code>{column.name}</code>")
        for form in FORMS:
            assertContains(page, f'href="/{entry.key}.{form}"')
    assert {entry.key for entry in page.context["page"].entries} == set(LISTINGS)


def test_every_column_says_what_it_means():
    for listing in LISTINGS.values():
        assert all(str(column.meaning) for column in listing.columns)
        assert len({column.name for column in listing.columns}) == len(listing.columns)


@pytest.mark.parametrize(
    "name", [name for name in ALL if LISTINGS[name].page and LISTINGS[name].is_stated]
)
def test_a_list_leads_to_its_files_with_its_query(client, name):
    page = client.get(f"/zh-hans/{name}/?sort=name" if name != "events" else f"/zh-hans/{name}/")

    query = "?sort=name" if name != "events" else ""
    if page.context["page_obj"].paginator.count:
        for form in FORMS:
            assertContains(page, f'href="/zh-hans/{name}.{form}{query}"')


def test_the_links_carry_the_filters_and_the_day_but_no_page(client):
    page = client.get("/firms/?district=pudong&district=unknown&page=1&size=25&as_of=2025-06-30")

    query = "district=pudong&amp;district=unknown&amp;as_of=2025-06-30"
    assertContains(page, f'href="/firms.xlsx?{query}"')
    assertNotContains(page, "firms.csv?page")


def test_every_page_leads_to_the_catalogue(client):
    assertContains(client.get("/method/"), 'href="/data/"')


# --- The Excel file --------------------------------------------------------------------------


def test_the_second_sheet_says_what_the_first_is(client):
    content = client.get("/firms.xlsx?district=pudong&as_of=2025-06-30").getvalue()

    said = {row[0][1]: row[1][1] for row in cells(content, 2) if 1 in row}
    assert said["Address"].endswith("/firms.xlsx?district=pudong&as_of=2025-06-30")
    assert said["As known on"] == "2025-06-30"
    assert said["District"] == "Pudong New Area"
    assert "source" in said


def test_numbers_are_numbers_and_all_else_is_text(client):
    content = client.get("/parks.xlsx").getvalue()
    header, *rows = cells(content)

    kinds = {}
    for row in rows:
        for place, (kind, _text) in row.items():
            kinds.setdefault(header[place][1], set()).add(kind)
    numbers = {name for name, found in kinds.items() if "n" in found}
    assert numbers == {"area_m2", "latitude", "longitude", "firm_count"}
    assert all(found <= {"n", "inlineStr"} for found in kinds.values())


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_list_is_a_file_without_rows(client, form):
    content = client.get(f"/firms.{form}?q=nobodyiscalledso").getvalue()

    rows = {
        "csv": from_csv,
        "xlsx": from_excel,
        "json": lambda content: json.loads(content)["results"],
    }[form](content)
    assert rows == []


def test_the_address_of_a_row_is_that_of_its_page_in_english(client):
    [first, *_] = json.loads(client.get("/zh-hans/firms.json").getvalue())["results"]

    assert first["url"] == f"/firms/{first['key']}/"
    assert client.get(first["url"]).status_code == 200
