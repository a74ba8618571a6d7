"""Reading a period as people write it: "2023", "2023-08", "January-August 2023", "2023年1-8月"."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

from plans.domain.dates import PartialDate
from plans.domain.periods import Period
from plans.domain.texts import Twin

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MONTH = "|".join(rf"{name[:3]}(?:{name[3:]}|t)?\.?" if name[3:] else name for name in MONTHS)
"""In full or by the first letters, as "Aug", "Aug." and "Sept" are written."""

ORDINALS = {
    **{word: number for number, word in enumerate(("first", "second", "third", "fourth"), 1)},
    **{sign: number for number, sign in enumerate("一二三四", 1)},
    "上": 1,
    "下": 2,
    **{sign: int(sign) for sign in "1234"},
}
LENGTHS = {**dict.fromkeys(["half", "h", "半"], 6), **dict.fromkeys(["quarter", "q", "季"], 3)}
"""Months in a half and in a quarter, by what they are written with."""

DAYS = [
    re.compile(r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?"),
    re.compile(r"(?P<year>\d{4})年(?:(?P<month>\d{1,2})月?(?:(?P<day>\d{1,2})日)?)?"),
    re.compile(r"(?P<month>\d{1,2})月?(?:(?P<day>\d{1,2})日)?"),
    re.compile(r"(?P<day>\d{1,2})日"),
    re.compile(rf"(?:(?P<day>\d{{1,2}}) )?(?P<name>{MONTH})(?:,? (?P<year>\d{{4}}))?"),
    re.compile(rf"(?P<name>{MONTH}) (?P<day>\d{{1,2}})(?:,? (?P<year>\d{{4}}))?"),
]
"""A year, a month or a day. Of the two ends of a period one may leave out what the other says."""

PARTS = [
    re.compile(r"(?P<nth>first|second) (?P<part>half)(?: of)? (?P<year>\d{4})"),
    re.compile(r"(?P<nth>first|second|third|fourth) (?P<part>quarter)(?: of)? (?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})[ -]?(?P<part>h)(?P<nth>[12])"),
    re.compile(r"(?P<part>h)(?P<nth>[12]) (?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})[ -]?(?P<part>q)(?P<nth>[1-4])"),
    re.compile(r"(?P<part>q)(?P<nth>[1-4]) (?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})年(?P<nth>[上下])(?P<part>半)年"),
    re.compile(r"(?P<year>\d{4})年第?(?P<nth>[一二三四1-4])(?P<part>季)度"),
]
"""Halves and quarters of a year."""

Days = tuple[dt.date, dt.date]
"""A first and a last day."""

JOINER = re.compile(r"\s+to\s+|\s*(?:至|到|–|—|~|/|-)\s*")

NOT_READ = Twin(
    "“{text}” is not understood. Write a day such as 2023-08-31, or a whole period such as 2023, "
    "2023-08, 2023 H1 or January-August 2023.",
    "无法理解“{text}”。请填写日期，例如“2023-08-31”；或整个时段，例如“2023”“2023-08”“2023年上半年”"
    "或“2023年1-8月”。",
)
BACKWARDS = Twin("“{text}” ends before it starts.", "“{text}”的结束早于开始。")


class UnreadablePeriodError(ValueError):
    """What stands there cannot be read as a period. ``reason``: why, in both languages."""

    def __init__(self, reason: Twin, text: str) -> None:
        self.reason = Twin(reason.en.format(text=text), reason.zh.format(text=text))
        super().__init__(self.reason.en)


@dataclass(frozen=True, slots=True)
class Edge:
    """One end of a period as far as it is written; None where it is not."""

    year: int | None
    month: int | None
    day: int | None

    def beside(self, other: Self) -> Self:
        """With the year (and the month, for a day alone) that only the other end names."""
        year = other.year if self.year is None else self.year
        is_day_alone = self.month is None and self.day is not None
        return replace(self, year=year, month=other.month if is_day_alone else self.month)

    @property
    def date(self) -> PartialDate:
        """Raises ``ValueError`` without a year, and for what is in no calendar."""
        if self.year is None:
            raise ValueError("no year")
        return PartialDate(self.year, self.month, self.day)


def read_period(text: str) -> Period:
    """Read the span of days that a text names; a year or a month is the whole of it.

    Raises ``UnreadablePeriodError`` for anything of which a part would have to be guessed.

    >>> read_period("2023").words("en"), read_period("2023年1-8月").words("en")
    ('2023', 'January-August 2023')
    >>> read_period("first half of 2025") == read_period("2025H1") == read_period("2025年上半年")
    True
    >>> read_period("2019 to 9 April 2025").words("en")
    '2019 to 9 April 2025'
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).lower().split())
    found = {period for period in _readings(plain) if period is not None}
    if len(found) != 1:
        raise UnreadablePeriodError(NOT_READ, text.strip())
    first, last = found.pop()
    if last < first:
        raise UnreadablePeriodError(BACKWARDS, text.strip())
    return Period(first, last)


def _readings(text: str) -> Iterator[Days | None]:
    """Each way of reading a text: as one span, or as two ends with a sign between them."""
    whole = _span(text)
    if whole is not None:
        yield whole
        return
    for joiner in JOINER.finditer(text):
        yield _between(text[: joiner.start()], text[joiner.end() :])


def _between(left: str, right: str) -> Days | None:
    first, last = _edge(left), _edge(right)
    if first is None or last is None:
        # A half or a quarter at one end: both ends say their year.
        start, end = _span(left), _span(right)
        return (start[0], end[1]) if start and end else None
    try:
        return first.beside(last).date.first_day, last.beside(first).date.last_day
    except ValueError:
        return None


def _span(text: str) -> Days | None:
    """The days of a text that names one year, month, day, half or quarter."""
    part = _part(text)
    if part is not None:
        return part
    edge = _edge(text)
    try:
        return (edge.date.first_day, edge.date.last_day) if edge else None
    except ValueError:
        return None


def _part(text: str) -> Days | None:
    """A half or a quarter of a year."""
    for shape in PARTS:
        if found := shape.fullmatch(text):
            length = LENGTHS[found["part"]]
            year, last = int(found["year"]), ORDINALS[found["nth"]] * length
            first_month, last_month = PartialDate(year, last - length + 1), PartialDate(year, last)
            return first_month.first_day, last_month.last_day
    return None


def _edge(text: str) -> Edge | None:
    """A year, a month or a day, as far as it is written."""
    for shape in DAYS:
        if found := shape.fullmatch(text):
            said = {name: value for name, value in found.groupdict().items() if value}
            if "name" in said:
                said["month"] = _number_of(said["name"])
            year, month, day = (said.get(name) for name in ("year", "month", "day"))
            return Edge(*(None if part is None else int(part) for part in (year, month, day)))
    return None


def _number_of(name: str) -> str:
    return next(str(place) for place, month in enumerate(MONTHS, 1) if month[:3] == name[:3])
