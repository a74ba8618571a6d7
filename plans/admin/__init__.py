"""The editors' pages of the evidence."""

from plans.admin.evidence import (
    AreaAdmin,
    DataLoadAdmin,
    LinkCheckAdmin,
    MetricAdmin,
    ObservationAdmin,
    SourceAdmin,
)
from plans.admin.plans import PlanAdmin, PolicyMeasureAdmin, TargetAdmin
from plans.admin.revisions import RevisionAdmin
from plans.admin.ties import ComputedTieAdmin
from plans.admin.verdicts import SearchNoteAdmin, VerdictOverrideAdmin, VerdictRecordAdmin

__all__ = [
    "AreaAdmin",
    "ComputedTieAdmin",
    "DataLoadAdmin",
    "LinkCheckAdmin",
    "MetricAdmin",
    "ObservationAdmin",
    "PlanAdmin",
    "PolicyMeasureAdmin",
    "RevisionAdmin",
    "SearchNoteAdmin",
    "SourceAdmin",
    "TargetAdmin",
    "VerdictOverrideAdmin",
    "VerdictRecordAdmin",
]
