"""The filters of districts and parks."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from parks.choices import MapQuantity, ParkKind
from parks.filters.common import districts, in_order_of
from plans.filters import LateMultipleChoiceFilter, SiteFilterSet, SortFilter
from plans.filters.lists import boxes
from plans.filters.names import NameFilter
from plans.filters.years import SpanFilter


class DistrictFilter(SiteFilterSet):
    """``?q=pudong&sort=-population&shade=products``: ``shade`` is what the map is shaded by."""

    arranging = frozenset({"sort", "shade"})

    q = NameFilter(label=_("Name contains"))
    shade = ChoiceFilter(
        method="left_to_the_map", label=_("Shade the districts by"), choices=MapQuantity.choices
    )
    sort = SortFilter(
        columns={"name": ["area__name_en"]}
        | {quantity.value: [f"{quantity.value}_number"] for quantity in MapQuantity},
        default="name",
        tie=("area__key",),
    )

    def left_to_the_map(self, districts: Any, name: str, value: str) -> Any:
        """It narrows nothing."""
        return districts

    @property
    def shade_asked(self) -> MapQuantity:
        """By their firms, where nothing is asked for."""
        return MapQuantity(self.form.cleaned_data.get("shade") or MapQuantity.FIRMS)


class ParkFilter(SiteFilterSet):
    """``?q=zhangjiang&district=pudong&kind=science_city&opened=2019``"""

    q = NameFilter(label=_("Name contains"))
    district = LateMultipleChoiceFilter(
        field_name="district__area__key", label=_("District"), choices_from=districts
    )
    kind = boxes(ParkKind.choices, _("Kind"), "kind")
    opened = SpanFilter(field_name="opened_on", label=_("Opened in"))
    sort = SortFilter(
        columns={
            "name": ["area__name_en"],
            "kind": [in_order_of("kind", ParkKind)],
            "district": ["district__area__name_en"],
            "area": ["area_m2"],
            "opened": ["opened_on"],
            "firms": ["firm_count"],
        },
        default="name",
        tie=("area__key",),
    )
