"""``/districts/`` and ``/parks/``."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.views.generic import DetailView

from parks.filters import DistrictFilter, ParkFilter
from parks.models import District, Park
from parks.models.places import DistrictQuerySet
from parks.pages.district_list import district_rows, districts_shown
from parks.pages.district_numbers import DistrictNumbers
from parks.pages.district_profile import district_page
from parks.pages.maps import quantity_map
from parks.pages.park_profile import park_page
from plans.views.asof import as_of_day
from plans.views.lists import SiteListView


class DistrictListView(SiteListView):
    """``/districts/?sort=-firms&shade=products``"""

    filterset_class = DistrictFilter
    filterset: DistrictFilter
    template_name = "parks/district_list.html"

    @cached_property
    def numbers(self) -> DistrictNumbers:
        return DistrictNumbers()

    def get_queryset(self) -> DistrictQuerySet:
        return districts_shown(self.numbers)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rows = district_rows(context["object_list"], self.numbers)
        if not rows or not self.filterset.is_valid():
            return context | {"rows": rows}
        drawn = quantity_map(
            self.filterset.shade_asked,
            District.objects.published().with_evidence().by_name(),
            self.numbers,
            get_language() or "en",
        )
        return context | {"rows": rows, "map": drawn, "shade": self.filterset.shade_asked.value}


class DistrictDetailView(DetailView):
    slug_field = "area__key"
    slug_url_kwarg = "key"
    template_name = "parks/district_detail.html"

    def get_queryset(self) -> QuerySet[District]:
        return District.objects.published().with_evidence()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = district_page(self.object, as_of_day(self.request), get_language() or "en")
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
        page = park_page(self.object, as_of_day(self.request), get_language() or "en")
        return super().get_context_data(**kwargs) | {"page": page}
