"""What the pages of districts and parks show, and every query that they make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Case, Count, IntegerField, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from parks.models import District, Event, Firm, Park, Product, Site
from parks.models.facets import facet_counts
from parks.models.firms import FirmQuerySet
from parks.models.places import DistrictQuerySet
from parks.pages.events import newest_events
from parks.pages.firms import FirmRow, firm_rows, firms_shown
from plans.domain.asof import reading_day
from plans.domain.dates import PartialDate
from plans.domain.quantities import plain_number
from plans.models import Source
from plans.models.facts import is_public
from plans.pages.area import AreaEvidence, area_evidence
from plans.pages.capped import Capped, capped
from plans.pages.notes import Noted, sources_named

FIRMS = PRODUCTS = 20
"""Rows on the page of a place; the lists of firms and products have them all."""


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """A district with its numbers as people write them; the area in km².

    A number is empty where its source was not out on the day that the site is read as of.
    """

    district: District
    population: str
    year: PartialDate
    land: str


@dataclass(frozen=True, slots=True)
class DistrictPage:
    """What the template of a district shows, and nothing else.

    ``firms`` are those with a site here; of a firm's sites only those here are shown.
    """

    row: DistrictRow
    parks: Sequence[Park]
    firms: Capped[FirmRow]
    products: Capped[Product]
    evidence: AreaEvidence
    events: Capped[Event]
    park_events: int
    noted: Noted

    @property
    def district(self) -> District:
        return self.row.district

    @property
    def park_total(self) -> int | None:
        """None in place of 0: a register without a row is not a district without a park."""
        return len(self.parks) or None

    @property
    def firm_total(self) -> int | None:
        return self.firms.total or None

    @property
    def product_total(self) -> int | None:
        return self.products.total or None

    @property
    def park_events_url(self) -> str:
        """The timeline of all its parks."""
        return f"{reverse('parks:event_list')}?{urlencode([('area', p.key) for p in self.parks])}"


@dataclass(frozen=True, slots=True)
class ParkPage:
    """What the template of a park shows, and nothing else."""

    park: Park
    firms: Capped[FirmRow]
    evidence: AreaEvidence
    events: Capped[Event]
    noted: Noted

    @property
    def position(self) -> str:
        """ "31.2 N, 121.6 E", or nothing where it was not estimated."""
        if self.park.latitude is None or self.park.longitude is None:
            return ""
        return _("%(latitude)s N, %(longitude)s E") % {
            "latitude": plain_number(self.park.latitude),
            "longitude": plain_number(self.park.longitude),
        }


def firms_by_district() -> Mapping[str, int]:
    """Count the firms with a site in each district, by its key: the counts of the directory."""
    return facet_counts({}).values("district")


def districts_shown() -> DistrictQuerySet:
    """The districts that the public may see, with ``park_count`` and ``firm_count``."""
    firms = Case(
        *(When(area__key=key, then=Value(n)) for key, n in firms_by_district().items()),
        default=Value(0),
        output_field=IntegerField(),
    )
    parks = Count("parks", filter=is_public("parks"))
    return District.objects.published().with_evidence().annotate(park_count=parks, firm_count=firms)


def district_rows(districts: Iterable[District]) -> list[DistrictRow]:
    return [district_row(district) for district in districts]


def district_row(district: District) -> DistrictRow:
    return DistrictRow(
        district=district,
        population=f"{district.population:,}" if is_known(district.source) else "",
        year=PartialDate(district.population_year),
        land=plain_number(district.area_km2) if is_known(district.area_source) else "",
    )


def is_known(source: Source) -> bool:
    """Whether a source was out on the day that the site is read as of."""
    day = reading_day()
    return day is None or source.known_from <= day


def district_page(district: District, language: str) -> DistrictPage:
    """Assemble a district's page. Its counts are those of the lists that they lead to."""
    firms = Firm.objects.published().in_districts([district.key])
    products = Product.objects.published().of_firms(firms).with_evidence().furthest_first()
    parks = Park.objects.published().filter(district=district).with_evidence().with_firm_count()
    inside = list(parks.by_name())
    events = newest_events(area=district.area)
    return DistrictPage(
        row=district_row(district),
        parks=inside,
        firms=firms_here(
            firms_shown().in_districts([district.key]),
            lambda site: site.public_district == district,
            language,
        ),
        products=capped(products, PRODUCTS),
        evidence=area_evidence(district.area, language),
        events=events,
        park_events=Event.objects.published().filter(area__park__in=inside).count(),
        noted=sources_named(event.summary for event in events.rows),
    )


def park_page(park: Park, language: str) -> ParkPage:
    """Assemble a park's page. Its counts are those of the lists that they lead to."""
    events = newest_events(area=park.area)
    return ParkPage(
        park=park,
        firms=firms_here(
            firms_shown().in_parks([park.key]), lambda site: site.park_id == park.pk, language
        ),
        evidence=area_evidence(park.area, language),
        events=events,
        noted=sources_named([park.note, *(event.summary for event in events.rows)]),
    )


def firms_here(
    firms: FirmQuerySet, is_here: Callable[[Site], bool], language: str
) -> Capped[FirmRow]:
    """The first of some firms, each with those of its sites that are here."""
    found = capped(firms, FIRMS)
    return Capped(firm_rows(found.rows, language, keep=is_here), found.total)
