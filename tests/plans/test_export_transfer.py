"""How a file is sent: in pieces as they come, never cut in silence, few at once."""

from __future__ import annotations

import json

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, connection

from parks.columns import FIRM_COLUMNS
from parks.models import Firm
from plans.exports import DatabaseRows, excel, files, slots
from tests.factories.parks import FirmFactory, SiteFactory
from tests.factories.plans import SourceFactory
from tests.files import from_csv, from_excel
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(monkeypatch):
    """Firms enough for a file that is sent as it comes: that begins at five rows here."""
    monkeypatch.setattr(files, "SHORT", 5)
    monkeypatch.setattr(excel, "SHORT", 5)
    monkeypatch.setattr(files, "PIECE", 300)
    source = SourceFactory()
    return [
        FirmFactory(key=f"firm-{n:02}", name_en=f"Firm {n:02}", source=source) for n in range(20)
    ]


def leave(response):
    """Close a response before its end, but not the connection, which is the test's own."""
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)


@pytest.fixture
def broken(monkeypatch):
    """The database gives the first rows, and then no more."""
    whole = DatabaseRows._copied

    def some(rows, *args):
        for number, line in enumerate(whole(rows, *args)):
            if number == 12:
                raise ConnectionError("the database has gone")
            yield line

    monkeypatch.setattr(DatabaseRows, "_copied", some)


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_first_piece_goes_out_before_the_rows_are_read(client, many, form):
    pieces = iter(client.get(f"/firms.{form}").streaming_content)

    assert count_queries(lambda: next(pieces)) == 0
    assert len(list(pieces)) > 3


def test_a_long_file_is_whole(client, many):
    keys = [firm.key for firm in many]

    listed = json.loads(client.get("/firms.json").getvalue())

    assert [row["key"] for row in listed["results"]] == keys
    assert listed["count"] == 20
    assert [row["key"] for row in from_csv(client.get("/firms.csv").getvalue())] == keys
    assert [row["key"] for row in from_excel(client.get("/firms.xlsx").getvalue())] == keys


def came_before_it_broke(response):
    """The pieces of a file up to its error."""
    came = []

    def read():
        for piece in response.streaming_content:
            came.append(piece)

    with pytest.raises(ConnectionError):
        read()
    leave(response)
    return b"".join(came)


def test_a_csv_file_that_breaks_off_says_so_and_breaks_the_transfer(client, many, broken):
    came = came_before_it_broke(client.get("/firms.csv"))

    assert b"firm-11" in came
    assert came.endswith(files.LAST_WORDS)


def test_a_json_file_that_breaks_off_cannot_be_read(client, many, broken):
    came = came_before_it_broke(client.get("/firms.json"))

    assert b"firm-11" in came
    with pytest.raises(json.JSONDecodeError):
        json.loads(came)


def test_an_excel_file_that_cannot_be_made_is_an_error(client, many, broken):
    with pytest.raises(ConnectionError):
        client.get("/firms.xlsx")
    assert slots._free.acquire(blocking=False)
    slots._free.release()


def test_a_short_file_that_cannot_be_made_is_an_error(client, broken):
    for _ in range(13):
        FirmFactory()

    with pytest.raises(ConnectionError):
        client.get("/firms.csv")


def test_rows_that_are_not_as_many_as_was_said_break_the_transfer(client, many, monkeypatch):
    monkeypatch.setattr(DatabaseRows, "count", lambda rows: 21)

    with pytest.raises(files.MiscountError):
        client.get("/firms.json").getvalue()


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_one_long_file_at_a_time_and_pages_beside_it(client, many, form):
    first = client.get(f"/firms.{form}")
    second = client.get(f"/zh-hans/firms.{form}")

    assert second.status_code == 503
    assert int(second["Retry-After"]) > 0
    assert client.get(f"/firms.{form}?q=Firm 03").status_code == 200  # a short one
    assert client.get("/firms/").status_code == 200
    leave(first)
    third = client.get(f"/firms.{form}")
    assert third.status_code == 200
    assert third.getvalue()
    leave(third)


def test_a_reader_who_leaves_frees_the_place_and_the_connection(client, many):
    rows = DatabaseRows.of(Firm.objects.order_by("key"), FIRM_COLUMNS)
    response = files.sent(rows, files.csv_file)
    pieces = iter(response)
    came = [next(pieces), next(pieces)]
    leave(response)

    assert b"firm-00" in came[1]
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert client.get("/firms.csv").getvalue()


def test_a_long_file_may_take_longer_than_the_statements_of_pages_do(many):
    rows = DatabaseRows.of(Firm.objects.order_by("key"), FIRM_COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '60s'")
        with rows.moment():
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == ("0",)


def test_a_list_that_no_sheet_holds_is_refused_with_a_word(client, many, monkeypatch):
    monkeypatch.setattr(excel, "MOST_ROWS", 19)

    refused = client.get("/firms.xlsx")

    assert refused.status_code == 400
    assert "20" in refused.content.decode()
    assert "CSV or JSON" in refused.content.decode()


def test_a_text_that_no_cell_holds_is_refused_and_not_cut(client):
    FirmFactory(note="x" * 32_768)

    refused = client.get("/firms.xlsx")

    assert refused.status_code == 400
    assert "note" in refused.content.decode()
    assert len(from_csv(client.get("/firms.csv").getvalue())[0]["note"]) == 32_768


def test_a_number_that_excel_would_round_is_a_text():
    assert not excel._is_exact("1234567890123456.5")
    assert excel._is_exact("761714000000")


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
@pytest.mark.parametrize("day", ["", "as_of=2024-01-15"])
def test_more_firms_cost_no_more_queries(client, form, day):
    def ask():
        return client.get(f"/firms.{form}?{day}").getvalue()

    SiteFactory()
    few = count_queries(ask)
    for _ in range(10):
        SiteFactory()

    assert count_queries(ask) == few
