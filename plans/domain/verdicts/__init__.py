"""How each target of each plan stands, and why: pure rules, published as ``/method/``."""

from plans.domain.verdicts.evidence import Baseline, Evidence, Promise, Reading, Role
from plans.domain.verdicts.held import Misfit, Tied, misfit
from plans.domain.verdicts.intervals import Answer, Demand, Interval
from plans.domain.verdicts.reasons import named, reason
from plans.domain.verdicts.rules import METHOD_VERSION, Judgement, Pace, judge

__all__ = [
    "METHOD_VERSION",
    "Answer",
    "Baseline",
    "Demand",
    "Evidence",
    "Interval",
    "Judgement",
    "Misfit",
    "Pace",
    "Promise",
    "Reading",
    "Role",
    "Tied",
    "judge",
    "misfit",
    "named",
    "reason",
]
