"""What the list of policy measures shows beside its filter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plans.choices import MeasureTheme, Validity
from plans.domain.validity import validity
from plans.models import PolicyMeasure
from plans.pages.plans import span_of


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure with what the period of its plan says about it on the day."""

    measure: PolicyMeasure
    validity: Validity
    span: str

    @property
    def is_role(self) -> bool:
        """Whether it gives a role to a place, and nothing to anybody."""
        return self.measure.theme == MeasureTheme.SPATIAL_LAYOUT


def measure_rows(
    measures: Iterable[PolicyMeasure], as_of: dt.date, language: str
) -> Sequence[MeasureRow]:
    return [
        MeasureRow(
            measure=measure,
            validity=validity(measure.plan.period_start, measure.plan.period_end, as_of),
            span=span_of(measure.plan, language),
        )
        for measure in measures
    ]
