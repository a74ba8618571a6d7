"""``/firms/`` and ``/firms/KEY/``."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    QueryDict,
)
from django.utils.translation import get_language
from django.views.generic import DetailView

from parks.filters import FirmFilter
from parks.models import Firm
from parks.models.firms import FirmQuerySet
from parks.pages.firm_list import FirmListPage, listed_firms
from parks.pages.firm_profile import firm_profile
from parks.pages.firms import firms_shown
from parks.pages.maps import directory_map
from plans.views.lists import SiteListView
from plans.views.paging import KeysFirstPaginator


def address_with(query: QueryDict, parameter: str, value: str) -> str:
    """The same list, from its first page, with a value added to a filter or taken out of it."""
    rest = query.copy()
    rest.pop("page", None)
    asked = rest.getlist(parameter)
    others = [each for each in asked if each != value]
    rest.setlist(parameter, others if value in asked else [*asked, value])
    return f"?{rest.urlencode()}"


class FirmListView(SiteListView):
    """``/firms/?district=pudong&ownership=foreign``"""

    filterset_class = FirmFilter
    filterset: FirmFilter
    template_name = "parks/firm_list.html"

    paginator_class = KeysFirstPaginator

    def get_queryset(self) -> FirmQuerySet:
        return Firm.objects.published()

    def get_paginator(self, queryset: QuerySet[Firm], *args: Any, **kwargs: Any) -> Paginator:
        """The facets have counted the firms already."""
        paginator: KeysFirstPaginator = super().get_paginator(queryset, *args, **kwargs)
        paginator.count = self.filterset.total
        paginator.rows = Firm.objects.select_related("source")
        return paginator

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        found, language = self.filterset, get_language() or "en"
        districts = next(facet.values for facet in found.facets if facet.name == "district")
        return context | {
            "page": FirmListPage(
                rows=listed_firms(context["object_list"], found.places.areas, language),
                facets=found.facets,
                total=found.total,
                head_offices=found.head_offices,
                without_district=found.without_district,
                map=directory_map(
                    {each.value: each.count for each in districts},
                    partial(address_with, self.request.GET, "district"),
                    {each.value for each in districts if each.chosen},
                    language,
                ),
            )
        }


class FirmDetailView(DetailView):
    slug_field = slug_url_kwarg = "key"
    template_name = "parks/firm_detail.html"

    def get_queryset(self) -> FirmQuerySet:
        return firms_shown()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The old address of a firm that was merged with another leads to that one."""
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            moved = Firm.objects.published().filter(redirects__gone__key=kwargs["key"]).first()
            if moved is None:
                raise
        query = request.META.get("QUERY_STRING", "")
        address = moved.get_absolute_url()
        return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "page": firm_profile(self.object, get_language() or "en")
        }
