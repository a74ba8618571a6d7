"""A folder of data files that a test may spoil, and the commands that take it."""

from __future__ import annotations

import csv
import shutil
from io import StringIO
from pathlib import Path
from typing import Any, Self

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from cgt_site.datafiles import RULES, TABLES
from plans.loaders.checking import check_folders

Row = dict[str, str]

SHIPPED = [Path(settings.BASE_DIR, app, "data") for app in ("plans", "parks")]


class DataFolder:
    """The files of one folder, changed by key. A row of a plan is named ``plan/key``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(exist_ok=True)

    @classmethod
    def like_shipped(cls, path: Path) -> Self:
        """All shipped files in one folder."""
        folder = cls(path)
        for source in SHIPPED:
            for file in source.glob("*.csv"):
                shutil.copy(file, path)
        return folder

    def rows(self, table: str) -> list[Row]:
        with (self.path / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def write(self, table: str, rows: list[Row]) -> None:
        """Write the rows as they are, under the columns of the first."""
        with (self.path / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def only(self, *tables: str) -> Self:
        """Remove the files of all other tables."""
        for file in self.path.glob("*.csv"):
            if file.stem not in tables:
                file.unlink()
        return self

    def edit(self, table: str, name: str, **cells: str) -> Self:
        """Change cells of one row. A column that the file lacks is added, empty elsewhere."""
        rows = [dict.fromkeys(cells, "") | row for row in self.rows(table)]
        rows[self._place(rows, name)] |= cells
        self.write(table, rows)
        return self

    def add(self, table: str, like: str, **cells: str) -> Self:
        """Add a row that is like another but for these cells, at the end."""
        rows = self.rows(table)
        rows.append(rows[self._place(rows, like)] | cells)
        self.write(table, rows)
        return self

    def remove(self, table: str, name: str) -> Self:
        rows = self.rows(table)
        del rows[self._place(rows, name)]
        self.write(table, rows)
        return self

    def add_column(self, table: str, column: str, value: str, **others: str) -> Self:
        """Add a column with ``value`` in every row, or with the row's own of ``others``."""
        rows = self.rows(table)
        self.write(table, [row | {column: others.get(row["key"], value)} for row in rows])
        return self

    def drop_column(self, table: str, column: str) -> Self:
        rows = self.rows(table)
        for row in rows:
            del row[column]
        self.write(table, rows)
        return self

    def line(self, table: str, name: str) -> int:
        """The line that a row is on. No shipped cell runs over several lines."""
        return self._place(self.rows(table), name) + 2

    def text(self, table: str, old: str, new: str) -> Self:
        """Replace bytes of a file once, without reading it as CSV."""
        path = self.path / f"{table}.csv"
        path.write_bytes(path.read_bytes().replace(old.encode(), new.encode(), 1))
        return self

    @staticmethod
    def _place(rows: list[Row], name: str) -> int:
        plan, _, key = name.rpartition("/")
        found = [
            place
            for place, row in enumerate(rows)
            if row["key"] == key and (not plan or row["plan_key"] == plan)
        ]
        assert len(found) == 1, f"{name} names {len(found)} rows"
        return found[0]


def load(*arguments: object, **options: Any) -> str:
    """Run `load_data` and give its report."""
    output = StringIO()
    call_command("load_data", *map(str, arguments), stdout=output, **options)
    return output.getvalue()


def refusal(*arguments: object) -> list[str]:
    """The problems for which `load_data` refuses, one each."""
    with pytest.raises(CommandError) as refused:
        load(*arguments)
    *problems, last = str(refused.value).splitlines()
    assert last == "Nothing was loaded."
    return problems


def problems_of(folder: DataFolder) -> list[str]:
    """What `check_data` finds."""
    return check_folders([folder.path], TABLES, RULES).lines(100)
