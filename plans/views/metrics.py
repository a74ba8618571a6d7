"""``/metrics/`` and ``/metrics/KEY/``."""

from __future__ import annotations

from typing import Any

from django.core.paginator import InvalidPage
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import View

from plans.filters import MetricFilter, SeriesFilter
from plans.models import Metric
from plans.pages.metric_list import metric_rows, metrics_to_list
from plans.pages.metrics import areas_of, chosen_areas, default_area, metric_page
from plans.views.asof import as_of_day
from plans.views.lists import SiteListView


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


class MetricDetailView(View):
    """``/metrics/KEY/?area=shanghai&area=pudong&page=2``"""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        metric = get_object_or_404(Metric, key=key)
        areas = list(areas_of(metric))
        asked = SeriesFilter(request.GET, areas=areas, default=default_area(areas))
        chosen = chosen_areas(areas, asked.form.cleaned_data["area"]) if asked.is_valid() else []
        try:
            number = request.GET.get("page", "1")
            page = metric_page(metric, chosen, number, as_of_day(request), get_language() or "en")
        except InvalidPage as problem:
            raise Http404(_("The list has no such page.")) from problem
        return render(request, "plans/metric_detail.html", {"page": page, "filter": asked})
