"""Dates as precise as they are known, and no more."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.domain.dates import PartialDate

days = st.dates(min_value=dt.date(1000, 1, 1))
texts = days.flatmap(lambda day: st.sampled_from([day.isoformat()[:n] for n in (4, 7, 10)]))


@pytest.mark.parametrize(
    ("text", "precision", "first", "last", "english", "chinese"),
    [
        pytest.param("2024", "year", "2024-01-01", "2024-12-31", "2024", "2024年", id="a year"),
        pytest.param(
            "2024-02",
            "month",
            "2024-02-01",
            "2024-02-29",
            "February 2024",
            "2024年2月",
            id="a month",
        ),
        pytest.param(
            "2023-04-18",
            "day",
            "2023-04-18",
            "2023-04-18",
            "18 April 2023",
            "2023年4月18日",
            id="a day",
        ),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(text, precision, first, last, english, chinese):
    date = PartialDate.parse(text)

    assert date.precision == precision
    assert (date.first_day.isoformat(), date.last_day.isoformat()) == (first, last)
    assert (date.words("en"), date.words("zh-hans")) == (english, chinese)


@given(texts)
def test_a_date_is_written_back_as_it_was_read(text):
    assert PartialDate.parse(text).text == text


@given(days)
def test_a_full_date_is_its_own_first_and_last_day(day):
    date = PartialDate.of(day)

    assert date.first_day == date.last_day == day


@given(st.lists(texts, max_size=8))
def test_dates_sort_as_they_do_in_the_data_files(written):
    dates = [PartialDate.parse(text) for text in written]

    assert [date.text for date in sorted(dates)] == sorted(written)


def test_a_year_comes_before_the_days_within_it():
    assert PartialDate.parse("2024") < PartialDate.parse("2024-01-01")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nov 2022",
        "2022-1",
        "2022-11-1",
        "22-11-01",
        "2022/11/01",
        "２０２２",
        "2022-11-01T00:00",
    ],
)
def test_what_is_no_date_is_refused_with_the_forms_that_are(text):
    with pytest.raises(ValueError, match="is not a date: write YYYY, YYYY-MM or YYYY-MM-DD"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    "text", ["2023-02-29", "2023-13", "2023-00", "2023-01-00", "0000", "2023-04-31"]
)
def test_a_day_that_never_was_is_refused(text):
    with pytest.raises(ValueError, match=f"{text} is not in the calendar"):
        PartialDate.parse(text)


def test_a_day_needs_its_month():
    with pytest.raises(ValueError, match="A day without its month"):
        PartialDate(2023, None, 18)
