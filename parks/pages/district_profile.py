"""What the page of a district shows, and every query that it makes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse

from parks.charts.neighbours import neighbours_of
from parks.choices import MapQuantity
from parks.models import District, Event, Park, Product
from parks.pages.district_list import DistrictRow, district_row
from parks.pages.district_numbers import DistrictNumbers, Rank, list_url
from parks.pages.events import newest_events
from parks.pages.firms import FirmRow, firms_shown
from parks.pages.places import firms_here, products_here
from plans.pages.area import AreaEvidence, area_evidence
from plans.pages.capped import Capped
from plans.pages.notes import Noted, sources_named

RANKED = (
    MapQuantity.FIRMS,
    MapQuantity.FIRMS_PER_MILLION,
    MapQuantity.HEAD_OFFICES,
    MapQuantity.PRODUCTS,
)


@dataclass(frozen=True, slots=True)
class RankRow:
    """Where the district stands; ``url`` is the map shaded so."""

    quantity: MapQuantity
    number: str
    rank: Rank
    url: str


@dataclass(frozen=True, slots=True)
class DistrictPage:
    """What the template of a district shows, and nothing else.

    ``firms`` are those with a site here; of a firm's sites only those here are shown.
    ``events`` are those of the district and of its parks.
    """

    row: DistrictRow
    ranks: Sequence[RankRow]
    parks: Sequence[Park]
    firms: Capped[FirmRow]
    products: Capped[Product]
    evidence: AreaEvidence
    events: Capped[Event]
    noted: Noted
    neighbours: Sequence[District]
    before: District | None
    after: District | None

    @property
    def district(self) -> District:
        return self.row.district

    @property
    def firms_url(self) -> str:
        return list_url(MapQuantity.FIRMS, self.district.key)

    @property
    def products_url(self) -> str:
        return list_url(MapQuantity.PRODUCTS, self.district.key)

    @property
    def parks_url(self) -> str:
        return list_url(MapQuantity.PARKS, self.district.key)

    @property
    def events_url(self) -> str:
        return list_url(MapQuantity.EVENTS, self.district.key)


def district_page(district: District, as_of: dt.date, language: str) -> DistrictPage:
    """Assemble a district's page. Its counts are those of the lists that they lead to."""
    numbers = DistrictNumbers()
    everywhere = list(District.objects.published().with_evidence().by_name())
    parks = Park.objects.published().filter(district=district).with_evidence()
    events = newest_events(area=district.area)
    row = district_row(district, numbers)
    before, after = around(district, everywhere)
    beside = neighbours_of(district.key)
    return DistrictPage(
        row=row,
        ranks=ranks_of(row, numbers, everywhere),
        parks=list(parks.with_firm_count(numbers.facets).by_name()),
        firms=firms_here(
            firms_shown().in_districts([district.key]),
            lambda site: site.public_district == district,
            language,
        ),
        products=products_here("district", district.key),
        evidence=area_evidence(district.area, as_of, language),
        events=events,
        noted=sources_named(event.summary for event in events.rows),
        neighbours=[other for other in everywhere if other.key in beside],
        before=before,
        after=after,
    )


def ranks_of(
    row: DistrictRow, numbers: DistrictNumbers, everywhere: Collection[District]
) -> list[RankRow]:
    """Where it stands in what there is any of."""
    by_quantity = {cell.quantity: cell.number for cell in row.cells}
    ranks = ((quantity, numbers.rank(row.district, quantity, everywhere)) for quantity in RANKED)
    address = reverse("parks:district_list")
    return [
        RankRow(quantity, by_quantity[quantity], rank, f"{address}?shade={quantity.value}#map")
        for quantity, rank in ranks
        if rank
    ]


def around(
    district: District, everywhere: Sequence[District]
) -> tuple[District | None, District | None]:
    """The districts before and after it by name."""
    place = everywhere.index(district)
    before = everywhere[place - 1] if place else None
    return before, everywhere[place + 1] if place + 1 < len(everywhere) else None
