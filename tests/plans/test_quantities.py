"""How numbers read: as people say them, in both languages, with every digit."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.choices import AmountUnit, Comparator, Qualifier, Unit
from plans.domain.quantities import UNIT_WORDS, Quantity, comparator_words

SCALES = {
    "": 1,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "万": 10**4,
    "亿": 10**8,
    "万亿": 10**12,
}
NUMBER = re.compile(r"(-?[0-9,]+(?:\.[0-9]+)?) ?(million|billion|trillion|万亿|万|亿)?")

stored_numbers = st.decimals(
    min_value=-(10**15), max_value=10**15, places=4, allow_nan=False, allow_infinity=False
)
"""What the database holds: up to 20 digits, four of them after the point."""

units = st.sampled_from(sorted(UNIT_WORDS))
languages = st.sampled_from(["en", "zh-hans"])


def read_back(words: str) -> Decimal:
    """Read the first number of a text, as somebody would who quotes it."""
    found = NUMBER.search(words)
    assert found is not None, words
    return Decimal(found[1].replace(",", "")) * SCALES[found[2] or ""]


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "english", "chinese"),
    [
        pytest.param(
            "10000000000", "yuan", "about", "about 10 billion yuan", "约100亿元", id="money"
        ),
        pytest.param(
            "761714000000", "yuan", "exact", "761.714 billion yuan", "7,617.14亿元", id="all digits"
        ),
        pytest.param("600000", "yuan", "exact", "600,000 yuan", "60万元", id="less than a million"),
        pytest.param("5000", "yuan", "exact", "5,000 yuan", "5,000元", id="less than 万"),
        pytest.param(
            "1060000000000", "yuan", "exact", "1.06 trillion yuan", "1.06万亿元", id="trillions"
        ),
        pytest.param(
            "1234567891",
            "yuan",
            "exact",
            "1,234,567,891 yuan",
            "1,234,567,891元",
            id="no round word",
        ),
        pytest.param("120000000", "USD", "exact", "US$120 million", "1.2亿美元", id="dollars"),
        pytest.param("35000000", "HKD", "exact", "HK$35 million", "3,500万港元", id="Hong Kong"),
        pytest.param("6.1", "percent", "exact", "6.1%", "6.1%", id="per cent"),
        pytest.param("-2.50", "percent", "exact", "-2.5%", "-2.5%", id="a fall"),
        pytest.param("1200", "count", "more_than", "more than 1,200", "超过1,200", id="a count"),
        pytest.param("160000", "m2", "exact", "160,000 m²", "16万平方米", id="floor area"),
        pytest.param("7740000", "m2", "exact", "7.74 million m²", "774万平方米", id="land area"),
        pytest.param("3", "month", "exact", "3 months", "3个月", id="months"),
        pytest.param("1", "month", "exact", "1 month", "1个月", id="one month"),
        pytest.param(
            "10000000",
            "yuan/year",
            "at_most",
            "at most 10 million yuan a year",
            "每年不超过1,000万元",
            id="a year",
        ),
        pytest.param(
            "600000", "yuan/person", "exact", "600,000 yuan a person", "每人60万元", id="a person"
        ),
        pytest.param("0", "count", "exact", "0", "0", id="zero is a number"),
        pytest.param("0.0000", "yuan", "exact", "0 yuan", "0元", id="zero as it is stored"),
        pytest.param("5", "count", "less_than", "less than 5", "低于5", id="less than"),
        pytest.param("5", "count", "at_least", "at least 5", "至少5", id="at least"),
    ],
)
def test_a_quantity_reads_as_people_write_it(value, unit, qualifier, english, chinese):
    quantity = Quantity(Decimal(value), unit, qualifier)

    assert quantity.words("en") == english
    assert quantity.words("zh-hans") == chinese


@given(value=stored_numbers, unit=units, language=languages)
def test_words_never_lose_a_digit(value, unit, language):
    words = Quantity(value, unit).words(language)

    assert read_back(words) == value


@given(value=stored_numbers, upper=stored_numbers, unit=units, language=languages)
def test_a_range_loses_no_digit_at_either_end(value, upper, unit, language):
    low, high = sorted([value, upper])
    if low == high:
        return
    words = Quantity(low, unit, upper=high).words(language)

    scale = SCALES[
        next((word for word in ("万亿", "亿", "万", *SCALES) if word and word in words), "")
    ]
    numbers = re.findall(r"(?:(?<![0-9])-)?[0-9][0-9,]*(?:\.[0-9]+)?", words.replace("m²", ""))
    assert [Decimal(number.replace(",", "")) * scale for number in numbers] == [low, high]


@pytest.mark.parametrize(
    ("value", "upper", "unit", "english", "chinese"),
    [
        pytest.param("3", "5", "count", "3-5", "3-5", id="a count"),
        pytest.param(
            "3000000000",
            "5000000000",
            "yuan",
            "3-5 billion yuan",
            "30-50亿元",
            id="one word for both",
        ),
        pytest.param(
            "800000000", "1200000000", "USD", "US$0.8-1.2 billion", "8-12亿美元", id="dollars"
        ),
        pytest.param("-3", "-1", "percent", "-3 to -1%", "-3至-1%", id="below zero"),
    ],
)
def test_a_range_reads_with_one_unit(value, upper, unit, english, chinese):
    quantity = Quantity(Decimal(value), unit, upper=Decimal(upper))

    assert quantity.words("en") == english
    assert quantity.words("zh-hans") == chinese


@pytest.mark.parametrize(
    ("value", "unit", "english", "chinese"),
    [
        pytest.param("10000000000", "yuan", "10 bn", "100亿", id="billions"),
        pytest.param("2500000", "count", "2.5 m", "250万", id="millions"),
        pytest.param("5", "percent", "5%", "5%", id="per cent"),
        pytest.param("750", "m2", "750", "750", id="small"),
    ],
)
def test_the_short_form_has_no_room_for_the_unit(value, unit, english, chinese):
    quantity = Quantity(Decimal(value), unit)

    assert (quantity.short("en"), quantity.short("zh-hans")) == (english, chinese)


@pytest.mark.parametrize(
    ("comparator", "value", "upper", "unit", "english", "chinese"),
    [
        pytest.param(
            ">=", "10000000000", None, "yuan", "at least 10 billion yuan", "至少100亿元", id=">="
        ),
        pytest.param(">", "5", None, "count", "more than 5", "超过5", id=">"),
        pytest.param("=", "20", None, "count", "20", "20", id="a plain number"),
        pytest.param("about", "16", None, "count", "about 16", "约16", id="about"),
        pytest.param("<=", "60", None, "month", "at most 60 months", "不超过60个月", id="<="),
        pytest.param("<", "3", None, "percent", "less than 3%", "低于3%", id="<"),
        pytest.param(">=", "3", "5", "count", "3 to 5", "3至5", id="a range"),
    ],
)
def test_a_target_reads_with_its_comparator(comparator, value, upper, unit, english, chinese):
    asked = Quantity(Decimal(value), unit, upper=None if upper is None else Decimal(upper))

    assert comparator_words(comparator, asked, "en") == english
    assert comparator_words(comparator, asked, "zh-hans") == chinese


@pytest.mark.parametrize("unit", [*Unit.values, *AmountUnit.values])
def test_every_unit_of_the_data_can_be_written(unit):
    assert Quantity(Decimal(2), unit).words("zh-hans")


@pytest.mark.parametrize("qualifier", Qualifier.values)
def test_every_qualifier_but_exact_has_its_word(qualifier):
    plain = Quantity(Decimal(2), Unit.COUNT).words("en")

    said = Quantity(Decimal(2), Unit.COUNT, qualifier).words("en")

    assert (said == plain) == (qualifier == Qualifier.EXACT)


@pytest.mark.parametrize("comparator", Comparator.values)
def test_every_comparator_can_be_written(comparator):
    assert "2" in comparator_words(comparator, Quantity(Decimal(2), Unit.COUNT), "en")


def test_a_range_that_does_not_rise_is_refused():
    with pytest.raises(ValueError, match="A range must rise: 5 to 5 does not"):
        Quantity(Decimal(5), Unit.COUNT, upper=Decimal(5))


def test_an_unknown_unit_is_refused():
    with pytest.raises(ValueError, match="'mu' is not a unit"):
        Quantity(Decimal(5), "mu")
