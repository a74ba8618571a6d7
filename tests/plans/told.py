"""What a chart shows and says, held against the rows of its file.

All is worked out from the rows alone, as a reader of the file would: what stands, what is drawn
beside it, and which sentences may be made of it.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import pytest

from plans.charts import wording
from plans.charts.chart import Chart
from plans.charts.findings import DISAGREE_OFTEN
from plans.charts.svg.scales import Frame
from plans.charts.wording import due_words, marks, say, within
from plans.choices import Comparator, Qualifier
from plans.domain.dates import PartialDate
from plans.domain.periods import Period
from plans.domain.quantities import Quantity, comparator_words
from tests.plans.svg import Picture

Row = dict[str, Any]

BESIDE = ("agrees", "rival")
PROMISED = ("target", "variant")


def words_of(row: Row, language: str) -> str:
    """The number of a row, as readers of the page see it."""
    value, upper = Decimal(row["value"]), Decimal(row.get("value_upper") or 0)
    if row.get("comparator"):
        asked = Quantity(value, row["unit"], upper=upper or None)
        return comparator_words(Comparator(row["comparator"]), asked, language)
    return Quantity(value, row["unit"], Qualifier(row["qualifier"])).words(language)


def period_of(row: Row) -> Period:
    return Period(*(dt.date.fromisoformat(row[name]) for name in ("period_start", "period_end")))


def value_of(chart: Chart, row: Any) -> str:
    place = next(n for n, column in enumerate(chart.columns) if column.is_figure)
    return row.texts[place]


# --- Table ------------------------------------------------------------------------------------


def table_has(chart: Chart, rows: Sequence[Row], language: str) -> None:
    """Figure by figure and target by target, and what stands beside another."""
    figures = {row["key"]: words_of(row, language) for row in rows if row["role"] not in PROMISED}
    asked = sorted(words_of(row, language) for row in rows if row["role"] in PROMISED)

    assert figures == {row.key: value_of(chart, row) for row in chart.rows if row.key}
    assert asked == sorted(value_of(chart, row) for row in chart.rows if not row.key)
    assert {row["key"] for row in rows if row["role"] in BESIDE} == {
        row.key for row in chart.rows if row.key and row.beside
    }


# --- Picture ----------------------------------------------------------------------------------


def drawn(rows: Iterable[Row]) -> list[Row]:
    """What is to be drawn: each different thing that is said of an area, a period and a definition,
    by what stands or by a rival. Of a forecast what came is no rival."""
    found: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        if row["role"] in ("stands", "rival", "computed"):
            about = row["area"], period_of(row), row["series"], row["kind"] == "forecast"
            said = row["value"], row["qualifier"], row["kind"]
            found.setdefault((*about, *said), row)
    return list(found.values())


def sent_to_plotly(chart: Chart) -> list[float]:
    """The values of the traces whose marks are figures; those of targets have two symbols."""
    assert chart.drawing is not None
    return [
        value
        for trace in chart.drawing.traces
        if "hovertext" in trace and isinstance(trace["marker"]["symbol"], str)
        for value in trace["y"]
        if value is not None
    ]


def pictures_show(chart: Chart, rows: Sequence[Row], language: str) -> None:
    """In what Plotly gets and in the SVG, each mark at its height and with its words."""
    assert chart.drawing is not None
    frame = Frame.of(chart.drawing.layout)
    wanted = drawn(rows)
    expected = sorted((words_of(row, language), frame.y(float(row["value"]))) for row in wanted)
    said = [mark for mark in Picture(chart).marks if mark.said and not is_target(mark)]
    shown = sorted((mark.said.split("\n")[0], mark.y) for mark in said)

    assert sorted(sent_to_plotly(chart)) == sorted(float(row["value"]) for row in wanted)
    assert [words for words, _ in shown] == [words for words, _ in expected]
    for (_, at), (_, should) in zip(shown, expected, strict=True):
        assert at == pytest.approx(should, abs=0.02)


def is_target(mark: Any) -> bool:
    labels = (wording.TARGET, wording.TARGET_OTHER_SOURCE)
    return mark.said.startswith(tuple(f"{twin.en}: " for twin in labels)) or mark.said.startswith(
        tuple(f"{twin.zh}：" for twin in labels)
    )


# --- Words ------------------------------------------------------------------------------------


def phrases(row: Row, language: str) -> list[str]:
    """How a caption may say a row: its number with its own time, and nothing less."""
    words, chinese = words_of(row, language), language != "en"
    if row["role"] in PROMISED:
        due = due_words(PartialDate.parse(row["due_on"]).last_day, language)
        return [f"{due}{words}" if chinese else f"{words} {due}"]
    when = within(period_of(row), language)
    kind = say(wording.KINDS[row["kind"]], language)
    if row["kind"] == "forecast" and period_of(row).is_day:
        return [f"{when}称预计为{words}" if chinese else f"{words} expected, as said {when}"]
    if row["kind"] == "forecast":
        return [f"预计{when}为{words}" if chinese else f"{words} expected {when}"]
    if row["kind"] == "estimate":
        return [f"{when}为{words}（{kind}）" if chinese else f"{words} ({kind}) {when}"]
    return [f"{when}为{words}" if chinese else f"{words} {when}"]


def caption_says(chart: Chart, rows: Sequence[Row], names: dict[str, str], language: str) -> None:
    """Each number of the caption is a row of the file, of the area (``names`` by key) whose
    sentence it stands in, and with the row's own time; nothing else in it has a digit."""
    left = chart.caption
    colon = marks(language).colon
    places = sorted((left.find(f"{name}{colon}"), key, name) for key, name in names.items())
    assert places[0][0] == 0, left
    rest = ""
    for place, (start, key, name) in enumerate(places):
        end = places[place + 1][0] if place + 1 < len(places) else len(left)
        own = [row for row in rows if row["area"] == key]
        part = left[start:end].removeprefix(f"{name}{colon}")
        if own_figures := [row for row in own if row["role"] not in PROMISED]:
            assert any(said in part for row in own_figures for said in phrases(row, language)), part
        said = {words for row in own for words in phrases(row, language)}
        if place + 1 == len(places):  # what all areas ask for, and where sources differ, comes last
            said |= {
                words for row in rows if row["role"] in PROMISED for words in phrases(row, language)
            }
            disputed = [row for row in rows if row["role"] == "rival"]
            said |= {period_of(row).words(language) for row in disputed}
            part = re.sub(say(DISAGREE_OFTEN, language, count=r"\d+"), "", part)
        for words in sorted({*said, *names.values()}, key=len, reverse=True):
            part = part.replace(words, "")
        rest += part
    assert not re.search(r"\d", rest), (rest, chart.caption)


def description_says(chart: Chart, rows: Iterable[Row], language: str) -> None:
    """For those who do not see it: every figure that stands, with its period."""
    between = "" if language != "en" else " "
    for row in rows:
        if row["role"] in ("stands", "computed"):
            said = f"{period_of(row).words(language)}{between}{words_of(row, language)}"
            assert said in chart.description, said
        if row["role"] == "target":
            assert words_of(row, language) in chart.description
