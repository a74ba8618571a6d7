"""What evidence would settle a target that is still open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from plans.choices import Basis, MeasureType, Verdict
from plans.domain.dates import date_words, last_day_of_month
from plans.domain.texts import Twin
from plans.domain.verdicts.due import COVER_DAYS
from plans.domain.verdicts.evidence import Promise
from plans.domain.verdicts.intervals import Interval, Side
from plans.domain.verdicts.judgement import Judgement
from plans.domain.verdicts.words import (
    Part,
    demand_words,
    interval_words,
    number_words,
    on,
    said,
    satisfying,
    twin,
)

SETTLED = {Verdict.MET, Verdict.MET_LATE, Verdict.MISSED, Verdict.NOT_MEASURABLE}
"""What no further figure is waited for."""

FIGURE = Twin('A figure of "{metric}" for {area}', "{area}“{metric}”的数据")

LEVEL_OF_A_YEAR = Twin(
    "for the year {year}, for {month}, or for a day within {margin} days of {due} "
    "({first} to {last})",
    "（{year}年、{month}，或{due}前后{margin}天之内某日，即{first}至{last}）",
)
LEVEL_OF_A_MONTH = Twin(
    "for {month}, or for a day within {margin} days of {due} ({first} to {last})",
    "（{month}，或{due}前后{margin}天之内某日，即{first}至{last}）",
)
LEVEL_OF_A_DAY = Twin(
    "for a day within {margin} days of {due} ({first} to {last})",
    "（{due}前后{margin}天之内某日，即{first}至{last}）",
)
SAYS = Twin("{figure} {when}: {demand} says met.", "{figure}{when}：{demand}即为达成。")
SAYS_EITHER = Twin(
    "{figure} {when}: {demand} says met, anything else missed.",
    "{figure}{when}：{demand}即为达成，否则为未达成。",
)
LATER_LEVEL = Twin(
    "A later figure that satisfies it would show that it was met, but not whether in time.",
    "此后满足要求的数据可说明已达成，但不能说明是否按期。",
)
WHOLE_FLOW = Twin("for the whole of the period, {start} to {due}", "（整个时期，{start}至{due}）")
PART_FLOW = Twin(
    "A figure for a part that begins on {start} is enough once it is {demand}.",
    "自{start}起的部分数据，只要{demand}，即可说明达成。",
)
TOTAL = Twin(
    'A count of "{metric}" for {area} since {start}, up to {due} {when}: {demand} says met.',
    "{area}“{metric}”自{start}起、截至{due}{when}的累计数：{demand}即为达成。",
)
TOTAL_NOT = {
    Side.UP: Twin(
        "One that falls short, up to {due} or a later day, says missed.",
        "截至{due}或之后仍未满足的，即为未达成。",
    ),
    Side.DOWN: Twin(
        "One that is over it, up to {due} or an earlier day, says missed.",
        "截至{due}或更早已超过的，即为未达成。",
    ),
    Side.EXACT: Twin("Any other count of that day says missed.", "当日的其他数即为未达成。"),
}
WHEN = {
    Side.UP: Twin("or an earlier day", "或更早"),
    Side.DOWN: Twin("or a later day", "或之后"),
    Side.EXACT: Twin("itself", "当日"),
}
"""Which days of a count can say yes: it cannot fall, so a floor is met early, a ceiling late."""
TOTAL_FROM_LATER = Twin(
    "A count that begins after {start} can say met, not missed; one that includes what stood "
    "before can say missed, not met.",
    "起算日晚于{start}的累计数只能说明达成；含此前已有部分的，只能说明未达成。",
)
STOCK = Twin(
    'Or a stock of "{metric}" for {area} on {due} {when}: {demand} says met, with the '
    "{baseline} that stood on {day}.",
    "或{area}“{metric}”在{due}{when}的存量：{demand}即为达成（含{day}已有的{baseline}）。",
)
BASELINE_OF_TOTAL = Twin(
    "Or the number that stood on {start}, before the plan: with it as a baseline a plain stock "
    "could be judged.",
    "或方案开始前（{start}）已有的数量：以此为基线，即可用存量判断。",
)
NO_FIRST_DAY = Twin(
    "First of all the plan's first day: without it no count can be told from what stood before.",
    "首先需要方案的首日：否则无法区分此前已有的部分。",
)
BASELINE_OF_LEVEL = Twin(
    "A baseline, the level before the plan on a known day, would allow to state a pace until then.",
    "若有基线（方案之前某日的水平），到期前即可判断进度。",
)
STILL = Twin(
    "Until then a newer figure can still turn it: the level counts that holds on {due}.",
    "在此之前，新的数据仍可能改变结论：以{due}的水平为准。",
)
BETWEEN_SOURCES = Twin(
    "Or a reason to believe one of the sources that disagree: a weightier source, or an editor's "
    "choice with its reason.",
    "或对不一致的来源作出取舍的依据：更权威的来源，或编辑附理由的选择。",
)


def settling(promise: Promise, judgement: Judgement, metric: Twin, area: Twin) -> list[Twin]:
    """Say what to look for; nothing where nothing more is waited for."""
    if judgement.verdict in SETTLED or promise.value is None:
        return []
    names: dict[str, Part] = {"metric": twin(metric), "area": twin(area)}
    match promise.basis:
        case Basis.LEVEL:
            found = list(_level(promise, judgement, names))
        case Basis.FLOW:
            found = list(_flow(promise, names))
        case _:
            found = list(_running_total(promise, names))
    if judgement.verdict is Verdict.SOURCES_DISAGREE:
        found.append(BETWEEN_SOURCES)
    return found


def _asked(promise: Promise) -> Part:
    return lambda language: demand_words(promise, language)


def _level(promise: Promise, judgement: Judgement, names: dict[str, Part]) -> Iterator[Twin]:
    due = promise.due_on
    yield said(
        SAYS_EITHER,
        figure=twin(said(FIGURE, **names)),
        when=twin(_days_that_cover(due)),
        demand=_asked(promise),
    )
    if judgement.as_of > due:
        yield LATER_LEVEL
        return
    if judgement.verdict in (Verdict.REACHED_EARLY, Verdict.HOLDING):
        yield said(STILL, due=on(due))
    if promise.baseline is None and judgement.verdict is not Verdict.REACHED_EARLY:
        yield BASELINE_OF_LEVEL


def _days_that_cover(due: dt.date) -> Twin:
    """The periods of which a level speaks for the due day."""
    margin = dt.timedelta(days=COVER_DAYS)
    words: dict[str, Part] = {
        "year": str(due.year),
        "month": lambda language: date_words(due, "month", language),
        "margin": str(COVER_DAYS),
        "due": on(due),
        "first": on(due - margin),
        "last": on(due + margin),
    }
    if due != last_day_of_month(due.year, due.month):
        return said(LEVEL_OF_A_DAY, **words)
    return said(LEVEL_OF_A_YEAR if due.month == 12 else LEVEL_OF_A_MONTH, **words)


def _flow(promise: Promise, names: dict[str, Part]) -> Iterator[Twin]:
    start = on(promise.year.start)
    yield said(
        SAYS_EITHER,
        figure=twin(said(FIGURE, **names)),
        when=twin(said(WHOLE_FLOW, start=start, due=on(promise.due_on))),
        demand=_asked(promise),
    )
    if satisfying(promise.demand).high is None:
        yield said(PART_FLOW, start=start, demand=_asked(promise))


def _running_total(promise: Promise, names: dict[str, Part]) -> Iterator[Twin]:
    due = on(promise.due_on)
    if promise.counted_from is None:
        yield NO_FIRST_DAY
        return
    start, side = on(promise.counted_from), promise.demand.side
    when = twin(WHEN[side])
    yield said(TOTAL, start=start, due=due, when=when, demand=_asked(promise), **names)
    yield said(TOTAL_NOT[side], due=due)
    if side is Side.UP:
        yield said(TOTAL_FROM_LATER, start=start)
    if promise.baseline is not None:
        standing = Fraction(promise.baseline.value)
        yield said(
            STOCK,
            due=due,
            when=when,
            day=on(promise.baseline.on),
            baseline=lambda language: number_words(standing, promise.unit, language),
            demand=lambda language: interval_words(
                _above(promise, standing), promise.unit, language
            ),
            **names,
        )
    elif promise.measure_type == MeasureType.STOCK:
        yield said(BASELINE_OF_TOTAL, start=start)


def _above(promise: Promise, standing: Fraction) -> Interval:
    """What a stock must be, with what stood before."""
    return satisfying(promise.demand).minus(-standing)
