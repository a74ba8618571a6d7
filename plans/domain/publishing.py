"""When the next figure of a metric is usually out."""

from __future__ import annotations

import datetime as dt

from plans.domain.periods import Period
from plans.domain.verdicts.evidence import DEFAULT_LAG_DAYS

A_YEAR = 365
LONGEST_PART = 100
"""Days. Months and quarters follow one another; "January to August" comes again a year later."""

LEVEL = 1
"""Days of a level on a day, which is told once a year."""


def usually_out(newest: Period, lag_days: int | None) -> dt.date:
    """The day by which the figure after ``newest`` is usually published.

    A period later for months and quarters, a year later for all else; then the metric's own lag
    in days, or that of the method where none is stated.

    >>> usually_out(Period(dt.date(2023, 1, 1), dt.date(2023, 12, 31)), 90)
    datetime.date(2025, 3, 30)
    >>> usually_out(Period(dt.date(2024, 1, 1), dt.date(2024, 3, 31)), 30)
    datetime.date(2024, 7, 30)
    """
    recurs = LEVEL < newest.days <= LONGEST_PART
    lag = DEFAULT_LAG_DAYS if lag_days is None else lag_days
    return newest.end + dt.timedelta(days=(newest.days if recurs else A_YEAR) + lag)
