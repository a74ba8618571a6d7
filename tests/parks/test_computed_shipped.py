"""Computed series of the shipped data: every number leads to exactly the records that make it."""

import csv
import datetime as dt
import io
import json
import re
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client

from plans.computed import Series, all_series
from plans.domain.asof import reading_as_of
from plans.pages.computed import reading_of
from tests.queries import count_queries

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]

TODAY = dt.date(2026, 7, 1)
SERIES = [
    "approved-products",
    "authority-decisions",
    "deal-amounts-yuan",
    "deal-amounts-usd",
    "deal-amounts-hkd",
    "firms-founded",
    "park-openings",
]


def test_what_is_computed() -> None:
    assert [series.key for series in all_series()] == SERIES


@pytest.mark.parametrize("key", SERIES)
def test_every_point_leads_to_the_records_that_make_it(client: Client, key: str) -> None:
    [series] = [series for series in all_series() if series.key == key]
    reading = reading_of(series, TODAY)
    assert reading.found.points
    for row in reading.rows():
        path, query = row.url.split("?")
        listed = client.get(f"{path.rstrip('/')}.json?{query}").json()
        assert listed["count"] == row.point.records, row.url
        if series.way.value == "sum":
            amounts = [Decimal(event["amount"]) for event in listed["results"]]
            assert sum(amounts) == row.point.value
            assert {event["amount_unit"] for event in listed["results"]} == {series.unit}
    newest = next(reading.rows())
    page = client.get(newest.url)
    assert page.status_code == 200
    assert page.context["page_obj"].paginator.count == newest.point.records


@pytest.mark.parametrize("key", SERIES)
def test_page_csv_json_and_picture_carry_the_same_numbers(client: Client, key: str) -> None:
    page = client.get(f"/computed/{key}/")
    rows = page.context["page"].rows
    said = [(row.point.year, row.point.value, row.point.records, row.url) for row in rows]
    assert said
    as_json = client.get(f"/computed/{key}.json").json()["results"]
    assert said == [
        (row["year"], Decimal(row["value"]), row["records"], row["records_url"]) for row in as_json
    ]
    text = client.get(f"/computed/{key}.csv").content.decode("utf-8-sig")
    as_csv = list(csv.DictReader(io.StringIO(text)))
    assert said == [
        (int(row["year"]), Decimal(row["value"]), int(row["records"]), row["records_url"])
        for row in as_csv
    ]
    html = page.content.decode()
    for row in rows:
        assert f">{row.quantity.words('en')}</td>" in html
    for file in (as_json, as_csv):
        assert {row["kind"] for row in file} == {"computed from the records held here"}
        assert all("never all that there is" in row["completeness"] for row in file)
    chart = page.context["page"].chart
    assert "omputed from the records held here" in chart.title
    newest = f"{chart.rows[-1].texts[0]}: {rows[0].quantity.words('en')}, from "
    assert newest in chart.caption
    numbers = {row.quantity.words("en") for row in rows} | {str(row.point.year) for row in rows}
    numbers |= {chart.rows[0].texts[0]} | {f"from {row.point.records} records" for row in rows}
    left = chart.caption
    for words in sorted(numbers, key=len, reverse=True):
        left = left.replace(words, "")
    assert not re.search(r"\d", left), chart.caption
    if page.context["page"].chart.drawing:
        drawing = client.get(f"/computed/{key}.svg").content.decode()
        words = [bar.texts[1] for bar in page.context["page"].chart.rows]
        written = unescape(" ".join(re.findall(r"<text[^>]*>([^<]*)", drawing)))
        assert all(word in written for word in words)
        recent = [row for row in rows if row.point.year > rows[0].point.year - 20]
        assert {row.quantity.words("en") for row in recent} <= set(words)


@pytest.mark.parametrize("key", SERIES)
def test_a_chart_stands_in_frames_and_is_told_to_search_engines(client: Client, key: str) -> None:
    page = client.get(f"/computed/{key}/")
    chart, html = page.context["page"].chart, page.content.decode()
    frame = client.get(f"/embed/computed/{key}/")
    shown = frame.content.decode()

    assert "frame-ancestors *" in frame.headers["Content-Security-Policy"]
    assert f"http://testserver/embed/computed/{key}/" in html
    assert "never all that there is" in shown
    assert f'href="/computed/{key}/" target="_top"' in shown
    assert chart.title in unescape(shown)
    assert chart.caption in unescape(shown)
    nothing = client.get(f"/embed/computed/{key}/?as_of=1800-01-01").content.decode()
    assert f'href="/computed/{key}/?as_of=1800-01-01" target="_top"' in nothing
    assert "No record is held here." in nothing
    assert "Nobody published" not in nothing
    [said] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    data = json.loads(said)
    years = [row.point.year for row in page.context["page"].rows]
    assert data["temporalCoverage"] == f"{min(years)}-01-01/{max(years)}-12-31"
    assert data["description"].startswith(chart.caption)
    assert "never all that there is" in data["description"]


