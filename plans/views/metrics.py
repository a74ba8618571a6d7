"""``/metrics/`` and ``/metrics/KEY/``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import InvalidPage
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.generic import View

from plans.filters import MetricFilter, SeriesFilter
from plans.models import Area, Metric
from plans.pages.metric_list import metric_rows, metrics_to_list
from plans.pages.metrics import areas_of, chosen_areas, default_area, metric_page
from plans.views.asof import as_of_day
from plans.views.lists import SiteListView
from plans.views.paging import NoSuchPageError


class MetricListView(SiteListView):
    """``/metrics/?area=pudong``"""

    filterset_class = MetricFilter
    template_name = "plans/metric_list.html"

    def get_queryset(self) -> QuerySet[Metric]:
        return metrics_to_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        areas = self.filterset.form.cleaned_data.get("area", [])
        return context | {"rows": metric_rows(list(context["object_list"]), areas)}


@dataclass(frozen=True, slots=True)
class Asked:
    """A metric and the areas that are asked for; none where the question is wrong."""

    metric: Metric
    filter: SeriesFilter
    areas: list[Area]


def asked_of(request: HttpRequest, metric: Metric) -> Asked:
    """Read which areas a page or a file of the metric is about."""
    areas = list(areas_of(metric))
    asked = SeriesFilter(request.GET, areas=areas, default=default_area(areas))
    chosen = chosen_areas(areas, asked.form.cleaned_data["area"]) if asked.is_valid() else []
    return Asked(metric, asked, chosen)


class MetricDetailView(View):
    """``/metrics/KEY/?area=shanghai&area=pudong&page=2``"""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        asked = asked_of(request, get_object_or_404(Metric, key=key))
        try:
            page = metric_page(
                asked.metric,
                asked.areas,
                request.GET.get("page", "1"),
                as_of_day(request),
                get_language() or "en",
            )
        except InvalidPage as problem:
            raise NoSuchPageError from problem
        return render(request, "plans/metric_detail.html", {"page": page, "filter": asked.filter})
