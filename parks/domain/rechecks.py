"""Whether the last stage known of a product is recent, or too old to say much about now."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from plans.domain.dates import PartialDate

RECHECK_AFTER_YEARS = 2
"""A phase of trials often takes less than two years, and a marketing application a year or so:
a product that no source has been read about for longer may well have moved, or been given up."""


class Recheck(StrEnum):
    """How old the day of a stage is, on the day that the site is read as of."""

    RECENT = "recent"
    STALE = "stale"
    UNKNOWN = "unknown"


def recheck_from(day: dt.date) -> dt.date:
    """The earliest day that is still recent on ``day``.

    >>> recheck_from(dt.date(2026, 11, 25))
    datetime.date(2024, 11, 25)
    >>> recheck_from(dt.date(2024, 2, 29))
    datetime.date(2022, 2, 28)
    """
    try:
        return day.replace(year=day.year - RECHECK_AFTER_YEARS)
    except ValueError:  # 29 February
        return day.replace(year=day.year - RECHECK_AFTER_YEARS, day=28)


def recheck(status_on: PartialDate | None, day: dt.date) -> Recheck:
    """Judge the day of a stage by the last day that it may mean: in doubt it is recent.

    >>> recheck(PartialDate(2024), dt.date(2026, 11, 25))
    <Recheck.RECENT: 'recent'>
    >>> recheck(PartialDate(2024, 11, 24), dt.date(2026, 11, 25))
    <Recheck.STALE: 'stale'>
    """
    if status_on is None:
        return Recheck.UNKNOWN
    return Recheck.STALE if status_on.last_day < recheck_from(day) else Recheck.RECENT
