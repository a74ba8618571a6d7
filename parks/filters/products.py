"""The filter of the pipeline, with the live count of every value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models.functions import Upper
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from parks.choices import Authority, Modality, Stage
from parks.domain import groups
from parks.domain.groups import Group
from parks.domain.rechecks import Recheck
from parks.filters.common import LinkedFirmFilter, districts, in_order_of
from parks.models import Firm, product_counts
from parks.models.facets import UNKNOWN
from parks.models.products import RUNG, ProductQuerySet
from plans.filters import LateMultipleChoiceFilter, SiteFilterSet, SortFilter
from plans.filters.facets import Facet, FacetValue
from plans.filters.lists import boxes
from plans.filters.names import NameFilter
from plans.filters.sizes import SizeFilter
from plans.filters.years import YearFilter

RECHECKS = [
    (Recheck.RECENT.value, _("within two years")),
    (Recheck.STALE.value, _("more than two years ago")),
    (Recheck.UNKNOWN.value, _("day not known")),
]


GROUPED = ("stage", "modality", "checked", "authority")
"""The facets that are columns of a product, in the order of the page."""


def authorities() -> Iterable[tuple[str, Any]]:
    return [*Authority.choices, (UNKNOWN, _("none stated"))]


def districts_or_unknown() -> Iterable[tuple[str, Any]]:
    return [*districts(), (UNKNOWN, _("no known district"))]


class ProductFilter(SiteFilterSet):
    """``?stage=approved&modality=car_t&authority=NMPA&checked=stale&district=pudong``"""

    arranging = frozenset({"sort", "size"})

    q = NameFilter(label=_("Name or indication contains"))
    stage = boxes(Stage.choices, _("Last stage known"), "stage")
    modality = boxes(Modality.choices, _("Modality"), "modality")
    checked = LateMultipleChoiceFilter(
        method="by_recheck", label=_("Stage last reported"), choices_from=lambda: RECHECKS
    )
    authority = LateMultipleChoiceFilter(
        method="by_authority", label=_("Authority"), choices_from=authorities
    )
    district = LateMultipleChoiceFilter(
        method="by_district", label=_("Firm has a site in"), choices_from=districts_or_unknown
    )
    firm = LinkedFirmFilter(field_name="firm__key")
    since = YearFilter(field_name="status_on", lookup_expr="gte", label=_("Stage dated from"))
    by = YearFilter(field_name="status_on", lookup_expr="lte", label=_("Stage dated up to"))
    sort = SortFilter(
        columns={
            "name": [Upper("name_en")],
            "stage": [RUNG],
            "modality": [in_order_of("modality", Modality), Upper("name_en")],
            "indication": [Upper("indication")],
            "firm": ["firm__name_en", Upper("name_en")],
            "status": ["status_on"],
        },
        default="-stage",
        tie=("name_en", "key"),
    )
    size = SizeFilter()

    data: QueryDict

    def by_recheck(
        self, products: ProductQuerySet, name: str, answers: Sequence[str]
    ) -> ProductQuerySet:
        return products.checked(answers) if answers else products

    def by_authority(
        self, products: ProductQuerySet, name: str, codes: Sequence[str]
    ) -> ProductQuerySet:
        return products.resting_on(codes, or_none=UNKNOWN in codes) if codes else products

    def by_district(
        self, products: ProductQuerySet, name: str, keys: Sequence[str]
    ) -> ProductQuerySet:
        return products.of_firms(Firm.objects.with_facet("district", keys)) if keys else products

    def all_but(self, *open_filters: str) -> ProductQuerySet:
        """The products that fit all filters but these; none where there is a mistake."""
        products: ProductQuerySet = self.queryset.all()
        if not self.is_valid():
            return products.none()
        for name, value in self.form.cleaned_data.items():
            if name not in self.arranging and name not in open_filters:
                products = self.filters[name].filter(products, value)
        return products

    @property
    def chosen(self) -> dict[str, list[str]]:
        """The values asked for in the facets that the groups have."""
        return {name: list(filter(None, self.data.getlist(name))) for name in GROUPED}

    @cached_property
    def counted(self) -> list[Group]:
        """What fits all other filters, in groups: chart, facets and total are sums of these."""
        return product_counts.grouped(self.all_but(*GROUPED))

    @property
    def matrix(self) -> Counter[tuple[str, str]]:
        """Products by modality and stage, as if neither were chosen."""
        return groups.matrix(self.counted, self.chosen, "modality", "stage")

    @property
    def total(self) -> int:
        """How many products the list has."""
        return groups.total(self.counted, self.chosen)

    @cached_property
    def facets(self) -> list[Facet]:
        """Every facet with its values and their counts: what one would get by choosing it, too."""
        counts = {name: groups.by_value(self.counted, self.chosen, name) for name in GROUPED}
        districts = product_counts.by_district(self.all_but("district"))
        return [
            *(self._facet(name, counts[name]) for name in GROUPED),
            self._facet("district", districts),
        ]

    def _facet(self, name: str, counts: Mapping[str, int]) -> Facet:
        field, asked = self.form.fields[name], set(self.data.getlist(name))
        values = [
            FacetValue(value, str(label), counts.get(value, 0), value in asked, value == UNKNOWN)
            for value, label in field.choices
        ]
        return Facet(name, str(field.label), values)
