"""A verdict's reason: one sentence with its numbers, in English and Chinese."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from plans.choices import Basis, Qualifier, Verdict
from plans.domain.dates import date_words
from plans.domain.quantities import Quantity, comparator_words
from plans.domain.texts import CHINESE, ENGLISH, Twin, is_chinese
from plans.domain.verdicts.evidence import Promise, Reading, Role, role_of
from plans.domain.verdicts.intervals import Answer
from plans.domain.verdicts.judgement import Judgement
from plans.domain.verdicts.pace import Pace
from plans.domain.verdicts.sentences import COUNTED_HERE, SENTENCES, WHY
from plans.domain.verdicts.words import ratio_words, said

OPEN = (Verdict.AWAITING_DATA, Verdict.UNDETERMINED)
"""Verdicts that name the nearest figure, where there is one, and say why it does not decide."""

PACED = (Verdict.ON_TRACK, Verdict.BEHIND, Verdict.OFF_TRACK)
"""Verdicts that give the pace, and say so where a part of a running total alone gives it."""


def reason(promise: Promise, judgement: Judgement) -> Twin:
    """Say in one sentence why a target stands as it does."""
    return Twin(_sentence(promise, judgement, ENGLISH), _sentence(promise, judgement, CHINESE))


def _sentence(promise: Promise, judgement: Judgement, language: str) -> str:
    figures = named(promise, judgement)
    finding = _finding(promise, judgement, figures)
    sentence = SENTENCES[judgement.verdict.value, finding].pick(language)[0]
    words = {"due": due_words(promise.due_on, language)}
    if promise.value is not None:
        words |= _target(promise, language)
    if figures:
        words |= _figures(promise, figures, language)
    if pace := judgement.pace:
        words |= _pace(promise, pace, language)
    text = sentence.format_map(words)
    return text[0].upper() + text[1:]


def _finding(promise: Promise, judgement: Judgement, figures: tuple[Reading, ...]) -> str:
    """Which of the sentences of a verdict fits."""
    if figures and judgement.verdict in OPEN:
        return "figure"
    if judgement.verdict in PACED and figures[0].role is Role.HELD:
        return "held"
    if judgement.verdict in PACED and promise.basis == Basis.RUNNING_TOTAL:
        return "part" if figures[0].role is Role.LOWER else ""
    return judgement.finding


def named(promise: Promise, judgement: Judgement) -> tuple[Reading, ...]:
    """The figures that the sentence names: what decided, or else the nearest context."""
    if judgement.used or not judgement.others or promise.value is None:
        return judgement.used
    nearest = min(judgement.others, key=lambda r: (abs((r.day - promise.due_on).days), r.day))
    return (nearest,)


def _target(promise: Promise, language: str) -> dict[str, str]:
    target = comparator_words(promise.comparator, promise.quantity, language)
    until = promise.due_on + dt.timedelta(days=promise.lag_days)
    return {
        "target": target,
        "goal": _goal_words(promise, target, language),
        "until": date_words(until, "day", language),
        "due_day": date_words(promise.due_on, "day", language),
    }


def _goal_words(promise: Promise, target: str, language: str) -> str:
    """What the way leads to: the target, or of a range the end that it is judged on."""
    is_upper = promise.goal == promise.upper
    if is_chinese(language):
        end = "上限" if is_upper else "下限"
        return f"“{target}”目标" if promise.upper is None else f"“{target}”目标{end}"
    end = "upper" if is_upper else "lower"
    return target if promise.upper is None else f"the {end} end of {target}"


def _figures(promise: Promise, figures: tuple[Reading, ...], language: str) -> dict[str, str]:
    words = {
        "figure": figure_words(promise, figures[0], language),
        "last": figure_words(promise, figures[-1], language),
        "why": WHY[_why(promise, figures[0])].pick(language)[0],
    }
    for reading in figures:
        words[reading.answer.name.lower()] = figure_words(promise, reading, language)
    return words


def _pace(promise: Promise, pace: Pace, language: str) -> dict[str, str]:
    return {
        "done": percent_words(pace.done, language),
        "elapsed": percent_words(pace.elapsed, language),
        "ratio": ratio_words(pace.ratio),
        "start": _start_words(promise, pace, language),
    }


def _start_words(promise: Promise, pace: Pace, language: str) -> str:
    """Where the way begins. That of an amount or a count is zero by definition."""
    if promise.basis != Basis.LEVEL:
        return "起点" if is_chinese(language) else "the start"
    baseline = Quantity(pace.start.value, promise.unit).words(language)
    return f"基线{baseline}" if is_chinese(language) else f"the baseline of {baseline}"


def figure_words(promise: Promise, reading: Reading, language: str) -> str:
    """An observation as it stands in a sentence: "about 100 (2024)".

    Where a recorded baseline is taken off it, the sentence says so; and where nobody published
    it, that it is counted here.
    """
    seen, baseline = reading.evidence, promise.baseline
    period = seen.period.words(language)
    number = Quantity(seen.value, promise.unit, Qualifier(seen.qualifier)).words(language)
    chinese = is_chinese(language)
    figure = f"{number}（{period}）" if chinese else f"{number} ({period})"
    if seen.counted:
        return said(COUNTED_HERE, figure=figure).pick(language)[0]
    if baseline is None or role_of(promise, seen.period) is reading.role:
        return figure
    stood = Quantity(baseline.value, promise.unit).words(language)
    return f"{figure}扣除基线{stood}" if chinese else f"{figure} less the baseline of {stood}"


def due_words(due_on: dt.date, language: str) -> str:
    """ "the end of 2024" for 31 December, else the day.

    >>> due_words(dt.date(2024, 12, 31), "en"), due_words(dt.date(2025, 6, 30), "en")
    ('the end of 2024', '30 June 2025')
    """
    if (due_on.month, due_on.day) == (12, 31):
        return f"{due_on.year}年底" if is_chinese(language) else f"the end of {due_on.year}"
    return date_words(due_on, "day", language)


def percent_words(share: Fraction, language: str = ENGLISH) -> str:
    """A share in whole per cent. Never capped, and never rounded to nothing or to all.

    >>> percent_words(Fraction(133, 150)), percent_words(Fraction(999, 1000))
    ('89%', 'more than 99%')
    """
    if 0 < share < Fraction(5, 1000):
        return "不到1%" if is_chinese(language) else "less than 1%"
    if Fraction(995, 1000) <= share < 1:
        return "超过99%" if is_chinese(language) else "more than 99%"
    return f"{round(share * 100):d}%"


def _why(promise: Promise, reading: Reading) -> str:
    """Why a figure does not decide."""
    is_total = promise.basis == Basis.RUNNING_TOTAL
    match reading.role:
        case Role.CONTEXT:
            return "other_period"
        case Role.UPPER:
            return "includes_earlier"
        case Role.LOWER:
            return "part_of_total" if is_total else "part_of_period"
    if reading.answer is Answer.CANNOT_TELL:
        return "open"
    kind = "count" if is_total else "level"
    return f"{kind}_before" if reading.day < promise.due_on else f"{kind}_after"
