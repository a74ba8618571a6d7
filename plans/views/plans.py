"""``/plans/`` and ``/plans/KEY/``."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.generic import View

from plans.filters import PlanFilter
from plans.models import Plan
from plans.pages.plans import plan_page, plan_rows
from plans.views.asof import as_of_day
from plans.views.lists import SiteListView


class PlanListView(SiteListView):
    """``/plans/?field=gene-therapy``"""

    filterset_class = PlanFilter
    template_name = "plans/plan_list.html"

    def get_queryset(self) -> QuerySet[Plan]:
        return Plan.objects.published().with_evidence().counted()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rows = plan_rows(context["object_list"], get_language() or "en")
        return context | {"rows": rows}


class PlanDetailView(View):
    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        plan = get_object_or_404(Plan.objects.published().with_evidence(), key=key)
        page = plan_page(plan, as_of_day(request), get_language() or "en")
        return render(request, "plans/plan_detail.html", {"page": page})
