"""How a target's standing is judged: one pure function (method 4, 5 and 7).

The rules are numbered as on the page ``/method/``. When they change, ``METHOD_VERSION`` does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from plans.choices import Basis, Qualifier, SourceKind, Verdict
from plans.domain.periods import Period
from plans.domain.verdicts.evidence import (
    Baseline,
    Evidence,
    Promise,
    Reading,
    Role,
    Settled,
    is_calendar_month,
    read,
    settled,
)
from plans.domain.verdicts.intervals import Answer, Side

METHOD_VERSION = "1.0"

COVER_DAYS = 31
"""A level counts for the due day if its days lie within this many days of it."""

ON_TRACK_FROM = Fraction(95, 100)
BEHIND_FROM = Fraction(60, 100)
"""The least pace that is on track, and the least that is behind rather than off track."""

NO_GRADE = "none"

GRADES = {
    SourceKind.OFFICIAL_STATISTICS.value: "A",
    SourceKind.OFFICIAL.value: "B",
    SourceKind.COMPANY.value: "C",
    SourceKind.PAPER.value: "C",
    SourceKind.DATABASE.value: "C",
    SourceKind.NEWS.value: "D",
}


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


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with all that it rests on.

    ``used`` decided it, in the order of time; ``rivals`` speak of the same and were not
    believed, or contradict it; ``others`` were read and decided nothing. ``finding`` names
    the reason where one verdict has several ("reached_not_held").
    """

    verdict: Verdict
    as_of: dt.date
    used: tuple[Reading, ...] = ()
    rivals: tuple[Reading, ...] = ()
    others: tuple[Reading, ...] = ()
    pace: Pace | None = None
    finding: str = ""
    grade: str = NO_GRADE
    method_version: str = METHOD_VERSION

    @property
    def observation_keys(self) -> tuple[str, ...]:
        """The keys of the observations that decided it."""
        return tuple(reading.evidence.key for reading in self.used)


def judge(promise: Promise, observations: Iterable[Evidence], as_of: dt.date) -> Judgement:
    """Say how a target stands on ``as_of``, from the observations of its metric and area.

    Any observations may be given: what was not known on the day, and forecasts, count for
    nothing.
    """
    readings = read(promise, observations, as_of)
    if promise.basis == Basis.WORDING:
        return Judgement(Verdict.NOT_MEASURABLE, as_of, others=tuple(readings))
    stands = settled(promise, [reading for reading in readings if reading.counts])
    rule = _before_due if as_of <= promise.due_on else _AFTER_DUE[promise.basis]
    found = rule(promise, stands, as_of) or _undecided(promise, readings, stands, as_of)
    return _completed(found, readings, stands, promise)


# --- Up to and including the due day (method 4) ---------------------------------------------


def _before_due(promise: Promise, stands: Sequence[Settled], as_of: dt.date) -> Judgement | None:
    if not stands:
        return None
    if promise.basis == Basis.LEVEL:
        return _level_before_due(promise, stands[-1], as_of)
    if reached := _first(stands, Answer.YES):
        return _contested(reached, as_of) or Judgement(Verdict.MET, as_of, (reached.chosen,))
    if contested := next((c for stand in stands if (c := _contested(stand, as_of))), None):
        return contested
    paced = [stand for stand in stands if stand.chosen.role is not Role.UPPER]
    return _by_pace(promise, (paced or stands)[-1], as_of)


def _level_before_due(promise: Promise, newest: Settled, as_of: dt.date) -> Judgement:
    if contested := _contested(newest, as_of):
        return contested
    used = (newest.chosen,)
    if promise.baseline is not None and promise.baseline.value == promise.value:
        if newest.answer is Answer.YES:
            return Judgement(Verdict.HOLDING, as_of, used)
        if newest.answer is Answer.NO:
            return Judgement(Verdict.SLIPPING, as_of, used)
        return Judgement(Verdict.LEVEL_ONLY, as_of, used, finding="cannot_tell")
    if newest.answer is Answer.YES:
        return Judgement(Verdict.REACHED_EARLY, as_of, used)
    return _by_pace(promise, newest, as_of)


def _by_pace(promise: Promise, newest: Settled, as_of: dt.date) -> Judgement:
    pace, missing = pace_of(promise, newest.chosen)
    if pace is None:
        return Judgement(Verdict.LEVEL_ONLY, as_of, (newest.chosen,), finding=missing)
    return Judgement(pace.verdict, as_of, (newest.chosen,), pace=pace)


