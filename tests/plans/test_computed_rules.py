"""How records become the points of a computed series: rules on tables of records."""

import datetime as dt
from decimal import Decimal

import pytest

from plans.charts.computed import Shown, computed_chart
from plans.domain.computed import Tally, Way, computed, qualifier_of_sum
from plans.domain.computed_words import left_out_words
from plans.domain.texts import Twin

DAY = dt.date(2024, 6, 30)


def money(year: int | None, amount: int | None, unit: str = "USD", firmly: str = "exact") -> Tally:
    total = None if amount is None else Decimal(amount)
    said = ("", "") if amount is None else (unit, firmly)
    return Tally(year, 1, 0, *said, total)


def test_a_record_known_by_its_year_counts_in_that_year_and_is_said() -> None:
    [point] = computed([Tally(2023, 3, year_alone=2)], Way.COUNT, "count", DAY).points
    assert (point.year, point.value, point.records, point.year_alone) == (2023, 3, 3, 2)
    assert not point.is_part


def test_a_year_without_records_has_no_point_of_an_amount() -> None:
    found = computed([Tally(2020, 1), Tally(2023, 2)], Way.COUNT, "count", DAY)
    assert [point.year for point in found.points] == [2020, 2023]
    assert [point and point.year for point in found.by_year(2020)] == [2020, None, None, 2023]


def test_a_total_to_date_keeps_what_it_was_in_a_year_without_new_records() -> None:
    found = computed([Tally(2021, 1), Tally(2023, 2), Tally(None, 5)], Way.TO_DATE, "count", DAY)
    assert [(point.year, point.records, point.new) for point in found.points] == [
        (2021, 1, 1),
        (2022, 1, 0),
        (2023, 3, 2),
        (2024, 3, 0),
    ]
    assert (found.used, found.undated, found.held) == (3, 5, 8)
    assert [point.year for point in found.points if point.is_part] == [2024]


def test_the_year_of_the_day_is_a_part_and_later_ones_are_left_out() -> None:
    found = computed([Tally(2024, 1), Tally(2025, 4)], Way.COUNT, "count", DAY)
    assert [(point.year, point.is_part) for point in found.points] == [(2024, True)]
    assert found.later == 4


def test_currencies_ceilings_and_silence_are_never_added() -> None:
    records = [
        money(2023, 60, firmly="more_than"),
        money(2023, 45),
        money(2023, 900, firmly="at_most"),
        money(2023, 7, unit="yuan"),
        money(2023, None),
        money(None, 3),
    ]
    found = computed(records, Way.SUM, "USD", DAY)
    [point] = found.points
    assert point.quantity("USD").words("en") == "more than US$105"
    assert point.records == 2
    assert (found.ceilings, found.elsewhere, found.unstated, found.undated) == (1, 1, 1, 1)
    said = [twin.en for twin in left_out_words(found, Twin("deals", "交易"))]
    assert "1 of 6 deals state no amount." in said
    assert len(said) == 4


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (["exact", "exact"], "exact"),
        (["exact", "at_least"], "at_least"),
        (["at_least", "more_than"], "more_than"),
        (["more_than", "about", "exact"], "about"),
    ],
)
def test_a_sum_is_no_firmer_than_its_loosest_part(parts: list[str], whole: str) -> None:
    assert qualifier_of_sum(parts) == whole


@pytest.mark.parametrize(
    ("language", "label", "gap"),
    [
        ("en", "omputed from the records held here", "none held here"),
        ("zh-hans", "据本站所录记录计算", "本站无记录"),
    ],
)
def test_the_chart_says_what_it_is_and_draws_no_zero(language: str, label: str, gap: str) -> None:
    found = computed([Tally(1900, 1), Tally(2022, 2), Tally(2024, 1)], Way.COUNT, "count", DAY)
    chart = computed_chart(Shown("x", "Firms", "count", Way.COUNT, language), found)
    assert label in chart.title
    assert label in chart.caption
    words = [row.texts[1] for row in chart.rows]
    assert words[-3:] == ["2", gap, "1"]
    assert len(words) == 20
    assert "2005" in chart.caption
    assert "0" not in words


def test_no_record_at_all_is_said() -> None:
    found = computed([], Way.TO_DATE, "count", DAY)
    chart = computed_chart(Shown("x", "Firms", "count", Way.TO_DATE, "en"), found)
    assert chart.drawing is None
    assert chart.caption == "No record is held here."
