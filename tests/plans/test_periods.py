"""The span that a figure is for, and how it reads."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.domain.periods import Period

spans = st.lists(st.dates(), min_size=2, max_size=2).map(sorted)


def period(start: str, end: str) -> Period:
    return Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end))


@pytest.mark.parametrize(
    ("start", "end", "english", "chinese"),
    [
        pytest.param("2023-01-01", "2023-12-31", "2023", "2023年", id="a year"),
        pytest.param("2021-12-31", "2021-12-31", "31 December 2021", "2021年12月31日", id="a day"),
        pytest.param(
            "2023-01-01", "2023-08-31", "January-August 2023", "2023年1月至8月", id="eight months"
        ),
        pytest.param(
            "2025-01-01", "2025-06-30", "first half of 2025", "2025年上半年", id="half a year"
        ),
        pytest.param(
            "2025-07-01", "2025-12-31", "second half of 2025", "2025年下半年", id="the other half"
        ),
        pytest.param(
            "2025-01-01", "2025-03-31", "first quarter of 2025", "2025年第一季度", id="a quarter"
        ),
        pytest.param("2024-02-01", "2024-02-29", "February 2024", "2024年2月", id="a leap month"),
        pytest.param(
            "2025-01-01",
            "2025-04-09",
            "1 January to 9 April 2025",
            "2025年1月1日至4月9日",
            id="up to a day",
        ),
        pytest.param(
            "2019-01-01",
            "2025-04-09",
            "2019 to 9 April 2025",
            "2019年至2025年4月9日",
            id="since a year",
        ),
        pytest.param("2021-01-01", "2025-12-31", "2021 to 2025", "2021年至2025年", id="five years"),
        pytest.param(
            "2019-01-01", "2025-04-30", "2019 to April 2025", "2019年至2025年4月", id="to a month"
        ),
        pytest.param(
            "2023-07-01",
            "2024-06-30",
            "July 2023 to June 2024",
            "2023年7月至2024年6月",
            id="12 months",
        ),
        pytest.param(
            "2019-03-15",
            "2025-12-31",
            "15 March 2019 to 31 December 2025",
            "2019年3月15日至2025年12月31日",
            id="from a day",
        ),
    ],
)
def test_a_period_reads_as_people_say_it(start, end, english, chinese):
    span = period(start, end)

    assert span.words("en") == english
    assert span.words("zh-hans") == chinese


@given(spans, spans)
def test_two_periods_never_read_alike(one, other):
    first, second = Period(*one), Period(*other)

    assert (first.words("en") == second.words("en")) == (first == second)
    assert (first.words("zh-hans") == second.words("zh-hans")) == (first == second)


@given(spans)
def test_the_middle_lies_as_far_from_the_start_as_from_the_end(span):
    start, end = span
    middle = Period(start, end).middle

    assert (end - middle) - (middle - start) in (dt.timedelta(0), dt.timedelta(days=1))


def test_the_middle_of_a_year_is_the_second_of_july():
    assert Period.of_year(2023).middle == dt.date(2023, 7, 2)


@pytest.mark.parametrize(
    ("start", "end", "is_day", "is_whole_year", "days"),
    [
        pytest.param("2023-01-01", "2023-12-31", False, True, 365, id="a year"),
        pytest.param("2024-01-01", "2024-12-31", False, True, 366, id="a leap year"),
        pytest.param("2023-01-01", "2023-12-30", False, False, 364, id="a day short"),
        pytest.param("2022-01-01", "2023-12-31", False, False, 730, id="two years"),
        pytest.param("2023-07-01", "2024-06-30", False, False, 366, id="12 months, no year"),
        pytest.param("2023-05-05", "2023-05-05", True, False, 1, id="a day"),
    ],
)
def test_a_period_knows_what_it_is(start, end, is_day, is_whole_year, days):
    span = period(start, end)

    assert (span.is_day, span.is_whole_year, span.days) == (is_day, is_whole_year, days)


def test_a_period_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match=r"cannot end \(2023-01-01\) before it starts"):
        period("2023-01-02", "2023-01-01")
