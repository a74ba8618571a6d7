"""Periods are read as people write them, and refused where a part would be a guess."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.domain.periods import Period
from plans.domain.written_periods import UnreadablePeriodError, read_period

YEARS = st.integers(1950, 2060)
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2060, 12, 31))
ENDS = st.one_of(
    DAYS,
    DAYS.map(lambda day: day.replace(day=1)),
    DAYS.map(lambda day: day.replace(day=1) - dt.timedelta(1)),
    YEARS.map(lambda year: dt.date(year, 1, 1)),
    YEARS.map(lambda year: dt.date(year, 12, 31)),
)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@given(ends=st.lists(ENDS, min_size=2, max_size=2).map(sorted))
def test_what_the_site_writes_is_read_back_as_what_it_was(language, ends):
    period = Period(*ends)

    assert read_period(period.words(language)) == period


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-08-31", "2023-08-31", "2023-08-31"),
        ("2023/8/31", "2023-08-31", "2023-08-31"),
        ("2023H1", "2023-01-01", "2023-06-30"),
        ("Q3 2022", "2022-07-01", "2022-09-30"),
        ("2022年一季度", "2022-01-01", "2022-03-31"),
        ("2023年1-8月", "2023-01-01", "2023-08-31"),
        ("２０２３年１至８月", "2023-01-01", "2023-08-31"),
        ("Jan-Aug 2023", "2023-01-01", "2023-08-31"),
        ("April 9, 2025", "2025-04-09", "2025-04-09"),
        ("2019-2023", "2019-01-01", "2023-12-31"),
        ("2021-01 to 2021-08", "2021-01-01", "2021-08-31"),
        ("2021-01-2021-08", "2021-01-01", "2021-08-31"),
        ("2022年上半年至2023年上半年", "2022-01-01", "2023-06-30"),
    ],
)
def test_a_period_is_read_as_people_write_it(text, start, end):
    assert read_period(text) == Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end))


@pytest.mark.parametrize(
    "text",
    ["", "last year", "8月", "August", "20230801", "23", "2023-13", "2023-02-30", "2023 or 2024"],
)
def test_what_would_have_to_be_guessed_is_refused_with_the_ways_to_write_it(text):
    with pytest.raises(UnreadablePeriodError, match="Write a day such as 2023-08-31"):
        read_period(text)


def test_a_period_that_ends_before_it_starts_is_refused_in_both_languages():
    with pytest.raises(UnreadablePeriodError) as refused:
        read_period("2023-2019")

    assert refused.value.reason.en == "“2023-2019” ends before it starts."
    assert refused.value.reason.zh == "“2023-2019”的结束早于开始。"
