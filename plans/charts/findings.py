"""What a chart over time says in words: its finding, its description, its table."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from plans.charts import wording
from plans.charts.chart import Column, Row
from plans.charts.subjects import AreaValues, Subject, TargetMark
from plans.charts.wording import due_words, listed, marks, say, within
from plans.choices import MeasureType, ObservationKind
from plans.domain.citations import Citation
from plans.domain.disagreement import compatible
from plans.domain.series import Point, Span, Stand, drawable, precedence, stands
from plans.domain.texts import Twin

LATEST = Twin("{area}: {value} {when}.", "{area}：{when}为{value}。")
LATEST_AND_EARLIER = Twin(
    "{area}: {value} {when}, {change} {before} {then}.",
    "{area}：{when}为{value}，{then}为{before}。",
)
ONLY_FORECAST = Twin(
    "{area}: no figure yet; {value} expected {when}.", "{area}：尚无实际数值，预计{when}为{value}。"
)
ONLY_INTENDED = Twin(
    "{area}: no figure yet; {value} expected, as said {when}.",
    "{area}：尚无实际数值，{when}称预计为{value}。",
)
"""Of an expectation without a day of its own: the day is that of its source."""
QUALIFIED = Twin("{value} ({kind})", "{value}（{kind}）")
NOTHING = Twin("{area}: no figure.", "{area}：暂无数据。")
ASKED = Twin("Target: {value} {due}.", "目标：{due}{value}。")
ASKED_OF = Twin("Target for {area}: {value} {due}.", "{area}目标：{due}{value}。")
DISAGREE = Twin("Sources differ on {periods}.", "各来源对{periods}的数值说法不一。")

DISAGREE_OFTEN = Twin(
    "Sources differ on {count} of the periods shown.", "所示时段中有{count}个，各来源说法不一。"
)
MOST_DISPUTED = 8
"""Periods that the finding names; the table shows them all."""

DRAWN = Twin("Chart of {title}.", "图表：{title}。")
VALUES = Twin("{area}, {kind}: {values}.", "{area}，{kind}：{values}。")
VALUE = Twin("{period} {value}", "{period}{value}")
VALUE_WITH_RIVALS = Twin(
    "{period} {value} (another source: {rivals})", "{period}{value}（其他来源：{rivals}）"
)
AND_MORE = Twin(
    "{first}; {left_out} more values, all in the table; {last}",
    "{first}；另有{left_out}个数值，均见表格；{last}",
)

MOST_SPOKEN = 30
"""Values of one series that the description reads out; beyond that the table is better."""

MOST_TARGETS = 3
"""Targets that the finding names, the latest due; the table has them all."""

REPORTED = (ObservationKind.ACTUAL, ObservationKind.ESTIMATE)


def finding(subject: Subject, areas: Sequence[AreaValues], targets: Sequence[TargetMark]) -> str:
    """State the newest figure of each area, what came before, the target, and any dispute."""
    several = len(areas) > 1
    sentences = [_newest(subject, area) for area in areas]
    sentences += [asked(subject, mark, several=several) for mark in _named(targets)]
    disputed = {
        settled.period
        for area in areas
        for settled in stands(area.points)
        if any(not compatible(settled.point, rival) for rival in settled.rivals)
    }
    if len(disputed) > MOST_DISPUTED:
        sentences.append(say(DISAGREE_OFTEN, subject.language, count=len(disputed)))
    elif disputed:
        periods = [period.words(subject.language) for period in sorted(disputed)]
        sentences.append(say(DISAGREE, subject.language, periods=listed(periods, subject.language)))
    return joined(sentences, subject.language)


def _named(targets: Sequence[TargetMark]) -> list[TargetMark]:
    """The targets that the finding speaks of."""
    own = sorted((mark for mark in targets if not mark.is_variant), key=lambda mark: mark.due)
    return own[-MOST_TARGETS:]


def cited(
    subject: Subject, areas: Sequence[AreaValues], targets: Sequence[TargetMark]
) -> list[Citation]:
    """What the figures of the finding rest on, in the order in which it names them."""
    spoken_of = [point for area in areas for point in _spoken_of(subject, area)]
    citations = [citation for point in spoken_of for citation in point.citations]
    citations += [mark.citation for mark in _named(targets)]
    return list(dict.fromkeys(citations))


def _spoken_of(subject: Subject, area: AreaValues) -> list[Point]:
    """The points that the finding names of an area: newest and before, or the forecast."""
    newest = _newest_in_line(subject, area)
    if newest is None:
        return [settled.point for settled in stands(area.points)[-1:]]
    return [settled.point for settled in newest if settled is not None]


def joined(sentences: Sequence[str], language: str) -> str:
    return marks(language).between_sentences.join(sentences)


def _newest(subject: Subject, area: AreaValues) -> str:
    """The newest reported figure and the one before it in the same line.

    Years and days come before other periods: a half-year is newer, but no news of the level, and
    nor is the sum of several years.
    """
    language = subject.language
    newest = _newest_in_line(subject, area)
    if newest is None:
        expected = stands(area.points)
        if not expected:
            return say(NOTHING, language, area=area.name)
        last = expected[-1]
        return say(
            ONLY_INTENDED if _is_without_a_day(last.point) else ONLY_FORECAST,
            language,
            area=area.name,
            value=subject.words(last.point),
            when=within(last.period, language),
        )
    last, before = newest
    parts = {
        "area": area.name,
        "value": _value(subject, last),
        "when": within(last.period, language),
    }
    if before is None:
        return say(LATEST, language, **parts)
    return say(
        LATEST_AND_EARLIER,
        language,
        change=_change(before, last),
        before=_value(subject, before),
        then=within(before.period, language),
        **parts,
    )


def _is_without_a_day(forecast: Point) -> bool:
    """Whether a forecast is filed under the day on which it was made."""
    made = forecast.citation.published
    return forecast.period.is_day and made is not None and forecast.period.end <= made.last_day


def _value(subject: Subject, settled: Stand) -> str:
    """Write a figure for a sentence, which must not pass off an estimate as final."""
    words = subject.words(settled.point)
    if settled.point.kind == ObservationKind.ACTUAL:
        return words
    kind = say(wording.KINDS[settled.point.kind], subject.language)
    return say(QUALIFIED, subject.language, value=words, kind=kind)


def _newest_in_line(subject: Subject, area: AreaValues) -> tuple[Stand, Stand | None] | None:
    lines = [
        series for series in drawable(area.points, subject.measure_type) if series.kind in REPORTED
    ]
    if not lines:
        return None
    levels = [series for series in lines if series.span in (Span.YEAR, Span.DAY)]
    newest = max(levels or lines, key=lambda series: series.stands[-1].period.end)
    segment = max(newest.segments, key=lambda segment: segment[-1].period.end)
    return segment[-1], segment[-2] if len(segment) > 1 else None


def _change(before: Stand, last: Stand) -> str:
    if last.point.value == before.point.value:
        return "the same as"
    return "up from" if last.point.value > before.point.value else "down from"


def asked(subject: Subject, mark: TargetMark, *, several: bool) -> str:
    """Say what a target asks for; of ``several`` areas, for which."""
    return say(
        ASKED_OF if several and mark.area else ASKED,
        subject.language,
        area=mark.area,
        value=mark.words(subject),
        due=due_words(mark.due, subject.language),
    )


def description(
    subject: Subject, areas: Sequence[AreaValues], targets: Sequence[TargetMark]
) -> str:
    """Say all that the picture shows, for those who do not see it."""
    language = subject.language
    sentences = [say(DRAWN, language, title=subject.title)]
    sentences += [sentence for area in areas for sentence in told(subject, area)]
    several = len(areas) > 1
    sentences += [asked(subject, mark, several=several) for mark in targets]
    return joined(sentences, language)


def told(subject: Subject, area: AreaValues) -> list[str]:
    """Read out every figure of an area that stands, a sentence for each series."""
    return [
        say(
            VALUES,
            subject.language,
            area=area.name,
            kind=kind_words(subject, series.kind, series.span),
            values=_spoken(subject, series.stands),
        )
        for series in drawable(area.points, subject.measure_type)
    ]


def kind_words(subject: Subject, kind: str, span: Span) -> str:
    """Name kind and span: "actual, part of a year"; a whole year or a day goes unsaid."""
    language = subject.language
    words = say(wording.KINDS[kind], language)
    if subject.is_computed:
        words = say(wording.COMPUTED, language, kind=words)
    if span in (Span.YEAR, Span.DAY):
        return words
    is_level = subject.measure_type == MeasureType.STOCK
    span_words = wording.SOME_DAY if is_level else wording.SPANS[span]
    return words + marks(language).comma + say(span_words, language)


def _spoken(subject: Subject, settled: Sequence[Stand]) -> str:
    language = subject.language
    semicolon = marks(language).semicolon

    def spoken(some: Sequence[Stand]) -> str:
        return semicolon.join(_spoken_value(subject, one) for one in some)

    if len(settled) <= MOST_SPOKEN:
        return spoken(settled)
    half = MOST_SPOKEN // 2
    return say(
        AND_MORE,
        language,
        first=spoken(settled[:half]),
        left_out=len(settled) - 2 * half,
        last=spoken(settled[-half:]),
    )


def _spoken_value(subject: Subject, settled: Stand) -> str:
    language = subject.language
    rivals = dict.fromkeys(subject.words(rival) for rival in settled.rivals)
    return say(
        VALUE_WITH_RIVALS if rivals else VALUE,
        language,
        period=settled.period.words(language),
        value=subject.words(settled.point),
        rivals=listed(list(rivals), language),
    )


def columns(language: str, *, several_areas: bool) -> list[Column]:
    """Name the columns of the table; the area only where there are several."""
    area = [Column(say(wording.AREA, language))] if several_areas else []
    return [
        Column(say(wording.PERIOD, language)),
        *area,
        Column(say(wording.VALUE, language), is_figure=True),
        Column(say(wording.KIND, language)),
    ]


def rows(subject: Subject, areas: Sequence[AreaValues], targets: Sequence[TargetMark]) -> list[Row]:
    """Put every mark of the picture into words: newest first, then the targets by due day."""
    several = len(areas) > 1
    dated = [
        (-settled.period.end.toordinal(), place, _is_forecast(settled), row)
        for place, area in enumerate(areas)
        for settled in stands(area.points)
        for row in value_rows(subject, area.name if several else None, settled)
    ]
    newest_first = sorted(dated, key=lambda entry: entry[:3])
    return [row for *_, row in newest_first] + target_rows(subject, targets, several=several)


def target_rows(subject: Subject, targets: Sequence[TargetMark], *, several: bool) -> list[Row]:
    """What is asked for, by due day; of ``several`` areas each row names its own."""
    by_due_day = sorted(targets, key=lambda mark: (mark.due, mark.is_variant, mark.area))
    return [_target_row(subject, mark, several) for mark in by_due_day]


def _is_forecast(settled: Stand) -> bool:
    return settled.point.kind == ObservationKind.FORECAST


def value_rows(subject: Subject, area: str | None, settled: Stand) -> Iterator[Row]:
    """The standing figure first, then the others in their order of precedence."""
    language = subject.language
    others = sorted((*settled.agreeing, *settled.rivals), key=precedence)
    for point in (settled.point, *others):
        kind = kind_words(subject, point.kind, Span.of(point.period))
        beside = point is not settled.point
        if point.series:
            kind += marks(language).comma + point.definition.pick(language)[0]
        if beside:
            kind += marks(language).comma + say(wording.ANOTHER_SOURCE, language)
        areas = () if area is None else (area,)
        texts = (point.period.words(language), *areas, subject.words(point), kind)
        yield Row(texts, point.citation, point.key, beside, also=point.citations[1:])


def _target_row(subject: Subject, mark: TargetMark, several: bool) -> Row:
    language = subject.language
    label = wording.TARGET_OTHER_SOURCE if mark.is_variant else wording.TARGET
    areas = (mark.area,) if several else ()
    texts = (
        due_words(mark.due, language),
        *areas,
        mark.words(subject),
        say(label, language) + marks(language).colon + mark.label,
    )
    return Row(texts, mark.citation, beside=mark.is_variant)


def all_values(areas: Sequence[AreaValues], targets: Sequence[TargetMark]) -> list[Decimal]:
    """Every number that the value axis must hold."""
    values = [point.value for area in areas for point in area.points]
    return values + [mark.value for mark in targets] + [mark.top for mark in targets]
