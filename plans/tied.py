"""What editors tied to targets, read on the terms of the method, and shown in the site's."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plans.choices import Qualifier
from plans.computed import Series, series_of
from plans.domain.computed import Tally
from plans.domain.periods import Period
from plans.domain.quantities import Quantity
from plans.domain.verdicts import Reading, Tied
from plans.domain.verdicts.evidence import Counted
from plans.models import ComputedTie, Target
from plans.models.promises import misfit_of


def tied_to(targets: Sequence[Target], as_of: dt.date) -> Mapping[int, list[Tied]]:
    """The series that are tied to targets, by the ids of these; without what does not suit.

    One query, and one more for each way of counting that is tied to any. Records are counted as
    they are today; each tally says from when it could be known.
    """
    by_pk = {target.pk: target for target in targets}
    tallies: dict[object, Sequence[Tally]] = {}
    found: dict[int, list[Tied]] = defaultdict(list)
    for tie in ComputedTie.objects.standing_on(as_of).filter(target__in=list(by_pk)):
        series = tie.counting
        if series is None or misfit_of(series, by_pk[tie.target_id]):
            continue
        if series.tallies not in tallies:
            tallies[series.tallies] = series.tallies()
        found[tie.target_id].append(
            Tied(
                series=series.key,
                name=series.name,
                way=series.way,
                unit=series.unit,
                reason=tie.why,
                since=tie.made_on,
                tallies=tallies[series.tallies],
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class HeldFigure:
    """A number counted from the records held here, as it bears on a target."""

    reading: Reading
    counted: Counted
    series: Series
    unit: str

    @property
    def key(self) -> str:
        return self.reading.evidence.key

    @property
    def quantity(self) -> Quantity:
        seen = self.reading.evidence
        return Quantity(seen.value, self.unit, Qualifier(seen.qualifier))

    @property
    def period(self) -> Period:
        return self.reading.evidence.period

    @property
    def url(self) -> str:
        """The list of the records that it is counted from."""
        return self.series.dated_url(self.counted.first, self.counted.last)


def held_figures(readings: Iterable[Reading], unit: str) -> list[HeldFigure]:
    """Those of some readings that nobody published, in their order."""
    found = []
    for reading in readings:
        counted = reading.evidence.counted
        series = series_of(counted.series) if counted else None
        if counted and series:
            found.append(HeldFigure(reading, counted, series, unit))
    return found
