"""The filters of districts and parks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from parks.choices import ParkKind
from parks.filters.common import districts, in_order_of
from plans.filters import LateMultipleChoiceFilter, SiteFilterSet, SortFilter
from plans.filters.lists import boxes
from plans.filters.names import NameFilter


class DistrictFilter(SiteFilterSet):
    """``?q=pudong&sort=-population``"""

    q = NameFilter(label=_("Name contains"))
    sort = SortFilter(
        columns={
            "name": ["area__name_en"],
            "population": ["population"],
            "area": ["area_km2"],
            "parks": ["park_count"],
            "firms": ["firm_count"],
        },
        default="name",
        tie=("area__key",),
    )


class ParkFilter(SiteFilterSet):
    """``?q=zhangjiang&district=pudong&kind=science_city``"""

    q = NameFilter(label=_("Name contains"))
    district = LateMultipleChoiceFilter(
        field_name="district__area__key", label=_("District"), choices_from=districts
    )
    kind = boxes(ParkKind.choices, _("Kind"), "kind")
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
