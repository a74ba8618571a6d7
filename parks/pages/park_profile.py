"""What the page of a park shows, and every query that it makes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from parks.charts.locator import Locator, locator
from parks.choices import EventKind, MapQuantity
from parks.models import Event, Park, Product, Site
from parks.pages.district_numbers import list_url
from parks.pages.events import newest_events
from parks.pages.firms import FirmRow, firms_shown
from parks.pages.places import firms_here, products_here
from plans.domain.dates import PartialDate
from plans.domain.quantities import plain_number
from plans.pages.area import AreaEvidence, area_evidence
from plans.pages.capped import CAP, Capped, capped
from plans.pages.notes import Noted, sources_named


@dataclass(frozen=True, slots=True)
class Opening:
    """Something that opened or closed in the park. One of ``site``, ``event`` or neither: then
    it is the park itself. ``date`` None: no source says when."""

    date: PartialDate | None
    fact: Any
    site: Site | None = None
    event: Event | None = None
    closes: bool = False


@dataclass(frozen=True, slots=True)
class ParkPage:
    """What the template of a park shows, and nothing else."""

    park: Park
    map: Locator | None
    firms: Capped[FirmRow]
    products: Capped[Product]
    dated: Sequence[Opening]
    undated: Sequence[Opening]
    sites_left_out: int
    evidence: AreaEvidence
    events: Capped[Event]
    sisters: Sequence[Park]
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

    @property
    def firms_url(self) -> str:
        return f"{reverse('parks:firm_list')}?park={self.park.key}"

    @property
    def events_url(self) -> str:
        return list_url(MapQuantity.EVENTS, self.park.key)

    @property
    def sisters_url(self) -> str:
        district = self.park.public_district
        return list_url(MapQuantity.PARKS, district.key) if district else ""


def park_page(park: Park, as_of: dt.date, language: str) -> ParkPage:
    """Assemble a park's page. Its counts are those of the lists that they lead to."""
    events = newest_events(area=park.area)
    sites = capped(Site.objects.published().filter(park=park).with_evidence().order_by("key"))
    opened = Event.objects.published().filter(area=park.area, kind=EventKind.OPENING)
    openings = list(openings_of(park, sites.rows, opened.with_evidence().newest_first()[:CAP]))
    return ParkPage(
        park=park,
        map=map_of(park, language),
        firms=firms_here(
            firms_shown().in_parks([park.key]), lambda site: site.park_id == park.pk, language
        ),
        products=products_here("park", park.key, CAP),
        dated=sorted((row for row in openings if row.date), key=in_time),
        undated=[row for row in openings if row.date is None],
        sites_left_out=sites.left_out,
        evidence=area_evidence(park.area, as_of, language),
        events=events,
        sisters=sisters_of(park),
        noted=sources_named([park.note, *(event.summary for event in events.rows)]),
    )


def openings_of(park: Park, sites: Sequence[Site], events: Any) -> Iterator[Opening]:
    """The park itself, its sites with their beginnings and ends, and what events opened."""
    yield Opening(park.opened_on, park)
    for site in sites:
        yield Opening(site.since, site, site=site)
        if site.until:
            yield Opening(site.until, site, site=site, closes=True)
    for event in events:
        yield Opening(event.date, event, event=event)


def in_time(opening: Opening) -> tuple[Any, ...]:
    """Oldest first; what is known by its year alone after the dated ones of the year."""
    date = opening.date or PartialDate(1)
    return date.year, date.month or 13, date.day or 32


def map_of(park: Park, language: str) -> Locator | None:
    if park.latitude is None or park.longitude is None:
        return None
    district = park.public_district
    return locator(park.latitude, park.longitude, district.key if district else "", language)


def sisters_of(park: Park) -> list[Park]:
    """The other parks of its district."""
    if park.public_district is None:
        return []
    others = Park.objects.published().filter(district=park.district_id).exclude(pk=park.pk)
    return list(others.with_evidence().with_firm_count().by_name())
