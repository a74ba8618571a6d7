"""How much: bands of yuan as stated, and what is in another unit stays as it is."""

from decimal import Decimal

import pytest

from plans.choices import AmountUnit
from plans.domain.amounts import IN_YUAN, amount_bands, is_at_least

MILLION = 1_000_000


@pytest.mark.parametrize(
    ("amount", "unit", "bands"),
    [
        pytest.param(0, "yuan", "stated under-10m", id="nothing at all is an amount"),
        pytest.param(9_999_999, "yuan", "stated under-10m", id="just under ten million"),
        pytest.param(10 * MILLION, "yuan", "stated from-10m", id="ten million"),
        pytest.param(29_999_999, "yuan", "stated from-10m", id="just under thirty"),
        pytest.param(30 * MILLION, "yuan", "stated from-30m", id="thirty"),
        pytest.param(100 * MILLION - 1, "yuan", "stated from-30m", id="just under a hundred"),
        pytest.param(100 * MILLION, "yuan/year", "stated from-100m", id="a hundred a year"),
        pytest.param(10 * MILLION, "yuan/person", "stated from-10m", id="ten a person"),
        pytest.param(10 * MILLION, "USD", "stated other-unit", id="dollars are not converted"),
        pytest.param(400_000, "m2", "stated other-unit", id="square metres"),
        pytest.param(None, "", "unknown", id="none is stated"),
    ],
)
def test_an_amount_is_in_its_band(amount, unit, bands):
    assert amount_bands(None if amount is None else Decimal(amount), unit) == set(bands.split())


@pytest.mark.parametrize("unit", AmountUnit.values)
def test_only_yuan_are_compared_with_yuan(unit):
    assert is_at_least(Decimal(20), unit, Decimal(20)) == (unit in IN_YUAN)
    assert not is_at_least(Decimal("19.99"), unit, Decimal(20))


def test_what_is_not_stated_is_not_at_least_anything():
    assert not is_at_least(None, "", Decimal(0))