def pace_of(promise: Promise, reading: Reading) -> tuple[Pace | None, str]:
    """Take the pace from one observation; or None, and what is missing for it.

    An interval counts with its bound on the failing side of the target.
    """
    start = promise.start
    if start is None:
        return None, "no_baseline"
    if reading.day <= start.on or promise.due_on <= start.on:
        return None, "not_after_baseline"
    way = Fraction(promise.value or 0) - Fraction(start.value)
    if way == 0:
        return None, "no_way_to_go"
    bound = _failing_bound(promise, reading, rising=way > 0)
    if bound is None:
        return None, "includes_earlier" if reading.role is Role.UPPER else "no_bound"
    done = (bound - Fraction(start.value)) / way
    elapsed = Fraction((reading.day - start.on).days, (promise.due_on - start.on).days)
    return Pace(done, elapsed, bound, start), ""


def _failing_bound(promise: Promise, reading: Reading, *, rising: bool) -> Fraction | None:
    """The end of the interval on the side where the target is not met; None if it has none.

    That amounts never go below zero is no bound that a source has given.
    """
    if reading.role is Role.UPPER:
        return None
    side = promise.demand.side
    upwards = rising if side is Side.EXACT else side is Side.UP
    if upwards:
        if reading.evidence.qualifier in (Qualifier.LESS_THAN, Qualifier.AT_MOST):
            return None
        return reading.interval.low
    return reading.interval.high


# --- After the due day (method 5) -----------------------------------------------------------


def covers(period: Period, due_on: dt.date) -> bool:
    """Whether a level of ``period`` speaks for the due day.

    >>> covers(Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31)), dt.date(2024, 12, 31))
    True
    """
    margin = dt.timedelta(days=COVER_DAYS)
    if period.start >= due_on - margin and period.end <= due_on + margin:
        return True
    return period.end == due_on and (is_calendar_month(period) or period.is_whole_year)


def _level_after_due(
    promise: Promise, stands: Sequence[Settled], as_of: dt.date
) -> Judgement | None:
    due = promise.due_on
    covering = [stand for stand in stands if covers(stand.chosen.evidence.period, due)]
    # The nearest that can tell; of two equally near ones the earlier.
    telling = [s for s in covering if s.disagree or s.answer is not Answer.CANNOT_TELL]
    nearest = min(telling, key=lambda s: (abs((s.day - due).days), s.day), default=None)
    if nearest is None:
        later = _first([s for s in stands if s.day > due], Answer.YES)
        if later is None:
            return None
        return _contested(later, as_of) or Judgement(
            Verdict.MET_DATE_UNKNOWN, as_of, (later.chosen,)
        )
    if contested := _contested(nearest, as_of):
        return contested
    if nearest.answer is Answer.YES:
        return Judgement(Verdict.MET, as_of, (nearest.chosen,))
    if later := _first([s for s in stands if s.day > max(nearest.day, due)], Answer.YES):
        return Judgement(Verdict.MET_LATE, as_of, (nearest.chosen, later.chosen))
    if earlier := _first([s for s in stands if s.day < nearest.day], Answer.YES):
        used = (earlier.chosen, nearest.chosen)
        return Judgement(Verdict.MISSED, as_of, used, finding="reached_not_held")
    return Judgement(Verdict.MISSED, as_of, (nearest.chosen,))


def _running_total_after_due(
    promise: Promise, stands: Sequence[Settled], as_of: dt.date
) -> Judgement | None:
    due = promise.due_on
    if in_time := _first([s for s in stands if s.day <= due], Answer.YES):
        return _contested(in_time, as_of) or Judgement(Verdict.MET, as_of, (in_time.chosen,))
    short = _first([s for s in stands if s.day >= due], Answer.NO)
    if short is None:
        late = _first([s for s in stands if s.day > due], Answer.YES)
        if late is None:
            return None
        return _contested(late, as_of) or Judgement(Verdict.MET_DATE_UNKNOWN, as_of, (late.chosen,))
    if contested := _contested(short, as_of):
        return contested
    if late := _first([s for s in stands if s.day > short.day], Answer.YES):
        return Judgement(Verdict.MET_LATE, as_of, (short.chosen, late.chosen))
    return Judgement(Verdict.MISSED, as_of, (short.chosen,))


