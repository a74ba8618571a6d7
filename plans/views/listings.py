"""The lists of the evidence that can be taken away."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from plans.columns import (
    MEASURE_COLUMNS,
    METRIC_COLUMNS,
    PLAN_COLUMNS,
    SOURCE_COLUMNS,
    TARGET_COLUMNS,
)
from plans.exports import GivenRows
from plans.filters.computed import ComputedFilter
from plans.pages.computed import reading_of
from plans.pages.computed_rows import COLUMNS as COMPUTED_COLUMNS
from plans.pages.computed_rows import file_rows
from plans.views.asof import as_of_day
from plans.views.files import Found, Listing, found_by
from plans.views.measures import MeasureListView
from plans.views.metrics import MetricListView
from plans.views.plans import PlanListView
from plans.views.sources import SourceListView
from plans.views.targets import judged, target_filter


def _targets(request: HttpRequest, asked: QueryDict) -> Found:
    found = target_filter(asked, as_of_day(request))
    return Found(found, lambda: GivenRows(TARGET_COLUMNS, judged(found)))


def _computed(request: HttpRequest, asked: QueryDict) -> Found:
    found, day = ComputedFilter(asked), as_of_day(request)
    return Found(
        found,
        lambda: GivenRows(
            COMPUTED_COLUMNS,
            [row for series in found.chosen() for row in file_rows(reading_of(series, day))],
        ),
    )


PLANS = Listing(
    name="plans",
    app="plans",
    page="plans:plan_list",
    title=_("Plans"),
    row=_("an action plan, regulation, opinion or notice"),
    columns=PLAN_COLUMNS,
    find=found_by(PlanListView, PLAN_COLUMNS),
)
TARGETS = Listing(
    name="targets",
    app="plans",
    page="plans:target_list",
    title=_("Targets"),
    row=_("a target of a plan, with its verdict"),
    columns=TARGET_COLUMNS,
    find=_targets,
)
MEASURES = Listing(
    name="measures",
    app="plans",
    page="plans:measure_list",
    title=_("Policy measures"),
    row=_("what a plan offers or permits, roles of places aside unless asked for"),
    columns=MEASURE_COLUMNS,
    find=found_by(MeasureListView, MEASURE_COLUMNS),
)
METRICS = Listing(
    name="metrics",
    app="plans",
    page="plans:metric_list",
    title=_("Metrics"),
    row=_("something that is counted"),
    columns=METRIC_COLUMNS,
    find=found_by(MetricListView, METRIC_COLUMNS),
)
SOURCES = Listing(
    name="sources",
    app="plans",
    page="plans:source_list",
    title=_("Sources"),
    row=_("a published document"),
    columns=SOURCE_COLUMNS,
    find=found_by(SourceListView, SOURCE_COLUMNS),
)
COMPUTED = Listing(
    name="computed",
    app="plans",
    page="plans:computed_list",
    title=_("Computed from our records"),
    row=_("a year of a series that is counted from the records held here; no source states it"),
    columns=COMPUTED_COLUMNS,
    find=_computed,
    is_stated=False,
)

LISTINGS = (PLANS, TARGETS, MEASURES, METRICS, COMPUTED, SOURCES)
