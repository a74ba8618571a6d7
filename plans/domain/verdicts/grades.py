"""How strong the evidence of a verdict is (method 7)."""

from __future__ import annotations

from collections.abc import Sequence

from plans.choices import SourceKind, Verdict
from plans.domain.computed import RECORDS
from plans.domain.verdicts.due import answer_for_due
from plans.domain.verdicts.evidence import Promise, Reading
from plans.domain.verdicts.intervals import Answer
from plans.domain.verdicts.judgement import NO_GRADE, Judgement
from plans.domain.verdicts.pace import pace_of

GRADES = {
    SourceKind.OFFICIAL_STATISTICS.value: "A",
    SourceKind.OFFICIAL.value: "B",
    SourceKind.COMPANY.value: "C",
    SourceKind.PAPER.value: "C",
    SourceKind.DATABASE.value: "C",
    SourceKind.NEWS.value: "D",
    RECORDS: "E",
}

UNDECIDED = (Verdict.SOURCES_DISAGREE, Verdict.UNDETERMINED, Verdict.AWAITING_DATA)
"""Verdicts that give no answer, so that no other source can give the same one."""


def grade_of(promise: Promise, found: Judgement, beside: Sequence[Reading]) -> str:
    """The lowest grade of what was used, with a + where every part of it is seconded.

    ``beside`` is everything else that was read.
    """
    if not found.used:
        return NO_GRADE
    lowest = max(GRADES[reading.evidence.source_kind] for reading in found.used)
    if found.verdict in UNDECIDED:
        return lowest
    seconded = all(
        any(_seconds(promise, found, other, used) for other in beside) for used in found.used
    )
    return f"{lowest}+" if seconded else lowest


def _seconds(promise: Promise, found: Judgement, other: Reading, used: Reading) -> bool:
    """Whether another publisher and origin gives the same answer to the same question."""
    if not other.counts or not other.evidence.is_second_opinion_on(used.evidence):
        return False
    if not _speaks_of_the_same(promise, found, other, used):
        return False
    if found.pace is None:
        return other.answer is used.answer
    pace, _ = pace_of(promise, other)
    return pace is not None and pace.verdict == found.verdict


def _speaks_of_the_same(promise: Promise, found: Judgement, other: Reading, used: Reading) -> bool:
    """The same day; or, once it is decided, both for the due day or both on one side of it."""
    if other.day == used.day:
        return True
    is_decided = found.verdict is Verdict.MET or found.as_of > promise.due_on
    return is_decided and _side_of_due(promise, other) == _side_of_due(promise, used)


def _side_of_due(promise: Promise, reading: Reading) -> int:
    """-1 before it, 0 where it speaks for the due day, 1 after it."""
    if answer_for_due(promise, reading) is not Answer.CANNOT_TELL:
        return 0
    return 1 if reading.day > promise.due_on else -1
