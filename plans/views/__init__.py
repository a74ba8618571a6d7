"""Pages of plans, metrics and sources."""

from plans.views.coverage import coverage
from plans.views.listings import LISTINGS
from plans.views.measures import MeasureListView
from plans.views.method import method
from plans.views.metrics import MetricDetailView, MetricListView
from plans.views.plans import PlanDetailView, PlanListView
from plans.views.sources import SourceListView, source_detail
from plans.views.targets import target_detail, target_list

__all__ = [
    "LISTINGS",
    "MeasureListView",
    "MetricDetailView",
    "MetricListView",
    "PlanDetailView",
    "PlanListView",
    "SourceListView",
    "coverage",
    "method",
    "source_detail",
    "target_detail",
    "target_list",
]
