"""The span of time that a figure is for."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from plans.domain.dates import Precision, date_words, last_day_of_month, pattern_words
from plans.domain.texts import is_chinese

HALVES = {
    (1, 6): ("first half of {year}", "{year}年上半年"),
    (7, 12): ("second half of {year}", "{year}年下半年"),
}
QUARTERS = {
    (1, 3): ("first quarter of {year}", "{year}年第一季度"),
    (4, 6): ("second quarter of {year}", "{year}年第二季度"),
    (7, 9): ("third quarter of {year}", "{year}年第三季度"),
    (10, 12): ("fourth quarter of {year}", "{year}年第四季度"),
}
NAMED_SPANS = HALVES | QUARTERS
"""First and last month of the parts of a year that have a name, in English and Chinese."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of days, both ends included. A level on one day is a period of that day.

    >>> Period(dt.date(2023, 1, 1), dt.date(2023, 8, 31)).words("en")
    'January-August 2023'
    """

    start: dt.date
    end: dt.date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"A period cannot end ({self.end}) before it starts ({self.start}).")

    @classmethod
    def of_year(cls, year: int) -> Self:
        return cls(dt.date(year, 1, 1), dt.date(year, 12, 31))

    @classmethod
    def of_day(cls, day: dt.date) -> Self:
        return cls(day, day)

    @property
    def middle(self) -> dt.date:
        """The day that halves the period: where a chart draws its value."""
        return self.start + (self.end - self.start) // 2

    @property
    def days(self) -> int:
        """How many days it has, both ends counted."""
        return (self.end - self.start).days + 1

    @property
    def is_day(self) -> bool:
        return self.start == self.end

    @property
    def starts_a_year(self) -> bool:
        return (self.start.month, self.start.day) == (1, 1)

    @property
    def ends_a_year(self) -> bool:
        return (self.end.month, self.end.day) == (12, 31)

    @property
    def is_whole_years(self) -> bool:
        """One or more calendar years, from 1 January to 31 December."""
        return self.starts_a_year and self.ends_a_year

    @property
    def is_whole_year(self) -> bool:
        """Exactly one calendar year."""
        return self.is_whole_years and self.start.year == self.end.year

    @property
    def is_over_a_year(self) -> bool:
        """Longer than the year that begins with its first day.

        >>> Period(dt.date(2022, 7, 1), dt.date(2023, 6, 30)).is_over_a_year
        False
        """
        year_on = (self.end.year, self.end.month, self.end.day)
        return year_on >= (self.start.year + 1, self.start.month, self.start.day)

    @property
    def is_whole_months(self) -> bool:
        """From the first day of a month to the last day of the same or another month."""
        end_of_month = last_day_of_month(self.end.year, self.end.month)
        return self.start.day == 1 and self.end == end_of_month

    def words(self, language: str) -> str:
        """Write the period as people say it: a year, half a year, months, or two dates."""
        if self.is_day:
            return date_words(self.start, "day", language)
        if self.is_whole_year:
            return date_words(self.start, "year", language)
        if self.start.year == self.end.year:
            return self._words_within_a_year(language)
        return self._words_across_years(language)

    def __str__(self) -> str:
        return self.words("en")

    def _words_within_a_year(self, language: str) -> str:
        chinese = is_chinese(language)
        months = (self.start.month, self.end.month)
        if not self.is_whole_months:
            if chinese:
                return f"{date_words(self.start, 'day', language)}至{_zh(self.end, 'M月d日')}"
            first = pattern_words(self.start, "d MMMM", language)
            return f"{first} to {date_words(self.end, 'day', language)}"
        if months[0] == months[1]:
            return date_words(self.start, "month", language)
        if months in NAMED_SPANS:
            return NAMED_SPANS[months][chinese].format(year=self.start.year)
        if chinese:
            return f"{date_words(self.start, 'month', language)}至{_zh(self.end, 'M月')}"
        first = pattern_words(self.start, "MMMM", language)
        return f"{first}-{date_words(self.end, 'month', language)}"

    def _words_across_years(self, language: str) -> str:
        first, last = self._edge_precisions()
        joiner = "至" if is_chinese(language) else " to "
        return (
            f"{date_words(self.start, first, language)}{joiner}"
            f"{date_words(self.end, last, language)}"
        )

    def _edge_precisions(self) -> tuple[Precision, Precision]:
        """How precisely each end must be written so that no day is lost or invented."""
        if self.is_whole_years:
            return "year", "year"
        if self.start.day != 1:
            return "day", "day"
        first: Precision = "year" if self.starts_a_year else "month"
        return first, "month" if self.is_whole_months else "day"


def _zh(day: dt.date, pattern: str) -> str:
    return pattern_words(day, pattern, "zh-hans")
