"""What ``/method/`` shows: the rules in words, with the numbers of the code, and live examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from plans.choices import Qualifier, Verdict
from plans.domain.periods import Period
from plans.domain.quantities import Quantity, comparator_words
from plans.domain.texts import Twin
from plans.domain.verdicts import METHOD_VERSION, Judgement, judge, reason
from plans.domain.verdicts.evidence import DEFAULT_LAG_DAYS, Evidence, Promise
from plans.domain.verdicts.examples import EXAMPLES, HELD_EXAMPLES, Example
from plans.domain.verdicts.intervals import ABOUT_PERCENT, TARGET_ABOUT_PERCENT
from plans.domain.verdicts.reasons import due_words
from plans.domain.verdicts.rules import BEHIND_FROM, COVER_DAYS, GRADES, ON_TRACK_FROM

MEANINGS = {
    Verdict.MET: _("What was promised is reached by the due day."),
    Verdict.REACHED_EARLY: _("The level is reached before its day; it must still hold on the day."),
    Verdict.HOLDING: _("The target is to hold a level, and it is held."),
    Verdict.MET_LATE: _("Short on the due day, reached afterwards."),
    Verdict.MET_DATE_UNKNOWN: _("Reached, but nothing says whether it was in time."),
    Verdict.ON_TRACK: _("Not yet due; at least as far along as its time, within 5 per cent."),
    Verdict.BEHIND: _("Not yet due; slower than its time."),
    Verdict.OFF_TRACK: _("Not yet due; less than three fifths of the pace it takes."),
    Verdict.MOVING_AWAY: _("Not yet due; further away than at the baseline."),
    Verdict.SLIPPING: _("The target is to hold a level, and it is not held."),
    Verdict.LEVEL_ONLY: _("Not yet due; something is known, but no pace can be stated."),
    Verdict.MISSED: _("A figure for the due day says no."),
    Verdict.AWAITING_DATA: _("Due, and a result may still be published."),
    Verdict.UNDETERMINED: _("Due; there are figures, and they do not decide."),
    Verdict.NO_EVIDENCE: _("Due; no figure was found."),
    Verdict.NOT_YET_MEASURED: _("Not yet due; no figure was found."),
    Verdict.SOURCES_DISAGREE: _("Equally weighty sources give different answers."),
    Verdict.NOT_MEASURABLE: _("The plan promises words, not a number."),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A verdict with its meaning."""

    verdict: Verdict
    meaning: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure of an example, ready to be written in either language.

    ``is_counted``: it is counted from records, and nobody published it.
    """

    quantity: Quantity
    period: Period
    is_counted: bool


@dataclass(frozen=True, slots=True)
class Worked:
    """An example with the judgement that the rules give it now."""

    example: Example
    judgement: Judgement
    asks: Twin
    figures: Sequence[Shown]
    reason: Twin


@dataclass(frozen=True, slots=True)
class MethodPage:
    """What the method's template shows: every number in it is the code's own."""

    version: str
    terms: Sequence[Term]
    grades: Sequence[tuple[str, str]]
    cover_days: int
    lag_days: int
    about_percent: int
    target_about_percent: int
    on_track_percent: int
    behind_percent: int
    examples: Sequence[Worked]


def method_page() -> MethodPage:
    """Assemble the page. No query."""
    return MethodPage(
        version=METHOD_VERSION,
        terms=[Term(verdict, str(MEANINGS[verdict])) for verdict in Verdict],
        grades=list(GRADES.items()),
        cover_days=COVER_DAYS,
        lag_days=DEFAULT_LAG_DAYS,
        about_percent=int(ABOUT_PERCENT),
        target_about_percent=TARGET_ABOUT_PERCENT,
        on_track_percent=int(ON_TRACK_FROM * 100),
        behind_percent=int(BEHIND_FROM * 100),
        examples=[worked(example) for example in (*EXAMPLES, *HELD_EXAMPLES)],
    )


def worked(example: Example) -> Worked:
    """Judge an example as any target is judged."""
    promise = example.promise
    judgement = judge(promise, example.evidence, example.as_of, example.tied)
    held = judgement.counted or (*judgement.held, *judgement.held_aside)[-1:]
    counted = [reading.evidence for reading in held]
    return Worked(
        example=example,
        judgement=judgement,
        asks=asks(promise),
        figures=[shown(promise, seen) for seen in (*example.evidence, *counted)],
        reason=reason(promise, judgement),
    )


def asks(promise: Promise) -> Twin:
    """ "at least 100 by the end of 2024", in both languages."""
    in_english = comparator_words(promise.comparator, promise.quantity, "en")
    in_chinese = comparator_words(promise.comparator, promise.quantity, "zh-hans")
    return Twin(
        f"{in_english} by {due_words(promise.due_on, 'en')}",
        f"{due_words(promise.due_on, 'zh-hans')}{in_chinese}",
    )


def shown(promise: Promise, seen: Evidence) -> Shown:
    quantity = Quantity(seen.value, promise.unit, Qualifier(seen.qualifier))
    return Shown(quantity, seen.period, is_counted=seen.counted is not None)
