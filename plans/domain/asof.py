"""The day that the site is read as of.

``?as_of=2024-06-30`` shows what a reader could know on that day, on every page alike. Like the
language, the day belongs to the request: whoever asks for public facts gets those of that day
(``FactQuerySet.published``), so no page can forget it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_day: ContextVar[dt.date | None] = ContextVar("reading_day", default=None)


def reading_day() -> dt.date | None:
    """The day that is read as of; None for today, when all that is published can be known."""
    return _day.get()


@contextmanager
def reading_as_of(day: dt.date | None) -> Iterator[None]:
    """Read as of a day within the block.

    >>> with reading_as_of(dt.date(2024, 6, 30)):
    ...     reading_day()
    datetime.date(2024, 6, 30)
    >>> reading_day() is None
    True
    """
    token = _day.set(day)
    try:
        yield
    finally:
        _day.reset(token)


def parse_day(text: str, today: dt.date) -> dt.date:
    """Read YYYY-MM-DD, not later than today; else a ValueError says what is wrong."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise ValueError("malformed")
    if day > today:
        raise ValueError("future")
    return day
