"""What editors tied to a target of the records held here: shown beside the evidence, not judged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from plans.choices import Qualifier
from plans.domain.quantities import Quantity
from plans.domain.texts import Twin
from plans.models import ComputedTie, Target
from plans.pages.computed import PointRow, Series, reading_of, series_of


@dataclass(frozen=True, slots=True)
class TieRow:
    """A tied series with its newest point, and why an editor tied it."""

    series: Series
    newest: PointRow
    reason: Twin

    @property
    def at_least(self) -> Quantity:
        """The number as a lower bound, since records are never all that there is.

        One that is only "about" stays so: it may be less.
        """
        stated = self.newest.quantity
        is_loose = stated.qualifier != Qualifier.EXACT
        return stated if is_loose else replace(stated, qualifier=Qualifier.AT_LEAST.value)


def ties_of(target: Target, day: dt.date) -> Sequence[TieRow]:
    """What is tied to a target on a day: one query, and one for each tied series.

    A series that is no longer computed, or has no record yet, is left out.
    """
    rows = []
    for tie in ComputedTie.objects.standing_on(day).filter(target=target):
        series = series_of(tie.series)
        newest = reading_of(series, day).newest if series else None
        if series and newest:
            rows.append(TieRow(series, newest, Twin(tie.reason, tie.reason_zh)))
    return rows
