"""Reading an amount as people write it: "100亿元", "more than 3.7 bn", "40%", "1,000万元"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from plans.choices import Qualifier
from plans.domain.quantities import BILLION, MILLION, TRILLION, WAN, YI
from plans.domain.texts import Twin

ABOUT, MORE, LEAST, LESS, MOST = (
    Qualifier.ABOUT,
    Qualifier.MORE_THAN,
    Qualifier.AT_LEAST,
    Qualifier.LESS_THAN,
    Qualifier.AT_MOST,
)

BEFORE: dict[str, Qualifier] = {
    **dict.fromkeys(["about", "around", "approximately", "approx.", "approx", "some", "~"], ABOUT),
    **dict.fromkeys(["nearly", "almost", "≈", "约为", "大约", "约", "近"], ABOUT),
    **dict.fromkeys(["more than", "over", "above", "exceeding", ">"], MORE),
    **dict.fromkeys(["超过", "超", "逾", "突破", "多于", "高于"], MORE),
    **dict.fromkeys(["at least", "no less than", "not less than", "no fewer than"], LEAST),
    **dict.fromkeys(["≥", ">=", "至少", "不少于", "不低于", "达到"], LEAST),
    **dict.fromkeys(["less than", "fewer than", "under", "below", "<", "低于", "少于"], LESS),
    **dict.fromkeys(["不足", "不到"], LESS),
    **dict.fromkeys(["at most", "up to", "no more than", "not more than", "≤", "<="], MOST),
    **dict.fromkeys(["not exceeding", "不超过", "最高", "至多", "不高于", "不多于"], MOST),
}
"""How firmly the number is stated, by the words before it."""

AFTER: dict[str, Qualifier] = {
    "左右": ABOUT,
    "以上": LEAST,
    "以下": MOST,
    "or more": LEAST,
    "or less": MOST,
}
"""... and after it. In the drafting of Chinese rules 以上 and 以下 include the number itself."""

CHINESE_MORE = re.compile(r"(?<=[\d十百千万亿])[多余](?=[^\d]|$)")
"""100余家, 20多亿元: somewhat more than the number."""

SCALES: dict[str, Decimal] = {
    **dict.fromkeys(["thousand", "k"], Decimal(1000)),
    **dict.fromkeys(["million", "mln", "mn", "m"], MILLION),
    **dict.fromkeys(["billion", "bln", "bn", "b"], BILLION),
    **dict.fromkeys(["trillion", "trn", "tn"], TRILLION),
}
CHINESE_STEPS = {
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": WAN,
    "亿": YI,
}
"""They multiply as they follow each other: 百万, 千万, 万亿."""

PER_YEAR, PER_PERSON = "/year", "/person"
RATES = {
    **dict.fromkeys(["a year", "per year", "/year", "每年", "/年"], PER_YEAR),
    **dict.fromkeys(["a person", "per person", "/person", "每人", "/人"], PER_PERSON),
}

UNIT_NAMES: dict[str, tuple[str, Decimal]] = {
    **dict.fromkeys(["yuan", "rmb", "cny", "元", "人民币", "元人民币", "¥"], ("yuan", Decimal(1))),
    **dict.fromkeys(["us$", "usd", "us dollars", "us dollar", "美元"], ("USD", Decimal(1))),
    **dict.fromkeys(["hk$", "hkd", "hong kong dollars", "港元", "港币"], ("HKD", Decimal(1))),
    **dict.fromkeys(["€", "eur", "euros", "euro", "欧元"], ("EUR", Decimal(1))),
    **dict.fromkeys(["%", "per cent", "percent"], ("percent", Decimal(1))),
    **dict.fromkeys(["m2", "sq m", "square metres", "square meters", "平方米"], ("m2", Decimal(1))),
    **dict.fromkeys(["ha", "hectares", "hectare", "公顷"], ("m2", Decimal(10_000))),
    **dict.fromkeys(["km2", "sq km", "平方公里", "平方千米"], ("m2", MILLION)),
    **dict.fromkeys(["months", "month", "个月"], ("month", Decimal(1))),
    **dict.fromkeys([*"家个项款件种例人名张次座位所只条批篇"], ("count", Decimal(1))),
}
"""What people write for a unit, with the unit that is stored and how many of it one is."""

NUMBER = r"[-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
WHOLE = re.compile(rf"(?P<before>\D*?)(?P<number>{NUMBER})(?P<after>.*)")
RANGE = re.compile(rf"{NUMBER}[^\d.,]*(?:-|–|—|~|to|至|到)[^\d.,]*{NUMBER}")


NO_NUMBER = Twin("There is no number.", "没有数字。")
RANGE_GIVEN = Twin("This is a range: enter its lower end here.", "这是一个区间：请在此填写下限。")
NO_DIGITS = Twin(
    "There is no number in digits, such as 100亿 or 3.7 bn.",
    "没有以阿拉伯数字书写的数，例如“100亿”或“3.7 bn”。",
)
TWO_UNITS = Twin("It names two units.", "其中写了两个单位。")
TWO_QUALIFIERS = Twin(
    "It says two things of how firm the number is.", "关于数字的确定程度有两种说法。"
)
WHICH_DOLLAR = Twin(
    "“$” may be of several countries: write US$ or HK$.", "“$”可能指多种货币：请写US$或HK$。"
)
NO_RATE = Twin(
    "Only yuan are entered by the year or by the person.", "只有以元计的金额可以按年或按人填写。"
)
OTHER_UNIT = Twin(
    "It is in {written}, but here the unit is {unit}. Nothing is converted.",
    "填写的单位是{written}，而此处的单位是{unit}。系统不作换算。",
)
NOT_UNDERSTOOD = Twin(
    "“{part}” is not understood. Write a number, such as 100亿元, 3.7 bn or 40%.",
    "无法理解“{part}”。请填写数字，例如“100亿元”“3.7 bn”或“40%”。",
)


class UnreadableAmountError(ValueError):
    """What stands there cannot be read as an amount.

    ``reason`` says why in both languages, with places for ``parts``; the parts ``unit`` and
    ``written`` are codes of units.
    """

    def __init__(self, reason: Twin, **parts: str) -> None:
        super().__init__(reason.en.format(**parts))
        self.reason, self.parts = reason, parts


@dataclass(frozen=True, slots=True)
class Written:
    """An amount that was read: ``value`` in base units (yuan, never 亿).

    ``qualifier`` is "" and ``unit`` is "" where the text names none.
    """

    value: Decimal
    qualifier: str
    unit: str


def read_amount(text: str) -> Written:
    """Read an amount with its qualifier and unit, as far as they are written.

    Raises ``UnreadableAmountError`` for anything of which a part would have to be guessed.

    >>> read_amount("超过100亿元")
    Written(value=Decimal('10000000000'), qualifier='more_than', unit='yuan')
    >>> read_amount("3.7 bn").value, read_amount("４０％").unit
    (Decimal('3700000000'), 'percent')
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).replace("−", "-").lower().split())
    if not plain:
        raise UnreadableAmountError(NO_NUMBER)
    rate, plain = _taken(plain, RATES)
    if RANGE.search(plain):
        raise UnreadableAmountError(RANGE_GIVEN)
    found = WHOLE.fullmatch(plain)
    if not found:
        raise UnreadableAmountError(NO_DIGITS)
    qualifier, before = _qualifier_before(found["before"].strip())
    # With its number, so that 余 is seen to stand right behind one.
    rest, more = CHINESE_MORE.subn("", found["number"] + found["after"])
    after = rest.removeprefix(found["number"]).strip()
    said, after = _taken(after, AFTER)
    size, after = _scale(after)
    units = [_unit(part) for part in (before.strip(), after.strip()) if part.strip()]
    if len({unit for unit, _factor in units}) > 1:
        raise UnreadableAmountError(TWO_UNITS)
    unit, factor = units[0] if units else ("", Decimal(1))
    qualifiers = {str(one) for one in (qualifier, said, MORE if more else "") if one}
    if len(qualifiers) > 1:
        raise UnreadableAmountError(TWO_QUALIFIERS)
    value = Decimal(found["number"].replace(",", "")) * size * factor
    return Written(_whole(value), "".join(qualifiers), _with_rate(unit, rate))


