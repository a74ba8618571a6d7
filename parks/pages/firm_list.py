"""What the firm directory shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parks.charts.district_map import DistrictMap
from parks.models import Firm, Site
from parks.models.facets import Share, WithoutDistrict
from plans.domain.countries import country_twin
from plans.filters.facets import Facet
from plans.models import Area
from plans.pages.wording import enumerated


@dataclass(frozen=True, slots=True)
class Place:
    """A district, park or city, and where its page is."""

    name_en: str
    name_zh: str
    url: str


@dataclass(frozen=True, slots=True)
class ListedFirm:
    """A firm as the directory lists it, with the places that its sites are in, each once."""

    firm: Firm
    works_on: str
    origin: str
    origin_zh: str
    districts: Sequence[Place]
    parks: Sequence[Place]
    city: Place
    is_elsewhere: bool
    """Its city is not Shanghai; products or events need it here."""


@dataclass(frozen=True, slots=True)
class FirmListPage:
    """What the template of the directory shows beside the filter's own form.

    ``total`` firms fit; ``rows`` are those of the page. ``head_offices``: of how many firms, that
    fit all but the district, the head office's district is known; ``without_district``: how many
    of them have no known district at all. ``map``: the districts with the counts of their facet.
    """

    rows: Sequence[ListedFirm]
    facets: Sequence[Facet]
    total: int
    head_offices: Share
    without_district: WithoutDistrict
    map: DistrictMap


def listed_firms(firms: Sequence[Firm], areas: Iterable[Area], language: str) -> list[ListedFirm]:
    """Make the rows of a page, in one query for all their sites.

    ``areas``: every district, park and city that may be named. Rows of a table would be made for
    each site, of its district, its park and that park's district; here each place is made once.
    """
    places = Places(areas)
    sites = Site.objects.published().filter(firm__in=[firm.pk for firm in firms])
    held: dict[int, list[tuple[int | None, ...]]] = defaultdict(list)
    for firm, *where in sites.order_by().values_list("firm_id", *WHERE):
        held[firm].append(tuple(where))
    return [listed_firm(firm, held[firm.pk], places, language) for firm in firms]


WHERE = ("district_id", "park_id", "park__district_id")


def listed_firm(
    firm: Firm, sites: Sequence[tuple[int | None, ...]], places: Places, language: str
) -> ListedFirm:
    origin = country_twin(firm.origin_country)
    return ListedFirm(
        firm=firm,
        works_on=enumerated(firm.modality_labels, language),
        origin=origin.en,
        origin_zh=origin.zh,
        districts=places.named({places.district_of(*site) for site in sites}),
        parks=places.named({park for _district, park, _around in sites if park in places.areas}),
        city=places.place(firm.area_id),
        is_elsewhere=places.areas[firm.area_id].key != "shanghai",
    )


class Places:
    """The public places of a page by their ids, which are those of their areas."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self.areas = {area.pk: area for area in areas}
        self._made: dict[int, Place] = {}

    def district_of(self, district: int | None, park: int | None, around: int | None) -> int | None:
        """The district of a site, or else that of its park: the rule of the facet."""
        if district in self.areas:
            return district
        return around if park in self.areas and around in self.areas else None

    def named(self, ids: Iterable[int | None]) -> list[Place]:
        """Those that there are, by name."""
        found = [self.place(place) for place in ids if place is not None]
        return sorted(found, key=lambda place: place.name_en)

    def place(self, area_id: int) -> Place:
        if area_id not in self._made:
            area = self.areas[area_id]
            self._made[area_id] = Place(area.name_en, area.name_zh, area.get_absolute_url())
        return self._made[area_id]
