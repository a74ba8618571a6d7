"""Amounts by category: the pipeline by stage, firms by district."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from plans.charts import labels, wording
from plans.charts.axes import value_axis
from plans.charts.chart import Chart, Column, Row
from plans.charts.drawing import Drawing
from plans.charts.marks import escaped
from plans.charts.theme import INK, SERIES, axis, layout
from plans.charts.wording import listed, marks, say
from plans.domain.citations import Citation
from plans.domain.quantities import Quantity
from plans.domain.texts import Twin

BAR_STEP = 30
"""Pixels from one lying bar to the next: room for a line of text and air."""

UPRIGHT_HEIGHT = 340

MOST = Twin("Most: {category}, {value}.", "最多：{category}，{value}。")
MOST_OF = Twin("Most: {category}, {value} of {total}.", "最多：{category}，{value}（共{total}）。")
LEVEL = Twin("{categories} have the most: {value} each.", "{categories}最多，各为{value}。")
NO_VALUES = Twin("No figure is known.", "暂无已知数据。")
UNKNOWN = Twin("Not known: {categories}.", "未知：{categories}。")
DRAWN = Twin("Bar chart of {title}: {values}.", "条形图：{title}。{values}。")


@dataclass(frozen=True, slots=True)
class Bar:
    """One category. ``value`` is in the base unit, or None where nobody knows it: a bar
    that is missing is not a bar of zero. ``words``: how the value is written, where its
    number alone would say it more firmly than it is known."""

    label: str
    value: Decimal | None
    citation: Citation | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class BarSubject:
    """What the bars count. ``key`` becomes the chart's id; ``category`` heads the labels;
    ``unknown`` is what stands where there is no value."""

    key: str
    title: str
    unit: str
    language: str
    category: str = ""
    unknown: Twin = wording.NOT_KNOWN

    def of(self, bar: Bar) -> str:
        """How the value of a bar is written."""
        return bar.words or self.words(bar.value)

    def words(self, value: Decimal | None) -> str:
        if value is None:
            return say(self.unknown, self.language)
        return Quantity(value, self.unit).words(self.language)


def amounts_by_category(
    subject: BarSubject,
    bars: Sequence[Bar],
    *,
    is_upright: bool = False,
    total: Decimal | None = None,
) -> Chart:
    """Draw one bar a category, in the order given, from zero.

    Lying bars (the default) leave room for names; upright ones suit few, short names.
    ``total`` is given by the caller, who knows whether the categories overlap: a firm with
    two sites is counted in two districts, so the bars are never added up here.
    """
    known = [bar for bar in bars if bar.value is not None]
    build = _upright if is_upright else _lying
    return Chart(
        key=subject.key,
        title=subject.title,
        caption=_finding(subject, bars, total),
        description=_description(subject, bars),
        drawing=build(subject, bars) if len(known) > 1 else None,
        columns=[
            Column(subject.category or say(wording.CATEGORY, subject.language)),
            Column(say(wording.VALUE, subject.language), is_figure=True),
        ],
        rows=[Row((bar.label, subject.of(bar)), bar.citation) for bar in bars],
        language=subject.language,
    )


def _finding(subject: BarSubject, bars: Sequence[Bar], total: Decimal | None) -> str:
    language = subject.language
    values = [bar.value for bar in bars if bar.value is not None]
    if not values:
        return say(NO_VALUES, language)
    most = max(values)
    leaders = [bar.label for bar in bars if bar.value == most]
    parts = {"category": leaders[0], "value": subject.words(most)}
    if len(leaders) > 1:
        names = listed(leaders, language)
        sentence = say(LEVEL, language, categories=names, value=subject.words(most))
    elif total is None:
        sentence = say(MOST, language, **parts)
    else:
        sentence = say(MOST_OF, language, total=subject.words(total), **parts)
    unknown = [bar.label for bar in bars if bar.value is None]
    if not unknown:
        return sentence
    rest = say(UNKNOWN, language, categories=listed(unknown, language))
    return marks(language).between_sentences.join([sentence, rest])


def _description(subject: BarSubject, bars: Sequence[Bar]) -> str:
    language = subject.language
    values = [f"{bar.label} {subject.of(bar)}" for bar in bars]
    return say(DRAWN, language, title=subject.title, values=marks(language).semicolon.join(values))


def _trace(subject: BarSubject, bars: Sequence[Bar]) -> dict[str, Any]:
    words = [subject.of(bar) for bar in bars]
    return {
        "type": "bar",
        "marker": {"color": SERIES[0]},
        "text": words,
        "textposition": "outside",
        "textangle": 0,
        "cliponaxis": False,
        "textfont": {"color": INK, "size": 13},
        "hoverinfo": "text",
        "hovertext": [escaped([bar.label, word]) for bar, word in zip(bars, words, strict=True)],
    }


def _lengths(bars: Sequence[Bar]) -> list[float]:
    """An unknown value has no length, only the words "not known" where its bar would start."""
    return [0.0 if bar.value is None else float(bar.value) for bar in bars]


def _categories(bars: Sequence[Bar]) -> dict[str, Any]:
    """Name the categories by ticks over their places, so that equal names stay apart."""
    return {
        "tickmode": "array",
        "tickvals": list(range(len(bars))),
        "ticktext": [bar.label for bar in bars],
        "tickfont": {"color": INK},
        "showline": True,
    }


def _values_shown(subject: BarSubject, bars: Sequence[Bar]) -> dict[str, Any]:
    """The value axis without labels: each bar carries its own number."""
    values = [bar.value for bar in bars if bar.value is not None]
    shown = value_axis(values, subject.unit, subject.language).layout()
    return shown | {"showticklabels": False, "showgrid": False, "zeroline": False}


def _lying(subject: BarSubject, bars: Sequence[Bar]) -> Drawing:
    places = list(range(len(bars)))
    names = max(labels.width(bar.label) for bar in bars)
    words = max(labels.width(subject.of(bar)) for bar in bars)
    trace = _trace(subject, bars) | {"orientation": "h", "x": _lengths(bars), "y": places}
    return Drawing(
        traces=[trace],
        layout=layout(
            height=BAR_STEP * len(bars) + 24,
            margin={"l": names + 12, "r": words + 12, "t": 8, "b": 8},
            bargap=0.38,
            xaxis=_values_shown(subject, bars),
            yaxis=axis(**_categories(bars), range=[len(bars) - 0.5, -0.5]),
        ),
    )


def _upright(subject: BarSubject, bars: Sequence[Bar]) -> Drawing:
    places = list(range(len(bars)))
    trace = _trace(subject, bars) | {"x": places, "y": _lengths(bars)}
    return Drawing(
        traces=[trace],
        layout=layout(
            height=UPRIGHT_HEIGHT,
            margin={"l": 12, "r": 12, "t": 28, "b": 32},
            bargap=0.38,
            xaxis=axis(**_categories(bars), range=[-0.5, len(bars) - 0.5]),
            yaxis=_values_shown(subject, bars),
        ),
    )
