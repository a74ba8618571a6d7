"""Whose figure was believed, and how strong the evidence is (method 6 and 7)."""

from __future__ import annotations

from collections.abc import Callable

from plans.choices import Basis
from plans.domain.texts import Twin
from plans.domain.verdicts.evidence import Evidence, Promise, Reading
from plans.domain.verdicts.grades import GRADES
from plans.domain.verdicts.judgement import NO_GRADE, Judgement
from plans.domain.verdicts.steps.line import Line, figure
from plans.domain.verdicts.words import ANSWERS, KINDS, SOURCES, said, twin

Why = Callable[[Evidence, Evidence], Twin]


def _always(words: Twin) -> Why:
    return lambda less, more: words


WEIGHS_LESS: tuple[Why, ...] = (
    _always(Twin("an editor chose the other", "编辑选用了另一项")),
    lambda less, more: said(
        Twin("it is {less}, the other is {more}", "此项为{less}，另一项为{more}"),
        less=twin(KINDS[less.kind]),
        more=twin(KINDS[more.kind]),
    ),
    lambda less, more: said(
        Twin("it is from {less}, the other from {more}", "此项来自{less}，另一项来自{more}"),
        less=twin(SOURCES[less.source_kind]),
        more=twin(SOURCES[more.source_kind]),
    ),
    _always(Twin("it is a copy of another document", "此项为转载")),
    _always(Twin("the other states its number more firmly", "另一项的数字表述更确定")),
)
"""Why a figure weighs less than another, in the order in which ranks are compared."""

SET_ASIDE = Twin(
    "{figure}: its answer would be {answer}. Set aside: {why}.",
    "{figure}：其结论为“{answer}”。未采信：{why}。",
)
ALONGSIDE = Twin(
    "{figure}: its answer is {answer}, and it weighs the same.",
    "{figure}：其结论为“{answer}”，同等可信。",
)


def believed_less(promise: Promise, judgement: Judgement, rival: Reading) -> Line:
    """Say why a figure of the same time was not the one that decided."""
    chosen = _chosen_over(promise, judgement, rival)
    key, named = rival.evidence.key, figure(promise, rival)
    answer = twin(ANSWERS[rival.answer])
    for less, more, why in zip(rival.evidence.rank, chosen.rank, WEIGHS_LESS, strict=True):
        if less != more:
            return Line.of(
                SET_ASIDE, key, figure=named, answer=answer, why=twin(why(rival.evidence, chosen))
            )
    return Line.of(ALONGSIDE, key, figure=named, answer=answer)


def _chosen_over(promise: Promise, judgement: Judgement, rival: Reading) -> Evidence:
    """The figure that was believed instead: of the same day for a level, else the same span."""
    for reading in judgement.used:
        same_day = promise.basis == Basis.LEVEL and reading.day == rival.day
        if same_day or reading.evidence.period == rival.evidence.period:
            return reading.evidence
    return judgement.used[0].evidence


# --- The grade ------------------------------------------------------------------------------

ONE_GRADE = Twin("{figure} comes from {kind}: {grade}.", "{figure}来自{kind}：{grade}级。")
LOWEST = Twin("The lowest counts: {grade}.", "以最低者为准：{grade}级。")
PLUS = Twin(
    "A source of another publisher and origin gives the same answer: {grade}.",
    "另有不同发布者、不同来源的材料给出相同结论：{grade}。",
)
NO_EVIDENCE = Twin("No figure was used, so there is no grade.", "没有采用任何数据，因此没有等级。")


def graded(promise: Promise, judgement: Judgement) -> list[Line]:
    """Say how the grade comes about."""
    if judgement.grade == NO_GRADE:
        return [Line(NO_EVIDENCE)]
    lines = [
        Line.of(
            ONE_GRADE,
            reading.evidence.key,
            figure=figure(promise, reading),
            kind=twin(SOURCES[reading.evidence.source_kind]),
            grade=GRADES[reading.evidence.source_kind],
        )
        for reading in judgement.used
    ]
    if len(lines) > 1:
        lines.append(Line.of(LOWEST, grade=judgement.grade.rstrip("+")))
    if judgement.grade.endswith("+"):
        lines.append(Line.of(PLUS, grade=judgement.grade))
    return lines
