"""How a target's standing is judged: one pure function (method 4 and 5).

The rules are those of the page ``/method/``. When they change, ``METHOD_VERSION`` does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from plans.choices import Basis, Verdict
from plans.domain.verdicts.due import COVER_DAYS, answer_for_due, covers
from plans.domain.verdicts.evidence import Evidence, Promise, Reading, Role, read
from plans.domain.verdicts.grades import GRADES, grade_of
from plans.domain.verdicts.held import Tied, asked_of_records
from plans.domain.verdicts.intervals import Answer
from plans.domain.verdicts.judgement import METHOD_VERSION, NO_GRADE, Judgement
from plans.domain.verdicts.pace import BEHIND_FROM, ON_TRACK_FROM, Pace, asks_to_hold, pace_of
from plans.domain.verdicts.rivals import Settled, settled

__all__ = [
    "BEHIND_FROM",
    "COVER_DAYS",
    "GRADES",
    "METHOD_VERSION",
    "NO_GRADE",
    "ON_TRACK_FROM",
    "Judgement",
    "Pace",
    "covers",
    "judge",
]


def judge(
    promise: Promise,
    observations: Iterable[Evidence],
    as_of: dt.date,
    tied: Iterable[Tied] = (),
) -> Judgement:
    """Say how a target stands on ``as_of``, from the observations of its metric and area.

    Any observations may be given: what was not known on the day, and forecasts, count for
    nothing. ``tied`` are series of the records held here that suit the target: they are asked
    where the observations leave it open.
    """
    readings = read(promise, observations, as_of)
    if promise.basis == Basis.WORDING:
        return Judgement(Verdict.NOT_MEASURABLE, as_of, others=tuple(readings))
    stands = settled(promise, [reading for reading in readings if reading.counts], as_of)
    found = _decided(promise, stands, as_of) or _undecided(promise, readings, stands, as_of)
    stated = _completed(promise, found, readings, stands)
    held = read(promise, (seen for of in tied for seen in of.evidence(promise, as_of)), as_of)
    if not held:
        return stated

    def by_records(asked: Sequence[Reading]) -> Judgement | None:
        return _decided(promise, settled(promise, asked, as_of), as_of)

    return asked_of_records(promise, stated, readings, held, by_records)


def _decided(promise: Promise, stands: Sequence[Settled], as_of: dt.date) -> Judgement | None:
    rule = _before_due if as_of <= promise.due_on else _AFTER_DUE[promise.basis]
    return rule(promise, stands, as_of)


# --- Up to and including the due day (method 4) ---------------------------------------------


def _before_due(promise: Promise, stands: Sequence[Settled], as_of: dt.date) -> Judgement | None:
    if not stands:
        return None
    if asks_to_hold(promise):
        return _held(stands[-1], as_of)
    if promise.basis == Basis.LEVEL:
        return _level_before_due(promise, stands[-1], as_of)
    if reached := _agreed(stands, _says_for_due(promise, Answer.YES)):
        return Judgement(Verdict.MET, as_of, (reached.chosen,))
    return _by_pace(promise, _newest_with_a_pace(promise, stands), as_of)


def _held(newest: Settled, as_of: dt.date) -> Judgement:
    """A target to hold what the baseline was: the newest value does, does not, or cannot tell."""
    if newest.disagree:
        return _contested(newest, as_of)
    used = (newest.chosen,)
    if newest.answer is Answer.YES:
        return Judgement(Verdict.HOLDING, as_of, used)
    if newest.answer is Answer.NO:
        return Judgement(Verdict.SLIPPING, as_of, used)
    return Judgement(Verdict.LEVEL_ONLY, as_of, used, finding="cannot_tell")


def _level_before_due(promise: Promise, newest: Settled, as_of: dt.date) -> Judgement:
    if newest.answer is Answer.YES and not newest.disagree:
        return Judgement(Verdict.REACHED_EARLY, as_of, (newest.chosen,))
    return _by_pace(promise, newest, as_of)


def _by_pace(promise: Promise, newest: Settled, as_of: dt.date) -> Judgement:
    if newest.disagree:
        return _contested(newest, as_of)
    pace, missing = pace_of(promise, newest.chosen)
    if pace is None:
        return Judgement(Verdict.LEVEL_ONLY, as_of, (newest.chosen,), finding=missing)
    return Judgement(pace.verdict, as_of, (newest.chosen,), pace=pace)


def _newest_with_a_pace(promise: Promise, stands: Sequence[Settled]) -> Settled:
    """Of an amount or a running total, the newest value that gives a pace, else the newest.

    A running total cannot fall: a span that begins later and counts less than was known before
    it is passed over.
    """
    found = None
    for stand in stands:
        if pace_of(promise, stand.chosen)[0] is None:
            continue
        if found is None or not _counts_less(stand.chosen, found.chosen):
            found = stand
    return found or stands[-1]


def _counts_less(newer: Reading, older: Reading) -> bool:
    """Whether a span that begins later counts less than what was known before it."""
    if newer.role is not Role.LOWER or newer.evidence.period.start <= older.evidence.period.start:
        return False
    low, known = newer.interval.low, older.interval.low
    return low is not None and known is not None and low < known


# --- After the due day (method 5) -----------------------------------------------------------


def _level_after_due(
    promise: Promise, stands: Sequence[Settled], as_of: dt.date
) -> Judgement | None:
    due = promise.due_on
    covering = [stand for stand in stands if covers(stand.chosen.evidence.period, due)]
    # The nearest that can tell; of two equally near ones the earlier.
    telling = [stand for stand in covering if stand.answer is not Answer.CANNOT_TELL]
    nearest = min(telling, key=lambda s: (abs((s.day - due).days), s.day), default=None)
    if nearest is None:
        return _reached_later(promise, stands, as_of)
    if nearest.disagree:
        return _contested(nearest, as_of)
    if nearest.answer is Answer.YES:
        return Judgement(Verdict.MET, as_of, (nearest.chosen,))
    if later := _agreed([s for s in stands if s.day > max(nearest.day, due)], _says_yes):
        return Judgement(Verdict.MET_LATE, as_of, (nearest.chosen, later.chosen))
    if earlier := _agreed([s for s in stands if s.day < nearest.day], _says_yes):
        used = (earlier.chosen, nearest.chosen)
        return Judgement(Verdict.MISSED, as_of, used, finding="reached_not_held")
    return Judgement(Verdict.MISSED, as_of, (nearest.chosen,))


def _running_total_after_due(
    promise: Promise, stands: Sequence[Settled], as_of: dt.date
) -> Judgement | None:
    if in_time := _agreed(stands, _says_for_due(promise, Answer.YES)):
        return Judgement(Verdict.MET, as_of, (in_time.chosen,))
    if short := _agreed(stands, _says_for_due(promise, Answer.NO)):
        if late := _agreed([s for s in stands if s.day > short.day], _says_yes):
            return Judgement(Verdict.MET_LATE, as_of, (short.chosen, late.chosen))
        return Judgement(Verdict.MISSED, as_of, (short.chosen,))
    if disputed := _disputed(promise, stands):
        return _contested(disputed, as_of)
    return _reached_later(promise, stands, as_of)


def _flow_after_due(
    promise: Promise, stands: Sequence[Settled], as_of: dt.date
) -> Judgement | None:
    whole_first = sorted(stands, key=lambda stand: stand.chosen.role is not Role.WHOLE)
    if enough := _agreed(whole_first, _says_yes):
        return Judgement(Verdict.MET, as_of, (enough.chosen,))
    if short := _agreed(whole_first, _says_for_due(promise, Answer.NO)):
        return Judgement(Verdict.MISSED, as_of, (short.chosen,))
    disputed = _disputed(promise, stands)
    return _contested(disputed, as_of) if disputed else None


def _reached_later(promise: Promise, stands: Sequence[Settled], as_of: dt.date) -> Judgement | None:
    """Nothing speaks for the due day; a yes after it leaves open whether it was in time."""
    after = [stand for stand in stands if stand.day > promise.due_on]
    if later := _agreed(after, _says_yes):
        return Judgement(Verdict.MET_DATE_UNKNOWN, as_of, (later.chosen,))
    disputed = next((stand for stand in after if stand.disagree), None)
    return _contested(disputed, as_of) if disputed else None


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
    if as_of <= promise.due_on:
        if readings:
            return Judgement(Verdict.LEVEL_ONLY, as_of, finding="only_context")
        return Judgement(Verdict.NOT_YET_MEASURED, as_of)
    by_distance = sorted(stands, key=lambda s: (abs((s.day - promise.due_on).days), s.day))
    nearest = tuple(stand.chosen for stand in by_distance[:1])
    if (as_of - promise.due_on).days <= promise.lag_days:
        return Judgement(Verdict.AWAITING_DATA, as_of, nearest)
    if readings:
        return Judgement(Verdict.UNDETERMINED, as_of, nearest)
    return Judgement(Verdict.NO_EVIDENCE, as_of)


Says = Callable[[Reading], bool]


def _says_yes(reading: Reading) -> bool:
    return reading.answer is Answer.YES


def _says_for_due(promise: Promise, answer: Answer) -> Says:
    return lambda reading: answer_for_due(promise, reading) is answer


def _agreed(stands: Iterable[Settled], says: Says) -> Settled | None:
    """The first, in the order given, of which no equally weighty source says the opposite."""
    return next((s for s in stands if says(s.chosen) and not s.disagree), None)


def _disputed(promise: Promise, stands: Iterable[Settled]) -> Settled | None:
    """The first that would decide, if its sources agreed."""
    return next(
        (
            stand
            for stand in stands
            if stand.disagree
            and any(answer_for_due(promise, r) is not Answer.CANNOT_TELL for r in stand.voices)
        ),
        None,
    )


def _contested(stand: Settled, as_of: dt.date) -> Judgement:
    """Sources disagree: equally weighty ones give a yes and a no."""
    voices = [r for r in stand.voices if r.answer is not Answer.CANNOT_TELL]
    voices.sort(key=lambda r: (r.day, r.evidence.key))
    return Judgement(Verdict.SOURCES_DISAGREE, as_of, tuple(voices))


def _completed(
    promise: Promise, found: Judgement, readings: Sequence[Reading], stands: Sequence[Settled]
) -> Judgement:
    """Add rivals, other evidence and the grade."""
    used = set(found.evidence_keys)
    beside = [reading for reading in readings if reading.evidence.key not in used]
    not_believed = {
        reading.evidence.key
        for stand in stands
        if stand.chosen.evidence.key in used
        for reading in stand.everyone
    }
    return replace(
        found,
        rivals=tuple(r for r in beside if r.evidence.key in not_believed),
        others=tuple(r for r in beside if r.evidence.key not in not_believed),
        grade=grade_of(promise, found, beside),
    )
