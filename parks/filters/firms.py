"""The filter of the firm directory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter

from parks.choices import FirmRole, Modality, Ownership
from parks.filters.common import SHANGHAI, districts, in_order_of, parks
from parks.models import Firm
from parks.models.firms import FirmQuerySet
from plans.filters import LateMultipleChoiceFilter, SiteFilterSet, SortFilter, named
from plans.filters.lists import boxes
from plans.models import Area

UNKNOWN = "unknown"
"""The district of a firm of which no source says where it is."""


def districts_or_unknown() -> Iterable[tuple[str, Any]]:
    return [*districts(), (UNKNOWN, _("no known district"))]


def cities() -> Iterable[tuple[str, str]]:
    firms = Firm.objects.published().filter(area=OuterRef("pk"))
    return named(Area.objects.filter(Exists(firms)).by_size())


@dataclass(frozen=True, slots=True)
class WithoutDistrict:
    """Firms without a known district, and how many of them are of other cities."""

    firms: int
    elsewhere: int


class FirmFilter(SiteFilterSet):
    """``?q=gene&district=pudong&district=unknown&ownership=foreign``"""

    q = CharFilter(method="by_name", label=_("Name contains"))
    district = LateMultipleChoiceFilter(
        method="in_districts", label=_("District"), choices_from=districts_or_unknown
    )
    park = LateMultipleChoiceFilter(method="in_parks", label=_("Park"), choices_from=parks)
    role = boxes(FirmRole.choices, _("Role"), "role")
    ownership = boxes(Ownership.choices, _("Ownership"), "ownership")
    modality = LateMultipleChoiceFilter(
        method="working_on", label=_("Works on"), choices_from=lambda: Modality.choices
    )
    city = LateMultipleChoiceFilter(field_name="area__key", label=_("City"), choices_from=cities)
    sort = SortFilter(
        columns={
            "name": ["name_en"],
            "role": [in_order_of("role", FirmRole), "name_en"],
            "ownership": [in_order_of("ownership", Ownership), "name_en"],
            "city": ["area__name_en", "name_en"],
            "founded": ["founded_on"],
        },
        default="name",
    )

    def by_name(self, firms: FirmQuerySet, name: str, text: str) -> FirmQuerySet:
        return firms.named_like(text)

    def in_districts(self, firms: FirmQuerySet, name: str, keys: Sequence[str]) -> FirmQuerySet:
        return firms.in_districts(keys, or_unknown=UNKNOWN in keys) if keys else firms

    def in_parks(self, firms: FirmQuerySet, name: str, keys: Sequence[str]) -> FirmQuerySet:
        return firms.with_a_site(park__area__key__in=keys) if keys else firms

    def working_on(self, firms: FirmQuerySet, name: str, codes: Sequence[str]) -> FirmQuerySet:
        return firms.working_on(list(codes)) if codes else firms

    @property
    def asked_districts(self) -> set[str]:
        return set(self.data.getlist("district"))

    @property
    def lists_unknown(self) -> bool:
        """Whether firms without a known district are among those listed."""
        return not self.asked_districts or UNKNOWN in self.asked_districts

    @property
    def asks_for_unknown_alone(self) -> bool:
        return self.asked_districts == {UNKNOWN}

    @cached_property
    def without_district(self) -> WithoutDistrict:
        """The firms that fit all but the district asked for, and have no known one."""
        if not self.is_valid():
            return WithoutDistrict(0, 0)
        firms: FirmQuerySet = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            if name not in {"district", "sort"}:
                firms = self.filters[name].filter(firms, value)
        elsewhere = Count("pk", filter=~Q(area__key=SHANGHAI))
        unknown = firms.without_known_district().order_by()
        return WithoutDistrict(**unknown.aggregate(firms=Count("pk"), elsewhere=elsewhere))
