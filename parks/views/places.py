"""``/districts/`` and ``/parks/``."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.views.generic import DetailView

from parks.filters import DistrictFilter, ParkFilter
from parks.models import District, Park
from parks.models.places import DistrictQuerySet
from parks.pages.places import district_page, district_rows, districts_shown, park_page
from plans.views.lists import SiteListView


class DistrictListView(SiteListView):
    """``/districts/?sort=-firms``"""

    filterset_class = DistrictFilter
    template_name = "parks/district_list.html"

    def get_queryset(self) -> DistrictQuerySet:
        return districts_shown()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"rows": district_rows(context["object_list"])}


class DistrictDetailView(DetailView):
    slug_field = "area__key"
    slug_url_kwarg = "key"
    template_name = "parks/district_detail.html"

    def get_queryset(self) -> QuerySet[District]:
        return District.objects.published().with_evidence()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = district_page(self.object, get_language() or "en")
        return super().get_context_data(**kwargs) | {"page": page}


class ParkListView(SiteListView):
    """``/parks/?district=pudong&kind=science_city``"""

    filterset_class = ParkFilter
    template_name = "parks/park_list.html"

    def get_queryset(self) -> QuerySet[Park]:
        return Park.objects.published().with_evidence().with_firm_count()


class ParkDetailView(DetailView):
    slug_field = "area__key"
    slug_url_kwarg = "key"
    template_name = "parks/park_detail.html"

    def get_queryset(self) -> QuerySet[Park]:
        return Park.objects.published().with_evidence()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = park_page(self.object, get_language() or "en")
        return super().get_context_data(**kwargs) | {"page": page}
