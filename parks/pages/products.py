"""What a row of the list of products and the page of a product show, and every query."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from parks.charts.ladder import Ladder, ladder
from parks.choices import Authority
from parks.domain.rechecks import Recheck, recheck
from parks.models import Event, Product
from parks.models.products import day_read_as_of
from parks.pages.events import EVENTS
from parks.pages.firm_events import by_product, events_read
from parks.pages.firms import FirmRow, firm_row
from plans.pages.capped import Capped, capped
from plans.pages.notes import Noted, sources_named
from plans.pages.wording import enumerated

OTHERS = 20
"""Rows of each list of other products on the page of one."""

OF_FIRM = 100
"""Products of its firm that are looked at to tell which of them an event concerns."""


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product, the authorities that its stage rests on, and how old the day of it is."""

    product: Product
    authorities: str
    recheck: Recheck

    @property
    def is_stale(self) -> bool:
        return self.recheck is Recheck.STALE


@dataclass(frozen=True, slots=True)
class Climb:
    """A product on the ladder of stages, with the events that name it, newest first."""

    row: ProductRow
    ladder: Ladder
    events: Sequence[Event]


@dataclass(frozen=True, slots=True)
class AlikeProduct:
    """A product of another firm, and what the two have in common."""

    row: ProductRow
    same_indication: bool
    targets: Sequence[str]


@dataclass(frozen=True, slots=True)
class ProductPage:
    """What the template of a product shows, and nothing else.

    ``others`` are the events of its firm that do not name it, of those that were read.
    """

    climb: Climb
    firm_row: FirmRow
    others: Capped[Event]
    events_read: int
    events_total: int
    of_firm: Capped[ProductRow]
    alike: Sequence[AlikeProduct]
    more_alike: bool
    noted: Noted

    @property
    def product(self) -> Product:
        return self.climb.row.product

    @property
    def events_left_out(self) -> bool:
        return self.events_total > self.events_read

    @property
    def shares_its_name(self) -> bool:
        """Whether the firm has another product of its name, set apart by what it is for."""
        before = self.product.name_en.partition(", ")[0]
        names = [row.product.name_en.partition(", ")[0] for row in self.of_firm.rows]
        return before in names


def product_row(product: Product, language: str) -> ProductRow:
    authorities = [str(Authority(code).label) for code in product.authority]
    checked = recheck(product.status_on, day_read_as_of())
    return ProductRow(product, enumerated(authorities, language), checked)


def climb(product: Product, language: str, events: Sequence[Event] = ()) -> Climb:
    return Climb(product_row(product, language), ladder(product.stage), events)


def product_page(product: Product, language: str) -> ProductPage:
    """Assemble the page of a product fetched with its firm, ``with_sites()``.

    Four queries: events of the firm, its other products, products like it, sources in notes.
    """
    firm = product.firm
    read = events_read(firm)
    same = Product.objects.published().filter(firm=firm).exclude(pk=product.pk).with_evidence()
    siblings: Capped[Product] = capped(same.furthest_first(), OF_FIRM)
    alike = products_alike(product, language)
    concerned = by_product(firm, [product, *siblings.rows], read.rows)
    naming = concerned.get(product.pk, [])
    others = [event for event in read.rows if event not in naming]
    shown = others[:EVENTS]
    return ProductPage(
        climb=climb(product, language, naming),
        firm_row=firm_row(firm, firm.public_sites, language),
        others=Capped(shown, len(others)),
        events_read=len(read.rows),
        events_total=read.total,
        of_firm=Capped(
            [product_row(sibling, language) for sibling in siblings.rows[:OTHERS]],
            siblings.total,
        ),
        alike=alike[:OTHERS],
        more_alike=len(alike) > OTHERS,
        noted=sources_named([product.note, *(event.summary for event in (*naming, *shown))]),
    )


def products_alike(product: Product, language: str) -> list[AlikeProduct]:
    """Products of other firms for the same indication, or with a target in common.

    One more than is shown, in place of a count: half of all products may share a target.
    """
    others = Product.objects.published().alike(product).exclude(firm=product.firm)
    found = others.with_evidence().furthest_first()[: OTHERS + 1]
    return [in_common(product, other, language) for other in found]


def in_common(product: Product, other: Product, language: str) -> AlikeProduct:
    own: Collection[str] = product.targets
    return AlikeProduct(
        row=product_row(other, language),
        same_indication=other.indication.lower() == product.indication.lower(),
        targets=[said for said in other.modality_detail.split(", ") if said.lower() in own],
    )
