"""Files that cannot be read as they are: each gets a message that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from plans.loaders import evidence
from plans.loaders.problems import Problems
from plans.loaders.reading import CHUNK_ROWS, read_folders
from plans.loaders.sheets import Sheet
from plans.loaders.tables import Tables

TABLES = Tables(evidence.TABLES)
HEADER = "key,name_en,name_zh,kind,parent_key"
CHINA = "china,China,中国,country,"
CITY = "shanghai,Shanghai,上海市,city,china"


def read(folder: Path, content: str | bytes) -> tuple[Sheet | None, list[str]]:
    data = content if isinstance(content, bytes) else content.encode()
    (folder / "areas.csv").write_bytes(data)
    problems = Problems()
    sheets = read_folders([folder], TABLES, problems)
    return sheets.get("areas"), problems.lines(100)


def lines(*texts: str) -> str:
    return "".join(f"{text}\n" for text in texts)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lines(HEADER, CHINA, CITY), id="as it should be"),
        pytest.param("\ufeff" + lines(HEADER, CHINA, CITY), id="with a byte order mark"),
        pytest.param(lines(HEADER, CHINA, CITY).replace("\n", "\r\n"), id="with Windows lines"),
        pytest.param(lines(HEADER, CHINA, CITY)[:-1], id="without a last line break"),
        pytest.param(lines(HEADER, "", CHINA, "", CITY, ""), id="with empty lines"),
        pytest.param(
            lines(
                "parent_key,kind,name_zh,name_en,key",
                ",country,中国,China,china",
                'china,"city",上海市,Shanghai,shanghai',
            ),
            id="with its columns in another order",
        ),
    ],
)
def test_a_file_is_read(tmp_path, content):
    sheet, problems = read(tmp_path, content)

    assert problems == []
    assert sheet.columns == {
        "key": ["china", "shanghai"],
        "name_en": ["China", "Shanghai"],
        "name_zh": ["中国", "上海市"],
        "kind": ["country", "city"],
        "parent_key": [None, "china"],
    }


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param(b"", "areas.csv: is empty; it needs at least a header line.", id="empty"),
        pytest.param(
            "\ufeff",
            "areas.csv: is empty; it needs at least a header line.",
            id="nothing but a byte order mark",
        ),
        pytest.param(
            lines(HEADER, CHINA, CITY).encode("gb18030"),
            "areas.csv, line 2: is not UTF-8; save the file as UTF-8.",
            id="GB 18030",
        ),
        pytest.param(
            lines(HEADER, CHINA).encode("utf-16"),
            "areas.csv, line 1: is not UTF-8; save the file as UTF-8.",
            id="UTF-16",
        ),
        pytest.param(
            lines(HEADER, CHINA).encode() + "上".encode()[:2],
            "areas.csv, line 3: is not UTF-8: it breaks off within a character.",
            id="cut within a character",
        ),
        pytest.param(
            lines(HEADER, "china,Chi\0na,中国,country,"),
            "areas.csv, line 2: holds a NUL byte; save the file as UTF-8 text.",
            id="a NUL byte",
        ),
        pytest.param(
            lines(HEADER, CHINA).replace(",", ";"),
            "areas.csv, line 1: the columns are separated by ';'; separate them by commas.",
            id="semicolons",
        ),
        pytest.param(
            lines(HEADER, CHINA).replace(",", "\t"),
            "areas.csv, line 1: the columns are separated by '\\t'; separate them by commas.",
            id="tabs",
        ),
        pytest.param(
            lines(HEADER + ",key", CHINA + ",china"),
            "areas.csv, line 1, column key: the header names this column twice.",
            id="a column twice",
        ),
        pytest.param(
            lines(HEADER + ",colour", CHINA + ",red"),
            "areas.csv, line 1, column colour: there is no such column in the data dictionary.",
            id="a column too many",
        ),
        pytest.param(
            lines("key,name_en,name_zh,kind", "china,China,中国,country"),
            "areas.csv, line 1, column parent_key: the column is missing.",
            id="a column missing",
        ),
        pytest.param(
            lines(HEADER, "china,China,中国,country", CITY),
            "areas.csv, line 2: has 4 cells where the header has 5 columns.",
            id="a row too short",
        ),
        pytest.param(
            lines(HEADER, CHINA, CITY + ",", CITY),
            "areas.csv, line 3: has 6 cells where the header has 5 columns.",
            id="a row too long",
        ),
        pytest.param(
            lines(HEADER, CHINA, 'shanghai,"Shanghai"!,上海市,city,china'),
            "areas.csv, line 3: cannot be read as CSV: ',' expected after '\"'."
            " The rest was not read.",
            id="a stray quotation mark",
        ),
        pytest.param(
            lines(HEADER, CHINA, 'shanghai,"Shanghai,上海市,city,china'),
            "areas.csv, line 3: cannot be read as CSV: unexpected end of data."
            " The rest was not read.",
            id="a quotation mark that is never closed",
        ),
        pytest.param(
            lines(HEADER, ",China,中国,country,"),
            "areas.csv, line 2, column key: is empty; it must be filled.",
            id="an empty key",
        ),
        pytest.param(
            lines(HEADER, "china,   ,中国,country,"),
            "areas.csv, line 2, column name_en: is empty; it must be filled.",
            id="a name of blanks",
        ),
    ],
)
def test_a_file_is_refused(tmp_path, content, problem):
    _, problems = read(tmp_path, content)

    assert problems == [problem]


def test_all_problems_are_found_at_once(tmp_path):
    _, problems = read(tmp_path, lines(HEADER, "China,,中国,land,", "a b,X,,city,China"))

    assert [problem.partition(":")[0] for problem in problems] == [
        "areas.csv, line 2, column key",
        "areas.csv, line 2, column name_en",
        "areas.csv, line 2, column kind",
        "areas.csv, line 3, column key",
        "areas.csv, line 3, column parent_key",
    ]


def test_a_cell_may_run_over_lines_and_later_rows_keep_their_line(tmp_path):
    _, problems = read(
        tmp_path, lines(HEADER, 'china,"Chi\nna\r\n\n",中国,country,', "shanghai,,,city,china")
    )

    assert problems == ["areas.csv, line 6, column name_en: is empty; it must be filled."]


@pytest.mark.parametrize("place", [0, CHUNK_ROWS - 1, CHUNK_ROWS, 2 * CHUNK_ROWS + 5])
def test_a_row_far_down_is_named_by_its_line(tmp_path, place):
    rows = [f"area-{n},Area {n},,city,china" for n in range(2 * CHUNK_ROWS + 10)]
    rows[place] = f"area-{place},,,city,china"

    sheet, problems = read(tmp_path, lines(HEADER, *rows))

    assert problems == [
        f"areas.csv, line {place + 2}, column name_en: is empty; it must be filled."
    ]
    assert len(sheet) == len(rows)


def test_rows_before_a_stray_quotation_mark_are_still_checked(tmp_path):
    _, problems = read(tmp_path, lines(HEADER, "CHINA,China,中国,country,", 'a,"b"c,,city,'))

    assert [problem.partition(":")[0] for problem in problems] == [
        "areas.csv, line 2, column key",
        "areas.csv, line 3",
    ]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    problems = Problems()

    read_folders([tmp_path / "nowhere"], TABLES, problems)

    assert problems.lines(9) == [f"{tmp_path / 'nowhere'}: there is no such folder."]


def test_a_folder_without_data_files_is_named(tmp_path):
    (tmp_path / "readme.txt").write_text("nothing here")
    problems = Problems()

    read_folders([tmp_path], TABLES, problems)

    assert problems.lines(9) == [f"{tmp_path}: the folder holds no data files (*.csv)."]


def test_a_misspelt_file_is_named(tmp_path):
    (tmp_path / "area.csv").write_text(lines(HEADER))
    problems = Problems()

    read_folders([tmp_path], TABLES, problems)

    [problem] = problems.lines(9)
    assert problem.startswith("area.csv: is none of the data files: sources.csv, areas.csv, ")


def test_two_folders_may_hold_rows_of_one_table(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, row in ((first, CHINA), (second, "shanghai,,上海市,city,china")):
        folder.mkdir()
        (folder / "areas.csv").write_text(lines(HEADER, row))
    problems = Problems()

    sheets = read_folders([first, second], TABLES, problems)

    assert sheets["areas"].columns["key"] == ["china", "shanghai"]
    assert problems.lines(9) == [
        f"{second / 'areas.csv'}, line 2, column name_en: is empty; it must be filled."
    ]


def test_files_of_one_table_must_have_the_same_columns(tmp_path):
    header = ",".join(column.name for column in evidence.METRICS.columns if not column.optional)
    for name, columns in (("first", header), ("second", f"{header},theme")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "metrics.csv").write_text(lines(columns))
    problems = Problems()

    read_folders([tmp_path / "first", tmp_path / "second"], TABLES, problems)

    assert problems.lines(9) == [
        f"{tmp_path / 'second' / 'metrics.csv'}, line 1:"
        " this file and the one before it differ in their columns: theme."
    ]


def test_only_so_many_problems_are_shown_and_the_rest_is_counted(tmp_path):
    (tmp_path / "areas.csv").write_text(lines(HEADER, *["A,B,,city,china"] * 500))
    problems = Problems()

    read_folders([tmp_path], TABLES, problems)

    shown = problems.lines(100)
    assert len(shown) == 101
    assert shown[-1] == "... and 400 more."
