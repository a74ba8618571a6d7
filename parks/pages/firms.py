"""What the list of firms and the page of a firm show, and every query that they make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from parks.models import District, Event, Firm, Park, Product, Site
from parks.models.firms import FirmQuerySet
from parks.pages.events import newest_events
from plans.domain.countries import country_twin
from plans.domain.texts import Twin
from plans.pages.capped import Capped, capped
from plans.pages.notes import Noted, sources_named
from plans.pages.wording import enumerated, span_words

PRODUCTS = 50
"""Products on a firm's page; the list of products has them all."""


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site, and in words since when and until when the firm is there, as far as it is known."""

    site: Site
    span: str


@dataclass(frozen=True, slots=True)
class FirmRow:
    """A firm as a list shows it, with the places that its sites are in, each once."""

    firm: Firm
    works_on: str
    origin: str
    origin_zh: str
    districts: Sequence[District]
    parks: Sequence[Park]
    sites: Sequence[SiteRow]

    @property
    def is_elsewhere(self) -> bool:
        """Its city is not Shanghai; products or events need it here."""
        return bool(self.firm.area.key != "shanghai")


@dataclass(frozen=True, slots=True)
class FirmPage:
    """What the template of a firm shows, and nothing else."""

    row: FirmRow
    products: Capped[Product]
    events: Capped[Event]
    noted: Noted

    @property
    def firm(self) -> Firm:
        return self.row.firm


def firm_rows(
    firms: Iterable[Firm], language: str, *, keep: Callable[[Site], bool] = lambda site: True
) -> list[FirmRow]:
    """Make rows of firms fetched ``with_sites()``; ``keep`` says which of their sites count."""
    return [
        firm_row(firm, [site for site in firm.public_sites if keep(site)], language)
        for firm in firms
    ]


def firm_row(firm: Firm, sites: Sequence[Site], language: str) -> FirmRow:
    origin: Twin = country_twin(firm.origin_country)
    districts = {place for site in sites if (place := site.public_district)}
    parks = {park for site in sites if (park := site.public_park)}
    return FirmRow(
        firm=firm,
        works_on=enumerated(firm.modality_labels, language),
        origin=origin.en,
        origin_zh=origin.zh,
        districts=sorted(districts, key=str),
        parks=sorted(parks, key=str),
        sites=[SiteRow(site, span_words(site.since, site.until, language)) for site in sites],
    )


def firm_page(firm: Firm, language: str) -> FirmPage:
    """Assemble the page of a firm fetched ``with_sites()`` from two or three queries."""
    products = Product.objects.published().filter(firm=firm).with_evidence().furthest_first()
    events = newest_events(firm=firm)
    return FirmPage(
        row=firm_row(firm, firm.public_sites, language),
        products=capped(products, PRODUCTS),
        events=events,
        noted=sources_named([firm.note, *(event.summary for event in events.rows)]),
    )


def firms_shown() -> FirmQuerySet:
    """The firms that the public may see, with all that a row shows."""
    return Firm.objects.published().with_evidence().with_sites()
