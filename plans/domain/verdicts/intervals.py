"""Every observation is an interval, and a target asks whether all of it lies inside (method 3)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache

from plans.choices import Comparator, Direction, Qualifier

ABOUT_PERCENT = Decimal(5)
"""Half the width of "about" in an observation, in per cent of its value."""

TARGET_ABOUT_PERCENT = 10
"""Half the width of "about" in a target, in per cent of its value."""


class Answer(Enum):
    """Whether an observation satisfies a target."""

    NO = 0
    CANNOT_TELL = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the true number lies. An end of None is unbounded; open ends do not belong to it.

    Exact fractions: scaling a number and its target alike must change no answer.
    """

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def of(
        cls,
        value: Decimal,
        qualifier: str,
        *,
        about_percent: Decimal | None = None,
        never_negative: bool = True,
    ) -> Interval:
        """Read a value with its qualifier.

        >>> Interval.of(Decimal(100), "about")
        Interval(low=Fraction(95, 1), high=Fraction(105, 1), low_open=False, high_open=False)
        >>> Interval.of(Decimal(100), "less_than").low
        Fraction(0, 1)
        """
        number = Fraction(value)
        floor = Fraction(0) if never_negative else None
        match qualifier:
            case Qualifier.EXACT:
                return cls(number, number)
            case Qualifier.ABOUT:
                percent = ABOUT_PERCENT if about_percent is None else about_percent
                margin = abs(number) * Fraction(percent) / 100
                low = number - margin
                return cls(low if floor is None else max(low, floor), number + margin)
            case Qualifier.MORE_THAN:
                return cls(number, None, low_open=True)
            case Qualifier.AT_LEAST:
                return cls(number, None)
            case Qualifier.LESS_THAN:
                return cls(floor, number, high_open=True)
            case Qualifier.AT_MOST:
                return cls(floor, number)
        raise ValueError(f"{qualifier!r} is no qualifier.")

    def at_least(self) -> Interval:
        """Read it as a lower bound only: the true number may be anything above."""
        return Interval(self.low, None, low_open=self.low_open)

    def at_most(self, floor: Fraction | None = Fraction(0)) -> Interval:
        """Read it as an upper bound only: the true number may be anything down to ``floor``."""
        return Interval(floor, self.high, high_open=self.high_open)

    def minus(self, number: Fraction) -> Interval:
        """Take a baseline off both ends."""
        return Interval(
            None if self.low is None else self.low - number,
            None if self.high is None else self.high - number,
            self.low_open,
            self.high_open,
        )

    # --- Where the whole of it lies -------------------------------------------------------

    def is_from(self, number: Fraction) -> bool:
        """All of it is ``number`` or above."""
        return self.low is not None and self.low >= number

    def is_above(self, number: Fraction) -> bool:
        """All of it is above ``number``."""
        if self.low is None:
            return False
        return self.low > number or (self.low == number and self.low_open)

    def is_up_to(self, number: Fraction) -> bool:
        """All of it is ``number`` or below."""
        return self.high is not None and self.high <= number

    def is_below(self, number: Fraction) -> bool:
        """All of it is below ``number``."""
        if self.high is None:
            return False
        return self.high < number or (self.high == number and self.high_open)

    def lies_below(self, other: Interval) -> bool:
        """All of it is below all of ``other``.

        >>> five = Fraction(5)
        >>> Interval(None, five).lies_below(Interval(five, None, low_open=True))
        True
        """
        if other.low is None:
            return False
        return self.is_below(other.low) or (other.low_open and self.is_up_to(other.low))


class Side(Enum):
    """Which way a number has to go to satisfy a target."""

    UP = "up"
    DOWN = "down"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Demand:
    """What a target asks of a number: from ``low`` to ``high``, either of which may be open.

    ``strict`` leaves the number itself out (`>` and `<`).
    """

    low: Fraction | None
    high: Fraction | None
    strict: bool = False

    @property
    def side(self) -> Side:
        if self.high is None:
            return Side.UP
        return Side.DOWN if self.low is None else Side.EXACT

    def answer(self, interval: Interval) -> Answer:
        """Yes if the whole interval satisfies it, no if no part of it does."""
        inside = self._all_from_low(interval) and self._all_to_high(interval)
        if inside:
            return Answer.YES
        return Answer.NO if self._outside(interval) else Answer.CANNOT_TELL

    def _all_from_low(self, interval: Interval) -> bool:
        if self.low is None:
            return True
        return interval.is_above(self.low) if self.strict else interval.is_from(self.low)

    def _all_to_high(self, interval: Interval) -> bool:
        if self.high is None:
            return True
        return interval.is_below(self.high) if self.strict else interval.is_up_to(self.high)

    def _outside(self, interval: Interval) -> bool:
        too_low = self.low is not None and (
            interval.is_up_to(self.low) if self.strict else interval.is_below(self.low)
        )
        too_high = self.high is not None and (
            interval.is_from(self.high) if self.strict else interval.is_above(self.high)
        )
        return too_low or too_high


def is_ceiling(comparator: str, direction: str) -> bool:
    """Whether a comparator asks for its number or less."""
    if comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
        return True
    either_way = comparator in (Comparator.PLAIN, Comparator.ABOUT)
    return either_way and direction == Direction.DOWN_IS_GOOD


@lru_cache(maxsize=1024)  # of a target, asked anew for every figure that is read for it
def demand(comparator: str, value: Decimal, direction: str, *, is_range: bool = False) -> Demand:
    """Read a comparator (method 1).

    A plain number is a floor where up is good, a ceiling where down is good, and itself where
    neither is. "About" gives 10 per cent, and more in the good direction. ``value`` is the end
    that a range is judged on: beyond its other end is no failure, so a range is never exact.

    >>> demand("=", Decimal(20), "up_is_good") == demand(">=", Decimal(20), "up_is_good")
    True
    """
    number = Fraction(value)
    match comparator:
        case Comparator.AT_LEAST:
            return Demand(number, None)
        case Comparator.MORE_THAN:
            return Demand(number, None, strict=True)
        case Comparator.AT_MOST:
            return Demand(None, number)
        case Comparator.LESS_THAN:
            return Demand(None, number, strict=True)
        case Comparator.PLAIN:
            margin = Fraction(0)
        case Comparator.ABOUT:
            margin = abs(number) * TARGET_ABOUT_PERCENT / 100
        case _:
            raise ValueError(f"{comparator!r} is no comparator.")
    if is_ceiling(comparator, direction):
        return Demand(None, number + margin)
    open_ended = is_range or direction == Direction.UP_IS_GOOD
    return Demand(number - margin, None if open_ended else number + margin)
