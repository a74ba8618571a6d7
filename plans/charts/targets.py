"""Targets in a chart over time: a short line that ends on the due day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from plans.charts import wording
from plans.charts.axes import ValueAxis
from plans.charts.labels import SideLabel
from plans.charts.marks import escaped
from plans.charts.subjects import Subject, TargetMark
from plans.charts.theme import INK, SOFT
from plans.charts.wording import due_words, marks, say
from plans.choices import Comparator
from plans.domain.texts import Twin

SYMBOLS = {
    Comparator.AT_LEAST.value: "triangle-up",
    Comparator.MORE_THAN.value: "triangle-up-open",
    Comparator.PLAIN.value: "line-ns",
    Comparator.AT_MOST.value: "triangle-down",
    Comparator.LESS_THAN.value: "triangle-down-open",
    Comparator.ABOUT.value: "circle-cross-open",
}
"""The mark on the due day, by comparator: it points to where the target is met."""


class Asked(NamedTuple):
    """Targets that stand at the same place of the chart and so share one mark."""

    due: dt.date
    value: Decimal
    upper: Decimal | None
    area: str


def grouped(targets: Iterable[TargetMark]) -> list[tuple[Asked, list[TargetMark]]]:
    """Put together what would be drawn on top of each other; a plan's own words lead."""
    groups: dict[Asked, list[TargetMark]] = defaultdict(list)
    for mark in targets:
        groups[Asked(mark.due, mark.value, mark.upper, mark.area)].append(mark)
    return [
        (place, sorted(group, key=lambda mark: mark.is_variant))
        for place, group in sorted(groups.items(), key=lambda item: (item[0].due, item[0].value))
    ]


def target_colour(group: Sequence[TargetMark], areas: Mapping[str, str]) -> str:
    """Ink, or the colour of its area among several (``areas``: colours by name)."""
    first = group[0]
    return areas.get(first.area, SOFT if first.is_variant else INK)


def target_trace(
    subject: Subject, place: Asked, group: Sequence[TargetMark], colour: str
) -> dict[str, Any]:
    """Draw a target over its due year, with its mark on the due day itself.

    A range is drawn from its lower end, with a bar up to its upper end.
    """
    first = group[0]
    start = dt.date(place.due.year, 1, 1)
    value = float(place.value)
    spread = None if place.upper is None else float(place.upper - place.value)
    return {
        "type": "scatter",
        "cliponaxis": False,
        "name": say(_label(first), subject.language),
        "mode": "lines+markers",
        "x": [start, place.due],
        "y": [value, value],
        "line": {"color": colour, "width": 1.5, "dash": "dot" if first.is_variant else "solid"},
        "marker": {
            "symbol": ["line-ns", SYMBOLS[first.comparator]],
            "size": [0, 9],
            "color": colour,
            "line": {"color": colour, "width": 1.5},
            "opacity": 1,
        },
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [None, spread],
            "arrayminus": [None, None if spread is None else 0.0],
            "visible": spread is not None,
            "color": colour,
            "thickness": 1.5,
            "width": 6,
        },
        "hoverinfo": "text",
        "hovertext": [_hover(subject, group)] * 2,
    }


def _label(mark: TargetMark) -> Twin:
    return wording.TARGET_OTHER_SOURCE if mark.is_variant else wording.TARGET


def _hover(subject: Subject, group: Sequence[TargetMark]) -> str:
    language = subject.language
    lines: list[str] = []
    for mark in group:
        asked = [mark.words(subject), due_words(mark.due, language)]
        area = [mark.area] if mark.area else []
        lines.append(
            say(_label(mark), language)
            + marks(language).colon
            + marks(language).comma.join([*asked, *area])
        )
        lines.append(marks(language).comma.join([mark.label, mark.citation.publisher]))
    return escaped(list(dict.fromkeys(lines)))


def target_label(
    place: Asked, group: Sequence[TargetMark], values: ValueAxis, colour: str
) -> SideLabel:
    """Label a target with its comparator and its number in the unit of the axis: "≥ 10"."""
    first = group[0]
    top = place.value if place.upper is None else place.upper
    if place.upper is None:
        text = wording.SIGNS[first.comparator] + values.label(place.value)
    else:
        text = f"{values.label(place.value)}–{values.label(place.upper)}"
    return SideLabel(
        text=text,
        x=place.due,
        y=float(top),
        height=float((top - values.low) / (values.high - values.low)),
        colour=colour,
        name="target",
    )
