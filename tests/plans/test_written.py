"""Amounts are read as people write them, and refused where a part would be a guess."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.choices import AmountUnit, Qualifier, Unit
from plans.domain.quantities import Quantity
from plans.domain.written import UnreadableAmountError, is_plain, read_amount, read_as


@pytest.mark.parametrize(
    ("text", "value", "qualifier", "unit"),
    [
        ("100亿元", "10000000000", "", "yuan"),
        ("3.7 bn", "3700000000", "", ""),
        ("3.7bn yuan", "3700000000", "", "yuan"),
        ("40%", "40", "", "percent"),
        ("４０％", "40", "", "percent"),
        ("1,000万元", "10000000", "", "yuan"),
        ("１，０００万元", "10000000", "", "yuan"),
        ("超过100亿元", "10000000000", "more_than", "yuan"),
        ("100余家", "100", "more_than", "count"),
        ("20多亿元", "2000000000", "more_than", "yuan"),
        ("100亿元以上", "10000000000", "at_least", "yuan"),
        ("100亿元左右", "10000000000", "about", "yuan"),
        ("about US$45 million", "45000000", "about", "USD"),
        ("up to 20 million yuan a year", "20000000", "at_most", "yuan/year"),
        ("每年不超过2000万元", "20000000", "at_most", "yuan/year"),
        ("1.5千万", "15000000", "", ""),
        ("2万亿元", "2000000000000", "", "yuan"),
        ("1.2万平方米", "12000", "", "m2"),
        ("12 ha", "120000", "", "m2"),
        ("0.5平方公里", "500000", "", "m2"),
        ("≥ 500", "500", "at_least", ""),
        (">=500", "500", "at_least", ""),
        (">500", "500", "more_than", ""),
        ("-3.5%", "-3.5", "", "percent"),
        ("−3.5%", "-3.5", "", "percent"),
        ("HK$ 2 bn", "2000000000", "", "HKD"),
        ("60个月", "60", "", "month"),
        ("761714000000", "761714000000", "", ""),
    ],
)
def test_is_read_in_base_units(text, value, qualifier, unit):
    written = read_amount(text)
    assert (written.value, written.qualifier, written.unit) == (Decimal(value), qualifier, unit)
    assert "E" not in str(written.value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no number"),
        ("一百亿", "in digits"),
        ("3-5", "a range"),
        ("3 to 5 bn", "a range"),
        ("10亿至20亿元", "a range"),
        ("$5 m", "several countries"),
        ("5 billon", "billon"),
        ("1.234,56", "not understood"),
        ("12,34", "not understood"),
        ("US$5亿元", "two units"),
        ("about 100亿元以上", "two things"),
        ("US$5 m a year", "Only yuan"),
        ("5 firms or so", "not understood"),
    ],
)
def test_what_would_be_a_guess_is_refused_with_a_reason(text, reason):
    with pytest.raises(UnreadableAmountError, match=reason):
        read_amount(text)


def test_another_unit_than_that_of_the_metric_is_refused_and_nothing_converted():
    with pytest.raises(UnreadableAmountError, match=r"USD.*yuan"):
        read_as("US$5 m", "yuan")
    assert read_as("5 m", "yuan").unit == "yuan"


@given(
    value=st.decimals(min_value=1, max_value=10**13, places=2),
    unit=st.sampled_from([*Unit.values, *AmountUnit.values]),
    qualifier=st.sampled_from(list(Qualifier)),
    language=st.sampled_from(["en", "zh-hans"]),
)
def test_what_the_site_writes_it_reads_back_digit_for_digit(value, unit, qualifier, language):
    text = Quantity(value, unit, qualifier).words(language)
    written = read_as(text, unit) if "/" not in unit or language == "en" else read_amount(text)
    assert written.value == value
    assert written.unit == unit
    assert written.qualifier == ("" if qualifier == Qualifier.EXACT else qualifier)


def test_a_bare_number_needs_no_reading():
    assert is_plain("761714000000")
    assert not is_plain("761,714")
    assert not is_plain("100亿")
