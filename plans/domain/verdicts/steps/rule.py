"""The rule that made a verdict, with its days and numbers filled in (method 4 and 5)."""

from __future__ import annotations

import datetime as dt

from plans.choices import Basis, Verdict
from plans.domain.quantities import Quantity
from plans.domain.verdicts.due import COVER_DAYS, answer_for_due, covers
from plans.domain.verdicts.evidence import Promise, Reading, is_calendar_month
from plans.domain.verdicts.judgement import Judgement
from plans.domain.verdicts.pace import BEHIND_FROM, ON_TRACK_FROM, Pace
from plans.domain.verdicts.steps.line import Line, figure
from plans.domain.verdicts.steps.sentences import (
    CONCLUDED,
    COVERS_BY_DAYS,
    COVERS_BY_END,
    DAY_AFTER,
    DAY_BEFORE,
    DAY_OF_DUE,
    DONE,
    DUE_LATER,
    DUE_PAST,
    DUE_TODAY,
    ELAPSED,
    FROM_BOUND,
    LAG,
    LAG_OVER,
    LAG_RUNS,
    NEAREST,
    PACED,
    SPEAKS_NOT,
)
from plans.domain.verdicts.words import (
    ANSWERS,
    Part,
    days_words,
    number_words,
    on,
    ratio_words,
    share_words,
    twin,
)

OPEN = (Verdict.AWAITING_DATA, Verdict.UNDETERMINED, Verdict.NO_EVIDENCE)
"""After the due day, and nothing decides: then the publication lag does."""


def ruled(promise: Promise, judgement: Judgement) -> list[Line]:
    """Say which rule applied, and what it made of the figures."""
    lines = [_looked(promise, judgement.as_of)]
    is_due = judgement.as_of > promise.due_on
    if promise.basis == Basis.LEVEL and is_due:
        lines += [_covering(promise, reading) for reading in judgement.used]
        lines += _nearest(promise, judgement)
    if promise.basis == Basis.RUNNING_TOTAL and (is_due or judgement.verdict is Verdict.MET):
        lines += [_counted(promise, reading) for reading in judgement.used]
    if judgement.pace is not None:
        lines += _paced(promise, judgement.pace)
    if judgement.verdict in OPEN:
        lines += _waited(promise, judgement)
    key = judgement.verdict.value, _finding(promise, judgement)
    if concluded := CONCLUDED.get(key):
        lines.append(Line.of(concluded, due=on(promise.due_on)))
    return lines


def _finding(promise: Promise, judgement: Judgement) -> str:
    """Which of the sentences of a verdict fits."""
    if judgement.verdict in (Verdict.MET, Verdict.MISSED) and not judgement.finding:
        return promise.basis
    return judgement.finding


def _looked(promise: Promise, as_of: dt.date) -> Line:
    days = (as_of - promise.due_on).days
    sentence = DUE_PAST if days > 0 else DUE_LATER if days < 0 else DUE_TODAY
    return Line.of(sentence, due=on(promise.due_on), day=on(as_of), days=days_words(days))


# --- Which day a figure speaks for ----------------------------------------------------------


def _covering(promise: Promise, reading: Reading) -> Line:
    """Whether a level speaks for the due day, and why."""
    key, named = reading.evidence.key, figure(promise, reading)
    period, due = reading.evidence.period, promise.due_on
    if period.end == due and (is_calendar_month(period) or period.is_whole_year):
        return Line.of(COVERS_BY_END, key, figure=named)
    margin = dt.timedelta(days=COVER_DAYS)
    window = {"first": on(due - margin), "last": on(due + margin)}
    sentence = COVERS_BY_DAYS if covers(period, due) else SPEAKS_NOT
    return Line.of(sentence, key, figure=named, margin=str(COVER_DAYS), **window)


def _counted(promise: Promise, reading: Reading) -> Line:
    """Up to which day a total was counted, and what that says of the due day."""
    days = (reading.day - promise.due_on).days
    return Line.of(
        DAY_AFTER if days > 0 else DAY_BEFORE if days < 0 else DAY_OF_DUE,
        reading.evidence.key,
        figure=figure(promise, reading),
        end=on(reading.day),
        days=days_words(days),
        answer=twin(ANSWERS[answer_for_due(promise, reading)]),
    )


def _nearest(promise: Promise, judgement: Judgement) -> list[Line]:
    """Of several levels that speak for the due day, which one was taken."""

    def distance(reading: Reading) -> int:
        return abs((reading.day - promise.due_on).days)

    read = [*judgement.used, *judgement.others]
    covering = [r for r in read if covers(r.evidence.period, promise.due_on)]
    taken = [r for r in covering if r in judgement.used]
    if len(covering) < 2 or not taken:
        return []
    nearest = min(taken, key=distance)
    keys = [reading.evidence.key for reading in covering]
    return [Line.of(NEAREST, *keys, figure=figure(promise, nearest), n=str(len(covering)))]


# --- The pace -------------------------------------------------------------------------------


def _paced(promise: Promise, pace: Pace) -> list[Line]:
    start, due = pace.start, promise.due_on
    elapsed = round(pace.elapsed * (due - start.on).days)
    end = start.on + dt.timedelta(days=elapsed)
    baseline = Quantity(start.value, promise.unit)
    numbers: dict[str, Part] = {
        "value": lambda lang: number_words(pace.value, promise.unit, lang),
        "baseline": baseline.words,
        "target": Quantity(promise.goal, promise.unit).words,
        "p": share_words(pace.done),
        "e": share_words(pace.elapsed),
        "r": ratio_words(pace.ratio),
        "on_track": f"{float(ON_TRACK_FROM):.2f}",
        "behind": f"{float(BEHIND_FROM):.2f}",
    }
    days: dict[str, Part] = {
        "start": on(start.on),
        "end": on(end),
        "due": on(due),
        "gone": days_words(elapsed),
        "whole": days_words((due - start.on).days),
    }
    return [Line.of(text, **numbers, **days) for text in (FROM_BOUND, DONE, ELAPSED, PACED)]


# --- Waiting for a result -------------------------------------------------------------------


def _waited(promise: Promise, judgement: Judgement) -> list[Line]:
    until = promise.due_on + dt.timedelta(days=promise.lag_days)
    days = (judgement.as_of - promise.due_on).days
    words: dict[str, Part] = {
        "lag": days_words(promise.lag_days),
        "until": on(until),
        "day": on(judgement.as_of),
        "days": days_words(days),
    }
    outcome = LAG_RUNS if judgement.verdict is Verdict.AWAITING_DATA else LAG_OVER
    return [Line.of(LAG, **words), Line.of(outcome, **words)]
