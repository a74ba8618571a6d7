"""The words on charts, in both languages.

They are twins beside their rules, not entries of the translation catalogue: a sentence with
a value, a period and an area is built in another order in Chinese, and a chart's caption
must be complete in both languages on the day its rule is written.
"""

import datetime as dt
from typing import NamedTuple

from plans.choices import Comparator, ObservationKind, Qualifier
from plans.domain.dates import date_words, last_day_of_month
from plans.domain.periods import NAMED_SPANS, Period
from plans.domain.series import Span
from plans.domain.texts import Twin, is_chinese

KINDS = {
    ObservationKind.ACTUAL.value: Twin("actual", "实际值"),
    ObservationKind.ESTIMATE.value: Twin("estimate", "估计值"),
    ObservationKind.FORECAST.value: Twin("forecast", "预测值"),
}
COMPUTED = Twin("computed from {kind} figures", "据{kind}计算")
GROWTH_TITLE = Twin(
    "{title}: change on the period before, computed", "{title}：较上一时段的变化（计算值）"
)
SHARE_TITLE = Twin(
    "{title}: per cent of {base}, computed", "{title}：相当于{base}的百分比（计算值）"
)
SPANS = {
    Span.DAY: Twin("on a day", "某日"),
    Span.PART_YEAR: Twin("part of a year", "非全年"),
    Span.YEAR: Twin("whole year", "全年"),
    Span.YEARS: Twin("several years", "多年"),
}
SOME_DAY = Twin("some day within the bar", "横线所示时段内某日")
"""Of a level that is known for a month or a year only: not an amount over that time."""

BOUNDS = {
    Qualifier.MORE_THAN.value: "above",
    Qualifier.AT_LEAST.value: "above",
    Qualifier.LESS_THAN.value: "below",
    Qualifier.AT_MOST.value: "below",
}
"""On which side of a stated bound the true value lies."""

SIGNS = {
    Comparator.AT_LEAST.value: "≥ ",
    Comparator.MORE_THAN.value: "> ",
    Comparator.PLAIN.value: "",
    Comparator.AT_MOST.value: "≤ ",
    Comparator.LESS_THAN.value: "< ",
    Comparator.ABOUT.value: "≈ ",
}

ANOTHER_SOURCE = Twin("another source", "其他来源")
ALSO = Twin("The same: {who}", "说法相同：{who}")
NEW_DEFINITION = Twin("definition changes", "口径变化")
TARGET = Twin("target", "目标")
TARGET_OTHER_SOURCE = Twin("target as another source gives it", "其他来源所述目标")
ABOUT = Twin('stated as "about", with its margin', "“约”数，附误差范围")
ABOVE = Twin("the true value is higher", "实际高于此值")
BELOW = Twin("the true value is lower", "实际低于此值")

PERIOD = Twin("Period", "时段")
AREA = Twin("Area", "地区")
VALUE = Twin("Value", "数值")
KIND = Twin("Kind", "性质")
CATEGORY = Twin("Category", "类别")
NOT_KNOWN = Twin("not known", "未知")

SOURCES = Twin("Sources", "来源")
AS_KNOWN = Twin("{address}, as known on {day}", "{address}（截至{day}所知）")
THINNED = Twin(
    "The chart shows {drawn} of {total} figures: time is cut into {stretches} equal stretches, and "
    "of each area, kind and length of period every stretch shows the first, the last, the lowest "
    "and the highest figure. The CSV and JSON files have them all.",
    "图中显示{total}个数值中的{drawn}个：时间等分为{stretches}段，每段按地区、性质和时段长度"
    "分别显示首个、末个、最低和最高的数值。CSV和JSON文件包含全部数值。",
)
AND_OTHERS = Twin("{count} more", "另外{count}家")


class Marks(NamedTuple):
    """How a language punctuates."""

    comma: str
    semicolon: str
    colon: str
    between_sentences: str


def marks(language: str) -> Marks:
    """Give the punctuation of a language: Chinese has its own, without spaces."""
    return Marks("，", "；", "：", "") if is_chinese(language) else Marks(", ", "; ", ": ", " ")


def say(twin: Twin, language: str, **parts: object) -> str:
    """Fill a sentence in the reader's language."""
    return twin.pick(language)[0].format(**parts)


def listed(items: list[str], language: str) -> str:
    """Join items as a sentence does.

    >>> listed(["2019", "2020", "2021"], "en")
    '2019, 2020 and 2021'
    >>> listed(["2019年", "2020年", "2021年"], "zh")
    '2019年、2020年和2021年'
    """
    comma, joiner = ("、", "和") if is_chinese(language) else (", ", " and ")
    if len(items) < 2:
        return "".join(items)
    return f"{comma.join(items[:-1])}{joiner}{items[-1]}"


def within(period: Period, language: str) -> str:
    """Say when, inside a sentence.

    >>> within(Period(dt.date(2025, 1, 1), dt.date(2025, 6, 30)), "en")
    'in the first half of 2025'
    >>> within(Period(dt.date(2021, 12, 31), dt.date(2021, 12, 31)), "en")
    'on 31 December 2021'
    """
    words = period.words(language)
    if is_chinese(language):
        return words
    if period.is_day:
        return f"on {words}"
    if not period.is_whole_year and " to " in words:
        return f"from {words}"
    months = (period.start.month, period.end.month)
    same_year = period.start.year == period.end.year
    if same_year and period.is_whole_months and months in NAMED_SPANS:
        return f"in the {words}"
    return f"in {words}"


def due_words(due: dt.date, language: str) -> str:
    """Say by when a target is due.

    >>> due_words(dt.date(2025, 12, 31), "en"), due_words(dt.date(2025, 12, 31), "zh")
    ('by the end of 2025', '到2025年底')
    """
    chinese = is_chinese(language)
    if (due.month, due.day) == (12, 31):
        year = date_words(due, "year", language)
        return f"到{year}底" if chinese else f"by the end of {year}"
    if due == last_day_of_month(due.year, due.month):
        month = date_words(due, "month", language)
        return f"到{month}底" if chinese else f"by the end of {month}"
    day = date_words(due, "day", language)
    return f"到{day}" if chinese else f"by {day}"
