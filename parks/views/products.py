"""``/products/`` and ``/products/KEY/``."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.views.generic import DetailView

from parks.charts.heat import Chosen
from parks.filters import ProductFilter
from parks.models import Product
from parks.pages.pipeline import pipeline
from parks.pages.products import product_page
from plans.views.lists import SiteListView


class ProductListView(SiteListView):
    """``/products/?stage=approved&modality=car_t&checked=stale``"""

    filterset_class = ProductFilter
    filterset: ProductFilter
    template_name = "parks/product_list.html"

    def get_queryset(self) -> QuerySet[Product]:
        return Product.objects.published().with_evidence()

    def get_paginator(self, queryset: QuerySet[Product], *args: Any, **kwargs: Any) -> Paginator:
        """The matrix has counted the products already."""
        paginator: Paginator = super().get_paginator(queryset, *args, **kwargs)
        paginator.count = self.filterset.total
        return paginator

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        found = self.filterset
        page = pipeline(
            context["object_list"],
            facets=found.facets,
            matrix=found.matrix,
            chosen=Chosen(found.chosen["modality"], found.chosen["stage"]),
            total=found.total,
            language=get_language() or "en",
        )
        return context | {"page": page}


class ProductDetailView(DetailView):
    slug_field = slug_url_kwarg = "key"
    template_name = "parks/product_detail.html"

    def get_queryset(self) -> QuerySet[Product]:
        return Product.objects.published().with_evidence().with_places_of_firm()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = product_page(self.object, get_language() or "en")
        return super().get_context_data(**kwargs) | {"page": page}
