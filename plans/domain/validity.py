"""Whether what a plan offers is still on offer on a day, as far as the plan's own period says."""

from __future__ import annotations

import datetime as dt

from plans.choices import Validity
from plans.domain.dates import PartialDate


def validity(start: PartialDate | None, end: PartialDate | None, day: dt.date) -> Validity:
    """Say how a period stands on ``day``.

    A date known by its year (or month) alone is read as wide as it is: a period to 2025 runs to
    31 December 2025, one from 2022 begins on 1 January 2022. Where no end is known, nobody has
    said that it is still open: that is a case of its own. A start that is not known bars nothing.

    >>> validity(PartialDate(2023), PartialDate(2025), dt.date(2025, 12, 31)).value
    'open'
    >>> validity(PartialDate(2023), PartialDate(2025), dt.date(2026, 1, 1)).value
    'expired'
    >>> validity(PartialDate(2024, 9, 7), None, dt.date(2026, 1, 1)).value
    'end_not_stated'
    """
    if end is not None and day > end.last_day:
        return Validity.EXPIRED
    if start is not None and day < start.first_day:
        return Validity.NOT_YET
    return Validity.END_NOT_STATED if end is None else Validity.OPEN
