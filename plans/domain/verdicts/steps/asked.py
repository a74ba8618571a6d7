"""What a target asks of a number, and of which time."""

from __future__ import annotations

from plans.choices import Basis, Comparator, Direction
from plans.domain.dates import date_words
from plans.domain.quantities import Quantity, comparator_words
from plans.domain.texts import Twin
from plans.domain.verdicts.evidence import Promise
from plans.domain.verdicts.intervals import TARGET_ABOUT_PERCENT
from plans.domain.verdicts.steps.line import Line
from plans.domain.verdicts.words import demand_words, on

WORDS_ALONE = Twin(
    "The plan promises no number here. There is nothing to measure, before its day or after it.",
    "方案在此没有承诺数字，到期前后均无从衡量。",
)
PROMISED = Twin("Promised: {asked}. The last day for it: {due}.", "承诺：{asked}。期限：{due}。")
SATISFIED = Twin("Numbers that satisfy it: {demand}.", "满足目标的数值：{demand}。")
READ_AS: dict[tuple[str, str], Twin] = {
    (Comparator.PLAIN, Direction.UP_IS_GOOD): Twin(
        'A plain number is read as "or more": of this metric more is better.',
        "不带限定的数字按“及以上”理解：该指标越大越好。",
    ),
    (Comparator.PLAIN, Direction.DOWN_IS_GOOD): Twin(
        'A plain number is read as "or less": of this metric less is better.',
        "不带限定的数字按“及以下”理解：该指标越小越好。",
    ),
    (Comparator.PLAIN, Direction.NEUTRAL): Twin(
        "A plain number is read as itself: of this metric neither way is better.",
        "不带限定的数字即该数本身：该指标不论方向优劣。",
    ),
    (Comparator.ABOUT, Direction.UP_IS_GOOD): Twin(
        '"About" allows {percent} per cent less, and anything above: more is better.',
        "“约”允许低{percent}%，高于则不限：该指标越大越好。",
    ),
    (Comparator.ABOUT, Direction.DOWN_IS_GOOD): Twin(
        '"About" allows {percent} per cent more, and anything below: less is better.',
        "“约”允许高{percent}%，低于则不限：该指标越小越好。",
    ),
    (Comparator.ABOUT, Direction.NEUTRAL): Twin(
        '"About" allows {percent} per cent either way.', "“约”允许上下{percent}%。"
    ),
}
RANGE = Twin(
    "A range is judged on its lower end; above its upper end is no failure.",
    "区间目标按下限判断，高于上限不算未达标。",
)
RANGE_DOWN = Twin(
    "A range is judged on its upper end: less is better, and below its lower end is no failure.",
    "区间目标按上限判断：越小越好，低于下限不算未达标。",
)
WHAT_COUNTS: dict[str, Twin] = {
    Basis.LEVEL: Twin("What counts is the level on the due day.", "以到期日的水平为准。"),
    Basis.FLOW: Twin(
        "What counts is the amount of {year}, from {start} to {due}.",
        "以{start}至{due}（{year}）的总量为准。",
    ),
    Basis.RUNNING_TOTAL: Twin(
        "What counts is the total since the plan began, from {start} on.",
        "以方案开始（{start}）以来的累计数为准。",
    ),
}
NO_FIRST_DAY = Twin(
    "What counts is the total since the plan's first day, which is not known.",
    "以方案首日以来的累计数为准，但首日不详。",
)
LEVEL_BASELINE = Twin("The baseline is {baseline} on {day}.", "基线为{baseline}（{day}）。")
TOTAL_BASELINE = Twin(
    "On {day} there were {baseline}: what stood then is taken off a stock.",
    "{day}已有{baseline}：存量须减去当时已有的部分。",
)


def asked(promise: Promise) -> list[Line]:
    """Say what a number must be, and what it must be of."""
    if promise.basis == Basis.WORDING:
        return [Line(WORDS_ALONE)]
    lines = [
        Line.of(
            PROMISED,
            asked=lambda lang: comparator_words(promise.comparator, promise.quantity, lang),
            due=on(promise.due_on),
        )
    ]
    if promise.upper is not None:
        lines.append(Line(RANGE if promise.goal == promise.value else RANGE_DOWN))
    elif how := READ_AS.get((promise.comparator, promise.direction)):
        lines.append(Line.of(how, percent=str(TARGET_ABOUT_PERCENT)))
    lines.append(Line.of(SATISFIED, demand=lambda lang: demand_words(promise, lang)))
    return [*lines, _what_counts(promise), *_baseline(promise)]


def _what_counts(promise: Promise) -> Line:
    if promise.basis == Basis.FLOW:
        start = promise.year.start
        return Line.of(
            WHAT_COUNTS[promise.basis],
            year=lambda lang: date_words(start, "year", lang),
            start=on(start),
            due=on(promise.due_on),
        )
    if promise.basis == Basis.RUNNING_TOTAL:
        if promise.counted_from is None:
            return Line(NO_FIRST_DAY)
        return Line.of(WHAT_COUNTS[promise.basis], start=on(promise.counted_from))
    return Line(WHAT_COUNTS[promise.basis])


def _baseline(promise: Promise) -> list[Line]:
    baseline = promise.baseline
    if baseline is None or promise.basis == Basis.FLOW:
        return []
    sentence = LEVEL_BASELINE if promise.basis == Basis.LEVEL else TOTAL_BASELINE
    value = Quantity(baseline.value, promise.unit)
    return [Line.of(sentence, baseline=value.words, day=on(baseline.on))]
