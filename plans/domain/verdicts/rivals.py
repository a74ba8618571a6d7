"""Which of several sources is believed, and which contradict each other (method 6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

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
    found = []
    for stand in stands:
        against = [other for other in stands if _contradict(stand, other)]
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


def _contradict(one: Settled, other: Settled) -> bool:
    return any(_fell(a, b) or _fell(b, a) for a in one.voices for b in other.voices)


def _fell(earlier: Reading, later: Reading) -> bool:
    """Whether two definite and different answers would need a fall."""
    if earlier.day > later.day or {earlier.answer, later.answer} != {Answer.YES, Answer.NO}:
        return False
    return later.interval.lies_below(earlier.interval)
