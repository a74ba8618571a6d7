"""What an observation says of the due day, whichever day it speaks of itself (method 5)."""

from __future__ import annotations

import datetime as dt

from plans.choices import Basis
from plans.domain.periods import Period
from plans.domain.verdicts.evidence import Promise, Reading, answer_of, is_calendar_month
from plans.domain.verdicts.intervals import Answer

COVER_DAYS = 31
"""A level counts for the due day if its days lie within this many days of it."""


def covers(period: Period, due_on: dt.date) -> bool:
    """Whether a level of ``period`` speaks for the due day.

    >>> covers(Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31)), dt.date(2024, 12, 31))
    True
    """
    margin = dt.timedelta(days=COVER_DAYS)
    if period.start >= due_on - margin and period.end <= due_on + margin:
        return True
    return period.end == due_on and (is_calendar_month(period) or period.is_whole_year)


def answer_for_due(promise: Promise, reading: Reading) -> Answer:
    """Whether the target is satisfied on its due day, as far as one observation tells.

    A running total cannot fall: a count is a lower bound for later days and an upper bound for
    earlier ones. So a count before the due day can say yes to a floor and never to a ceiling.
    """
    if promise.basis == Basis.LEVEL:
        spoken_for = covers(reading.evidence.period, promise.due_on)
        return reading.answer if spoken_for else Answer.CANNOT_TELL
    interval = reading.interval
    if promise.basis == Basis.RUNNING_TOTAL and reading.day < promise.due_on:
        interval = interval.at_least()
    elif promise.basis == Basis.RUNNING_TOTAL and reading.day > promise.due_on:
        interval = interval.at_most()
    return answer_of(promise, reading.role, interval)
