"""`check_data`: the shipped files are in order, and whatever is not is named by its place."""

from __future__ import annotations

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.data.folder import SHIPPED


def check(*folders: Path) -> str:
    output = StringIO()
    call_command("check_data", *map(str, folders), stdout=output)
    return output.getvalue()


def complaints(*folders: Path) -> list[str]:
    with pytest.raises(CommandError) as refusal:
        check(*folders)
    return str(refusal.value).splitlines()


def test_the_shipped_folders_are_in_order():
    assert check(*SHIPPED) == "The data files are in order.\n"


def test_the_evidence_stands_alone():
    assert check(SHIPPED[0]) == "The data files are in order.\n"


def test_it_needs_no_database():
    """Nor does it ask for one: the server that the settings name is not there."""
    nowhere = os.environ | {
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
        "DJANGO_SECRET_KEY": "only-here",
        "DJANGO_LOCAL_HTTP": "true",
    }

    done = subprocess.run(
        [sys.executable, "manage.py", "check_data", *map(str, SHIPPED)],
        cwd=settings.BASE_DIR,
        env=nowhere,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, "The data files are in order.\n"), done.stderr


def test_it_ends_with_an_error_and_every_problem(folder):
    folder.edit("firms", "abelzeta", role="maker")
    folder.edit("observations", folder.rows("observations")[15]["key"], value="1,200")

    done = subprocess.run(
        [sys.executable, "manage.py", "check_data", str(folder.path)],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SECRET_KEY": "only-here", "DJANGO_LOCAL_HTTP": "true"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        'CommandError: observations.csv, line 17, column value: "1,200" is not a number;'
        " write it without separators.",
        'firms.csv, line 2, column role: "maker" is not one of developer, cdmo, tools_supplier,'
        " testing, hospital, investor, incubator.",
        "2 problems found.",
    ]


@pytest.mark.parametrize(
    ("table", "row", "cells", "column", "reason"),
    [
        pytest.param(
            "observations",
            "biomedicine-industry-scale-shanghai-2021-kjw-2022-07-19",
            {"metric_key": "industry-size"},
            "metric_key",
            'there is no "industry-size" in metrics.csv.',
            id="a metric that is not there",
        ),
        pytest.param(
            "parks",
            "simz",
            {"district_key": "zhangjiang-science-city"},
            "district_key",
            'there is no "zhangjiang-science-city" in districts.csv.',
            id="a park for a district",
        ),
        pytest.param(
            "targets",
            "biomedicine-14fyp/industry-scale",
            {"plan_key": "the-next-plan"},
            "plan_key",
            'there is no "the-next-plan" in plans.csv.',
            id="a plan that is not there",
        ),
        pytest.param(
            "sources",
            "kjw-2022-07-19",
            {"origin_key": "the-original"},
            "origin_key",
            'there is no "the-original" in sources.csv.',
            id="an origin that is not there",
        ),
        pytest.param(
            "districts",
            "pudong",
            {"name_en": "Pudong"},
            "name_en",
            '"Pudong" differs from areas.csv, which has "Pudong New Area" for pudong.',
            id="a district with another name than its area",
        ),
        pytest.param(
            "parks",
            "simz",
            {"name_zh": ""},
            "name_zh",
            '"" differs from areas.csv, which has "上海国际医学园区" for simz.',
            id="a park without the name of its area",
        ),
    ],
)
def test_keys_and_references_are_checked(folder, table, row, cells, column, reason):
    line = folder.line(table, row)
    folder.edit(table, row, **cells)

    found = complaints(folder.path)

    place = f"{table}.csv, line {line}, column {column}: {reason}"
    assert place in found


@pytest.mark.parametrize(
    ("table", "row"),
    [
        pytest.param("firms", "abelzeta", id="a key"),
        pytest.param("measures", "biomedicine-14fyp/cell-therapy-core", id="a key of a plan"),
    ],
)
def test_a_key_stands_once(folder, table, row):
    folder.add(table, like=row)

    last = len(folder.rows(table)) + 1
    assert complaints(folder.path)[0] == (
        f'{table}.csv, line {last}, column key: "{row}" is the key of line 2 too.'
    )


def test_two_plans_may_have_a_target_of_the_same_key(folder):
    folder.add(
        "targets", like="biomedicine-14fyp/industry-scale", plan_key="gene-therapy-2023-2025"
    )

    assert check(folder.path) == "The data files are in order.\n"


def test_references_may_point_forward_and_back(folder):
    for table in ("sources", "areas", "targets"):
        folder.write(table, folder.rows(table)[::-1])

    assert check(folder.path) == "The data files are in order.\n"


def test_a_file_that_is_not_given_is_missed_once(folder):
    folder.only("sources", "areas", "observations")

    assert complaints(folder.path) == [
        "observations.csv, column metric_key: holds keys of metrics.csv,"
        " which is in none of the folders.",
        "1 problem found.",
    ]


def test_a_bad_cell_is_reported_once_and_hides_nothing_else(folder):
    row = "biomedicine-industry-scale-shanghai-2021-kjw-2022-07-19"
    line = folder.line("observations", row)
    folder.edit("observations", row, period_end="2021", metric_key="nothing")

    assert complaints(folder.path)[:-1] == [
        f'observations.csv, line {line}, column period_end: "2021" is not a full date;'
        " write it as 2024-07-30.",
        f'observations.csv, line {line}, column metric_key: there is no "nothing" in metrics.csv.',
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("宝山区", "\0", id="a file that cannot be read"),
        pytest.param("key,", "Key,", id="a file without its key"),
        pytest.param("baoshan,Baoshan,", "baoshan,Bao,shan,", id="a row that cannot be read"),
    ],
)
def test_what_is_in_rows_that_cannot_be_read_is_not_missed(folder, old, new):
    folder.text("areas", old, new)

    found = complaints(folder.path)[:-1]

    assert found
    assert all(problem.startswith(("CommandError: ", "areas.csv, line ")) for problem in found)


def test_a_file_without_rows_is_missed_row_by_row(folder):
    header = (folder.path / "products.csv").read_text().splitlines()[0]
    (folder.path / "firms.csv").write_text((folder.path / "firms.csv").read_text().splitlines()[0])
    (folder.path / "products.csv").write_text(header)

    assert 'sites.csv, line 2, column firm_key: there is no "abelzeta" in firms.csv.' in complaints(
        folder.path
    )


def test_a_row_that_cannot_be_read_leaves_no_metric_unused(folder):
    only_figure = "advanced-therapy-pipeline-china-2025-09-19-myzaker-2025-09-19"
    line = folder.line("observations", only_figure)
    folder.text("observations", f"{only_figure},", f"{only_figure},one cell more,")

    assert complaints(folder.path)[:-1] == [
        f"observations.csv, line {line}: has 15 cells where the header has 14 columns."
    ]
