"""The filter of the pipeline."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter

from parks.choices import Authority, Modality, Stage
from parks.filters.common import LinkedFirmFilter, districts, in_order_of
from parks.models import Firm
from parks.models.products import RUNG, ProductQuerySet
from plans.filters import LateMultipleChoiceFilter, SiteFilterSet, SortFilter
from plans.filters.lists import boxes


class ProductFilter(SiteFilterSet):
    """``?stage=approved&modality=car_t&authority=NMPA&district=pudong``"""

    q = CharFilter(method="by_name", label=_("Name or indication contains"))
    stage = boxes(Stage.choices, _("Last stage known"), "stage")
    modality = boxes(Modality.choices, _("Modality"), "modality")
    authority = LateMultipleChoiceFilter(
        method="by_authority", label=_("Authority"), choices_from=lambda: Authority.choices
    )
    district = LateMultipleChoiceFilter(
        method="by_district", label=_("Firm has a site in"), choices_from=districts
    )
    firm = LinkedFirmFilter(field_name="firm__key")
    sort = SortFilter(
        columns={
            "name": [Upper("name_en")],
            "stage": [RUNG],
            "modality": [in_order_of("modality", Modality), Upper("name_en")],
            "firm": ["firm__name_en", Upper("name_en")],
            "status": ["status_on"],
        },
        default="-stage",
        tie=("name_en", "key"),
    )

    def by_name(self, products: ProductQuerySet, name: str, text: str) -> ProductQuerySet:
        return products.named_like(text)

    def by_authority(
        self, products: ProductQuerySet, name: str, codes: Sequence[str]
    ) -> ProductQuerySet:
        return products.filter(authority__overlap=list(codes)) if codes else products

    def by_district(
        self, products: ProductQuerySet, name: str, keys: Sequence[str]
    ) -> ProductQuerySet:
        return products.of_firms(Firm.objects.in_districts(keys)) if keys else products
