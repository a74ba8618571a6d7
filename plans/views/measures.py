"""``/measures/``"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from plans.filters import MeasureFilter, SiteFilterSet
from plans.models import PolicyMeasure
from plans.pages.measures import measure_rows
from plans.views.asof import as_of_day
from plans.views.lists import SiteListView


class MeasureListView(SiteListView):
    """``/measures/?validity=open&beneficiary=firms``"""

    filterset_class = MeasureFilter
    template_name = "plans/measure_list.html"

    def get_queryset(self) -> QuerySet[PolicyMeasure]:
        return PolicyMeasure.objects.published().with_evidence()

    def get_filterset_kwargs(self, filterset_class: type[SiteFilterSet]) -> dict[str, Any]:
        kwargs = super().get_filterset_kwargs(filterset_class)
        return kwargs | {"as_of": as_of_day(self.request)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        day = as_of_day(self.request)
        rows = measure_rows(context["object_list"], day, get_language() or "en")
        return context | {"rows": rows, "day": day}
