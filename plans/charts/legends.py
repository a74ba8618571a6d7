"""The signs that a chart over time uses, each once, for the legend under its title."""

from collections.abc import Iterator, Sequence

from plans.charts import wording
from plans.charts.chart import LegendEntry
from plans.charts.marks import UNEVEN, Style, series_name
from plans.charts.subjects import AreaValues, Subject, TargetMark
from plans.charts.theme import INK, SERIES, SOFT, SVG_DASHES
from plans.charts.wording import say
from plans.choices import ObservationKind, Qualifier
from plans.domain.series import DrawnSeries, Stand, drawable, stands


def legend(
    subject: Subject, areas: Sequence[AreaValues], targets: Sequence[TargetMark]
) -> list[LegendEntry]:
    """Explain what is drawn and nothing else."""
    settled = [one for area in areas for one in stands(area.points)]
    styles = [Style(place, len(areas) == 1, area.name) for place, area in enumerate(areas)]
    entries = [
        entry
        for style, area in zip(styles, areas, strict=True)
        for entry in series_entries(subject, style, area)
    ]
    entries += beside_entries(subject.language, settled)
    entries += target_entries(subject.language, targets)
    return each_once(entries)


def each_once(entries: Sequence[LegendEntry]) -> list[LegendEntry]:
    """Leave out what has been explained; of two definitions one may have no line."""
    found: dict[str, LegendEntry] = {}
    for entry in entries:
        if entry.label not in found or entry.dash:
            found[entry.label] = entry
    return list(found.values())


def series_entries(subject: Subject, style: Style, area: AreaValues) -> Iterator[LegendEntry]:
    """One sign for each series of an area."""
    for series in drawable(area.points, subject.measure_type):
        is_line = any(len(segment) > 1 for segment in series.segments)
        yield LegendEntry(
            label=series_name(subject, style, series),
            colour=style.colour,
            shape=style.shape(series.kind, series.span),
            is_filled=series.kind == ObservationKind.ACTUAL,
            dash=SVG_DASHES[style.dash] if is_line else "",
            sign=_extra(style, series),
        )


def _extra(style: Style, series: DrawnSeries) -> str:
    """What is drawn beside the shape: the bar over a period, the dot in a forecast."""
    if series.span in UNEVEN:
        return "span"
    is_dotted = series.kind == ObservationKind.FORECAST and not style.is_alone
    return "dot" if is_dotted else ""


def beside_entries(language: str, settled: Sequence[Stand]) -> list[LegendEntry]:
    """The signs of rivals, margins and bounds, where there are any."""
    return [*_rivals(language, settled), *_intervals(language, settled)]


def _rivals(language: str, settled: Sequence[Stand]) -> Iterator[LegendEntry]:
    if any(one.rivals for one in settled):
        yield LegendEntry(say(wording.ANOTHER_SOURCE, language), SERIES[0], sign="rival")


def _intervals(language: str, settled: Sequence[Stand]) -> Iterator[LegendEntry]:
    drawn = [point for one in settled for point in (one.point, *one.rivals)]
    if any(point.qualifier == Qualifier.ABOUT for point in drawn):
        yield LegendEntry(say(wording.ABOUT, language), SERIES[0], sign="about")
    for side, words in (("above", wording.ABOVE), ("below", wording.BELOW)):
        if any(wording.BOUNDS.get(point.qualifier) == side for point in drawn):
            yield LegendEntry(say(words, language), SERIES[0], sign=side)


def target_entries(language: str, targets: Sequence[TargetMark]) -> Iterator[LegendEntry]:
    """The line of a target, and that of what another source says of one."""
    if any(not mark.is_variant for mark in targets):
        yield LegendEntry(say(wording.TARGET, language), INK, sign="target")
    if any(mark.is_variant for mark in targets):
        yield LegendEntry(say(wording.TARGET_OTHER_SOURCE, language), SOFT, sign="variant")
