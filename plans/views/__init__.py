"""Pages of plans, metrics and sources."""

from plans.views.changes import ChangeListView, changes_atom
from plans.views.chart_files import (
    metric_csv,
    metric_json,
    metric_svg,
    target_csv,
    target_json,
    target_svg,
)
from plans.views.compare import (
    compare,
    compare_csv,
    compare_embed,
    compare_json,
    compare_svg,
)
from plans.views.computed import (
    computed_csv,
    computed_detail,
    computed_index,
    computed_json,
    computed_svg,
)
from plans.views.coverage import coverage
from plans.views.embed import computed_embed, metric_embed, target_embed
from plans.views.figures import (
    figure_bib,
    figure_detail,
    figure_json,
    figure_ris,
    figure_svg,
)
from plans.views.listings import LISTINGS
from plans.views.measures import MeasureListView
from plans.views.method import method
from plans.views.metrics import MetricDetailView, MetricListView
from plans.views.plans import PlanDetailView, PlanListView
from plans.views.sources import SourceListView, source_detail
from plans.views.targets import target_detail, target_list

__all__ = [
    "LISTINGS",
    "ChangeListView",
    "MeasureListView",
    "MetricDetailView",
    "MetricListView",
    "PlanDetailView",
    "PlanListView",
    "SourceListView",
    "changes_atom",
    "compare",
    "compare_csv",
    "compare_embed",
    "compare_json",
    "compare_svg",
    "computed_csv",
    "computed_detail",
    "computed_embed",
    "computed_index",
    "computed_json",
    "computed_svg",
    "coverage",
    "figure_bib",
    "figure_detail",
    "figure_json",
    "figure_ris",
    "figure_svg",
    "method",
    "metric_csv",
    "metric_embed",
    "metric_json",
    "metric_svg",
    "source_detail",
    "target_csv",
    "target_detail",
    "target_embed",
    "target_json",
    "target_list",
    "target_svg",
]
