"""The map of the districts, shaded by the firms of the register."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parks.charts.district_map import DistrictMap, DistrictValue, ParkDot, district_map
from parks.models import District, Park
from parks.pages.places import firms_by_district
from plans.domain.texts import Twin


def firms_map(language: str) -> DistrictMap:
    """Shade each district by its firms, and set a dot for each park with a known position.

    The numbers are those of ``/firms/?district=KEY``. Three queries.
    """
    firms = firms_by_district()
    values = [
        district_value(district, firms.get(district.key, 0), language)
        for district in District.objects.published().with_evidence().by_name()
    ]
    return district_map(
        values,
        park_dots(language),
        title=finding(values),
        legend_title=_("Firms with a site in the district"),
        language=language,
    )


def district_value(district: District, firms: int, language: str) -> DistrictValue:
    return DistrictValue(
        key=district.key,
        name=name_of(district.name_en, district.name_zh, language),
        value=Decimal(firms),
        words=firm_words(firms),
        url=district.get_absolute_url(),
    )


def finding(values: Sequence[DistrictValue]) -> str:
    """What the map shows, in a sentence."""
    first = max(values, key=lambda value: value.value or 0, default=None)
    if first is None or not first.value:
        return _("No firm of the register has a known district yet")
    return _("%(district)s has the most firms of the register: %(firms)s have a site there") % {
        "district": first.name,
        "firms": first.value,
    }


def park_dots(language: str) -> list[ParkDot]:
    parks = Park.objects.published().with_evidence().by_name()
    return [
        ParkDot(
            key=park.key,
            name=name_of(park.name_en, park.name_zh, language),
            url=park.get_absolute_url(),
            latitude=park.latitude,
            longitude=park.longitude,
        )
        for park in parks
        if park.latitude is not None and park.longitude is not None
    ]


def firm_words(count: int) -> str:
    return ngettext("%(count)s firm", "%(count)s firms", count) % {"count": count}


def name_of(name_en: str, name_zh: str, language: str) -> str:
    return Twin(name_en, name_zh).pick(language)[0]


def directory_map(
    counts: Mapping[str, int],
    address_of: Callable[[str], str],
    chosen: Collection[str],
    language: str,
) -> DistrictMap:
    """The districts beside a list of firms: each link adds one to its filter or takes it away.

    ``counts`` are those of the list's facet: a district that it does not name has no firm.
    One query.
    """
    districts = District.objects.published().with_evidence().by_name()
    values = [
        DistrictValue(
            key=district.key,
            name=name_of(district.name_en, district.name_zh, language),
            value=Decimal(counts.get(district.key, 0)),
            words=choice_words(counts.get(district.key, 0), is_chosen=district.key in chosen),
            url=address_of(district.key),
            chosen=district.key in chosen,
        )
        for district in districts
    ]
    return district_map(
        values,
        title=_("Choose districts on the map"),
        legend_title=_("Firms that fit the other filters"),
        language=language,
        compact=True,
    )


def choice_words(count: int, *, is_chosen: bool) -> str:
    words = firm_words(count)
    return _("%(firms)s, chosen") % {"firms": words} if is_chosen else words
