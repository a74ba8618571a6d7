"""Observations in short, for tests of pure rules: a test states only what it is about."""

import datetime as dt
from decimal import Decimal

from plans.charts.subjects import AreaValues, Subject, TargetMark
from plans.domain.citations import Citation
from plans.domain.dates import PartialDate
from plans.domain.periods import Period
from plans.domain.series import Point


def period(text: str) -> Period:
    """Read "2023", "2023-04-18", "2023-01..2023-08" or "2023-01-05..2023-08-31"."""
    first, _, last = text.partition("..")
    return Period(PartialDate.parse(first).first_day, PartialDate.parse(last or first).last_day)


def citation(key: str = "shine", *, kind: str = "news", published: str = "2024") -> Citation:
    return Citation(
        source_key=key,
        title=f"Report of {key}",
        publisher=key.upper(),
        published=PartialDate.parse(published) if published else None,
        locator="para 1",
        url=f"https://example.org/{key}",
        language="en",
        kind=kind,
    )


def point(
    when: str,
    value: str | int,
    qualifier: str = "exact",
    kind: str = "actual",
    *,
    source: Citation | None = None,
    key: str = "",
    preferred: bool = False,
    series: str = "",
    interval_percent: Decimal | None = None,
    is_copy: bool = False,
) -> Point:
    cited = source or citation()
    return Point(
        period=period(when),
        value=Decimal(value),
        qualifier=qualifier,
        kind=kind,
        citation=cited,
        key=key or f"{when}-{value}-{cited.source_key}",
        preferred=preferred,
        series=series,
        interval_percent=interval_percent,
        is_copy=is_copy,
    )


def area(*points: Point, name: str = "Shanghai") -> AreaValues:
    return AreaValues(name, points)


def subject(
    unit: str = "yuan", measure_type: str = "flow", language: str = "en", title: str = "Output"
) -> Subject:
    return Subject("output", title, unit, measure_type, language)


def target(
    due: str,
    value: str | int,
    comparator: str = ">=",
    *,
    upper: int | None = None,
    label: str = "Plan 2025",
    area: str = "",
    is_variant: bool = False,
) -> TargetMark:
    return TargetMark(
        label=label,
        comparator=comparator,
        value=Decimal(value),
        upper=None if upper is None else Decimal(upper),
        due=dt.date.fromisoformat(due),
        citation=citation("plan", kind="official"),
        area=area,
        is_variant=is_variant,
    )
