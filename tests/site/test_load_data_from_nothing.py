"""`load_data` on a database that has nothing yet, and when it has had the shipped files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.utils import timezone

from parks.models import Firm
from plans.domain.dates import PartialDate
from plans.models import Area, DataLoad, Source
from tests.data.folder import DataFolder, load, refusal
from tests.rereading import read_again, reread

YEAR_2021 = "biomedicine-industry-scale-shanghai-2021-kjw-2022-07-19"

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """The shipped files, which a test may change."""
    return DataFolder.like_shipped(tmp_path / "data")


def test_all_problems_of_all_files_are_told_at_once(folder):
    for table, row, cells in (
        ("sources", "kjw-2022-07-19", {"url": "kjw.example"}),
        ("observations", YEAR_2021, {"value": "761.7 bn"}),
        ("targets", "biomedicine-14fyp/industry-scale", {"due_on": "end of 2025"}),
        ("firms", "abelzeta", {"modality": "car_t;cart"}),
    ):
        folder.edit(table, row, **cells)

    files = [problem.partition(",")[0] for problem in refusal(folder.path)]

    assert files == ["sources.csv", "observations.csv", "targets.csv", "firms.csv"]
    assert not Source.objects.exists()


def test_an_empty_database_takes_a_folder_in_any_order_of_its_rows(folder):
    for table in ("sources", "areas", "targets"):
        folder.write(table, folder.rows(table)[::-1])

    assert "targets.csv: 115 added, 0 changed, 0 unchanged\n" in load(folder.path)


def test_a_source_without_the_day_it_was_read_takes_today(folder):
    folder.drop_column("sources", "retrieved_on")

    load(folder.path)

    assert Source.objects.get(key="kjw-2022-07-19").retrieved_on == timezone.localdate()


def test_rows_of_two_folders_come_together(folder, tmp_path):
    more = DataFolder(tmp_path / "more")
    more.write("areas", [row for row in folder.rows("areas") if row["key"] == "shanghai"])
    folder.remove("areas", "shanghai")

    load(folder.path, more.path)

    assert Area.objects.get(key="pudong").parent.key == "shanghai"


def test_shipped_data_is_loaded_once():
    assert load("--shipped").startswith("1,691 rows added, 0 changed\n")
    assert load("--shipped") == "nothing to do: this database has had these files\n"


def test_shipped_data_leaves_an_editors_change_alone():
    load("--shipped")
    Firm.objects.filter(key="abelzeta").update(**reread(founded_on="2009"))

    load("--shipped")

    assert Firm.objects.get(key="abelzeta").founded_on == PartialDate(2009)


@pytest.fixture
def edition(settings, tmp_path):
    """The next edition of the shipped files, which a test changes."""
    load("--shipped")
    for app in ("plans", "parks"):
        (tmp_path / app).mkdir()
        shipped = Path(settings.BASE_DIR, app, "data")
        (tmp_path / app / "data").symlink_to(shipped)
    (tmp_path / "parks" / "data").unlink()
    changed = DataFolder.like_shipped(tmp_path / "parks" / "data")
    settings.BASE_DIR = tmp_path
    return changed.only("districts", "parks", "firms", "sites", "products", "events")


def test_changed_shipped_data_is_loaded(edition):
    edition.edit("firms", "atlatl", locator="para")  # from "text": the file is as long as before

    assert load("--shipped").startswith("0 rows added, 1 changed\n")
    assert DataLoad.objects.count() == 2


def test_a_new_edition_leaves_alone_what_was_read_again_here_and_says_so(edition):
    edition.edit("firms", "atlatl", name_en="Atlatl")
    Firm.objects.filter(key="abelzeta").update(**reread(founded_on="2009"))

    report = load("--shipped")

    assert report.startswith("0 rows added, 1 changed\nLeft as they are, since their places")
    assert "firms.csv, line 2, column founded_on: “2009” becomes “”" in report
    assert Firm.objects.get(key="abelzeta").founded_on == PartialDate(2009)
    assert Firm.objects.get(key="atlatl").name_en == "Atlatl"
    assert load("--shipped").startswith("nothing to do")


@pytest.mark.parametrize("told", ["", "2026-11-29"], ids=["never read", "of an edition before"])
def test_an_edition_says_when_it_read_again_what_it_corrects(told, edition):
    reading = dt.datetime(2026, 11, 29, tzinfo=timezone.get_default_timezone()) if told else None
    Firm.objects.filter(key="atlatl").update(reread_at=reading)
    edition.edit("firms", "atlatl", founded_on="2018", reread_at=told)

    [problem] = refusal("--shipped")
    assert "column founded_on: “2017” becomes “2018”" in problem
    edition.edit("firms", "atlatl", **read_again())

    assert load("--shipped").startswith("0 rows added, 1 changed\n")
    assert Firm.objects.get(key="atlatl").founded_on == PartialDate(2018)


def test_a_load_by_hand_counts_as_having_had_the_shipped_files():
    load()

    assert load("--shipped").startswith("nothing to do")


@pytest.mark.parametrize("option", ["--dry-run", "--shipped"])
def test_a_dry_run_does_not_count_as_a_load(option):
    load("--dry-run", option)

    assert not DataLoad.objects.exists()


def test_folders_and_shipped_exclude_each_other(tmp_path):
    with pytest.raises(CommandError, match=r"Give folders or --shipped, not both\."):
        load(tmp_path, "--shipped")
