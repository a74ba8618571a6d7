"""The map of the districts: shaded by a number of theirs, or beside a list that it filters."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parks.charts.district_map import (
    DistrictMap,
    DistrictValue,
    MapChoice,
    ParkDot,
    district_map,
)
from parks.choices import MapQuantity
from parks.models import District, Park
from parks.pages.district_numbers import PEOPLE, DistrictNumbers, number_words, short_number
from plans.domain.texts import Twin
from plans.pages.wording import enumerated

LEGENDS = {
    MapQuantity.FIRMS: gettext_lazy("Firms with a site in the district"),
    MapQuantity.HEAD_OFFICES: gettext_lazy("Firms with their head office in the district"),
    MapQuantity.PRODUCTS: gettext_lazy("Products of firms with a site in the district"),
    MapQuantity.PARKS: gettext_lazy("Parks in the district"),
    MapQuantity.TARGETS: gettext_lazy("Targets about the district itself"),
    MapQuantity.MEASURES: gettext_lazy("Policy measures for the district itself, roles included"),
    MapQuantity.EVENTS: gettext_lazy("Events in the district and its parks"),
    MapQuantity.POPULATION: MapQuantity.POPULATION.label,
    MapQuantity.AREA: gettext_lazy("Land area, km²"),
    MapQuantity.FIRMS_PER_MILLION: gettext_lazy("Firms with a site per million residents"),
}
NAMED_TOGETHER = 3
"""So many districts that share the first place are named."""


def firms_map(language: str) -> DistrictMap:
    """Shade each district by its firms, and set a dot for each park with a known position.

    The numbers are those of ``/firms/?district=KEY``. Three queries.
    """
    districts = District.objects.published().with_evidence().by_name()
    return quantity_map(MapQuantity.FIRMS, districts, DistrictNumbers(), language)


def quantity_map(
    quantity: MapQuantity,
    districts: Collection[District],
    numbers: DistrictNumbers,
    language: str,
) -> DistrictMap:
    """Shade the districts by any of their numbers. One query for the parks, and the numbers'."""
    values = [district_value(quantity, district, numbers, language) for district in districts]
    return district_map(
        values,
        park_dots(language),
        title=finding(quantity, values, language),
        legend_title=legend_title(quantity, districts),
        language=language,
        choices=map_choices(quantity),
    )


def map_choices(chosen: MapQuantity) -> list[MapChoice]:
    """What else the districts can be shaded by: links to the page of all districts."""
    return [
        MapChoice(
            words=str(quantity.label),
            url=f"{reverse('parks:district_list')}?{urlencode({'shade': quantity.value})}#map",
            chosen=quantity is chosen,
        )
        for quantity in MapQuantity
    ]


def legend_title(quantity: MapQuantity, districts: Collection[District]) -> str:
    """What the numbers are; those by people say of what year the count of the people is."""
    title = str(LEGENDS[quantity])
    years = sorted({district.population_year for district in districts})
    if quantity not in PEOPLE or not years:
        return title
    counted = "-".join(str(year) for year in sorted({years[0], years[-1]}))
    if quantity is MapQuantity.POPULATION:
        return _("Residents, %(year)s") % {"year": counted}
    return _("%(title)s (residents of %(year)s)") % {"title": title, "year": counted}


def district_value(
    quantity: MapQuantity, district: District, numbers: DistrictNumbers, language: str
) -> DistrictValue:
    number = numbers.of(district, quantity)
    return DistrictValue(
        key=district.key,
        name=name_of(district.name_en, district.name_zh, language),
        value=number,
        words=_("not known") if number is None else number_words(quantity, number),
        url=district.get_absolute_url(),
        short="" if number is None else short_number(quantity, number, language),
    )


def finding(quantity: MapQuantity, values: Sequence[DistrictValue], language: str) -> str:
    """What the map shows, in a sentence."""
    most = max((value.value or Decimal(0) for value in values), default=Decimal(0))
    first = [value for value in values if most and value.value == most]
    if not first:
        return _("%(quantity)s: none known in any district yet") % {"quantity": quantity.label}
    if quantity is MapQuantity.FIRMS and len(first) == 1:
        words = {"district": first[0].name, "firms": most}
        said = _("%(district)s has the most firms of the register: %(firms)s have a site there")
        return said % words
    words = {"number": first[0].words}
    if len(first) == 1:
        return _("%(district)s has the most: %(number)s") % (words | {"district": first[0].name})
    if len(first) <= NAMED_TOGETHER:
        names = enumerated([value.name for value in first], language)
        return _("%(districts)s have the most: %(number)s each") % (words | {"districts": names})
    shared = ngettext(
        "%(count)s district has the most: %(number)s",
        "%(count)s districts share the most: %(number)s each",
        len(first),
    )
    return shared % (words | {"count": len(first)})


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
    words = number_words(MapQuantity.FIRMS, Decimal(count))
    return _("%(firms)s, chosen") % {"firms": words} if is_chosen else words


def name_of(name_en: str, name_zh: str, language: str) -> str:
    return Twin(name_en, name_zh).pick(language)[0]
