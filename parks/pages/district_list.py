"""What the list of the districts shows: a number in every column, by which it is sorted too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Value, When

from parks.choices import MapQuantity
from parks.models import District
from parks.models.places import DistrictQuerySet
from parks.pages.district_numbers import LISTS, DistrictNumbers, list_url
from plans.domain.citations import Citation
from plans.domain.dates import PartialDate
from plans.domain.quantities import plain_number


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a district; empty where it is not known. ``url`` is the list it counts."""

    quantity: MapQuantity
    number: str
    url: str
    citation: Citation | None = None

    @property
    def is_zero(self) -> bool:
        return self.number == "0"


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """A district with all its numbers, in the order of the columns."""

    district: District
    cells: tuple[Cell, ...]

    @property
    def year(self) -> PartialDate:
        return PartialDate(self.district.population_year)


def districts_shown(numbers: DistrictNumbers) -> DistrictQuerySet:
    """The districts that the public may see, with each number to sort by, and as exports have it.

    A figure by residents waits for nothing here: who sorts by it gets an order, no number.
    """
    counted = {f"{quantity}_number": as_column(numbers.counts(quantity)) for quantity in LISTS}
    return (
        District.objects.published()
        .with_evidence()
        .annotate(
            **counted,
            population_number=F("population"),
            area_number=F("area_km2"),
            firms_per_million_number=F("firms_number") * 1.0 / F("population"),
            park_count=F("parks_number"),
            firm_count=F("firms_number"),
        )
    )


def as_column(counts: Mapping[str, int]) -> Case:
    """Counts by key as a column of the districts; one that is not among them has none."""
    return Case(
        *(When(area__key=key, then=Value(n)) for key, n in counts.items() if key),
        default=Value(0),
        output_field=IntegerField(),
    )


def district_rows(districts: Iterable[District], numbers: DistrictNumbers) -> list[DistrictRow]:
    return [district_row(district, numbers) for district in districts]


def district_row(district: District, numbers: DistrictNumbers) -> DistrictRow:
    return DistrictRow(
        district, tuple(cell(district, quantity, numbers) for quantity in MapQuantity)
    )


def cell(district: District, quantity: MapQuantity, numbers: DistrictNumbers) -> Cell:
    number = numbers.of(district, quantity)
    sources = {
        MapQuantity.POPULATION: district.citation,
        MapQuantity.AREA: district.area_citation,
    }
    return Cell(
        quantity=quantity,
        number="" if number is None else plain_number(number),
        url=list_url(quantity, district.key) if number else "",
        citation=sources.get(quantity) if number else None,
    )
