"""When the last stage known of a product is old: more than two years, in doubt it is recent."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parks.domain.rechecks import Recheck, recheck, recheck_from
from plans.domain.dates import PartialDate

TODAY = dt.date(2026, 11, 25)


@pytest.mark.parametrize(
    ("status_on", "expected"),
    [
        pytest.param("2026-11-25", Recheck.RECENT, id="today"),
        pytest.param("2024-11-25", Recheck.RECENT, id="two years ago to the day"),
        pytest.param("2024-11-24", Recheck.STALE, id="a day longer ago"),
        pytest.param("2024-11", Recheck.RECENT, id="a month that may end within two years"),
        pytest.param("2024-10", Recheck.STALE, id="a month that was over by then"),
        pytest.param("2024", Recheck.RECENT, id="a year that may end within two years"),
        pytest.param("2023", Recheck.STALE, id="a year that was over by then"),
        pytest.param("2019-01", Recheck.STALE, id="long ago"),
        pytest.param("", Recheck.UNKNOWN, id="no day"),
    ],
)
def test_a_stage_is(status_on, expected):
    day = PartialDate.parse(status_on) if status_on else None

    assert recheck(day, TODAY) is expected


def test_the_29th_of_february_has_a_day_two_years_before():
    assert recheck_from(dt.date(2024, 2, 29)) == dt.date(2022, 2, 28)


@given(
    status=st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)),
    day=st.dates(dt.date(1995, 1, 1), dt.date(2030, 1, 1)),
)
def test_time_only_ages_a_stage(status, day):
    earlier = recheck(PartialDate.of(status), day)
    later = recheck(PartialDate.of(status), day + dt.timedelta(days=400))

    assert (earlier, later) != (Recheck.STALE, Recheck.RECENT)
