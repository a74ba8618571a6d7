"""What people bring is understood or refused clearly, whatever Excel has made of it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook

from cgt_site.datafiles import TABLES
from cgt_site.importing.bringing import bring
from cgt_site.importing.brought import UnreadableFileError

AREAS = TABLES["areas"]
HEADER = "key,name_en,name_zh,kind,parent_key"
ROW = "jinshan,Jinshan,金山区，（远郊）,district,shanghai"
QUOTED = 'jinshan,Jinshan,"金山区，（远郊）",district,shanghai'
CELLS = ["jinshan", "Jinshan", "金山区，（远郊）", "district", "shanghai"]


def text(*lines: str) -> str:
    return "\r\n".join(lines)


def workbook(*rows, table="observations", change=None) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = table
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def reasons(brought):
    return [each.reason for each in brought.refusals]


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (text(HEADER, ROW).encode(), ""),
        (text(HEADER, ROW).encode("utf-8-sig"), ""),
        (text(HEADER, ROW).encode("utf-16"), "UTF-16"),
        (text(HEADER, ROW).encode("gbk"), "GB18030"),
        (text(HEADER, QUOTED).replace(",", ";").encode(), "semicolons"),
        (text(HEADER, QUOTED).replace(",", "\t").encode("utf-16"), "tabs"),
        (text(HEADER, "Ｊinshan　,".lower() + ROW.partition(",")[2]).encode(), "key: 1 cell"),
        (text(HEADER, ROW, ",,,,", "").encode(), ""),
        (text(HEADER + ",", ROW + ",").encode(), ""),
    ],
    ids=["plain", "BOM", "UTF-16", "GBK", "semicolons", "tabs", "full-width", "blank", "trailing"],
)
def test_a_text_file_is_understood(content, note):
    brought = bring(content, AREAS, TABLES)

    assert (brought.records, brought.refusals) == ([CELLS], [])
    assert note in " ".join(brought.notes)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (
            text(HEADER, "a,Prés d'été,,,").encode("latin-1"),
            "neither UTF-8 nor GB18030: see line 2",
        ),
        (text(HEADER, "a,,臺灣繁體中文檔案,,").encode("big5"), "neither UTF-8 nor GB18030"),
        (text(HEADER, "a,かなカナ漢字表示,,,").encode("shift-jis"), "neither UTF-8 nor GB18030"),
        (text(HEADER, "a\0,,,,").encode(), "holds NUL bytes"),
        (text(HEADER, "a,\ufffd,,,").encode(), "Line 2 holds a character that was lost"),
        (text(HEADER, 'a,"open,,,').encode(), "Line 2 cannot be read as CSV"),
        (b"\xd0\xcf\x11\xe0 old", "old form (XLS)"),
        (b"PK\x03\x04 broken", "breaks off"),
        (b"\xef\xbb\xbf" + text(HEADER, ROW).encode("gbk"), "begins as UTF-8 and is not"),
    ],
)
def test_a_file_that_is_not_beyond_doubt_is_refused(content, sentence):
    with pytest.raises(UnreadableFileError) as refused:
        bring(content, AREAS, TABLES)

    assert sentence in str(refused.value)


def test_a_row_that_is_too_short_and_a_column_without_a_name_are_refused():
    brought = bring(text("key,,kind", "a,b,city", "c").encode(), AREAS, TABLES)

    assert reasons(brought) == [
        "column 2 has values and no name in the header (line 1). Merged cells?",
        "has 1 cell where the header has 3 columns.",
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024年7月30日", "2024-07-30"),
        ("２０２４年７月", "2024-07"),
        ("2024年", "2024"),
        ("2024/7/3", "2024-07-03"),
        ("2024.12", "2024-12"),
        ("7/3/2024", "7/3/2024"),
        ("去年", "去年"),
    ],
)
def test_a_date_with_its_year_first_becomes_iso(written, read):
    brought = bring(
        text("key,published_on,title", f"a,{written},{written}").encode(), TABLES["sources"], TABLES
    )

    assert brought.records == [["a", read, written]]


def moment(day, hour=0):
    """As a workbook holds it: without a zone."""
    return dt.datetime(2024, 7, day, hour)  # noqa: DTZ001


def day(form):
    def change(sheet):
        sheet["B2"].number_format = form

    return change


@pytest.mark.parametrize(
    ("column", "value", "change", "read"),
    [
        ("value", 123.5, None, "123.5"),
        ("value", 0.1 + 0.2, None, "0.3"),
        ("value", 14_500_000_000, None, "14500000000"),
        ("value", "１２３．５", None, "123.5"),
        ("period_start", moment(30), None, "2024-07-30"),
        ("period_start", moment(1), day('yyyy"年"m"月"'), "2024-07"),
        ("period_start", 45503, None, "2024-07-30"),
        ("period_start", 2024, None, "2024"),
        ("preferred", True, None, "true"),
        ("note", "=没有公式", lambda sheet: setattr(sheet["B2"], "data_type", "s"), "=没有公式"),
    ],
)
def test_a_cell_of_excel_is_understood(column, value, change, read):
    brought = bring(
        workbook(["key", column], ["a", value], change=change), TABLES["observations"], TABLES
    )

    assert (brought.records, brought.refusals) == ([["a", read]], [])


def error(sheet):
    sheet["B2"].value, sheet["B2"].data_type = "#REF!", "e"


@pytest.mark.parametrize(
    ("column", "value", "change", "reason"),
    [
        ("value", moment(30), None, "Excel has made the date 2024-07-30"),
        ("value", 0, error, "holds the error #REF!"),
        ("value", "=1+1", None, "the formula has no result"),
        ("value", 12345678901234567890, None, "Excel keeps 15 digits"),
        ("period_start", 2024.1, None, "2024.1 is no date"),
        ("period_start", moment(30, 9), None, "has a time of day"),
        ("value", dt.time(9, 30), None, "made a time"),
    ],
)
def test_a_cell_of_excel_is_refused_by_its_place(column, value, change, reason):
    brought = bring(
        workbook(["key", column], ["a", value], change=change), TABLES["observations"], TABLES
    )

    assert [(each.line, each.column) for each in brought.refusals] == [(2, 1)]
    assert reason in brought.refusals[0].reason


def test_merged_cells_are_refused():
    content = workbook(
        ["key", "value", None], ["a", 1, 2], change=lambda sheet: sheet.merge_cells("B1:C1")
    )

    brought = bring(content, TABLES["observations"], TABLES)

    assert reasons(brought)[0] == "B1:C1 is merged: only its first cell holds a value. Unmerge it."


def test_the_result_of_a_formula_is_read():
    content = with_result(workbook(["key", "value"], ["a", "=1+1"]))

    brought = bring(content, TABLES["observations"], TABLES)

    assert (brought.records, brought.refusals) == ([["a", "2"]], [])
    assert brought.notes == ["1 cell holds a formula; its result was read."]


def with_result(content: bytes) -> bytes:
    """The workbook as Excel saves it: a formula with its result beside it."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(
                name, old.read(name).replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>")
            )
    return file.getvalue()


def test_a_workbook_that_unpacks_to_more_than_memory_holds_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        for number in range(3):
            bomb.writestr(f"{number}.xml", b" " * 70 * 1024 * 1024)

    with pytest.raises(UnreadableFileError, match="unpacks to more than 200 MB"):
        bring(file.getvalue(), AREAS, TABLES)
