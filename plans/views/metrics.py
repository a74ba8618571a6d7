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

from plans.choices import Show
from plans.filters import MetricFilter, SeriesFilter
from plans.models import Area, Metric
from plans.pages.choice import EVERYTHING, Choice
from plans.pages.derived import bases_of
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
    """A metric, the areas that are asked for (none where the question is wrong) and what is to
    be shown of them."""

    metric: Metric
    filter: SeriesFilter
    areas: list[Area]
    choice: Choice


def asked_of(request: HttpRequest, metric: Metric) -> Asked:
    """Read what a page or a file of the metric is about."""
    areas = list(areas_of(metric))
    asked = SeriesFilter(
        request.GET,
        areas=areas,
        default=default_area(areas),
        bases=lambda keys: bases_of(metric, keys),
    )
    if not asked.is_valid():
        return Asked(metric, asked, [], EVERYTHING)
    said = asked.form.cleaned_data
    choice = Choice(
        since=said["since"],
        until=said["until"],
        show=Show(said["show"] or Show.ACTUAL),
        base=next((base for base in asked.bases if base.key == said["base"]), None),
    )
    return Asked(metric, asked, chosen_areas(areas, said["area"]), choice)


class MetricDetailView(View):
    """``/metrics/KEY/?area=shanghai&area=pudong&since=2018&until=2024&show=growth&page=2``"""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        asked = asked_of(request, get_object_or_404(Metric, key=key))
        try:
            page = metric_page(
                asked.metric,
                asked.areas,
                request.GET.get("page", "1"),
                as_of_day(request),
                get_language() or "en",
                choice=asked.choice,
                bases=asked.filter.bases,
            )
        except InvalidPage as problem:
            raise NoSuchPageError from problem
        return render(request, "plans/metric_detail.html", {"page": page, "filter": asked.filter})
