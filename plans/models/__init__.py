"""The evidence: sources, areas, metrics, observations, plans, targets, policy measures."""

from plans.models.areas import Area
from plans.models.changes import ChangeEntry
from plans.models.facts import AmountFact, Fact, FactQuerySet
from plans.models.links import LinkCheck
from plans.models.loads import DataLoad
from plans.models.metrics import Metric, Observation
from plans.models.plans import Plan, PolicyMeasure, Target
from plans.models.revisions import Revision, telling
from plans.models.sources import Source
from plans.models.ties import ComputedTie
from plans.models.verdicts import SearchNote, VerdictOverride, VerdictRecord
from plans.models.waiting import Waiting

__all__ = [
    "AmountFact",
    "Area",
    "ChangeEntry",
    "ComputedTie",
    "DataLoad",
    "Fact",
    "FactQuerySet",
    "LinkCheck",
    "Metric",
    "Observation",
    "Plan",
    "PolicyMeasure",
    "Revision",
    "SearchNote",
    "Source",
    "Target",
    "VerdictOverride",
    "VerdictRecord",
    "Waiting",
    "telling",
]
