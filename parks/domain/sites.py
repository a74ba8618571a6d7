"""Whether a firm's place is open on a day, and in what order its places are told."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from parks.choices import SiteKind
from plans.domain.dates import PartialDate


class Opening(StrEnum):
    """What is known of a place on a day. No source that says it closed is no proof that it runs."""

    PLANNED = "planned"
    NO_END_KNOWN = "no_end_known"
    CLOSING = "closing"
    CLOSED = "closed"


def opening(since: PartialDate | None, until: PartialDate | None, day: dt.date) -> Opening:
    """Judge a place by its dates. One that closes within a year is not closed before it is over.

    >>> opening(PartialDate(2017, 11), None, dt.date(2026, 11, 25))
    <Opening.NO_END_KNOWN: 'no_end_known'>
    >>> opening(None, PartialDate(2026), dt.date(2026, 11, 25))
    <Opening.CLOSING: 'closing'>
    """
    if until and until.last_day < day:
        return Opening.CLOSED
    if since and since.first_day > day:
        return Opening.PLANNED
    return Opening.CLOSING if until else Opening.NO_END_KNOWN


def order_of_place(
    kind: str, since: PartialDate | None, standing: Opening, key: str
) -> tuple[bool, bool, bool, str, str]:
    """Sort a firm's places: what closed last, the head office first, then as they opened.

    Those that opened on a day nobody gives come after the dated ones.
    """
    return (
        standing is Opening.CLOSED,
        kind != SiteKind.HEAD_OFFICE,
        since is None,
        since.sort_key if since else "",
        key,
    )
