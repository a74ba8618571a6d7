"""A verdict's reason: one sentence with its numbers, in English and Chinese."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from plans.choices import Qualifier, Verdict
from plans.domain.dates import date_words
from plans.domain.quantities import Quantity, comparator_words
from plans.domain.texts import CHINESE, ENGLISH, Twin, is_chinese
from plans.domain.verdicts.evidence import Promise, Reading, Role
from plans.domain.verdicts.intervals import Answer
from plans.domain.verdicts.rules import Judgement

_PACE = (
    "{figure} is {done} of the way to {target}, with {elapsed} of the time gone: "
    "{ratio} times the pace it takes.",
    "{figure}，完成{target}目标的{done}，时间已过{elapsed}，为所需进度的{ratio}倍。",
)
_NO_PACE = (
    "{figure}; the target is {target} by {due}. ",
    "{figure}；目标为{due}{target}。",
)

SENTENCES: dict[tuple[str, str], tuple[str, str]] = {
    ("met", ""): (
        "{figure} meets the target of {target} by {due}.",
        "{figure}，达到{due}{target}的目标。",
    ),
    ("reached_early", ""): (
        "{figure} meets the target of {target} already; it must still hold {on_due}.",
        "{figure}，已达到{target}的目标；到{due}仍须保持。",
    ),
    ("holding", ""): (
        "The target is to hold {target}, and {figure} does.",
        "目标为保持{target}；{figure}，仍在保持。",
    ),
    ("slipping", ""): (
        "The target is to hold {target}, and {figure} does not.",
        "目标为保持{target}；{figure}，未能保持。",
    ),
    ("met_late", ""): (
        "{figure} does not meet {target} by {due}; {last} does.",
        "{figure}，未在{due}达到{target}；{last}，此后达到。",
    ),
    ("met_date_unknown", ""): (
        "{figure} meets {target}; nothing published says whether it was met by {due}.",
        "{figure}，达到{target}；没有公开数据说明是否在{due}前达到。",
    ),
    ("on_track", ""): _PACE,
    ("behind", ""): _PACE,
    ("off_track", ""): _PACE,
    ("moving_away", ""): (
        "{figure} is further from {target} than the baseline of {baseline}.",
        "{figure}，比基线{baseline}离{target}更远。",
    ),
    ("level_only", "no_baseline"): (
        _NO_PACE[0] + "No baseline is recorded, so no pace can be stated.",
        _NO_PACE[1] + "没有基线，无法判断进度。",
    ),
    ("level_only", "not_after_baseline"): (
        _NO_PACE[0] + "The figure is no later than the baseline, so no pace can be stated.",
        _NO_PACE[1] + "该数据不晚于基线，无法判断进度。",
    ),
    ("level_only", "no_way_to_go"): (
        _NO_PACE[0] + "The baseline is the target itself, so no pace can be stated.",
        _NO_PACE[1] + "基线即为目标，无法判断进度。",
    ),
    ("level_only", "includes_earlier"): (
        _NO_PACE[0] + "The figure includes what stood before the plan, so no pace can be stated.",
        _NO_PACE[1] + "该数据包含方案之前已有的部分，无法判断进度。",
    ),
    ("level_only", "no_bound"): (
        _NO_PACE[0] + "The figure is only a limit on the other side, so no pace can be stated.",
        _NO_PACE[1] + "该数据只给出另一侧的界限，无法判断进度。",
    ),
    ("level_only", "cannot_tell"): (
        "The target is to hold {target}; {figure} does not decide whether it does.",
        "目标为保持{target}；{figure}，不足以判断。",
    ),
    ("level_only", "only_context"): (
        "Figures are published for other periods only; none bears on {target} by {due}.",
        "只有其他时期的数据，无一涉及{due}{target}的目标。",
    ),
    ("missed", ""): (
        "{figure} does not meet the target of {target} by {due}.",
        "{figure}，未达到{due}{target}的目标。",
    ),
    ("missed", "reached_not_held"): (
        "{figure} met {target}, but {last} does not: reached, not held until {due}.",
        "{figure}，曾达到{target}，但{last}：曾达到，未保持到{due}。",
    ),
    ("awaiting_data", "figure"): (
        "Due by {due}; {figure} {why}. A result may still be published until {until}.",
        "{due}到期；{figure}，{why}。结果可能在{until}前公布。",
    ),
    ("awaiting_data", ""): (
        "Due by {due}; no result is published. One may still be expected until {until}.",
        "{due}到期；尚无结果公布，可能在{until}前公布。",
    ),
    ("undetermined", "figure"): (
        "{figure} {why}: whether {target} was reached by {due} stays open.",
        "{figure}，{why}：{due}是否达到{target}仍无定论。",
    ),
    ("undetermined", ""): (
        "Figures are published for other periods only; none says whether {target} was reached "
        "by {due}.",
        "只有其他时期的数据，无法说明{due}是否达到{target}。",
    ),
    ("no_evidence", ""): (
        "No published figure was found that says whether {target} was reached by {due}.",
        "未找到公开数据说明{due}是否达到{target}。",
    ),
    ("not_yet_measured", ""): (
        "No figure is published yet; the target is {target} by {due}.",
        "尚无数据公布；目标为{due}{target}。",
    ),
    ("sources_disagree", ""): (
        "{figure} and {last} give different answers, and neither source weighs more.",
        "{figure}与{last}结论不同，且来源同等可信。",
    ),
    ("not_measurable", ""): (
        "The plan promises no number here, so there is nothing to measure.",
        "方案在此没有承诺数字，无从衡量。",
    ),
}
"""By verdict and finding, in English and Chinese."""

WHY = {
    "straddles": ("leaves both answers open", "误差范围跨越目标"),
    "includes_earlier": ("includes what stood before the plan", "包含方案之前已有的部分"),
    "part": ("counts a part only", "只统计了一部分"),
    "other_day": ("is not for the due day", "不是到期日的数据"),
}
"""Why a figure does not decide, in English and Chinese."""


def reason(promise: Promise, judgement: Judgement) -> Twin:
    """Say in one sentence why a target stands as it does."""
    return Twin(
        _sentence(promise, judgement, ENGLISH).strip(), _sentence(promise, judgement, CHINESE)
    )


def _sentence(promise: Promise, judgement: Judgement, language: str) -> str:
    finding = judgement.finding
    if judgement.verdict in (Verdict.AWAITING_DATA, Verdict.UNDETERMINED) and judgement.used:
        finding = "figure"
    sentence = SENTENCES[judgement.verdict.value, finding][is_chinese(language)]
    text = sentence.format_map(_numbers(promise, judgement, language))
    return text[0].upper() + text[1:]


def _numbers(promise: Promise, judgement: Judgement, language: str) -> dict[str, str]:
    chinese = is_chinese(language)
    words: dict[str, str] = {"due": due_words(promise.due_on, language)}
    until = promise.due_on + dt.timedelta(days=promise.lag_days)
    words["until"] = date_words(until, "day", language)
    words["on_due"] = f"on {date_words(promise.due_on, 'day', language)}"
    if promise.value is not None:
        words["target"] = comparator_words(promise.comparator, promise.quantity, language)
    if judgement.used:
        first, last = judgement.used[0], judgement.used[-1]
        words["figure"] = figure_words(promise, first, language)
        words["last"] = figure_words(promise, last, language)
        words["why"] = WHY[_why(promise, last)][chinese]
    if pace := judgement.pace:
        words["done"] = percent_words(pace.done)
        words["elapsed"] = percent_words(pace.elapsed)
        words["ratio"] = f"{float(pace.ratio):.2f}"
        words["baseline"] = Quantity(pace.start.value, promise.unit).words(language)
    return words


def figure_words(promise: Promise, reading: Reading, language: str) -> str:
    """An observation as it stands in a sentence: "about 100 (2024)".

    A running total with a recorded baseline shows what is judged: the count since then.
    """
    seen = reading.evidence
    period = seen.period.words(language)
    number = Quantity(seen.value, promise.unit, Qualifier(seen.qualifier)).words(language)
    return f"{number}（{period}）" if is_chinese(language) else f"{number} ({period})"


def due_words(due_on: dt.date, language: str) -> str:
    """ "the end of 2024" for 31 December, else the day.

    >>> due_words(dt.date(2024, 12, 31), "en"), due_words(dt.date(2025, 6, 30), "en")
    ('the end of 2024', '30 June 2025')
    """
    if (due_on.month, due_on.day) == (12, 31):
        return f"{due_on.year}年底" if is_chinese(language) else f"the end of {due_on.year}"
    return date_words(due_on, "day", language)


def percent_words(share: Fraction) -> str:
    """A share in whole per cent. Never capped.

    >>> percent_words(Fraction(133, 150))
    '89%'
    """
    return f"{round(float(share * 100)):d}%"


def _why(promise: Promise, reading: Reading) -> str:
    if reading.role is Role.UPPER:
        return "includes_earlier"
    if reading.role is Role.LOWER:
        return "part"
    exact = reading.interval.low == reading.interval.high
    undecided = reading.answer is Answer.CANNOT_TELL and not exact
    return "straddles" if undecided else "other_day"
