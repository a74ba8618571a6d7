"""How lists are filtered and sorted: the only readers of a list's query string."""

from plans.filters.base import SiteFilterSet, SortFilter, directed
from plans.filters.changes import ChangeFilter
from plans.filters.choices import LateChoiceFilter, LateMultipleChoiceFilter, named
from plans.filters.lists import MetricFilter, PlanFilter, SourceFilter
from plans.filters.measures import MeasureFilter
from plans.filters.series import SeriesFilter
from plans.filters.targets import TargetFilter

__all__ = [
    "ChangeFilter",
    "LateChoiceFilter",
    "LateMultipleChoiceFilter",
    "MeasureFilter",
    "MetricFilter",
    "PlanFilter",
    "SeriesFilter",
    "SiteFilterSet",
    "SortFilter",
    "SourceFilter",
    "TargetFilter",
    "directed",
    "named",
]
