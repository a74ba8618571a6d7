"""What the pages of districts and of parks share: the firms there, and their products."""

from __future__ import annotations

from collections.abc import Callable

from parks.models import Firm, Product, Site
from parks.models.firms import FirmQuerySet
from parks.pages.firms import FirmRow, firm_rows
from plans.pages.capped import Capped, capped

FIRMS = PRODUCTS = 20
"""Rows on the page of a place; the lists of firms and products have them all."""


def firms_here(
    firms: FirmQuerySet, is_here: Callable[[Site], bool], language: str
) -> Capped[FirmRow]:
    """The first of some firms, each with those of its sites that are here."""
    found = capped(firms, FIRMS)
    return Capped(firm_rows(found.rows, language, keep=is_here), found.total)


def products_here(facet: str, key: str, cap: int = PRODUCTS) -> Capped[Product]:
    """The products of the firms with a site in a place, the furthest first."""
    firms = Firm.objects.published().with_facet(facet, [key])
    products = Product.objects.published().of_firms(firms).with_evidence().furthest_first()
    return capped(products, cap)