def _flow_after_due(
    promise: Promise, stands: Sequence[Settled], as_of: dt.date
) -> Judgement | None:
    whole = next((s for s in stands if s.chosen.role is Role.WHOLE), None)
    part = _first([s for s in stands if s.chosen.role is Role.LOWER], Answer.YES)
    if whole is not None:
        if contested := _contested(whole, as_of):
            return contested
        if whole.answer is Answer.YES:
            return Judgement(Verdict.MET, as_of, (whole.chosen,))
        if whole.answer is Answer.NO:
            if part is not None and part.chosen.evidence.rank <= whole.chosen.evidence.rank:
                # A part that is more than the whole: no less weighty, so it cannot be set aside.
                used = (part.chosen, whole.chosen)
                return Judgement(Verdict.SOURCES_DISAGREE, as_of, used)
            return Judgement(Verdict.MISSED, as_of, (whole.chosen,))
    if part is None:
        return None
    return _contested(part, as_of) or Judgement(Verdict.MET, as_of, (part.chosen,))


_AFTER_DUE: dict[str, Callable[[Promise, Sequence[Settled], dt.date], Judgement | None]] = {
    Basis.LEVEL: _level_after_due,
    Basis.RUNNING_TOTAL: _running_total_after_due,
    Basis.FLOW: _flow_after_due,
}


# --- Where nothing decides, and where sources contradict each other -------------------------


def _undecided(
    promise: Promise, readings: Sequence[Reading], stands: Sequence[Settled], as_of: dt.date
) -> Judgement:
    """No rule decided: say whether a result may still come, and whether there is anything."""
    nearest = (stands[-1].chosen,) if stands else ()
    if as_of <= promise.due_on:
        if not readings:
            return Judgement(Verdict.NOT_YET_MEASURED, as_of)
        return Judgement(Verdict.LEVEL_ONLY, as_of, nearest, finding="only_context")
    if (as_of - promise.due_on).days <= promise.lag_days:
        return Judgement(Verdict.AWAITING_DATA, as_of, nearest)
    if readings:
        return Judgement(Verdict.UNDETERMINED, as_of, nearest)
    return Judgement(Verdict.NO_EVIDENCE, as_of)


def _contested(stand: Settled, as_of: dt.date) -> Judgement | None:
    """Sources disagree where equally weighty ones give a yes and a no."""
    if not stand.disagree:
        return None
    return Judgement(Verdict.SOURCES_DISAGREE, as_of, (stand.chosen, *stand.equals))


def _first(stands: Iterable[Settled], answer: Answer) -> Settled | None:
    """The first in time with an answer."""
    return next((stand for stand in stands if stand.answer is answer), None)


# --- The grade, and what else was read ------------------------------------------------------


def _completed(
    found: Judgement, readings: Sequence[Reading], stands: Sequence[Settled], promise: Promise
) -> Judgement:
    """Add rivals, other evidence and the grade."""
    used = set(found.observation_keys)
    rivals = tuple(
        reading
        for stand in stands
        if stand.chosen.evidence.key in used
        for reading in stand.everyone
        if reading.evidence.key not in used
    )
    spoken_for = used | {reading.evidence.key for reading in rivals}
    others = tuple(r for r in readings if r.evidence.key not in spoken_for)
    grade = _grade(found, [*rivals, *others], promise)
    return replace(found, rivals=rivals, others=others, grade=grade)


def _grade(found: Judgement, beside: Sequence[Reading], promise: Promise) -> str:
    """The lowest grade of what was used, with a + where every part of it is seconded."""
    if not found.used:
        return NO_GRADE
    lowest = max(GRADES[reading.evidence.source_kind] for reading in found.used)
    if found.verdict in (Verdict.SOURCES_DISAGREE, Verdict.UNDETERMINED, Verdict.AWAITING_DATA):
        return lowest
    seconded = all(
        any(_seconds(other, used, found, promise) for other in beside) for used in found.used
    )
    return f"{lowest}+" if seconded else lowest


def _seconds(other: Reading, used: Reading, found: Judgement, promise: Promise) -> bool:
    """Whether another publisher and origin gives the same answer to the same question."""
    if not other.counts or not other.evidence.is_second_opinion_on(used.evidence):
        return False
    if not _speaks_of_the_same(other, used, promise):
        return False
    if found.pace is None:
        return other.answer is used.answer
    pace, _ = pace_of(promise, other)
    return pace is not None and pace.verdict == found.verdict


def _speaks_of_the_same(other: Reading, used: Reading, promise: Promise) -> bool:
    """Same day; or for amounts that only grow, the same side of the due day."""
    if other.day == used.day:
        return True
    if promise.basis == Basis.LEVEL or used.answer is Answer.CANNOT_TELL:
        return False
    return (other.day <= promise.due_on) == (used.day <= promise.due_on)
