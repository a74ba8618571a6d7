"""Numbers counted from the records held here, where an editor tied them to a target (method 6).

They are asked last, and only for a yes: the records are never all that there is, so the true
number is what they say or more. They show a floor as met or as on its way; no failure, and no
ceiling that was kept. What a source states of the same comes first, whatever it says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import Protocol

from plans.choices import Basis, MeasureType, ObservationKind, Qualifier, Verdict
from plans.domain.computed import RECORDS, Tally, Way, left_out, qualifier_of_sum
from plans.domain.periods import Period
from plans.domain.texts import Twin
from plans.domain.verdicts.due import covers
from plans.domain.verdicts.evidence import Counted, Evidence, Promise, Reading
from plans.domain.verdicts.grades import grade_of
from plans.domain.verdicts.intervals import Side
from plans.domain.verdicts.judgement import Judgement

A_DAY = dt.timedelta(days=1)


# --- What suits a target --------------------------------------------------------------------


class Counting(Protocol):
    """What a series counts: in which unit, a level or an amount, and in which area (its key;
    empty where in no one area)."""

    @property
    def unit(self) -> str: ...
    @property
    def measure_type(self) -> str: ...
    @property
    def area(self) -> str: ...


class Misfit(Enum):
    """Why a series says nothing of a target, whatever an editor may find."""

    WORDS = "words"
    UNIT = "unit"
    MEASURE_TYPE = "measure_type"
    AREA = "area"
    NO_FLOOR = "no_floor"


def misfit(counting: Counting, promise: Promise, area: str) -> Misfit | None:
    """Say why a series does not suit a target for ``area`` (a key); None where it does.

    Whether it counts the same things no rule can tell: that is what the editor's reason says.
    """
    if promise.value is None:
        return Misfit.WORDS
    if counting.unit != promise.unit:
        return Misfit.UNIT
    needed = {
        Basis.LEVEL.value: MeasureType.STOCK.value,
        Basis.FLOW.value: MeasureType.FLOW.value,
    }.get(promise.basis, counting.measure_type)
    if not counting.measure_type == promise.measure_type == needed:
        return Misfit.MEASURE_TYPE
    if counting.area != area:
        return Misfit.AREA
    return None if promise.demand.side is Side.UP else Misfit.NO_FLOOR


# --- What a tied series says on a day -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tied:
    """A series of records, tied to a target from the day ``since`` on, for a written reason.

    ``tallies`` say from when their records could be known.
    """

    series: str
    name: Twin
    way: Way
    unit: str
    reason: Twin
    since: dt.date
    tallies: Sequence[Tally]

    def turning_days(self, until: dt.date) -> set[dt.date]:
        """The days on which what it says can change: tied, a record became known, a year over."""
        days = {day for tally in self.tallies if (day := tally.known_from)}
        years = range(self.since.year + 1, until.year + 1)
        days |= {self.since, *(dt.date(year, 1, 1) for year in years)}
        return {day for day in days if self.since <= day <= until}

    def evidence(self, promise: Promise, as_of: dt.date) -> list[Evidence]:
        """What it says on a day, on the target's own terms, in the order of time.

        A level is all that is dated up to a day. An amount is that of the due year; a running
        total begins with the first whole year of the plan, since a record may be known by its
        year alone. A year that is still running ends with the day on which the last of its
        records became known; records of a year that is over are dated up to its end.
        """
        if as_of < self.since:
            return []
        counts = [tally for tally in self.tallies if self._counts(tally, as_of)]
        found = []
        for first, last in _spans(promise, as_of.year):
            within = [t for t in counts if t.year and (first or 0) <= t.year <= last]
            if last == as_of.year and not any(tally.year == last for tally in within):
                continue  # a year that adds nothing so far
            if within:
                found.append(self._evidence(within, first, last, as_of))
        if promise.basis == Basis.FLOW:
            # Records of a later day of the due year may be of after the target's last day.
            found = [seen for seen in found if seen.day <= promise.due_on]
        return found

    def _counts(self, tally: Tally, as_of: dt.date) -> bool:
        """Known by the day, and not from before its year: what is only planned did not happen."""
        if tally.known_from is None or tally.year is None or tally.known_from > as_of:
            return False
        is_planned = tally.known_from.year < tally.year
        return not is_planned and not left_out(tally, self.way, self.unit, as_of)

    def _evidence(
        self, within: Sequence[Tally], first: int | None, last: int, as_of: dt.date
    ) -> Evidence:
        """The number of the records of a span of years."""
        records = sum(tally.n for tally in within)
        value, qualifier = Decimal(records), Qualifier.EXACT.value
        if self.way is Way.SUM:
            value = sum((tally.total or Decimal(0) for tally in within), Decimal(0))
            qualifier = qualifier_of_sum(tally.qualifier for tally in within)
        known = {tally.known_from for tally in within if tally.known_from}
        running = {t.known_from for t in within if t.known_from and t.year == as_of.year}
        end = max(running) if last == as_of.year else dt.date(last, 12, 31)
        counted = Counted(self.series, self.name, self.reason, first, last, records)
        return Evidence(
            key=counted.key(value),
            period=Period(end if first is None else dt.date(first, 1, 1), end),
            value=value,
            qualifier=Qualifier.AT_LEAST.value if qualifier == Qualifier.EXACT else qualifier,
            kind=ObservationKind.ESTIMATE.value,
            source_key=f"computed:{self.series}",
            source_kind=RECORDS,
            publisher="",
            known_from=max(known),
            counted=counted,
        )


def _spans(promise: Promise, this_year: int) -> Iterable[tuple[int | None, int]]:
    """The years to count, of which the first is None for all that came before."""
    due = promise.due_on.year
    if promise.basis == Basis.FLOW:
        return [(due, due)]
    if promise.basis == Basis.LEVEL:
        begin = min(promise.plan_start.year if promise.plan_start else due, due)
        return [(None, year) for year in range(begin, this_year + 1)]
    first = _first_whole_year(promise)
    return [] if first is None else [(first, year) for year in range(first, this_year + 1)]


def _first_whole_year(promise: Promise) -> int | None:
    """The first calendar year that lies wholly within the count; None where none is known."""
    first = promise.counted_from
    if first is None:
        return None
    return first.year if first == dt.date(first.year, 1, 1) else first.year + 1


# --- When it is asked, and what may come of it ----------------------------------------------

LEFT_OPEN = {
    Verdict.NOT_YET_MEASURED,
    Verdict.NO_EVIDENCE,
    Verdict.AWAITING_DATA,
    Verdict.UNDETERMINED,
    Verdict.LEVEL_ONLY,
    Verdict.ON_TRACK,
    Verdict.BEHIND,
    Verdict.OFF_TRACK,
    Verdict.MOVING_AWAY,
}
"""What sources leave open: no result, or a way not yet at its end."""

WITHOUT_PACE = {Verdict.NOT_YET_MEASURED, Verdict.LEVEL_ONLY}

REACHED = {Verdict.MET, Verdict.MET_DATE_UNKNOWN, Verdict.REACHED_EARLY, Verdict.HOLDING}

Rule = Callable[[Sequence[Reading]], Judgement | None]


def asked_of_records(
    promise: Promise,
    stated: Judgement,
    readings: Sequence[Reading],
    held: Sequence[Reading],
    rule: Rule,
) -> Judgement:
    """Ask the records where sources leave a target open; else only show what they say.

    ``stated`` is the judgement by sources alone, from ``readings``. ``rule`` judges the readings
    given to it as if there were no others.
    """
    aside = _set_aside(promise, held, [r for r in readings if r.counts], stated.as_of)
    asked = [reading for reading in held if reading not in aside]
    if stated.verdict in LEFT_OPEN and promise.demand.side is Side.UP and asked:
        found = rule(asked)
        if found is not None and _may_say(found.verdict, stated.verdict):
            used = set(found.evidence_keys)
            return replace(
                found,
                others=tuple(readings),
                held=tuple(reading for reading in asked if reading.evidence.key not in used),
                held_aside=tuple(aside),
                grade=grade_of(promise, found, ()),
            )
    return replace(stated, held=tuple(asked), held_aside=tuple(aside))


def _may_say(found: Verdict, stated: Verdict) -> bool:
    """Reached, or on its way where sources give no pace. That more is held here than a pace
    takes is certain; that less is, is no sign of a slow pace."""
    return found in REACHED or (found is Verdict.ON_TRACK and stated in WITHOUT_PACE)


def _set_aside(
    promise: Promise, held: Sequence[Reading], stated: Sequence[Reading], as_of: dt.date
) -> list[Reading]:
    """What is not asked: a source speaks of the same, or shows that the series is another thing.

    What a later year only repeats, without a further record, is the same once more.
    """
    false = {_series(one) for one in held if any(_contradicts(seen, one) for seen in stated)}
    same = {
        (_series(one), one.evidence.value)
        for one in held
        if any(_is_of_the_same(promise, one, seen, as_of) for seen in stated)
    }
    return [
        one for one in held if _series(one) in false or (_series(one), one.evidence.value) in same
    ]


def _series(held: Reading) -> str:
    return held.evidence.source_key


def _is_of_the_same(promise: Promise, held: Reading, stated: Reading, as_of: dt.date) -> bool:
    """The same span. Of levels the same day or, once due, both for the due day; before it the
    newest figure counts, so a later one of a source speaks for all days before."""
    if promise.basis != Basis.LEVEL:
        return stated.evidence.period == held.evidence.period
    if as_of <= promise.due_on:
        return stated.day >= held.day
    of_due = all(covers(r.evidence.period, promise.due_on) for r in (stated, held))
    return of_due or stated.day == held.day


def _contradicts(stated: Reading, held: Reading) -> bool:
    """Whether a source says less of no earlier day than is held here: then the records are of
    something else, or some of what they count is gone."""
    return stated.day >= held.day and stated.interval.lies_below(held.interval)
