"""What the shipped data says, where pages and readers rely on it: an edit of it is noticed here."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from tests.data.folder import SHIPPED

BN = 1_000_000_000


@cache
def rows(table: str) -> list[dict[str, str]]:
    [path] = [
        Path(folder, f"{table}.csv") for folder in SHIPPED if (folder / f"{table}.csv").exists()
    ]
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row(table: str, key: str) -> dict[str, str]:
    [found] = [each for each in rows(table) if each["key"] == key]
    return found


@pytest.mark.parametrize(
    ("table", "number"),
    [
        ("sources", 378),
        ("areas", 57),
        ("metrics", 177),
        ("observations", 406),
        ("plans", 24),
        ("targets", 115),
        ("measures", 89),
        ("districts", 16),
        ("parks", 29),
        ("firms", 110),
        ("sites", 81),
        ("products", 59),
        ("events", 150),
    ],
)
def test_no_row_is_lost(table, number):
    assert len(rows(table)) == number


def figures(metric: str, area: str, start: str, end: str) -> list[tuple[str, Decimal, str]]:
    return sorted(
        (each["qualifier"], Decimal(each["value"]), each["kind"])
        for each in rows("observations")
        if (each["metric_key"], each["area_key"]) == (metric, area)
        and (each["period_start"], each["period_end"]) == (start, end)
    )


@pytest.mark.parametrize(
    ("metric", "area", "period", "expected"),
    [
        pytest.param(
            "biomedicine-industry-scale",
            "shanghai",
            ("2021-01-01", "2021-12-31"),
            [
                ("about", 760 * BN, "actual"),
                ("exact", Decimal("761.7") * BN, "actual"),
                ("exact", Decimal("761.714") * BN, "actual"),
                ("exact", Decimal("761.714") * BN, "actual"),
                ("more_than", 700 * BN, "estimate"),
                ("more_than", 700 * BN, "estimate"),
            ],
            id="scale of Shanghai in 2021",
        ),
        pytest.param(
            "biomedicine-industry-scale",
            "shanghai",
            ("2025-01-01", "2025-06-30"),
            [
                ("exact", Decimal("500.566") * BN, "actual"),
                ("more_than", 500 * BN, "actual"),
            ],
            id="scale of Shanghai, January to June 2025",
        ),
        pytest.param(
            "biomedicine-industry-scale-growth",
            "pudong",
            ("2024-01-01", "2024-12-31"),
            [("exact", Decimal("2.1"), "actual"), ("exact", Decimal(10), "actual")],
            id="growth of Pudong in 2024",
        ),
        pytest.param(
            "foreign-investment-used-growth",
            "zhangjiang-science-city",
            ("2022-01-01", "2022-12-31"),
            [("exact", Decimal(12), "actual"), ("exact", Decimal("12.2"), "actual")],
            id="foreign investment in Zhangjiang Science City in 2022",
        ),
    ],
)
def test_rival_figures_stand_side_by_side(metric, area, period, expected):
    assert figures(metric, area, *period) == expected


def test_two_sources_differ_on_pudong_in_2024():
    values = {
        f[1] for f in figures("biomedicine-industry-scale", "pudong", "2024-01-01", "2024-12-31")
    }

    assert values == {420 * BN, 410 * BN}


def test_three_sources_measure_simz_differently():
    values = {
        Decimal(each["value"])
        for each in rows("observations")
        if (each["metric_key"], each["area_key"]) == ("land-area", "simz")
    }

    assert values == {11_500_000, 11_800_000, 11_880_000}


def test_institutions_in_simz_differ_within_a_week():
    found = {
        (each["period_end"], each["qualifier"], Decimal(each["value"]))
        for each in rows("observations")
        if each["area_key"] == "simz" and each["period_end"].startswith("2023-04")
    }

    assert {("2023-04-10", "more_than", 1200), ("2023-04-17", "more_than", 1000)} <= found


def test_the_city_fund_was_planned_smaller_than_it_was_set_up():
    found = {
        (each["kind"], Decimal(each["value"]))
        for each in rows("observations")
        if (each["metric_key"], each["area_key"]) == ("biomedicine-fund-size", "shanghai")
    }

    assert found == {("forecast", Decimal("21.5") * BN), ("actual", Decimal("22.5") * BN)}


@pytest.mark.parametrize(
    ("plan", "main", "expected"),
    [
        pytest.param(
            "biomedicine-14fyp",
            "industry-scale",
            [
                *[(">", "1000000000000")] * 3,
                *[("=", "1200000000000")] * 2,
                (">=", "1200000000000"),
            ],
            id="scale of the five-year plan",
        ),
        pytest.param(
            "biomedicine-14fyp",
            "manufacturing-output",
            [(">=", "240000000000"), *[("=", "240000000000")] * 2, ("=", "280000000000")],
            id="output of the five-year plan",
        ),
        pytest.param(
            "biomedicine-hq-opinions-2021",
            "manufacturing-output",
            [(">=", "180000000000"), ("=", "180000000000")],
            id="output of the opinions of 2021",
        ),
        pytest.param(
            "cell-therapy-2022-2024",
            "industry-scale",
            [(">=", "10000000000"), ("=", "10000000000"), ("=", "10000000000")],
            id="scale of the cell therapy plan",
        ),
        pytest.param(
            "cell-therapy-2022-2024",
            "innovation-platforms",
            [("=", "20"), ("=", "20")],
            id="platforms of the cell therapy plan",
        ),
        pytest.param(
            "gene-therapy-2023-2025",
            "clinical-centres-wards",
            [(">=", "5"), ("=", "5")],
            id="centres of the gene therapy plan",
        ),
        pytest.param(
            "gene-therapy-2023-2025",
            "firms-cultivated",
            [(">=", "15"), ("=", "15")],
            id="firms of the gene therapy plan",
        ),
        pytest.param(
            "gene-therapy-2023-2025",
            "innovation-platforms",
            [("=", "20"), (">", "20")],
            id="platforms of the gene therapy plan",
        ),
    ],
)
def test_variants_stand_beside_their_target(plan, main, expected):
    found = [
        (each["comparator"], each["value"])
        for each in rows("targets")
        if each["plan_key"] == plan and main in (each["key"], each["variant_of"])
    ]

    assert Counter(found) == Counter(expected)


def test_to_have_platforms_is_not_to_build_them():
    bases = {
        each["key"]: each["basis"]
        for each in rows("targets")
        if each["plan_key"] == "cell-therapy-2022-2024" and "platforms" in each["key"]
    }

    assert bases == {
        "innovation-platforms": "level",
        "innovation-platforms-alt": "running_total",
    }


def test_the_headline_figures_begin_with_cell_and_gene_therapy():
    places = {int(each["headline"]): each["key"] for each in rows("metrics") if each["headline"]}

    assert [places[place] for place in sorted(places)] == [
        "cgt-trial-approvals",
        "gene-therapy-drugs-in-trials",
        "cell-therapy-products-approved-cumulative",
        "cgt-enterprise-national-share",
        "biomedicine-industry-scale",
        "biomedicine-manufacturing-output",
        "class1-drugs-approved",
        "biomedicine-firms-above-scale",
    ]


def test_each_headline_metric_has_a_figure_of_shanghai():
    reported = {
        each["metric_key"]
        for each in rows("observations")
        if each["area_key"] == "shanghai" and each["kind"] == "actual"
    }

    assert {each["key"] for each in rows("metrics") if each["headline"]} <= reported


def test_the_gene_therapy_plan_is_dated_by_its_signature():
    assert row("plans", "gene-therapy-2023-2025")["issued_on"] == "2023-08-31"


@pytest.mark.parametrize("table", ["sources", "areas", "metrics", "observations", "plans", "firms"])
def test_rows_are_sorted_by_key(table):
    keys = [each["key"] for each in rows(table)]

    assert keys == sorted(keys)


@pytest.mark.parametrize("table", ["targets", "measures"])
def test_rows_of_plans_are_sorted_by_plan_and_key(table):
    keys = [(each["plan_key"], each["key"]) for each in rows(table)]

    assert keys == sorted(keys)


def test_no_text_of_ours_is_in_english_alone():
    """Every Chinese twin is filled where the English is, and empty where it is empty."""
    alone = [
        (table, each.get("key"), column)
        for table in ("observations", "plans", "targets", "measures", "events", "firms", "products")
        for each in rows(table)
        for column in each
        if f"{column}_zh" in each and bool(each[column]) != bool(each[f"{column}_zh"])
    ]

    assert alone == []


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.parent.name)
def test_files_are_plain_utf_8(folder):
    for path in folder.glob("*.csv"):
        data = path.read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf"), path
        assert b"\r" not in data, path
        assert data.endswith(b"\n"), path
