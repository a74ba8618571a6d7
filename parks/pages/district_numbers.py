"""The numbers of the districts: each by the rule of the list that it leads to.

The map, the table, the ranks and the page of a district all take them from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parks.choices import MapQuantity
from parks.models import District, Event, Park, Product, product_counts
from parks.models.facets import FacetCounts, facet_counts
from plans.choices import Unit
from plans.domain.asof import reading_day
from plans.domain.quantities import Quantity, plain_number
from plans.models import PolicyMeasure, Source, Target

ONE_PLACE = Decimal("0.1")
PEOPLE = (MapQuantity.POPULATION, MapQuantity.FIRMS_PER_MILLION)
"""What rests on the count of the residents."""

LISTS = {
    MapQuantity.FIRMS: ("parks:firm_list", "district", ()),
    MapQuantity.HEAD_OFFICES: ("parks:firm_list", "district", (("site", "head_office"),)),
    MapQuantity.PRODUCTS: ("parks:product_list", "district", ()),
    MapQuantity.PARKS: ("parks:park_list", "district", ()),
    MapQuantity.TARGETS: ("plans:target_list", "area", ()),
    MapQuantity.MEASURES: ("plans:measure_list", "area", (("roles", "shown"),)),
    MapQuantity.EVENTS: ("parks:event_list", "area", ()),
}
"""The list that a count leads to: its address, the parameter of the place, further ones."""


def list_url(quantity: MapQuantity, key: str) -> str:
    """The list whose rows a count is of; empty for what is no count of rows."""
    if quantity not in LISTS:
        return ""
    address, parameter, further = LISTS[quantity]
    return f"{reverse(address)}?{urlencode([(parameter, key), *further])}"


def is_known(source: Source) -> bool:
    """Whether a source was out on the day that the site is read as of."""
    day = reading_day()
    return day is None or source.known_from <= day


@dataclass(frozen=True, slots=True)
class Rank:
    """Where a district stands among all: 1 is the most; ``shared`` with others."""

    place: int
    of: int
    shared: bool


class DistrictNumbers:
    """All of them. What is asked for is read, once: at most six queries for everything."""

    @cached_property
    def facets(self) -> FacetCounts:
        return facet_counts({})

    @cached_property
    def products(self) -> Mapping[str, int]:
        return product_counts.by_district(Product.objects.published())

    @cached_property
    def parks(self) -> Mapping[str, int]:
        counted = Park.objects.published().order_by().values_list("district__area__key")
        return dict(counted.annotate(n=Count("pk")))

    @cached_property
    def targets(self) -> Mapping[str, int]:
        counted = Target.objects.published().main().order_by().values_list("area__key")
        return dict(counted.annotate(n=Count("pk")))

    @cached_property
    def measures(self) -> Mapping[str, int]:
        counted = PolicyMeasure.objects.published().order_by().values_list("area__key")
        return dict(counted.annotate(n=Count("pk")))

    @cached_property
    def events(self) -> Mapping[str, int]:
        return Event.objects.published().by_place()

    def counts(self, quantity: MapQuantity) -> Mapping[str, int]:
        """How many rows the list of each place has, by its key. Who is not named has none."""
        if quantity is MapQuantity.FIRMS:
            return self.facets.values("district")
        if quantity is MapQuantity.HEAD_OFFICES:
            return self.facets.values("head_office")
        counts: Mapping[str, int] = getattr(self, quantity.value)
        return counts

    def of(self, district: District, quantity: MapQuantity) -> Decimal | None:
        """One number of one district; None where it is not known, which is not zero."""
        if quantity is MapQuantity.AREA:
            return Decimal(district.area_km2) if is_known(district.area_source) else None
        if quantity not in PEOPLE:
            return Decimal(self.counts(quantity).get(district.key, 0))
        if not is_known(district.source):
            return None
        if quantity is MapQuantity.POPULATION:
            return Decimal(district.population)
        firms = self.counts(MapQuantity.FIRMS).get(district.key, 0)
        return per_million(firms, district.population)

    def rank(
        self, district: District, quantity: MapQuantity, districts: Iterable[District]
    ) -> Rank | None:
        """Its place among ``districts``; None for one without any, and for what is not known."""
        own = self.of(district, quantity)
        if not own:
            return None
        numbers = [self.of(other, quantity) or Decimal(0) for other in districts]
        above = sum(number > own for number in numbers)
        return Rank(above + 1, len(numbers), numbers.count(own) > 1)


def per_million(firms: int, residents: int) -> Decimal:
    """Firms by a million residents, to one decimal place.

    >>> per_million(41, 5_681_512)
    Decimal('7.2')
    """
    share = Decimal(firms) * 1_000_000 / residents
    return share.quantize(ONE_PLACE, ROUND_HALF_EVEN)


def number_words(quantity: MapQuantity, number: Decimal) -> str:
    """A number with what it counts: "41 firms", "1,210.41 km²"."""
    n = plain_number(number)
    if quantity in COUNTED:
        return COUNTED[quantity](int(number)) % {"n": n}
    if quantity is MapQuantity.POPULATION:
        return _("%(n)s residents") % {"n": n}
    if quantity is MapQuantity.AREA:
        return _("%(n)s km²") % {"n": n}
    return _("%(n)s firms per million residents") % {"n": n}


COUNTED = {
    MapQuantity.FIRMS: lambda n: ngettext("%(n)s firm", "%(n)s firms", n),
    MapQuantity.HEAD_OFFICES: lambda n: ngettext("%(n)s head office", "%(n)s head offices", n),
    MapQuantity.PRODUCTS: lambda n: ngettext("%(n)s product", "%(n)s products", n),
    MapQuantity.PARKS: lambda n: ngettext("%(n)s park", "%(n)s parks", n),
    MapQuantity.TARGETS: lambda n: ngettext("%(n)s target", "%(n)s targets", n),
    MapQuantity.MEASURES: lambda n: ngettext("%(n)s policy measure", "%(n)s policy measures", n),
    MapQuantity.EVENTS: lambda n: ngettext("%(n)s event", "%(n)s events", n),
}


def short_number(quantity: MapQuantity, number: Decimal, language: str) -> str:
    """What is printed on the map where the number itself would be too long."""
    if quantity is MapQuantity.POPULATION:
        return Quantity(number.quantize(Decimal("1E4")), Unit.COUNT).short(language)
    return plain_number(number.quantize(Decimal(1))) if quantity is MapQuantity.AREA else ""
