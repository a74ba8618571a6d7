"""Numbers with their unit and their certainty, and how people write them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from plans.choices import AmountUnit, Comparator, ComputedUnit, Qualifier, Unit
from plans.domain.texts import is_chinese

WAN = Decimal(10_000)
YI = Decimal(100_000_000)
"""亿, the unit in which Chinese plans state money: 1 亿元 is 100 million yuan."""
WAN_YI = WAN * YI
MILLION = Decimal(1_000_000)
BILLION = Decimal(1_000_000_000)
TRILLION = Decimal(1_000_000_000_000)


class Scale(NamedTuple):
    """A step of the number words of a language.

    A number takes the step if it is at least as large and leaves at most ``decimals``
    digits after the point; so no digit is ever rounded away to make a number short.
    """

    size: Decimal
    word: str
    short: str
    decimals: int


ONES = Scale(Decimal(1), "", "", 99)
ENGLISH_SCALES = (
    Scale(TRILLION, " trillion", " tn", 3),
    Scale(BILLION, " billion", " bn", 3),
    Scale(MILLION, " million", " m", 3),
    ONES,
)
CHINESE_SCALES = (
    Scale(WAN_YI, "万亿", "万亿", 2),
    Scale(YI, "亿", "亿", 4),
    Scale(WAN, "万", "万", 2),
    ONES,
)


class UnitWords(NamedTuple):
    """What stands before and after a number, in each language."""

    en_before: str
    en_after: str
    zh_before: str
    zh_after: str


UNIT_WORDS = {
    Unit.YUAN.value: UnitWords("", " yuan", "", "元"),
    Unit.USD.value: UnitWords("US$", "", "", "美元"),
    Unit.COUNT.value: UnitWords("", "", "", ""),
    Unit.PERCENT.value: UnitWords("", "%", "", "%"),
    Unit.M2.value: UnitWords("", " m²", "", "平方米"),
    Unit.MONTH.value: UnitWords("", " months", "", "个月"),
    ComputedUnit.POINTS.value: UnitWords("", " percentage points", "", "个百分点"),
    AmountUnit.YUAN_PER_YEAR.value: UnitWords("", " yuan a year", "", "元"),
    AmountUnit.YUAN_PER_PERSON.value: UnitWords("", " yuan a person", "", "元"),
    AmountUnit.HKD.value: UnitWords("HK$", "", "", "港元"),
    AmountUnit.EUR.value: UnitWords("€", "", "", "欧元"),
}
CHINESE_RATES = {
    AmountUnit.YUAN_PER_YEAR.value: "每年",
    AmountUnit.YUAN_PER_PERSON.value: "每人",
}
"""What the rate is per: it stands before everything else, before the qualifier too."""

UNSCALED = {Unit.PERCENT.value, Unit.MONTH.value, ComputedUnit.POINTS.value}
"""Units whose numbers are never written in millions or 万."""

QUALIFIER_WORDS = {
    Qualifier.EXACT.value: ("", ""),
    Qualifier.ABOUT.value: ("about ", "约"),
    Qualifier.MORE_THAN.value: ("more than ", "超过"),
    Qualifier.AT_LEAST.value: ("at least ", "至少"),
    Qualifier.LESS_THAN.value: ("less than ", "低于"),
    Qualifier.AT_MOST.value: ("at most ", "不超过"),
}
"""In English and Chinese."""

COMPARATOR_QUALIFIERS = {
    Comparator.AT_LEAST.value: Qualifier.AT_LEAST,
    Comparator.MORE_THAN.value: Qualifier.MORE_THAN,
    Comparator.PLAIN.value: Qualifier.EXACT,
    Comparator.AT_MOST.value: Qualifier.AT_MOST,
    Comparator.LESS_THAN.value: Qualifier.LESS_THAN,
    Comparator.ABOUT.value: Qualifier.ABOUT,
}


def digits_after_point(number: Decimal) -> int:
    """Count the decimal places that a number needs, trailing zeros aside.

    >>> digits_after_point(Decimal("761.7140"))
    3
    """
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def plain_number(number: Decimal) -> str:
    """Write every digit of a number, with thousands separators and no trailing zeros.

    >>> plain_number(Decimal("1234567.50")), plain_number(Decimal("1E+4"))
    ('1,234,567.5', '10,000')
    """
    text = f"{number:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def scale_for(numbers: Sequence[Decimal], unit: str, language: str) -> Scale:
    """Pick the largest number word that suits the greatest number and loses no digit."""
    if unit in UNSCALED:
        return ONES
    greatest = max(abs(number) for number in numbers)
    for scale in CHINESE_SCALES if is_chinese(language) else ENGLISH_SCALES:
        if greatest >= scale.size and all(
            digits_after_point(number / scale.size) <= scale.decimals for number in numbers
        ):
            return scale
    return ONES


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as its source states it, or (with ``upper``) a range.

    ``value`` is in the base unit: whole yuan or dollars (never 亿 or millions), square
    metres, and per cent from 0 to 100. ``unit`` is a code of ``Unit`` or ``AmountUnit``.

    >>> Quantity(100 * YI, Unit.YUAN, Qualifier.ABOUT).words("en")
    'about 10 billion yuan'
    >>> Quantity(100 * YI, Unit.YUAN, Qualifier.ABOUT).words("zh-hans")
    '约100亿元'
    >>> Quantity(Decimal("6.1"), Unit.PERCENT).words("en")
    '6.1%'
    >>> Quantity(Decimal(3), Unit.COUNT, upper=Decimal(5)).words("en")
    '3-5'
    """

    value: Decimal
    unit: str
    qualifier: str = Qualifier.EXACT
    upper: Decimal | None = None

    def __post_init__(self) -> None:
        if self.unit not in UNIT_WORDS:
            raise ValueError(f"{self.unit!r} is not a unit that we know how to write.")
        if self.upper is not None and self.upper <= self.value:
            raise ValueError(f"A range must rise: {self.value} to {self.upper} does not.")

    def words(self, language: str) -> str:
        """Write the quantity with its qualifier and unit. No digit is lost."""
        return self._worded(self.qualifier, language, "-")

    def short(self, language: str) -> str:
        """Write the bare number with a short number word, for axes: "10 bn", "100亿".

        >>> Quantity(100 * YI, Unit.YUAN).short("en"), Quantity(100 * YI, Unit.YUAN).short("zh")
        ('10 bn', '100亿')
        """
        scale = scale_for(self._numbers, self.unit, language)
        percent = "%" if self.unit == Unit.PERCENT else ""
        return f"{self._scaled(scale, '-', language)}{scale.short}{percent}"

    def __str__(self) -> str:
        return self.words("en")

    @property
    def _numbers(self) -> tuple[Decimal, ...]:
        return (self.value,) if self.upper is None else (self.value, self.upper)

    def _scaled(self, scale: Scale, joiner: str, language: str) -> str:
        if self.value < 0 and joiner == "-":  # "-3--1" cannot be read
            joiner = "至" if is_chinese(language) else " to "
        return joiner.join(plain_number(number / scale.size) for number in self._numbers)

    def _worded(self, qualifier: str, language: str, joiner: str) -> str:
        chinese = is_chinese(language)
        scale = scale_for(self._numbers, self.unit, language)
        number = self._scaled(scale, joiner, language) + scale.word
        asked = QUALIFIER_WORDS[qualifier][chinese]
        unit = UNIT_WORDS[self.unit]
        if chinese:
            rate = CHINESE_RATES.get(self.unit, "")
            return f"{rate}{asked}{unit.zh_before}{number}{unit.zh_after}"
        is_one_month = self.unit == Unit.MONTH and self.value == 1 and self.upper is None
        after = " month" if is_one_month else unit.en_after
        return f"{asked}{unit.en_before}{number}{after}"


def comparator_words(comparator: str, quantity: Quantity, language: str) -> str:
    """Write what a target asks for. A plain number has no word of its own; a range is one.

    >>> comparator_words(">=", Quantity(100 * YI, Unit.YUAN), "en")
    'at least 10 billion yuan'
    >>> comparator_words("=", Quantity(Decimal(20), Unit.COUNT), "en")
    '20'
    >>> comparator_words(">=", Quantity(Decimal(3), Unit.COUNT, upper=Decimal(5)), "en")
    '3 to 5'
    """
    if quantity.upper is not None:
        joiner = "至" if is_chinese(language) else " to "
        return quantity._worded(Qualifier.EXACT, language, joiner)
    return quantity._worded(COMPARATOR_QUALIFIERS[comparator], language, "")