def read_as(text: str, unit: str) -> Written:
    """Read an amount for a place where ``unit`` is known; the text may leave it out.

    Raises ``UnreadableAmountError`` also where the text names another unit: nothing is converted.

    >>> read_as("about 1.2万", "m2")
    Written(value=Decimal('12000'), qualifier='about', unit='m2')
    """
    written = read_amount(text)
    if written.unit and written.unit != unit:
        raise UnreadableAmountError(OTHER_UNIT, written=written.unit, unit=unit)
    return Written(written.value, written.qualifier, unit)


def is_plain(text: str) -> bool:
    """Whether it is a bare number in digits, of which nothing has to be interpreted."""
    return re.fullmatch(r"[-+]?\d+(\.\d+)?", text.strip()) is not None


def _taken(text: str, words: dict[str, Any]) -> tuple[Any, str]:
    """Take a word from either end of a text, the longest first: what it means, and the rest."""
    for word in sorted(words, key=len, reverse=True):
        if text.endswith(word):
            return words[word], text.removesuffix(word).rstrip()
        if text.startswith(word) and not word.startswith("/"):
            return words[word], text.removeprefix(word).lstrip()
    return "", text


def _qualifier_before(before: str) -> tuple[Any, str]:
    for word in sorted(BEFORE, key=len, reverse=True):
        if before == word or before.startswith((f"{word} ", *_chinese(word, before))):
            return BEFORE[word], before.removeprefix(word)
    return "", before


def _chinese(word: str, text: str) -> tuple[str, ...]:
    """A Chinese word or a sign needs no space after it, an English one does."""
    return () if word[-1].isascii() and word[-1].isalpha() else (word,)


def _scale(after: str) -> tuple[Decimal, str]:
    size, place = Decimal(1), 0
    if after in UNIT_NAMES:  # "m2" is no million
        return size, after
    while place < len(after) and after[place] in CHINESE_STEPS:
        size *= CHINESE_STEPS[after[place]]
        place += 1
    if place:
        return size, after[place:]
    word = re.match(r"[a-z]+", after)
    if word and word[0] in SCALES:
        return SCALES[word[0]], after[word.end() :]
    return size, after


def _unit(part: str) -> tuple[str, Decimal]:
    if part in UNIT_NAMES:
        return UNIT_NAMES[part]
    if part == "$":
        raise UnreadableAmountError(WHICH_DOLLAR)
    raise UnreadableAmountError(NOT_UNDERSTOOD, part=part[:40])


def _with_rate(unit: str, rate: str) -> str:
    if not rate:
        return unit
    if unit not in ("", "yuan"):
        raise UnreadableAmountError(NO_RATE)
    return f"yuan{rate}"


def _whole(value: Decimal) -> Decimal:
    """Without an exponent and without trailing zeros after the point."""
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()
