"""What every list page shares: one filter, one sorting, paging."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import Http404
from django_filters.views import FilterView

from plans.filters import SiteFilterSet
from plans.filters.sizes import PAGE_SIZE, PAGE_SIZES
from plans.views.paging import NoSuchPageError


class SiteListView(FilterView):
    """A list with a filter in its query string; a mistake in it leaves the list empty.

    The template gets ``filter`` (a ``SiteFilterSet``), ``page_obj``, ``paginator`` and
    ``object_list``, the rows of the page.
    """

    filterset_class: type[SiteFilterSet]
    filterset: SiteFilterSet
    paginate_by = PAGE_SIZE
    paginator_class = Paginator
    strict = True

    def get_filterset_kwargs(self, filterset_class: type[SiteFilterSet]) -> dict[str, Any]:
        # Bound even without parameters: the default order is the filter's to give.
        kwargs: dict[str, Any] = super().get_filterset_kwargs(filterset_class)
        return kwargs | {"data": self.request.GET}

    def get_paginate_by(self, queryset: QuerySet[Model]) -> int:
        """The size asked for, where the list's filter has one; a wrong one is its mistake."""
        asked = self.request.GET.get("size", "") if "size" in self.filterset.filters else ""
        return next((size for size in PAGE_SIZES if str(size) == asked), PAGE_SIZE)

    def paginate_queryset(self, queryset: QuerySet[Model], page_size: int) -> Any:
        try:
            return super().paginate_queryset(queryset, page_size)
        except Http404 as problem:
            raise NoSuchPageError from problem
