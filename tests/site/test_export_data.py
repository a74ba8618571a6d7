"""`export_data`: the files that it writes say what the database says, and load back the same."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cgt_site.datafiles import TABLES
from parks.models import Firm
from plans.loaders.tables import Table
from plans.models import Area, Metric, Observation, Source, Target
from tests.data.folder import SHIPPED, Row
from tests.rereading import reread

YEAR_2021 = "biomedicine-industry-scale-shanghai-2021-kjw-2022-07-19"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


def run(command: str, *arguments: object) -> str:
    output = StringIO()
    call_command(command, *map(str, arguments), stdout=output)
    return output.getvalue()


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def same_numbers(rows: list[Row]) -> list[Row]:
    """Rows in which ``365.30`` reads ``365.3``."""
    numbers = {"value", "area_km2", "area_m2", "amount", "latitude", "longitude", "value_upper"}
    return [
        {name: f"{Decimal(cell).normalize():f}" if cell and name in numbers else cell}
        for row in rows
        for name, cell in row.items()
    ]


def test_the_shipped_data_comes_back_cell_by_cell(tmp_path):
    run("export_data", tmp_path)

    for file in (path for folder in SHIPPED for path in folder.glob("*.csv")):
        written, shipped = read(tmp_path / file.name), read(file)
        assert list(written[0]) == list(shipped[0])
        assert same_numbers(written) == same_numbers(shipped)


def test_files_without_trailing_zeros_come_back_byte_for_byte(tmp_path):
    run("export_data", tmp_path)

    for name in ("sources", "areas", "metrics", "observations", "plans", "targets", "firms"):
        [shipped] = [path for folder in SHIPPED for path in folder.glob(f"{name}.csv")]
        assert (tmp_path / f"{name}.csv").read_bytes() == shipped.read_bytes()


def test_an_export_is_in_order_and_changes_nothing_when_loaded(tmp_path):
    report = run("export_data", tmp_path)

    assert "observations.csv: 406 rows\n" in report
    assert run("check_data", tmp_path) == "The data files are in order.\n"
    assert run("load_data", tmp_path).endswith("Nothing changed.\n")


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All that the tables hold, with keys for ids."""
    return {
        table.name: sorted(table.model._default_manager.values_list(*names_in(table)), key=str)
        for table in TABLES
    }


def names_in(table: Table) -> list[str]:
    places = {"districts": "__area__key", "parks": "__area__key"}
    return [
        column.field + (places.get(column.refers_to, "__key") if column.refers_to else "")
        for column in table.stored
    ]


def remove_everything() -> None:
    connection.check_constraints()
    with connection.cursor() as cursor:
        names = ", ".join(table.model._meta.db_table for table in TABLES)
        cursor.execute(f"TRUNCATE {names} CASCADE")


def set_all_that_the_shipped_files_do_not_have() -> None:
    Source.objects.filter(key="kjw-2022-07-19").update(checked_on=dt.date(2026, 12, 1))
    Metric.objects.filter(key="cgt-firms").update(theme="Firms", publication_lag_days=90)
    Observation.objects.filter(key=YEAR_2021).update(
        preferred=True,
        preference_reason='The bureau\'s own, "final" figure',
        **reread(interval_percent="2.50"),
        series="wide scope",
    )
    Target.objects.filter(plan__key="biomedicine-14fyp", key="industry-scale").update(
        position=1, **reread(baseline_value="383300000000.5", baseline_on=dt.date(2019, 12, 31))
    )
    Firm.objects.filter(key="abelzeta").update(
        state="withdrawn",
        state_reason="Left the city;\nsee note",
        former_names=["CBMG, Inc.", '"Cellular"'],
    )
    Firm.objects.filter(key="atlatl").update(state="draft")


def test_every_optional_column_goes_out_and_comes_back(tmp_path):
    set_all_that_the_shipped_files_do_not_have()
    before = everything()

    run("export_data", tmp_path)
    remove_everything()
    run("load_data", tmp_path)

    assert everything() == before
    assert Firm.objects.get(key="abelzeta").state_reason == "Left the city;\nsee note"


def test_an_optional_column_is_written_where_a_row_sets_it(tmp_path):
    Firm.objects.filter(key="abelzeta").update(state="draft")
    Target.objects.filter(plan__key="biomedicine-14fyp", key="industry-scale").update(position=0)

    run("export_data", tmp_path)

    assert "state" in read(tmp_path / "firms.csv")[0]
    assert "state_reason" not in read(tmp_path / "firms.csv")[0]
    assert "state" not in read(tmp_path / "parks.csv")[0]
    assert "position" in read(tmp_path / "targets.csv")[0]
    assert {row["state"] for row in read(tmp_path / "firms.csv")} == {"draft", "published"}


def test_columns_of_other_tables_are_written_as_they_are_there(tmp_path):
    Area.objects.filter(key="pudong").update(name_en="Another Name")

    run("export_data", tmp_path)

    names = {row["key"]: row["name_en"] for row in read(tmp_path / "districts.csv")}
    assert names["pudong"] == "Another Name"
    units = {row["metric_key"]: row["unit"] for row in read(tmp_path / "targets.csv")}
    assert units[""] == ""


def test_a_folder_is_made_and_earlier_files_in_it_are_replaced(tmp_path):
    folder = tmp_path / "new" / "folder"
    run("export_data", folder)
    Firm.objects.filter(key="abelzeta").update(**reread(founded_on="2009"))

    run("export_data", folder)

    assert read(folder / "firms.csv")[0]["founded_on"] == "2009"
    assert sorted(path.name for path in folder.iterdir()) == sorted(t.file for t in TABLES)


def test_an_item_that_a_list_cannot_hold_is_named_before_anything_is_written(tmp_path):
    Firm.objects.filter(key="abelzeta").update(former_names=["One; Two"])

    with pytest.raises(CommandError, match=r"^firms\.csv, abelzeta, column former_names: "):
        run("export_data", tmp_path)

    assert not list(tmp_path.glob("*.csv"))


TEXTS = st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=100
).filter(lambda text: not text.isspace())


CELLS = st.tuples(
    TEXTS,
    st.decimals(min_value=-(10**15), max_value=10**15, places=4),
    st.lists(TEXTS.map(lambda text: text.replace(";", ",").strip()).filter(bool), max_size=3),
)


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(CELLS, min_size=10, max_size=50))
def test_whatever_a_cell_holds_comes_back(tmp_path, cells):
    figures = Observation.objects.filter(metric__measure_type="index").order_by("key")
    firms = list(Firm.objects.order_by("key"))
    expected = {}
    for figure, firm, (note, value, names) in zip(figures, firms, cells, strict=False):
        Observation.objects.filter(pk=figure.pk).update(note=note, **reread(value=value))
        Firm.objects.filter(pk=firm.pk).update(former_names=names)
        expected[figure.key] = (note, value)

    run("export_data", tmp_path)

    written = {row["key"]: row for row in read(tmp_path / "observations.csv")}
    found = {key: (written[key]["note"], Decimal(written[key]["value"])) for key in expected}
    assert found == expected
    assert run("load_data", tmp_path).endswith("Nothing changed.\n")
