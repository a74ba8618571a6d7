"""How the parts of a judgement read: numbers, intervals, roles, answers, grades."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from math import floor

from plans.choices import ObservationKind, Qualifier, SourceKind
from plans.domain.computed import RECORDS
from plans.domain.dates import date_words
from plans.domain.quantities import Quantity
from plans.domain.texts import CHINESE, ENGLISH, Twin, is_chinese
from plans.domain.verdicts.evidence import Promise, Reading, Role
from plans.domain.verdicts.intervals import Answer, Demand, Interval

Part = str | Callable[[str], str]
"""A piece of a sentence: the same in both languages, or written for one."""

ROLES = {
    Role.WHOLE: Twin("the number itself", "数值本身"),
    Role.LOWER: Twin("a lower bound", "下限"),
    Role.UPPER: Twin("an upper bound", "上限"),
    Role.CONTEXT: Twin("context", "背景"),
    Role.HELD: Twin("a lower bound, counted here", "下限（本站统计）"),
}

ANSWERS = {
    Answer.YES: Twin("yes", "是"),
    Answer.NO: Twin("no", "否"),
    Answer.CANNOT_TELL: Twin("cannot tell", "无法判断"),
}

SOURCES = {
    SourceKind.OFFICIAL_STATISTICS.value: Twin("official statistics", "官方统计"),
    SourceKind.OFFICIAL.value: Twin("a government body", "政府机构"),
    SourceKind.COMPANY.value: Twin("a company", "企业"),
    SourceKind.PAPER.value: Twin("a paper", "论文"),
    SourceKind.DATABASE.value: Twin("a register or directory", "登记册或名录"),
    SourceKind.NEWS.value: Twin("news", "新闻报道"),
    RECORDS: Twin("the records held here", "本站所录记录"),
}

KINDS = {
    ObservationKind.ACTUAL.value: Twin("reported as fact", "实际值"),
    ObservationKind.ESTIMATE.value: Twin("an estimate", "估计值"),
    ObservationKind.FORECAST.value: Twin("a forecast", "预测值"),
}

GRADES = {
    "A": Twin("official statistics", "官方统计"),
    "B": Twin("a government body says so", "政府机构所述"),
    "C": Twin(
        "a company, a paper, a register or directory says so", "企业、论文、登记册或名录所述"
    ),
    "D": Twin("news says so", "新闻报道所述"),
    "E": Twin("counted from the records held here", "据本站所录记录统计"),
}

SECONDED = Twin(
    "; a source of another publisher and origin gives the same answer",
    "；另有不同发布者、不同来源的材料给出相同结论",
)
UNGRADED = Twin("no evidence, so no grade", "没有证据，因此没有等级")


def said(sentence: Twin, **parts: Part) -> Twin:
    """Fill a sentence in both languages.

    >>> said(Twin("{n} days", "{n}天"), n="31")
    Twin(en='31 days', zh='31天')
    """

    def filled(text: str, language: str) -> str:
        words = {n: part if isinstance(part, str) else part(language) for n, part in parts.items()}
        return text.format(**words)

    return Twin(filled(sentence.en, ENGLISH), filled(sentence.zh, CHINESE))


def twin(words: Twin) -> Part:
    """Use a text that exists in both languages as a piece of a sentence."""
    return lambda language: words.pick(language)[0]


def on(day: dt.date) -> Part:
    """A day as a piece of a sentence."""
    return lambda language: date_words(day, "day", language)


def days_words(days: int) -> str:
    """A number of days, whatever its sign.

    >>> days_words(-1095)
    '1,095'
    """
    return f"{abs(days):,d}"


def decimal_of(number: Fraction) -> Decimal:
    """A stored number or the end of an interval: always a decimal that comes to an end."""
    return Decimal(number.numerator) / Decimal(number.denominator)


def number_words(number: Fraction, unit: str, language: str) -> str:
    """A number with its unit, every digit of it.

    >>> number_words(Fraction(95), "count", "en"), number_words(Fraction(21, 2), "percent", "en")
    ('95', '10.5%')
    """
    return Quantity(decimal_of(number), unit).words(language)


def interval_words(interval: Interval, unit: str, language: str) -> str:
    """Where a true number lies.

    >>> interval_words(Interval.of(Decimal(100), "about"), "count", "en")
    'from 95 to 105'
    >>> interval_words(Interval.of(Decimal(100), "more_than"), "count", "en")
    'more than 100'
    >>> interval_words(Interval.of(Decimal(100), "less_than"), "count", "zh-hans")
    '0至100（不含100）'
    """
    low, high = interval.low, interval.high
    if low is not None and low == high:
        return number_words(low, unit, language)
    if low is None and high is None:
        return "任意值" if is_chinese(language) else "anything"
    first = "" if low is None else number_words(low, unit, language)
    last = "" if high is None else number_words(high, unit, language)
    write = _interval_in_chinese if is_chinese(language) else _interval_in_english
    return write(interval, first, last)


def _interval_in_english(interval: Interval, first: str, last: str) -> str:
    if not last:
        return f"more than {first}" if interval.low_open else f"{first} or more"
    if not first:
        return f"less than {last}" if interval.high_open else f"{last} or less"
    start = f"above {first}" if interval.low_open else f"from {first}"
    return f"{start} to below {last}" if interval.high_open else f"{start} to {last}"


def _interval_in_chinese(interval: Interval, first: str, last: str) -> str:
    if not last:
        return f"超过{first}" if interval.low_open else f"{first}及以上"
    if not first:
        return f"低于{last}" if interval.high_open else f"{last}及以下"
    start = f"{first}（不含）" if interval.low_open else first
    return f"{start}至{last}（不含{last}）" if interval.high_open else f"{start}至{last}"


def satisfying(demand: Demand) -> Interval:
    """The numbers that satisfy a target."""
    return Interval(demand.low, demand.high, demand.strict, demand.strict)


def demand_words(promise: Promise, language: str) -> str:
    """What a number must be to satisfy a target: "20 or more"."""
    return interval_words(satisfying(promise.demand), promise.unit, language)


def read_as_words(reading: Reading, unit: str, language: str) -> str:
    """Where the true number lies, on the target's own terms; nothing for context."""
    return interval_words(reading.interval, unit, language) if reading.counts else ""


def stated_words(reading: Reading, unit: str, language: str) -> str:
    """The number as its source states it: "about 100"."""
    seen = reading.evidence
    return Quantity(seen.value, unit, Qualifier(seen.qualifier)).words(language)


def share_words(share: Fraction) -> str:
    """A share in per cent to a tenth; never capped.

    >>> share_words(Fraction(546, 1095))
    '49.9%'
    """
    return f"{float(share * 100):.1f}%"


def ratio_words(ratio: Fraction) -> str:
    """A pace to two places, cut off and not rounded: 0.949 must not read as on track.

    >>> ratio_words(Fraction(949, 1000)), ratio_words(Fraction(-1, 1000))
    ('0.94', '-0.01')
    """
    return f"{floor(ratio * 100) / 100:.2f}"


def grade_words(grade: str) -> Twin:
    """What a grade says of the evidence.

    >>> grade_words("D").en
    'news says so'
    """
    if grade.rstrip("+") not in GRADES:
        return UNGRADED
    words = GRADES[grade.rstrip("+")]
    if not grade.endswith("+"):
        return words
    return Twin(words.en + SECONDED.en, words.zh + SECONDED.zh)
