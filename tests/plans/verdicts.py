"""What tests of verdicts are written in: targets and figures, as short as a sentence."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from plans.choices import Direction, Qualifier
from plans.domain.verdicts import Evidence, Judgement, Promise, judge
from plans.domain.verdicts.examples import flow, in_year, level, running_total, seen

__all__ = [
    "DUE",
    "IN_TIME",
    "LATE",
    "day",
    "flow",
    "in_month",
    "in_year",
    "judged",
    "level",
    "promise_with",
    "running_total",
    "said",
    "seen",
    "span",
]

DUE = dt.date(2024, 12, 31)
"""The due day of most targets here."""

IN_TIME = dt.date(2024, 7, 1)
"""Half-way through the due year: nothing is due yet."""

LATE = dt.date(2026, 11, 22)
"""Long after the due day: no result is waited for any more."""


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def span(value: Any, start: str, end: str, qualifier: str = Qualifier.EXACT, **said: Any) -> Any:
    """A figure for a span of days, with whatever else is said of it."""
    key = said.pop("key", "figure")
    return replace(seen(value, day(start), day(end), qualifier, key=key), **said)


def said(value: Any, on: str, qualifier: str = Qualifier.EXACT, **said: Any) -> Any:
    """A figure of one day."""
    return span(value, on, on, qualifier, **said)


def in_month(value: Any, year: int, month: int, **said: Any) -> Any:
    """A figure for one month."""
    first = dt.date(year, month, 1)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return span(value, first.isoformat(), last.isoformat(), **said)


def promise_with(promise: Promise, **changes: Any) -> Promise:
    return replace(promise, **changes)


def judged(promise: Promise, *observations: Evidence, on: dt.date = LATE) -> Judgement:
    return judge(promise, observations, on)


NEUTRAL = Direction.NEUTRAL
UP, DOWN = Direction.UP_IS_GOOD, Direction.DOWN_IS_GOOD
