"""From rows of the database to the plain data that charts are drawn from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from plans.charts.subjects import AreaValues, Subject, TargetMark
from plans.domain.series import Point
from plans.domain.texts import Twin
from plans.models import Area, Metric, Observation, Plan, Target


def name_in(language: str, thing: Area | Metric | Plan) -> str:
    """The name for a reader of ``language``, or the one there is."""
    return Twin(thing.name_en, thing.name_zh).pick(language)[0]


def subject_of(metric: Metric, areas: Sequence[Area], language: str) -> Subject:
    """The metric as the subject of a chart; a single area is part of the title."""
    title = name_in(language, metric)
    if len(areas) == 1:
        comma = "，" if language.startswith("zh") else ", "
        title = f"{title}{comma}{name_in(language, areas[0])}"
    return Subject(
        key=f"chart-{metric.key}",
        title=title,
        unit=metric.unit,
        measure_type=metric.measure_type,
        language=language,
    )


def point_of(observation: Observation) -> Point:
    return Point(
        period=observation.period,
        value=observation.value,
        qualifier=observation.qualifier,
        kind=observation.kind,
        citation=observation.citation,
        key=observation.key,
        preferred=observation.preferred,
        series=observation.series,
        series_zh=observation.series_zh,
        interval_percent=observation.interval_percent,
        is_copy=observation.source.origin_id is not None,
    )


def values_of(
    areas: Sequence[Area], observations: Iterable[Observation], language: str
) -> list[AreaValues]:
    """Sort observations by area, in the order of ``areas``; one without any stays in."""
    points: dict[int, list[Point]] = defaultdict(list)
    for observation in observations:
        points[observation.area_id].append(point_of(observation))
    return [AreaValues(name_in(language, area), points[area.pk]) for area in areas]


def marks_of(targets: Iterable[Target], language: str) -> list[TargetMark]:
    """What plans ask for, as far as it is a number."""
    return [
        TargetMark(
            label=name_in(language, target.plan),
            comparator=target.comparator,
            value=target.value,
            upper=target.value_upper,
            due=target.due_on.last_day,
            citation=target.citation,
            area=name_in(language, target.area),
            is_variant=target.variant_of_id is not None,
        )
        for target in targets
        if target.value is not None
    ]
