"""What was published, and what each figure that decides says."""

from __future__ import annotations

from plans.choices import Basis, Qualifier
from plans.domain.quantities import Quantity
from plans.domain.texts import Twin
from plans.domain.verdicts.evidence import Promise, Reading, Role, role_of
from plans.domain.verdicts.intervals import ABOUT_PERCENT
from plans.domain.verdicts.judgement import Judgement
from plans.domain.verdicts.steps.line import Line, figure
from plans.domain.verdicts.words import ANSWERS, demand_words, interval_words, on, twin

NOTHING_READ = Twin(
    "No reported figure of this metric for this area was known on {day}.",
    "截至{day}，没有该指标在该地区的已公布数据。",
)
READ_IN_ALL = Twin(
    "Reported figures of this metric for this area that were known on {day}: {n}.",
    "截至{day}已知的该指标在该地区的数据：{n}项。",
)
READ_WITH_CONTEXT = Twin(
    READ_IN_ALL.en + " Of other periods: {context}. They are context and say neither yes nor no.",
    READ_IN_ALL.zh + "其中属其他时期的：{context}项，仅作背景，不作结论。",
)


ASKED_LAST = Twin(
    "That leaves it open. So the records held here are asked, of which an editor tied a series "
    "to this target.",
    "据此尚无定论，因此查看编辑与该目标关联的本站所录记录。",
)


def published(judgement: Judgement) -> list[Line]:
    """Say how much was read, and how much of it is of another time; and what is asked then."""
    lines = [_read(judgement)]
    return [*lines, Line(ASKED_LAST)] if judgement.counted else lines


def _read(judgement: Judgement) -> Line:
    stated = [reading for reading in judgement.used if not reading.evidence.counted]
    read = [*stated, *judgement.rivals, *judgement.others]
    if not read:
        return Line.of(NOTHING_READ, day=on(judgement.as_of))
    context = sum(not reading.counts for reading in read)
    sentence = READ_WITH_CONTEXT if context else READ_IN_ALL
    words = {"n": f"{len(read):,d}", "context": f"{context:,d}"}
    return Line.of(sentence, day=on(judgement.as_of), **words)


IS_A: dict[tuple[str, Role], Twin] = {
    (Basis.LEVEL, Role.WHOLE): Twin("{figure}: a level.", "{figure}：水平值。"),
    (Basis.FLOW, Role.WHOLE): Twin(
        "{figure}: the number itself, for the whole period of the target.",
        "{figure}：覆盖目标整个时期，即数值本身。",
    ),
    (Basis.FLOW, Role.LOWER): Twin(
        "{figure}: a part that begins on the first day of the target's period. "
        "The whole is this or more, so it can say yes and cannot say no.",
        "{figure}：自目标时期首日起的一部分。全部不少于此数，因此可判“是”，不可判“否”。",
    ),
    (Basis.RUNNING_TOTAL, Role.WHOLE): Twin(
        "{figure}: the number itself, counted since the plan's first day.",
        "{figure}：自方案首日起累计，即数值本身。",
    ),
    (Basis.RUNNING_TOTAL, Role.LOWER): Twin(
        "{figure}: counted from a later day than the plan's first. The total is this or more.",
        "{figure}：起算日晚于方案首日。累计数不少于此数。",
    ),
    (Basis.RUNNING_TOTAL, Role.UPPER): Twin(
        "{figure}: it includes what stood before the plan. The total since then is this or less, "
        "so it can say no and cannot say yes.",
        "{figure}：包含方案之前已有的部分。累计数不多于此数，因此可判“否”，不可判“是”。",
    ),
}
COUNTED_ONE = Twin(
    '{figure}: counted from one record held here, of the series "{series}".',
    "{figure}：据本站所录1条记录统计，序列为“{series}”。",
)
COUNTED = Twin(
    '{figure}: counted from {n} records held here, of the series "{series}".',
    "{figure}：据本站所录{n}条记录统计，序列为“{series}”。",
)
TIED_BECAUSE = Twin(
    "An editor tied the series to this target: {reason}", "编辑将该序列与本目标关联：{reason}"
)
NEVER_ALL = Twin(
    "The records held here are never all that there is: the true number is this or more, so it "
    "can say yes, and no to nothing.",
    "本站所录记录并非全部：实际数不少于此数，因此可判“是”，不可判“否”。",
)
TO_DATE = Twin(
    "It is all that the records date up to then. That nothing of it was gone by then is the "
    "editor's judgement.",
    "此为截至当时记录所载的全部；其间是否有减少，由编辑判断。",
)
LESS_BASELINE = Twin(
    "{figure}: less the {baseline} that stood on {day}.", "{figure}：减去{day}已有的{baseline}。"
)
ABOUT = Twin('"About" is read as {percent} per cent either way.', "“约”按上下{percent}%理解。")
COMPARISON = Twin(
    "The true number: {interval}. Asked: {demand}. Answer: {answer}.",
    "真实数值：{interval}。要求：{demand}。结论：{answer}。",
)


def compared(promise: Promise, reading: Reading) -> list[Line]:
    """Say what a figure can say, where its true number lies, and whether that satisfies."""
    lines = _counted(promise, reading) if reading.evidence.counted else [_is_a(promise, reading)]
    if reading.evidence.qualifier == Qualifier.ABOUT:
        width = reading.evidence.about_percent
        percent = ABOUT_PERCENT if width is None else width
        lines.append(Line.of(ABOUT, percent=f"{percent.normalize():f}"))
    comparison = Line.of(
        COMPARISON,
        interval=lambda lang: interval_words(reading.interval, promise.unit, lang),
        demand=lambda lang: demand_words(promise, lang),
        answer=twin(ANSWERS[reading.answer]),
    )
    return [*lines, comparison]


def _counted(promise: Promise, reading: Reading) -> list[Line]:
    """Say that nobody published it, what it is counted from, and why it bears on the target."""
    counted = reading.evidence.counted
    if counted is None:
        return []
    lines = [
        Line.of(
            COUNTED_ONE if counted.records == 1 else COUNTED,
            reading.evidence.key,
            figure=figure(promise, reading),
            n=f"{counted.records:,d}",
            series=twin(counted.name),
        ),
        Line.of(TIED_BECAUSE, reason=twin(counted.reason)),
        Line(NEVER_ALL),
    ]
    return [*lines, Line(TO_DATE)] if counted.first is None else lines


def _is_a(promise: Promise, reading: Reading) -> Line:
    key, named = reading.evidence.key, figure(promise, reading)
    baseline = promise.baseline
    role = role_of(promise, reading.evidence.period)
    if baseline is not None and role is not reading.role:
        # An upper bound that became the number itself: what stood before is known.
        stood = Quantity(baseline.value, promise.unit).words
        return Line.of(LESS_BASELINE, key, figure=named, baseline=stood, day=on(baseline.on))
    return Line.of(IS_A[promise.basis, reading.role], key, figure=named)