def test_a_day_in_the_past_counts_what_could_be_known_then(client: Client) -> None:
    [series] = [series for series in all_series() if series.key == "approved-products"]
    then = dt.date(2023, 12, 31)
    with reading_as_of(then):
        known = reading_of(series, then)
    assert known.newest
    assert known.newest.point.year == 2023
    today = {point.year: point.records for point in reading_of(series, TODAY).found.points}
    assert known.newest.point.records < today[2023]
    shown = client.get("/computed/approved-products/?as_of=2023-12-31")
    assert shown.context["page"].rows[0].point.records == known.newest.point.records
    listed = client.get(
        f"{known.newest.url}&as_of=2023-12-31".replace("products/", "products.json")
    )
    assert listed.json()["count"] == known.newest.point.records


def test_what_is_not_counted_is_said_and_adds_up(client: Client) -> None:
    found = {series.key: reading_of(series, TODAY).found for series in all_series()}
    for counted in found.values():
        left_out = counted.undated + counted.later + counted.unstated
        assert counted.used + left_out + counted.elsewhere + counted.ceilings == counted.held
    dollars = found["deal-amounts-usd"]
    assert dollars.unstated
    assert dollars.elsewhere
    assert dollars.ceilings
    html = client.get("/computed/deal-amounts-usd/").content.decode()
    assert f"{dollars.unstated} of {dollars.held} deals state no amount." in html
    assert f"{dollars.ceilings} of {dollars.held} deals state only what" in html


def test_each_series_costs_one_query(client: Client) -> None:
    def page_of(series: Series) -> int:
        return count_queries(lambda: reading_of(series, TODAY))

    assert [page_of(series) for series in all_series()] == [1] * len(SERIES)
    client.get("/computed/")
    alone = count_queries(lambda: client.get("/computed/park-openings/"))
    its_targets = 1
    index = count_queries(lambda: client.get("/computed/"))
    assert index == alone - its_targets + len(SERIES) - 1


@pytest.mark.parametrize(
    "address",
    ["/parks/?opened=19", "/firms/?founded_in=x", "/products/?by=20244", "/events/?unit=gold"],
)
def test_a_wrong_year_or_unit_is_a_visible_error(client: Client, address: str) -> None:
    page = client.get(address)
    assert page.status_code == 200
    assert page.context["page_obj"].paginator.count == 0
    assert page.context["filter"].mistakes


def test_what_is_not_computed_is_not_found(client: Client) -> None:
    for form in ("/", ".svg", ".csv", ".json"):
        assert client.get(f"/computed/nothing{form}").status_code == 404


def test_one_file_has_the_numbers_of_all_series_or_of_those_asked_for(client: Client) -> None:
    def rows(address: str) -> list[dict[str, str]]:
        found: list[dict[str, str]] = client.get(address).json()["results"]
        return found

    of_each = [row for key in SERIES for row in rows(f"/computed/{key}.json")]
    assert rows("/computed.json") == of_each
    assert len({row["key"] for row in of_each}) == len(of_each)
    some = rows("/computed.json?series=park-openings&series=approved-products")
    assert [row["series"] for row in some] == sorted(row["series"] for row in some)
    assert {row["series"] for row in some} == {"park-openings", "approved-products"}
    assert client.get("/computed.json?series=mine").status_code == 400
    catalogue = client.get("/data/").content.decode()
    assert 'href="/computed.csv"' in catalogue
    assert 'href="/computed.csv"' in client.get("/computed/").content.decode()


def test_the_records_of_several_years_are_those_of_each(client: Client) -> None:
    """What a verdict leads to is dated from a year to a year."""
    for series in all_series():
        points = reading_of(series, TODAY).found.points
        first, last = points[0].year, points[-1].year
        path, query = series.dated_url(first, last).split("?")
        listed = client.get(f"{path.rstrip('/')}.json?{query}").json()["count"]
        within = [point.new for point in points if first <= point.year <= last]
        assert listed == sum(within), series.key
        path, query = series.dated_url(last, last).split("?")
        alone = client.get(f"{path.rstrip('/')}.json?{query}").json()["count"]
        assert alone == points[-1].new, series.key
