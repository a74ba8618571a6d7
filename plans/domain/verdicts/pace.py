"""How fast a target is approached, against the time that has gone (method 4)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from plans.choices import Qualifier, Verdict
from plans.domain.verdicts.evidence import Baseline, Promise, Reading, Role
from plans.domain.verdicts.intervals import Side

ON_TRACK_FROM = Fraction(95, 100)
BEHIND_FROM = Fraction(60, 100)
"""The least pace that is on track, and the least that is behind rather than off track."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a target has come, against how far its time has.

    ``done`` is the part of the way from the baseline to the target, ``elapsed`` the part of
    the time from the baseline's day to the due day; both may be above 1 or below 0.
    """

    done: Fraction
    elapsed: Fraction
    value: Fraction
    """The bound of the observation that it was taken from."""
    start: Baseline

    @property
    def ratio(self) -> Fraction:
        return self.done / self.elapsed

    @property
    def verdict(self) -> Verdict:
        if self.ratio >= ON_TRACK_FROM:
            return Verdict.ON_TRACK
        if self.ratio >= BEHIND_FROM:
            return Verdict.BEHIND
        return Verdict.OFF_TRACK if self.ratio >= 0 else Verdict.MOVING_AWAY


def asks_to_hold(promise: Promise) -> bool:
    """Whether the baseline is the target itself, or already beyond it on its good side.

    Then there is no way to go, and so no pace: the target asks to keep what there was. Of an
    amount or a running total, which begin at zero, that is any ceiling.
    """
    start = promise.start
    if start is None:
        return False
    match promise.demand.side:
        case Side.UP:
            return start.value >= promise.goal
        case Side.DOWN:
            return start.value <= promise.goal
        case _:
            return start.value == promise.goal


def pace_of(promise: Promise, reading: Reading) -> tuple[Pace | None, str]:
    """Take the pace from one observation; or None, and what is missing for it.

    An interval counts with its bound on the failing side of the target. Not asked of a target
    that asks to hold its baseline.
    """
    if reading.role is Role.UPPER:
        return None, "includes_earlier"
    start = promise.start
    if start is None:
        return None, "no_baseline"
    if not start.on < min(reading.day, promise.due_on):
        return None, "not_after_baseline"
    bound = _failing_bound(promise, reading, start)
    if bound is None:
        return None, "no_bound"
    way = Fraction(promise.goal) - Fraction(start.value)
    done = (bound - Fraction(start.value)) / way
    elapsed = Fraction((reading.day - start.on).days, (promise.due_on - start.on).days)
    return Pace(done, elapsed, bound, start), ""


def _failing_bound(promise: Promise, reading: Reading, start: Baseline) -> Fraction | None:
    """The end of the interval on the side where the target is not met; None if it has none.

    That amounts never go below zero is no bound that a source has given.
    """
    side = promise.demand.side
    rising = side is Side.UP or (side is Side.EXACT and start.value < promise.goal)
    if not rising:
        return reading.interval.high
    if reading.evidence.qualifier in (Qualifier.LESS_THAN, Qualifier.AT_MOST):
        return None
    return reading.interval.low
