"""The chart of a series that is computed from the records held here: a bar a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from plans.charts.bars import Bar, BarSubject, amounts_by_category
from plans.charts.chart import Chart
from plans.charts.wording import marks, say
from plans.domain.computed import Computed, Point, Way
from plans.domain.computed_words import LABEL, NO_RECORD, PART
from plans.domain.texts import Twin, is_chinese

DRAWN = 20
"""Years in the picture, the newest; table and files have them all."""

TITLE = Twin("{title} ({label})", "{title}（{label}）")
NEWEST = Twin("{year}: {value}, from {n} records.", "{year}：{value}，来自{n}条记录。")
NEWEST_ONE = Twin("{year}: {value}, from one record.", "{year}：{value}，来自1条记录。")
MOST = Twin("Most in {year}: {value}.", "最多为{year}：{value}。")
NOTHING = Twin("No record is held here.", "本站没有相关记录。")
SHORTENED = Twin("The picture begins in {year}.", "图自{year}年起。")
YEAR = Twin("Year", "年份")
YEAR_WORDS = Twin("{year}", "{year}年")
PART_YEAR = Twin("{year}, {part}", "{year}年（{part}）")


@dataclass(frozen=True, slots=True)
class Shown:
    """The series that a chart is about, in the language of its reader."""

    key: str
    title: str
    unit: str
    way: Way
    language: str

    def year(self, point: Point) -> str:
        """ "2026, part of the year" """
        twin = PART_YEAR if point.is_part else YEAR_WORDS
        return say(twin, self.language, year=point.year, part=say(PART, self.language))

    def words(self, point: Point) -> str:
        return point.quantity(self.unit).words(self.language)


def computed_chart(shown: Shown, found: Computed) -> Chart:
    """Draw a bar a year. A year without records has no bar, but the words that say so."""
    language = shown.language
    last = found.newest.year if found.newest else 0
    first = max(last - DRAWN + 1, min((point.year for point in found.points), default=0))
    years = found.by_year(first) if found.points else []
    bars = [_bar(shown, first + place, point) for place, point in enumerate(years)]
    subject = BarSubject(
        key=f"chart-computed-{shown.key}",
        title=say(TITLE, language, title=shown.title, label=say(LABEL, language)),
        unit=shown.unit,
        language=language,
        category=say(YEAR, language),
        unknown=NO_RECORD,
    )
    return replace(amounts_by_category(subject, bars), caption=_finding(shown, found, first))


def _bar(shown: Shown, year: int, point: Point | None) -> Bar:
    if point is None:
        return Bar(say(YEAR_WORDS, shown.language, year=year), None)
    return Bar(shown.year(point), point.value, words=shown.words(point))


def _finding(shown: Shown, found: Computed, first: int) -> str:
    """The newest value, the greatest of a flow, and where the picture begins later."""
    language = shown.language
    if found.newest is None:
        return say(NOTHING, language)
    parts = [_newest(shown, found.newest)]
    most = max(found.points, key=lambda point: point.value)
    if shown.way is not Way.TO_DATE and most is not found.newest and _is_alone(most, found.points):
        parts.append(say(MOST, language, year=shown.year(most), value=shown.words(most)))
    if found.points[0].year < first:
        parts.append(say(SHORTENED, language, year=first))
    label = say(LABEL, language)
    label = label if is_chinese(language) else label.capitalize()
    parts.insert(0, f"{label}{marks(language).colon if is_chinese(language) else '.'}")
    return marks(language).between_sentences.join(parts)


def _newest(shown: Shown, point: Point) -> str:
    twin = NEWEST_ONE if point.records == 1 else NEWEST
    words = {"year": shown.year(point), "value": shown.words(point), "n": point.records}
    return say(twin, shown.language, **words)


def _is_alone(most: Point, points: Sequence[Point]) -> bool:
    """Whether no other year has as much."""
    return sum(point.value == most.value for point in points) == 1
