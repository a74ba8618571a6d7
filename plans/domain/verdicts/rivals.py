"""Which of several sources is believed, and which contradict each other (method 6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby

from plans.choices import Basis
from plans.domain.periods import Period
from plans.domain.precedence import Rank
from plans.domain.verdicts.due import covers
from plans.domain.verdicts.evidence import Promise, Reading
from plans.domain.verdicts.intervals import Answer, Side


@dataclass(frozen=True, slots=True)
class Settled:
    """Rivals after the order of method 6: who is believed, who is not."""

    chosen: Reading
    equals: tuple[Reading, ...] = ()
    """As weighty as the chosen one."""
    rivals: tuple[Reading, ...] = ()
    """Less weighty."""

    @property
    def answer(self) -> Answer:
        return self.chosen.answer

    @property
    def day(self) -> dt.date:
        return self.chosen.day

    @property
    def rank(self) -> Rank:
        return self.chosen.evidence.rank

    @property
    def voices(self) -> tuple[Reading, ...]:
        """All that cannot be set aside."""
        return (self.chosen, *self.equals)

    @property
    def disagree(self) -> bool:
        """Equally weighty sources of which one says yes and another no."""
        return {Answer.YES, Answer.NO} <= {reading.answer for reading in self.voices}

    @property
    def everyone(self) -> tuple[Reading, ...]:
        return (*self.voices, *self.rivals)


def settled(promise: Promise, readings: Iterable[Reading], as_of: dt.date) -> list[Settled]:
    """Settle what speaks of the same, in the order of time.

    Levels are rivals when they speak of the same day (and, once it counts, when both or neither
    speak for the due day); amounts when they cover the same span.
    """
    is_due = as_of > promise.due_on
    groups: dict[tuple[Period, bool], list[Reading]] = {}
    for reading in readings:
        period, covering = reading.evidence.period, False
        if promise.basis == Basis.LEVEL:
            covering = is_due and covers(period, promise.due_on)
            period = Period.of_day(period.end)
        groups.setdefault((period, covering), []).append(reading)
    ordered = sorted(groups.items(), key=lambda item: (item[0][0].end, item[0][0].start))
    stands = [settle(promise, group) for _, group in ordered]
    return stands if promise.basis == Basis.LEVEL else believed(stands)


def settle(promise: Promise, readings: Sequence[Reading]) -> Settled:
    """Choose among rivals. Of equally weighty ones a definite answer is taken first, and of
    those that answer alike the one furthest from the target."""
    if len(readings) == 1:
        return Settled(readings[0])
    best = min(reading.evidence.rank for reading in readings)
    first = [reading for reading in readings if reading.evidence.rank == best]
    first.sort(
        key=lambda r: (r.answer is Answer.CANNOT_TELL, _nearness(promise, r), r.evidence.key)
    )
    rest = tuple(reading for reading in readings if reading.evidence.rank != best)
    return Settled(first[0], tuple(first[1:]), rest)


def _nearness(promise: Promise, reading: Reading) -> tuple[bool, Fraction]:
    """Orders numbers, the furthest from the target first. Without a good side all are alike."""
    side, interval = promise.demand.side, reading.interval
    bound = {Side.UP: interval.low, Side.DOWN: interval.high, Side.EXACT: Fraction(0)}[side]
    if bound is None:
        return False, Fraction(0)
    return True, -bound if side is Side.DOWN else bound


def believed(stands: Sequence[Settled]) -> list[Settled]:
    """Leave out what a weightier source contradicts; put equally weighty ones side by side.

    An amount that grows and a count cannot fall: one that says yes, and a later one that lies
    below it and says no, cannot both be true.
    """
    disputed = where_a_count_may_fall(stands)
    found = []
    for stand in stands:
        against = [other for other in disputed if contradict(stand, other)]
        if any(other.rank < stand.rank for other in against):
            continue
        equal = (r for other in against if other.rank == stand.rank for r in other.voices)
        lesser = (r for other in against if other.rank > stand.rank for r in other.everyone)
        found.append(
            replace(
                stand,
                equals=(*stand.equals, *equal),
                rivals=(*stand.rivals, *lesser),
            )
        )
    return found


def where_a_count_may_fall(stands: Sequence[Settled]) -> list[Settled]:
    """Those of which an earlier one with the other answer may lie above, or a later one below:
    only they contradict any. Mostly there are none, and thousands need not be compared in pairs."""
    voices = [reading for stand in stands for reading in stand.voices]
    definite = [reading for reading in voices if reading.answer is not Answer.CANNOT_TELL]
    if len({reading.answer for reading in definite}) < 2:
        return []
    definite.sort(key=lambda reading: reading.day)
    days = [list(members) for _, members in groupby(definite, key=lambda reading: reading.day)]
    keys: set[str] = set()
    highest: dict[Answer, Fraction] = {}
    for members in days:
        for answer, low in ((r.answer, r.interval.low) for r in members):
            if low is not None:
                highest[answer] = max(low, highest.get(answer, low))
        keys |= {r.evidence.key for r in members if _reaches(highest, r, r.interval.high)}
    lowest: dict[Answer, Fraction] = {}  # negative, so that the lowest is the greatest
    for members in reversed(days):
        for answer, high in ((r.answer, r.interval.high) for r in members):
            if high is not None:
                lowest[answer] = max(-high, lowest.get(answer, -high))
        keys |= {
            r.evidence.key
            for r in members
            if r.interval.low is not None and _reaches(lowest, r, -r.interval.low)
        }
    return [stand for stand in stands if any(r.evidence.key in keys for r in stand.voices)]


def _reaches(greatest: Mapping[Answer, Fraction], reading: Reading, bound: Fraction | None) -> bool:
    """Whether the greatest number with the other definite answer is as great as the bound."""
    other = Answer.NO if reading.answer is Answer.YES else Answer.YES
    return bound is not None and other in greatest and greatest[other] >= bound


def contradict(one: Settled, other: Settled) -> bool:
    return any(_fell(a, b) or _fell(b, a) for a in one.voices for b in other.voices)


def _fell(earlier: Reading, later: Reading) -> bool:
    """Whether two definite and different answers would need a fall."""
    if earlier.day > later.day or {earlier.answer, later.answer} != {Answer.YES, Answer.NO}:
        return False
    return later.interval.lies_below(earlier.interval)
