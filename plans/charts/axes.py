"""Axes as people write them: round ticks in billions or 亿, years under their own middle."""

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from plans.charts.theme import INK, axis
from plans.choices import Unit
from plans.domain.dates import last_day_of_month, pattern_words
from plans.domain.quantities import (
    CHINESE_RATES,
    CHINESE_SCALES,
    ENGLISH_SCALES,
    ONES,
    UNIT_WORDS,
    UNSCALED,
    Scale,
    plain_number,
)
from plans.domain.texts import is_chinese

ROUND_STEPS = [Decimal(step) for step in ("1", "2", "2.5", "5", "10")]
WANTED_TICKS = 5
HEADROOM = Decimal("0.06")
"""Share of the axis kept free above the greatest value, for its marks."""
BEYOND = Decimal("0.01")
"""Share of the axis beyond its last tick: Plotly draws no rule where the picture ends."""

MOST_TIME_LABELS = 13


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """A linear axis that includes zero. All numbers are in the base unit."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]
    scale: Scale
    unit: str
    language: str

    @property
    def words(self) -> str:
        """What the tick labels count: "billion yuan", "亿元"; empty for bare counts."""
        if self.unit == Unit.PERCENT:
            return ""
        unit = UNIT_WORDS[self.unit]
        if is_chinese(self.language):
            rate = CHINESE_RATES.get(self.unit, "")
            return f"{rate}{self.scale.word}{unit.zh_before}{unit.zh_after}"
        return f"{unit.en_before}{self.scale.word}{unit.en_after}".strip()

    def label(self, number: Decimal) -> str:
        """Write a number in the unit of the axis, with all its digits."""
        percent = "%" if self.unit == Unit.PERCENT else ""
        return plain_number(number / self.scale.size) + percent

    def layout(self) -> dict[str, Any]:
        """The axis for Plotly: drawing takes floats, the labels are made from decimals."""
        return axis(
            range=[float(self.low), float(self.high)],
            tickmode="array",
            tickvals=[float(tick) for tick in self.ticks],
            ticktext=[self.label(tick) for tick in self.ticks],
            showgrid=True,
            zeroline=True,
            zerolinecolor=INK,
            zerolinewidth=1,
        )


def value_axis(numbers: Iterable[Decimal], unit: str, language: str) -> ValueAxis:
    """Lay an axis round the numbers. It always includes zero, so heights can be compared."""
    known = list(numbers)
    lowest, highest = min([Decimal(0), *known]), max([Decimal(0), *known])
    if lowest == highest:
        highest = Decimal(1)
    step = _step(highest - lowest)
    if unit == Unit.COUNT:
        step = max(step, Decimal(1))
    first, last = math.floor(lowest / step), math.ceil(highest / step)
    ticks = tuple(step * place for place in range(first, last + 1))
    span = highest - lowest
    beyond = span * BEYOND
    high = max(ticks[-1] + beyond, highest + span * HEADROOM)
    low = min(ticks[0] - beyond, lowest - span * HEADROOM) if lowest < 0 else Decimal(0)
    return ValueAxis(low, high, ticks, _scale(ticks, unit, language), unit, language)


def _step(span: Decimal) -> Decimal:
    """The round step that divides a span into about five."""
    rough = span / WANTED_TICKS
    power = Decimal(10) ** rough.adjusted()
    return next(step * power for step in ROUND_STEPS if step * power >= rough)


def _scale(ticks: Sequence[Decimal], unit: str, language: str) -> Scale:
    """The largest number word that leaves the last tick at 2 or more: 1,200 billion, not
    1.2 trillion, beside figures that people quote in billions."""
    if unit in UNSCALED:
        return ONES
    greatest = max(abs(tick) for tick in ticks)
    scales = CHINESE_SCALES if is_chinese(language) else ENGLISH_SCALES
    return next((scale for scale in scales if greatest >= 2 * scale.size), ONES)


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """The days that a chart covers, both ends included."""

    first: dt.date
    last: dt.date
    language: str

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def margin(self) -> dt.timedelta:
        """Room on either side, so that no mark is cut."""
        return dt.timedelta(days=max(3, round(self.days * 0.03)))

    def layout(self) -> dict[str, Any]:
        """The axis for Plotly: each label under the middle of its year, month or day."""
        first, last = self.first - self.margin, self.last + self.margin
        grain = next(grain for grain in GRAINS if self.days <= grain.most_days)
        middles = [
            middle for middle in grain.middles(self.first, self.last) if first <= middle <= last
        ]
        step = math.ceil(len(middles) / MOST_TIME_LABELS)
        shown = middles[::-1][::step][::-1]  # the newest is always labelled
        pattern = grain.chinese if is_chinese(self.language) else grain.english
        return axis(
            type="date",
            range=[first, last],
            tickmode="array",
            tickvals=shown,
            ticktext=[pattern_words(middle, pattern, self.language) for middle in shown],
            ticks="",
            showline=True,
            minor={
                "dtick": grain.dtick,
                "tick0": dt.date(2000, 1, 1),
                "ticks": "outside",
                "ticklen": 5,
                "tickcolor": INK,
            },
        )


def _years(first: dt.date, last: dt.date) -> list[dt.date]:
    return [dt.date(year, 7, 2) for year in range(first.year, last.year + 1)]


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [_middle_of_month(month // 12, month % 12 + 1) for month in months]


def _middle_of_month(year: int, month: int) -> dt.date:
    return dt.date(year, month, (last_day_of_month(year, month).day + 1) // 2)


def _days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(days=day) for day in range((last - first).days + 1)]


class Grain(NamedTuple):
    """How finely a time axis is labelled: up to ``most_days`` long, by these middles.

    ``dtick`` is Plotly's word for the distance of the small ticks between the labels.
    """

    most_days: float
    middles: Callable[[dt.date, dt.date], list[dt.date]]
    dtick: str | int
    english: str
    chinese: str


DAY_IN_MS = 86_400_000
GRAINS = (
    Grain(45, _days, DAY_IN_MS, "d MMM y", "y年M月d日"),
    Grain(550, _months, "M1", "MMM y", "y年M月"),
    Grain(math.inf, _years, "M12", "y", "y"),
)
