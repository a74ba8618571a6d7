"""What a spreadsheet would run is made harmless: by Python and by the database alike."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from psycopg import sql

from plans.exports import Form
from plans.exports.cells import SKIPPED, STARTS, cell, harmless, harmless_sql
from tests.factories.parks import FirmFactory
from tests.files import cells, from_csv, from_excel

RUN_BY_A_SPREADSHEET = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\rx",
    "\nx",
    " =1",
    "\u3000=1",
    "\ufeff=1",
    '"=1+1"',
    "'=1+1",
    " \"' =cmd|'/c calc'!A1",
    "＝1+1",
    "＠SUM",
    "\u200b+1",
]
SHOWN_AS_IT_IS = [
    "",
    "CARsgen",
    "1-2",
    "a=b",
    "细胞治疗",
    "'s",
    '"quoted"',
    " blank",
    "(-1)",
    "; x",
]


@pytest.mark.parametrize("text", RUN_BY_A_SPREADSHEET)
def test_a_text_that_would_run_gets_an_apostrophe(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", SHOWN_AS_IT_IS)
def test_any_other_text_stays_as_it_is(text):
    assert harmless(text) == text


def test_a_number_is_no_text():
    assert cell(Decimal("-2.50"), Form.DECIMAL) == "-2.5"


def test_each_item_of_a_list_is_made_harmless():
    assert cell(["a", "=b"], Form.TEXTS) == "a;'=b"


def in_the_database(text):
    statement = sql.SQL("SELECT {} FROM (SELECT {}::text AS said) AS one").format(
        sql.SQL(harmless_sql("said")), sql.Literal(text)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        [[made]] = cursor.fetchall()
    return made or ""


@pytest.mark.django_db
@pytest.mark.parametrize("text", [*RUN_BY_A_SPREADSHEET, *SHOWN_AS_IT_IS])
def test_the_database_does_the_same(text):
    assert in_the_database(text) == harmless(text)


class Agreement(TestCase):
    """On texts that nobody thought of, most of them around what is looked at."""

    signs = st.sampled_from([*SKIPPED, *STARTS, "a", "'", ";", "中"])

    @given(
        st.text(signs, max_size=6) | st.text(st.characters(codec="utf-8", exclude_characters="\0"))
    )
    def test_python_and_the_database_agree(self, text):
        assert in_the_database(text) == harmless(text)


@pytest.mark.django_db
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", ' "=', "＝"])
def test_no_file_holds_a_formula(client, start):
    name = f"{start}HYPERLINK(0)"
    FirmFactory(name_en=name, former_names=[name, "Old"], note='He said "no",\nthen yes')

    csv_row, excel_row = (
        read(client.get(f"/firms.{form}").getvalue())[0]
        for form, read in (("csv", from_csv), ("xlsx", from_excel))
    )

    assert csv_row["name_en"] == f"'{name}"
    assert csv_row["former_names"] == f"'{name};Old"
    assert csv_row["note"] == 'He said "no",\nthen yes'
    assert excel_row["note"] == csv_row["note"]
    assert excel_row["name_en"].split() == csv_row["name_en"].split()
    assert client.get("/firms.json").json()["results"][0]["name_en"] == name


@pytest.mark.django_db
def test_an_excel_file_makes_no_link_and_no_formula(client):
    FirmFactory(name_en="=1+1", website="https://firm.example/")

    content = client.get("/firms.xlsx").getvalue()

    _header, row = cells(content)
    assert {kind for kind, _text in row.values()} == {"inlineStr"}


@pytest.mark.django_db
def test_chinese_comes_through(client):
    FirmFactory(name_en="CARsgen", name_zh="科济药业")

    content = client.get("/firms.csv").getvalue()

    assert content.startswith("\ufeff".encode())
    assert from_csv(content)[0]["name_zh"] == "科济药业"
    assert from_excel(client.get("/firms.xlsx").getvalue())[0]["name_zh"] == "科济药业"
    assert "科济药业" in client.get("/firms.json").getvalue().decode()
