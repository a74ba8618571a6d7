"""``/firms/`` and ``/firms/KEY/``."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.views.generic import DetailView

from parks.filters import FirmFilter
from parks.models import Firm
from parks.models.firms import FirmQuerySet
from parks.pages.firm_list import FirmListPage
from parks.pages.firm_profile import firm_profile
from parks.pages.firms import firm_rows, firms_shown
from plans.views.lists import SiteListView


class FirmListView(SiteListView):
    """``/firms/?district=pudong&ownership=foreign``"""

    filterset_class = FirmFilter
    filterset: FirmFilter
    template_name = "parks/firm_list.html"

    def get_queryset(self) -> FirmQuerySet:
        return firms_shown()

    def get_paginator(self, queryset: QuerySet[Firm], *args: Any, **kwargs: Any) -> Paginator:
        """The facets have counted the firms already."""
        paginator: Paginator = super().get_paginator(queryset, *args, **kwargs)
        paginator.count = self.filterset.total
        return paginator

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        found = self.filterset
        return context | {
            "page": FirmListPage(
                rows=firm_rows(context["object_list"], get_language() or "en"),
                facets=found.facets,
                total=found.total,
                head_offices=found.head_offices,
                without_district=found.without_district,
            )
        }


class FirmDetailView(DetailView):
    slug_field = slug_url_kwarg = "key"
    template_name = "parks/firm_detail.html"

    def get_queryset(self) -> FirmQuerySet:
        return firms_shown()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "page": firm_profile(self.object, get_language() or "en")
        }
