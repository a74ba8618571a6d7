"""Rules that the database keeps beyond the ten of the data dictionary: named by line before it."""

from __future__ import annotations

import pytest

from tests.data.folder import problems_of

YEAR_2021 = "biomedicine-industry-scale-shanghai-2021-kjw-2022-07-19"
SITE = "abelzeta-zhangjiang-pharma-valley"


@pytest.mark.parametrize(
    ("table", "row", "cells", "column", "reason"),
    [
        ("areas", "china", {"parent_key": "shanghai"}, "parent_key", "a country lies in no other"),
        ("areas", "simz", {"parent_key": ""}, "parent_key", "every area but a country lies in"),
        ("areas", "shanghai", {"parent_key": "pudong"}, "parent_key", "would lie in itself"),
        ("metrics", "cgt-enterprise-national-share", {"unit": "count"}, "unit", "in percent"),
        (
            "metrics",
            "gene-therapy-drugs-in-trials",
            {"headline": "1"},
            "headline",
            "has this place on the home page",
        ),
        (
            "metrics",
            "biomedicine-industry-scale",
            {"part_of_key": "biomedicine-manufacturing-output"},
            "part_of_key",
            "would be a part of itself",
        ),
        (
            "metrics",
            "masters-holders",
            {"part_of_key": "floor-area"},
            "part_of_key",
            "the unit and kind of its whole",
        ),
        (
            "metrics",
            "industrial-output-growth",
            {"part_of_key": "industrial-output-city-share"},
            "part_of_key",
            "percentages are no part",
        ),
        ("sources", "kjw-2022-07-19", {"origin_key": "kjw-2022-07-19"}, "origin_key", "of itself"),
        ("plans", "biomedicine-14fyp", {"period_end": "2020"}, "period_end", "ends (2020) before"),
        (
            "firms",
            "carsgen",
            {"key": "compare"},
            "key",
            "/firms/compare/ is an address of the site",
        ),
        ("sites", SITE, {"to": "2017-10"}, "to", "it ends (2017-10) before it starts (2017-11)"),
        ("districts", "pudong", {"population": "0"}, "population", "are above zero"),
        ("districts", "pudong", {"population_year": "20"}, "population_year", "no year"),
        ("parks", "simz", {"area_m2": "0"}, "area_m2", "above zero"),
        ("parks", "simz", {"latitude": "131.13"}, "latitude", "in degrees"),
        (
            "sites",
            SITE,
            {"district_key": "", "park_key": "", "address": ""},
            "address",
            "give a district, a park or an address",
        ),
    ],
)
def test_a_row_breaks_a_rule_of_the_database(folder, table, row, cells, column, reason):
    line = folder.line(table, row)
    folder.edit(table, row, **cells)

    found = problems_of(folder)

    place = f"{table}.csv, line {line}, column {column}: "
    assert [problem for problem in found if place in problem and reason in problem], found


@pytest.mark.parametrize(
    "url",
    [
        "http://kjw.example/a",
        "https://www.kjw.example/a",
        "https://kjw.example/a/",
        "https://kjw.example/a#top",
    ],
)
def test_two_addresses_of_one_document_are_one_source(folder, url):
    folder.edit("sources", "kjw-2022-07-19", url="https://kjw.example/a")
    folder.edit("sources", "shine-2022-11-11", url=url)

    [problem] = problems_of(folder)

    assert problem.endswith("has the address of this document already.")


@pytest.mark.parametrize(
    ("table", "row", "columns", "column", "reason"),
    [
        pytest.param(
            "observations",
            YEAR_2021,
            {"preferred": "true", "preference_reason": ""},
            "preference_reason",
            "say why this figure is preferred.",
            id="preferred without a reason",
        ),
        pytest.param(
            "observations",
            YEAR_2021,
            {"interval_percent": "0"},
            "interval_percent",
            "the width lies above 0 and up to 100 percent, not at 0.",
            id="an interval of no width",
        ),
        pytest.param(
            "firms",
            "abelzeta",
            {"state": "withdrawn", "state_reason": ""},
            "state_reason",
            "say why it is withdrawn.",
            id="withdrawn without a reason",
        ),
        pytest.param(
            "plans",
            "biomedicine-14fyp",
            {"state": "gone", "state_reason": ""},
            "state",
            '"gone" is not one of draft, in_review, published, withdrawn.',
            id="an unknown state",
        ),
    ],
)
def test_optional_columns_have_rules_too(folder, table, row, columns, column, reason):
    line = folder.line(table, row)
    for name, value in columns.items():
        folder.add_column(table, name, "", **{row: value})

    assert problems_of(folder) == [f"{table}.csv, line {line}, column {column}: {reason}"]


def test_of_rivals_one_may_be_preferred(folder):
    rival = "biomedicine-industry-scale-shanghai-2021-shio-2024-07-30"
    folder.add_column("observations", "preferred", "", **{YEAR_2021: "true", rival: "true"})
    folder.add_column("observations", "preference_reason", "first-hand")

    [problem] = problems_of(folder)

    line = folder.line("observations", YEAR_2021)
    assert problem.endswith(
        f"column preferred: line {line} is preferred for the same period already."
    )


@pytest.mark.parametrize("spoilt", ["baseline_value", "baseline_on"])
def test_a_baseline_has_a_value_and_a_day(folder, spoilt):
    rows = folder.rows("targets")
    baseline = {"baseline_value": "5", "baseline_on": "2021-12-31"} | {spoilt: ""}
    nothing = dict.fromkeys(baseline, "")
    folder.write("targets", [row | (nothing if n else baseline) for n, row in enumerate(rows)])

    assert problems_of(folder) == [
        "targets.csv, line 2, column baseline_on: a baseline needs its day, and a day its baseline."
    ]


@pytest.mark.parametrize(
    ("start", "end"), [("2023-05", "2023"), ("2023", "2023-01"), ("2023-05-31", "2023-05")]
)
def test_a_shorter_date_may_mean_any_day_within_it(folder, start, end):
    folder.edit("plans", "biomedicine-14fyp", period_start=start, period_end=end)

    assert problems_of(folder) == []
