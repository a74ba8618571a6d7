"""Keys that an editor need not think up."""

from __future__ import annotations

from plans.domain.dates import PartialDate
from plans.domain.periods import Period


def period_key(period: Period) -> str:
    """Write a period as it stands in the key of an observation.

    >>> import datetime as dt
    >>> period_key(Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31)))
    '2024'
    >>> period_key(Period(dt.date(2024, 2, 1), dt.date(2024, 2, 29)))
    '2024-02'
    >>> period_key(Period(dt.date(2018, 1, 1), dt.date(2024, 12, 31)))
    '2018-to-2024'
    >>> period_key(Period(dt.date(2024, 1, 1), dt.date(2024, 8, 31)))
    '2024-01-to-2024-08'
    >>> period_key(Period(dt.date(2024, 4, 9), dt.date(2024, 4, 9)))
    '2024-04-09'
    >>> period_key(Period(dt.date(2019, 1, 1), dt.date(2025, 4, 9)))
    '2019-01-01-to-2025-04-09'
    """
    ends = [PartialDate.of(day) for day in (period.start, period.end)]
    if period.is_whole_years:
        ends = [PartialDate(end.year) for end in ends]
    elif period.is_whole_months:
        ends = [PartialDate(end.year, end.month) for end in ends]
    first, last = ends
    return first.text if first == last else f"{first.text}-to-{last.text}"


def free_key(wanted: str, taken: set[str]) -> str:
    """The wanted key, with a number after it where it is taken.

    >>> free_key("output-2024", {"output-2024", "output-2024-2"})
    'output-2024-3'
    """
    number, key = 1, wanted
    while key in taken:
        number += 1
        key = f"{wanted}-{number}"
    return key
