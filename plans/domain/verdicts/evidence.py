"""What a target is, what bears on it, and which of it counts (method 1 and 2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from plans.choices import Basis, MeasureType, ObservationKind
from plans.domain.periods import Period
from plans.domain.precedence import Rank, rank
from plans.domain.quantities import Quantity
from plans.domain.texts import Twin
from plans.domain.verdicts.intervals import Answer, Demand, Interval, demand, is_ceiling

DEFAULT_LAG_DAYS = 365
"""How long after the due day a result may still come, where the metric does not say."""

A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where a metric stood before the plan: a value in its base unit, at the end of a day."""

    value: Decimal
    on: dt.date


@dataclass(frozen=True, slots=True)
class Promise:
    """A target, with what judging it takes.

    ``value`` is in the base unit of the metric, the lower end of a range (``upper`` is its
    other end); None for a target in words. ``due_on`` is the last day that the due date may
    mean; ``plan_start`` the first day of the plan's period, None where it is not known.
    """

    basis: str
    due_on: dt.date
    comparator: str = ""
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    direction: str = ""
    measure_type: str = ""
    plan_start: dt.date | None = None
    baseline: Baseline | None = None
    lag_days: int = DEFAULT_LAG_DAYS

    @property
    def goal(self) -> Decimal:
        """The number that it is judged by: of a range the end that asks for less.

        That is the lower end, or the upper one where less is better.
        """
        if self.value is None:
            raise ValueError("A target in words asks for no number.")
        if self.upper is not None and is_ceiling(self.comparator, self.direction):
            return self.upper
        return self.value

    @property
    def demand(self) -> Demand:
        """What it asks of a number. A target in words asks nothing."""
        return demand(self.comparator, self.goal, self.direction, is_range=self.upper is not None)

    @property
    def quantity(self) -> Quantity:
        """The promised number, without its comparator."""
        if self.value is None:
            raise ValueError("A target in words has no number.")
        return Quantity(self.value, self.unit, upper=self.upper)

    @property
    def year(self) -> Period:
        """For a flow: the calendar year of the due day, up to that day."""
        return Period(dt.date(self.due_on.year, 1, 1), self.due_on)

    @property
    def counted_from(self) -> dt.date | None:
        """For a running total: the first day that counts; None where it is not known.

        The plan's first day; where that is not known, the day after the recorded baseline.
        """
        if self.plan_start is None and self.baseline is not None:
            return self.baseline.on + A_DAY
        return self.plan_start

    @property
    def start(self) -> Baseline | None:
        """The baseline that its pace is measured from; None where there is none.

        Zero by definition as a flow's period begins, and as a running total's plan does unless
        one is recorded: at the end of the day before, so that the first day counts as a day of
        the way. Recorded or none for a level.
        """
        match self.basis:
            case Basis.FLOW:
                return Baseline(Decimal(0), self.year.start - A_DAY)
            case Basis.RUNNING_TOTAL if self.baseline is not None:
                return Baseline(Decimal(0), self.baseline.on)
            case Basis.RUNNING_TOTAL if self.plan_start is not None:
                return Baseline(Decimal(0), self.plan_start - A_DAY)
            case Basis.RUNNING_TOTAL:
                return None
            case _:
                return self.baseline


COUNTED = "computed"
"""How the key of a number begins that no source states: no observation has a colon in its key."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number is of that nobody published: it is counted from records held here.

    ``series`` is the key of what is counted, ``name`` its name, ``reason`` why an editor tied it
    to the target. ``records`` are those dated from the year ``first`` (None: of any year before)
    to the year ``last``.
    """

    series: str
    name: Twin
    reason: Twin
    first: int | None
    last: int
    records: int

    @property
    def years(self) -> str:
        """ "2025", "2023-2025" or "to-2025": the years of the records, for a key."""
        if self.first is None:
            return f"to-{self.last}"
        return f"{self.last}" if self.first == self.last else f"{self.first}-{self.last}"

    def key(self, value: Decimal) -> str:
        """What the number is kept by where a judgement names it among observations."""
        return f"{COUNTED}:{self.series}:{self.years}:{value.normalize():f}"

    @staticmethod
    def series_in(key: str) -> str | None:
        """The series that a kept key names; None for the key of an observation.

        >>> Counted.series_in("computed:park-openings:2023-2025:3")
        'park-openings'
        >>> Counted.series_in("scale-2023") is None
        True
        """
        kind, *rest = key.split(":")
        return rest[0] if kind == COUNTED and rest else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One observation of the target's metric and area, with who says it.

    ``known_from`` is the first day a reader could know it. ``origin`` is the key of the
    document that a copy repeats, or the source's own key: two sources of one origin are one
    opinion. ``counted`` is set where no source states the number.
    """

    key: str
    period: Period
    value: Decimal
    qualifier: str
    kind: str
    source_key: str
    source_kind: str
    publisher: str
    known_from: dt.date
    origin: str = ""
    preferred: bool = False
    about_percent: Decimal | None = None
    counted: Counted | None = None

    @property
    def is_copy(self) -> bool:
        return self.origin not in ("", self.source_key)

    @property
    def rank(self) -> Rank:
        return rank(
            preferred=self.preferred,
            kind=self.kind,
            source_kind=self.source_kind,
            is_copy=self.is_copy,
            qualifier=self.qualifier,
        )

    @property
    def day(self) -> dt.date:
        """The day that it speaks of: the last of its period."""
        return self.period.end

    def is_second_opinion_on(self, other: Evidence) -> bool:
        """Whether it comes from another publisher and another origin."""
        mine = self.origin or self.source_key
        its = other.origin or other.source_key
        return self.publisher != other.publisher and mine != its


class Role(Enum):
    """What an observation can say about a target."""

    WHOLE = "whole"
    """The number itself: it can say yes and no."""
    LOWER = "lower"
    """A part of it: the number is this or more."""
    UPPER = "upper"
    """It holds what stood before the plan: the number is this or less."""
    CONTEXT = "context"
    """Another span: it is shown, and says nothing."""
    HELD = "held"
    """Counted from the records held here: the number is this or more. It says no to nothing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An observation as it bears on one target."""

    evidence: Evidence
    role: Role
    interval: Interval
    """Where the true number lies, on the target's own terms."""
    answer: Answer
    """Whether that satisfies the target, on the day that it speaks of."""

    @property
    def day(self) -> dt.date:
        return self.evidence.day

    @property
    def counts(self) -> bool:
        return self.role is not Role.CONTEXT


