"""The shipped CSV files read plainly: what a filter must find, found another way."""

import csv
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "parks" / "data"

Row = dict[str, str]


@cache
def rows(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def districts_of(firm: str) -> set[str]:
    """The districts of a firm's sites; a site that names only a park is where the park is."""
    around = {park["key"]: park["district_key"] for park in rows("parks")}
    found = {
        site["district_key"] or around.get(site["park_key"], "")
        for site in rows("sites")
        if site["firm_key"] == firm
    }
    return found - {""}


def parks_of(firm: str) -> set[str]:
    found = {site["park_key"] for site in rows("sites") if site["firm_key"] == firm}
    return found - {""}


def codes(row: Row, column: str) -> set[str]:
    return set(filter(None, row[column].split(";")))
