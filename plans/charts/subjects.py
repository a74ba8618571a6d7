"""What a chart over time is given: plain data, already fetched."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from plans.domain.citations import Citation
from plans.domain.quantities import Quantity, comparator_words
from plans.domain.series import Point


@dataclass(frozen=True, slots=True)
class Subject:
    """The metric that a chart is about, in the language of its reader.

    ``key`` also becomes the chart's id on the page. ``unit`` and ``measure_type`` are
    codes of ``Unit`` (or ``ComputedUnit``) and ``MeasureType``.
    """

    key: str
    title: str
    unit: str
    measure_type: str
    language: str
    is_computed: bool = False
    """Whether its values were computed here, from figures that sources give."""

    def words(self, point: Point) -> str:
        """Write the value of a point with its unit and how firmly it is stated."""
        return Quantity(point.value, self.unit, point.qualifier).words(self.language)


@dataclass(frozen=True, slots=True)
class AreaValues:
    """All that was observed of the metric in one area; ``name`` in the reader's language."""

    name: str
    points: Sequence[Point]


@dataclass(frozen=True, slots=True)
class TargetMark:
    """What a plan promises of the metric by ``due`` (the last day it may be reached).

    ``label`` names the plan or target for readers. ``upper`` ends a range. ``area`` is
    shown where a chart has several. ``is_variant``: what a second source says of a target
    that the plan has once.
    """

    label: str
    comparator: str
    value: Decimal
    upper: Decimal | None
    due: dt.date
    citation: Citation
    area: str = ""
    is_variant: bool = False

    @property
    def top(self) -> Decimal:
        return self.value if self.upper is None else self.upper

    def words(self, subject: Subject) -> str:
        """Write what is asked for: "at least 10 billion yuan"."""
        asked = Quantity(self.value, subject.unit, upper=self.upper)
        return comparator_words(self.comparator, asked, subject.language)
