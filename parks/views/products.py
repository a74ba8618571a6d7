"""``/products/`` and ``/products/KEY/``."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.views.generic import DetailView

from parks.filters import ProductFilter
from parks.models import Product
from parks.pages.products import product_page, product_row, stage_counts
from plans.views.lists import SiteListView


class ProductListView(SiteListView):
    """``/products/?stage=approved&modality=car_t``"""

    filterset_class = ProductFilter
    template_name = "parks/product_list.html"

    def get_queryset(self) -> QuerySet[Product]:
        return Product.objects.published().with_evidence()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        language = get_language() or "en"
        return context | {
            "rows": [product_row(product, language) for product in context["object_list"]],
            "stages": stage_counts(self.object_list),
        }


class ProductDetailView(DetailView):
    slug_field = slug_url_kwarg = "key"
    template_name = "parks/product_detail.html"

    def get_queryset(self) -> QuerySet[Product]:
        return Product.objects.published().with_evidence().with_places_of_firm()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = product_page(self.object, get_language() or "en")
        return super().get_context_data(**kwargs) | {"page": page}
