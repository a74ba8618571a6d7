"""What the list of products and the page of a product show, and every query that they make."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from parks.choices import Authority, Stage
from parks.models import Event, Product
from parks.models.products import ProductQuerySet
from parks.pages.events import newest_events
from plans.pages.capped import Capped
from plans.pages.notes import Noted, sources_named
from plans.pages.wording import enumerated


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many of the listed products are at a stage, of how many at the commonest one."""

    stage: Stage
    products: int
    most: int


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product, and the authorities that its stage rests on in words."""

    product: Product
    authorities: str


@dataclass(frozen=True, slots=True)
class ProductPage:
    """What the template of a product shows, and nothing else."""

    row: ProductRow
    events: Capped[Event]
    noted: Noted

    @property
    def product(self) -> Product:
        return self.row.product


def stage_counts(products: ProductQuerySet) -> list[StageCount]:
    """Count the products of a list by stage, furthest first; stages without any are left out."""
    counts = products.order_by().values("stage").annotate(n=Count("pk"))
    found = {row["stage"]: row["n"] for row in counts}
    most = max(found.values(), default=0)
    return [StageCount(stage, found[stage], most) for stage in reversed(Stage) if stage in found]


def product_row(product: Product, language: str) -> ProductRow:
    authorities = [str(Authority(code).label) for code in product.authority]
    return ProductRow(product, enumerated(authorities, language))


def product_page(product: Product, language: str) -> ProductPage:
    """Assemble a product's page from two queries: events of its firm, sources in its note."""
    events = newest_events(firm=product.firm)
    return ProductPage(
        row=product_row(product, language),
        events=events,
        noted=sources_named([product.note, *(event.summary for event in events.rows)]),
    )
