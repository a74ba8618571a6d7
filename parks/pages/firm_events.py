"""The events of a firm, and which of its products they concern."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from parks.domain.product_names import Named, concerned, product_named
from parks.models import Event, Firm, Product
from plans.pages.capped import Capped, capped

READ = 200
"""Events of a firm that its pages read, the newest; the timeline has them all."""


def events_read(firm: Firm) -> Capped[Event]:
    """The newest events of a firm: one query, from which every list of a page is taken."""
    events = Event.objects.published().filter(firm=firm).with_evidence().newest_first()
    return capped(events, READ)


def by_product(
    firm: Firm, products: Iterable[Product], events: Iterable[Event]
) -> dict[int, list[Event]]:
    """Which events concern which product, by its id, by the names in their texts.

    ``products`` are all of the firm's: what sets some of one name apart needs the others.
    """
    named = [named_as(product, firm) for product in products]
    found: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        for product in concerned(named, texts_of(event)):
            found[product].append(event)
    return found


def named_as(product: Product, firm: Firm) -> Named[int]:
    own = (firm.name_en, firm.name_zh, *firm.former_names)
    return product_named(product.pk, product.name_en, product.name_zh, product.generic_name, own)


def texts_of(event: Event) -> Sequence[str]:
    return event.title, event.title_zh, event.summary, event.summary_zh
