"""``/firms/`` and ``/firms/KEY/``."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.views.generic import DetailView

from parks.filters import FirmFilter
from parks.models.firms import FirmQuerySet
from parks.pages.firms import firm_page, firm_rows, firms_shown
from plans.views.lists import SiteListView


class FirmListView(SiteListView):
    """``/firms/?district=pudong&ownership=foreign``"""

    filterset_class = FirmFilter
    template_name = "parks/firm_list.html"

    def get_queryset(self) -> FirmQuerySet:
        return firms_shown()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"rows": firm_rows(context["object_list"], get_language() or "en")}


class FirmDetailView(DetailView):
    slug_field = slug_url_kwarg = "key"
    template_name = "parks/firm_detail.html"

    def get_queryset(self) -> FirmQuerySet:
        return firms_shown()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "page": firm_page(self.object, get_language() or "en")
        }
