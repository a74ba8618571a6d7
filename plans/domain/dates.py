"""Dates that are known to the year, the month or the day, and kept as precise as that."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import total_ordering
from typing import Literal, Self

from babel.dates import format_date

from plans.domain.texts import is_chinese

Precision = Literal["year", "month", "day"]

SHAPE = re.compile(r"(?P<year>[0-9]{4})(-(?P<month>[0-9]{2})(-(?P<day>[0-9]{2}))?)?")

PATTERNS: dict[bool, dict[Precision, str]] = {
    False: {"year": "y", "month": "MMMM y", "day": "d MMMM y"},
    True: {"year": "y年", "month": "y年M月", "day": "y年M月d日"},
}
"""CLDR patterns in English and (True) in Chinese."""


def pattern_words(day: dt.date, pattern: str, language: str) -> str:
    """Write ``day`` by a CLDR pattern, with the month names of ``language``."""
    return format_date(day, pattern, locale="zh_Hans_CN" if is_chinese(language) else "en_GB")


def date_words(day: dt.date, precision: Precision, language: str) -> str:
    """Write ``day`` no more precisely than ``precision``.

    >>> date_words(dt.date(2023, 4, 18), "day", "en")
    '18 April 2023'
    >>> date_words(dt.date(2023, 4, 18), "month", "zh-hans")
    '2023年4月'
    """
    return pattern_words(day, PATTERNS[is_chinese(language)][precision], language)


def last_day_of_month(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as its source gives it: some day within a year or a month, or one day.

    >>> PartialDate.parse("2024-07").words("en")
    'July 2024'
    >>> PartialDate.parse("2024").last_day
    datetime.date(2024, 12, 31)
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("A day without its month is not a date.")
        try:
            _ = self.first_day
        except ValueError:
            raise ValueError(f"{self.text} is not in the calendar.") from None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read YYYY, YYYY-MM or YYYY-MM-DD.

        >>> PartialDate.parse("Nov 2022")
        Traceback (most recent call last):
        ValueError: 'Nov 2022' is not a date: write YYYY, YYYY-MM or YYYY-MM-DD.
        """
        found = SHAPE.fullmatch(text)
        if found is None:
            raise ValueError(f"{text!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD.")
        month, day = found["month"], found["day"]
        return cls(int(found["year"]), int(month) if month else None, int(day) if day else None)

    @classmethod
    def of(cls, day: dt.date) -> Self:
        """Take a full date as a date known to the day."""
        return cls(day.year, day.month, day.day)

    @property
    def precision(self) -> Precision:
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def text(self) -> str:
        """The date as it is written in the data files; also right for ``<time datetime>``."""
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def first_day(self) -> dt.date:
        month = 1 if self.month is None else self.month
        return dt.date(self.year, month, 1 if self.day is None else self.day)

    @property
    def last_day(self) -> dt.date:
        if self.day is not None:
            return self.first_day
        return last_day_of_month(self.year, self.month or 12)

    @property
    def sort_key(self) -> str:
        """The written form: it sorts by time, and a year before the days within it."""
        return self.text

    def words(self, language: str) -> str:
        """Write the date for readers, as precisely as it is known and no more."""
        return date_words(self.first_day, self.precision, language)

    def __str__(self) -> str:
        return self.text

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self.sort_key < other.sort_key
