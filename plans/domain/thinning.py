"""Which figures of a long series a chart shows: enough to see its course, none of it invented.

Up to ``MOST_DRAWN`` figures all are drawn. Beyond that time is cut into equal stretches, and of
each series (one area, kind, definition and length of period) every stretch shows its first, last,
lowest and highest figure; so peaks, ends and the newest figure are always there. Where one of
these is a rival, what stands for its period is shown, too: a rival never stands in the line.
Nothing is averaged: each mark is a figure that a source gives. Table and files have them all.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

MOST_DRAWN = 1000
"""Figures in one chart: more are no clearer, and each weighs some 50 bytes on the way."""

PICKED = 4
"""Figures that a stretch shows of a series: first, last, lowest, highest."""


@dataclass(frozen=True, slots=True)
class Stretches:
    """Equal stretches of time from ``first`` to ``last``, both included."""

    first: dt.date
    last: dt.date
    count: int

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def place(self, day: dt.date) -> int:
        """In which stretch a day lies: 0 is the first.

        >>> decade = Stretches(dt.date(2010, 1, 1), dt.date(2019, 12, 31), 10)
        >>> decade.place(dt.date(2010, 1, 1)), decade.place(dt.date(2019, 12, 31))
        (0, 9)
        """
        return (day - self.first).days * self.count // self.days


def stretches(first: dt.date, last: dt.date, series: int) -> Stretches:
    """Cut time so that all series together stay below ``MOST_DRAWN``, with room for as many
    figures that stand where a rival was picked."""
    return Stretches(first, last, max(1, MOST_DRAWN // (2 * PICKED * series)))
