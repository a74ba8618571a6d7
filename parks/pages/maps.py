"""The map of the districts, shaded by the firms of the register."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parks.charts.district_map import DistrictMap, DistrictValue, ParkDot, district_map
from parks.models import Park
from parks.pages.places import districts_shown
from plans.domain.texts import Twin


def firms_map(language: str) -> DistrictMap:
    """Shade each district by its firms, and set a dot for each park with a known position.

    The numbers are those of ``/firms/?district=KEY``. Three queries.
    """
    districts = list(districts_shown().by_name())
    values = [
        DistrictValue(
            key=district.key,
            name=name_of(district.name_en, district.name_zh, language),
            value=Decimal(district.firm_count),
            words=firm_words(district.firm_count),
            url=district.get_absolute_url(),
        )
        for district in districts
    ]
    first = max(districts, key=lambda district: district.firm_count, default=None)
    return district_map(
        values,
        park_dots(language),
        title=(
            _("%(district)s has the most firms of the register: %(firms)s have a site there")
            % {
                "district": name_of(first.name_en, first.name_zh, language),
                "firms": first.firm_count,
            }
            if first is not None and first.firm_count
            else _("No firm of the register has a known district yet")
        ),
        legend_title=_("Firms with a site in the district"),
        language=language,
    )


def park_dots(language: str) -> list[ParkDot]:
    parks = Park.objects.published().filter(latitude__isnull=False).with_evidence().by_name()
    return [
        ParkDot(
            key=park.key,
            name=name_of(park.name_en, park.name_zh, language),
            url=park.get_absolute_url(),
            latitude=park.latitude,
            longitude=park.longitude,
        )
        for park in parks
    ]


def firm_words(count: int) -> str:
    return ngettext("%(count)s firm", "%(count)s firms", count) % {"count": count}


def name_of(name_en: str, name_zh: str, language: str) -> str:
    return Twin(name_en, name_zh).pick(language)[0]
