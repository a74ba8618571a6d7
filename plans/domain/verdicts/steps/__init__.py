"""The calculation of a verdict, step by step: what it takes to redo it by hand."""

from __future__ import annotations

from plans.domain.texts import Twin
from plans.domain.verdicts.evidence import Promise
from plans.domain.verdicts.judgement import Judgement
from plans.domain.verdicts.steps.asked import asked
from plans.domain.verdicts.steps.figures import compared, published
from plans.domain.verdicts.steps.line import Line, Step
from plans.domain.verdicts.steps.rule import ruled
from plans.domain.verdicts.steps.weight import believed_less, graded

__all__ = ["Line", "Step", "steps"]

ASKED = Twin("What the target asks", "目标的要求")
READ = Twin("What was published", "已公布的数据")
COMPARED = Twin("What the figures say", "数据的结论")
RIVALS = Twin("Other figures for the same", "同一时段的其他数据")
RULED = Twin("The rule", "适用规则")
GRADED = Twin("The grade of the evidence", "证据等级")


def steps(promise: Promise, judgement: Judgement) -> list[Step]:
    """Everything that led to a verdict, in the order in which it is worked out."""
    if promise.value is None:
        return [Step(ASKED, asked(promise))]
    rivals = [believed_less(promise, judgement, rival) for rival in judgement.rivals]
    found = [
        Step(ASKED, asked(promise)),
        Step(READ, published(judgement)),
        Step(COMPARED, [line for r in judgement.used for line in compared(promise, r)]),
        Step(RIVALS, rivals),
        Step(RULED, ruled(promise, judgement)),
        Step(GRADED, graded(promise, judgement)),
    ]
    return [step for step in found if step.lines]
