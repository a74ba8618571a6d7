"""When the next figure of a metric is usually out."""

from __future__ import annotations

import datetime as dt

from plans.domain.dates import last_day_of_month
from plans.domain.periods import Period
from plans.domain.verdicts.evidence import DEFAULT_LAG_DAYS

A_YEAR = 365
MONTHS = 12
LONGEST_PART = 100
"""Days. Months and quarters follow one another; "January to August" comes again a year later."""

LEVEL = 1
"""Days of a level on a day, which is told once a year."""


def period_after(period: Period) -> Period:
    """The period that the next figure of a series is for, by the same habit as ``usually_out``.

    Months and quarters follow one another; parts of a year come again a year later, and so does a
    level on a day; what is counted over years is counted on for one more.

    >>> period_after(Period(dt.date(2024, 1, 1), dt.date(2024, 3, 31))).words("en")
    'second quarter of 2024'
    >>> period_after(Period(dt.date(2023, 1, 1), dt.date(2023, 8, 31))).words("en")
    'January-August 2024'
    >>> period_after(Period(dt.date(2021, 1, 1), dt.date(2023, 12, 31))).words("en")
    '2021 to 2024'
    """
    if period.is_whole_months and _recurs(period):
        months = (period.end.year - period.start.year) * MONTHS + period.end.month
        months += 1 - period.start.month
        start, end = _later(period.start, months), _later(period.end, months)
    else:
        is_counted_on = period.days > A_YEAR + 1
        start = period.start if is_counted_on else _later(period.start, MONTHS)
        end = _later(period.end, MONTHS)
    if period.is_whole_months:
        end = last_day_of_month(end.year, end.month)
    return Period(start, end)


def _recurs(period: Period) -> bool:
    """Whether it is a month, a quarter or so: the next begins when it ends."""
    return LEVEL < period.days <= LONGEST_PART


def _later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of a month that is shorter."""
    years, month = divmod(day.month - 1 + months, MONTHS)
    last = last_day_of_month(day.year + years, month + 1)
    return last.replace(day=min(day.day, last.day))


def usually_out(newest: Period, lag_days: int | None) -> dt.date:
    """The day by which the figure after ``newest`` is usually published.

    A period later for months and quarters, a year later for all else; then the metric's own lag
    in days, or that of the method where none is stated.

    >>> usually_out(Period(dt.date(2023, 1, 1), dt.date(2023, 12, 31)), 90)
    datetime.date(2025, 3, 30)
    >>> usually_out(Period(dt.date(2024, 1, 1), dt.date(2024, 3, 31)), 30)
    datetime.date(2024, 7, 30)
    """
    recurs = _recurs(newest)
    lag = DEFAULT_LAG_DAYS if lag_days is None else lag_days
    return newest.end + dt.timedelta(days=(newest.days if recurs else A_YEAR) + lag)
