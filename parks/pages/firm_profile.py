"""What the page of a firm shows, and every query that it makes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from parks.choices import EventKind, Modality
from parks.domain.sites import Opening, opening, order_of_place
from parks.models import Event, Firm, Product, Site
from parks.models.products import day_read_as_of
from parks.pages.events import EVENTS
from parks.pages.firm_events import by_product, events_read
from parks.pages.firms import FirmRow, firm_row
from parks.pages.products import Climb, climb
from parks.pages.similar import SimilarFirm, similar_firms
from parks.pages.ties import Ties, ties_of
from plans.pages.capped import Capped, capped
from plans.pages.notes import Noted, sources_named
from plans.pages.wording import span_words

PRODUCTS = 50
"""Products on a firm's page; the list of products has them all."""


@dataclass(frozen=True, slots=True)
class Place:
    """A site of the firm, in words since and until when it is there, and what that means."""

    site: Site
    span: str
    opening: Opening


@dataclass(frozen=True, slots=True)
class FirmProfile:
    """What the template of a firm shows, and nothing else.

    ``deals`` and ``events``, which are no deals, are taken from the newest of ``events_total``.
    """

    row: FirmRow
    modalities: Sequence[Modality]
    places: Sequence[Place]
    products: Capped[Climb]
    deals: Capped[Event]
    events: Capped[Event]
    events_total: int
    ties: Ties
    similar: Sequence[SimilarFirm]
    noted: Noted

    @property
    def firm(self) -> Firm:
        return self.row.firm


def firm_profile(firm: Firm, language: str) -> FirmProfile:
    """Assemble the page of a firm fetched ``with_sites()``.

    Queries: products, events, targets, measures, sources that notes name, and three for similar
    firms. Those for which there is nothing to ask are left out.
    """
    products = Product.objects.published().filter(firm=firm).with_evidence().furthest_first()
    found: Capped[Product] = capped(products, PRODUCTS)
    read = events_read(firm)
    concerned = by_product(firm, found.rows, read.rows)
    deals = first([event for event in read.rows if event.kind == EventKind.DEAL])
    others = first([event for event in read.rows if event.kind != EventKind.DEAL])
    return FirmProfile(
        row=firm_row(firm, firm.public_sites, language),
        modalities=[code for code in Modality if code in firm.modality],
        places=places_of(firm.public_sites, day_read_as_of(), language),
        products=Capped(
            [climb(product, language, concerned.get(product.pk, ())) for product in found.rows],
            found.total,
        ),
        deals=deals,
        events=others,
        events_total=read.total,
        ties=ties_of(firm.public_sites, read.rows, language),
        similar=similar_firms(firm),
        noted=sources_named([firm.note, *(event.summary for event in (*deals.rows, *others.rows))]),
    )


def first(events: Sequence[Event]) -> Capped[Event]:
    return Capped(events[:EVENTS], len(events))


def places_of(sites: Sequence[Site], day: dt.date, language: str) -> list[Place]:
    """The head office first, what closed last, the others as they opened."""
    places = [
        Place(
            site,
            span_words(site.since, site.until, language),
            opening(site.since, site.until, day),
        )
        for site in sites
    ]
    return sorted(
        places,
        key=lambda place: order_of_place(
            place.site.kind, place.site.since, place.opening, place.site.key
        ),
    )
