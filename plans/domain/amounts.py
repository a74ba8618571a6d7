"""How much a policy measure gives, in bands of yuan. Nothing is converted into anything."""

from __future__ import annotations

from decimal import Decimal

from plans.choices import AmountBand, AmountUnit
from plans.domain.quantities import MILLION

IN_YUAN = (AmountUnit.YUAN, AmountUnit.YUAN_PER_YEAR, AmountUnit.YUAN_PER_PERSON)
"""Units whose numbers are compared: the yuan that are stated, be it in all, a year or a person."""

BANDS = (
    (100 * MILLION, AmountBand.FROM_100M),
    (30 * MILLION, AmountBand.FROM_30M),
    (10 * MILLION, AmountBand.FROM_10M),
    (Decimal("-Infinity"), AmountBand.UNDER_10M),
)
"""From how many yuan each band is, the highest first."""


def amount_bands(amount: Decimal | None, unit: str) -> frozenset[AmountBand]:
    """The values of the amount facet that fit an amount.

    >>> sorted(amount_bands(10 * MILLION, "yuan/year"))
    [AmountBand.FROM_10M, AmountBand.STATED]
    >>> sorted(amount_bands(Decimal(400_000), "m2"))
    [AmountBand.OTHER_UNIT, AmountBand.STATED]
    """
    if amount is None:
        return frozenset([AmountBand.UNKNOWN])
    if unit not in IN_YUAN:
        return frozenset([AmountBand.STATED, AmountBand.OTHER_UNIT])
    band = next(band for least, band in BANDS if amount >= least)
    return frozenset([AmountBand.STATED, band])


def is_at_least(amount: Decimal | None, unit: str, yuan: Decimal) -> bool:
    """Whether an amount in yuan is stated and no smaller. What is in another unit cannot be."""
    return amount is not None and unit in IN_YUAN and amount >= yuan
