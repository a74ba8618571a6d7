"""`load_data` of some files: they may lean on what the database has, and must agree with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from plans.models import (
    Area,
    Metric,
    Observation,
    Target,
)
from tests.data.folder import DataFolder, load, refusal
from tests.factories.plans import ObservationFactory, SourceFactory
from tests.rereading import read_again

YEAR_2021 = "biomedicine-industry-scale-shanghai-2021-kjw-2022-07-19"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """The shipped files, which a test may change."""
    return DataFolder.like_shipped(tmp_path / "data")


def test_only_tables_whose_file_is_given_are_compared(folder):
    folder.only("products").remove("products", "bd111")

    report = load(folder.path)

    assert report.startswith("products.csv: 0 added, 0 changed, 58 unchanged\n")
    assert "firms.csv" not in report


def test_a_file_alone_may_lean_on_the_database(folder):
    folder.only("observations", "targets", "sites")
    folder.add("observations", like=YEAR_2021, key="a-new-figure", value="5")

    assert "observations.csv: 1 added, 0 changed, 406 unchanged\n" in load(folder.path)


def test_a_row_may_refer_to_one_of_its_table_that_only_the_database_has(folder):
    folder.add("areas", like="guangzhou-nansha", key="new-zone", parent_key="lingang")
    rows = folder.only("areas").rows("areas")
    folder.write("areas", [row for row in rows if row["key"] == "new-zone"])

    assert load(folder.path).startswith("areas.csv: 1 added, 0 changed, 0 unchanged\n")
    assert Area.objects.get(key="new-zone").parent.key == "lingang"


def test_a_variant_may_be_of_a_target_that_only_the_database_has(folder):
    variant = "biomedicine-14fyp/industry-scale-alt"
    folder.only("targets").edit("targets", variant, **read_again(value="1300000000000"))
    rows = folder.rows("targets")
    folder.write("targets", [row for row in rows if variant.endswith(f"/{row['key']}")][:1])

    assert load(folder.path).startswith("targets.csv: 0 added, 1 changed, 0 unchanged\n")
    changed = Target.objects.get(value=1_300_000_000_000)
    assert changed.variant_of.key == "industry-scale"


def test_what_is_neither_in_the_files_nor_in_the_database_is_named(folder):
    folder.only("observations").edit("observations", YEAR_2021, metric_key="no-such-metric")

    assert refusal(folder.path) == [
        f"observations.csv, line {folder.line('observations', YEAR_2021)}, column metric_key:"
        ' there is no "no-such-metric" in metrics.csv, nor in the database.'
    ]


@pytest.mark.parametrize(
    ("table", "row", "cells", "reason"),
    [
        ("observations", YEAR_2021, {"period_end": "2022-12-31"}, "after its source came out"),
        ("targets", "biomedicine-14fyp/industry-scale", {"unit": "USD"}, "metrics.csv, which"),
        ("sites", "abelzeta-zhangjiang-pharma-valley", {"district_key": "minhang"}, "of "),
        ("parks", "simz", {"name_en": "Medical Zone"}, "differs from areas.csv"),
        (
            "targets",
            "biomedicine-14fyp/manufacturing-output-alt-shine-2021",
            {"variant_of": "manufacturing-output-alt-ecns"},
            "is itself a variant",
        ),
    ],
)
def test_rules_between_files_are_kept_against_the_database(folder, table, row, cells, reason):
    line = folder.only(table).edit(table, row, **cells).line(table, row)

    [problem] = refusal(folder.path)

    assert problem.startswith(f"{table}.csv, line {line}, column ")
    assert reason in problem


def test_a_clash_with_a_row_that_only_the_database_has_names_line_and_rule(folder):
    SourceFactory(key="an-editors-source", url="https://example.org/report")
    folder.edit("sources", "kjw-2022-07-19", url="http://www.example.org/report/")

    [problem] = refusal(folder.path)

    line = folder.line("sources", "kjw-2022-07-19")
    assert problem.startswith(
        f"sources.csv, line {line}: There is a source with this address already. Key "
    )
    assert problem.endswith("(rule source_address_only_once)")


def test_a_rule_that_waits_for_the_end_is_told_in_words(folder):
    """A share in the file, and an editor's figure above 100 that the file does not have."""
    index = Metric.objects.get(key="biomedicine-industry-scale-growth")
    figure = Observation.objects.filter(metric=index).first()
    ObservationFactory(key="an-editors-figure", metric=index, area=figure.area, value=250)
    folder.only("metrics").edit("metrics", index.key, measure_type="share")

    [problem] = refusal(folder.path)

    assert problem == (
        'The database: metric "biomedicine-industry-scale-growth" cannot be a share: its'
        ' observation "an-editors-figure" is 250.0000'
        ' (rule "observation_share_is_0_to_100")'
    )


def test_what_keeps_a_data_set_from_being_whole_is_noted_and_loaded(folder):
    folder.add("sources", like="kjw-2022-07-19", key="not-yet-cited", url="https://a.example/")

    report = load(folder.path)

    assert "sources.csv: 1 added, 0 changed, 378 unchanged\n" in report
    assert "no fact and no note uses this source." in report