def read(promise: Promise, observations: Iterable[Evidence], as_of: dt.date) -> list[Reading]:
    """Read every reported observation that was known on ``as_of``, in the order of time.

    Forecasts never count, not even as context of a verdict: nothing has happened yet.
    """
    known = (
        seen
        for seen in observations
        if seen.known_from <= as_of and seen.kind != ObservationKind.FORECAST
    )
    return sorted(
        (reading(promise, seen) for seen in known),
        key=lambda r: (r.day, r.evidence.period.start, r.evidence.rank, r.evidence.key),
    )


def reading(promise: Promise, seen: Evidence) -> Reading:
    """Say what one observation can say about the target."""
    role = Role.HELD if seen.counted else role_of(promise, seen.period)
    interval = Interval.of(
        seen.value,
        seen.qualifier,
        about_percent=seen.about_percent,
        never_negative=promise.measure_type != MeasureType.INDEX,
    )
    baseline = promise.baseline
    if role is Role.UPPER and baseline is not None and seen.day > baseline.on:
        # What stood before the plan is known: taken off, the rest is the number itself.
        role, interval = Role.WHOLE, interval.minus(Fraction(baseline.value))
    elif role in (Role.LOWER, Role.HELD):
        interval = interval.at_least()
    elif role is Role.UPPER:
        interval = interval.at_most()
    return Reading(seen, role, interval, answer_of(promise, role, interval))


def answer_of(promise: Promise, role: Role, interval: Interval) -> Answer:
    """Whether a number in ``interval`` satisfies the target, as far as its role lets it say."""
    if role is Role.CONTEXT:
        return Answer.CANNOT_TELL
    answer = promise.demand.answer(interval)
    if role is Role.HELD and answer is Answer.NO:
        return Answer.CANNOT_TELL  # what is held here shows no failure
    if role is Role.LOWER and answer is Answer.NO and promise.basis == Basis.FLOW:
        return Answer.CANNOT_TELL  # only a value for the whole period can say no
    if role is Role.UPPER and answer is Answer.YES:
        return Answer.CANNOT_TELL  # it can say no, never yes
    return answer


def role_of(promise: Promise, period: Period) -> Role:
    """Say what an observation of ``period`` can say about the target (method 2)."""
    match promise.basis:
        case Basis.FLOW:
            return _role_in_a_flow(promise, period)
        case Basis.RUNNING_TOTAL:
            return _role_in_a_running_total(promise, period)
        case Basis.LEVEL:
            return Role.WHOLE
        case _:
            return Role.CONTEXT  # to words alone no number says anything


def _role_in_a_flow(promise: Promise, period: Period) -> Role:
    if period == promise.year:
        return Role.WHOLE
    begins_with_it = period.start == promise.year.start
    return Role.LOWER if begins_with_it and period.end < promise.due_on else Role.CONTEXT


def _role_in_a_running_total(promise: Promise, period: Period) -> Role:
    """What ended before the count began bears on nothing.

    Where its first day is not known, a span may begin before or after it, so it is no bound at
    all; a stock holds whatever came since, whenever that was.
    """
    first = promise.counted_from
    if first is not None and period.end < first:
        return Role.CONTEXT
    if _is_level(promise, period):
        return Role.UPPER
    if first is None:
        return Role.CONTEXT
    if period.start == first:
        return Role.WHOLE
    return Role.LOWER if period.start > first else Role.UPPER


def _is_level(promise: Promise, period: Period) -> bool:
    """A stock of a day, or one of which only the month or the year is known."""
    if promise.measure_type != MeasureType.STOCK:
        return False
    return period.is_day or is_calendar_month(period) or period.is_whole_year


def is_calendar_month(period: Period) -> bool:
    """Exactly one calendar month."""
    same = (period.start.year, period.start.month) == (period.end.year, period.end.month)
    return same and period.is_whole_months
