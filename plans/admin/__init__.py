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
from plans.admin.verdicts import SearchNoteAdmin, VerdictOverrideAdmin, VerdictRecordAdmin

__all__ = [
    "AreaAdmin",
    "DataLoadAdmin",
    "LinkCheckAdmin",
    "MetricAdmin",
    "ObservationAdmin",
    "PlanAdmin",
    "PolicyMeasureAdmin",
    "SearchNoteAdmin",
    "SourceAdmin",
    "TargetAdmin",
    "VerdictOverrideAdmin",
    "VerdictRecordAdmin",
]
