"""Whether two figures for the same thing can both be true."""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from plans.choices import Qualifier
from plans.domain.series import Point
from plans.domain.verdicts.intervals import ABOUT_PERCENT, Interval

FEWEST_DIGITS = 2
"""A number is taken as rounded only down to this many digits: 20 platforms are not 17."""


def about_margin(point: Point) -> Decimal:
    """Half-width of the margin of an "about", in the base unit."""
    if point.margin is not None:
        return point.margin
    percent = ABOUT_PERCENT if point.interval_percent is None else point.interval_percent
    return abs(point.value) * percent / 100


def rounds_to(precise: Decimal, rounded: Decimal) -> bool:
    """Say whether one number is the other, rounded: 761.7 of 761.714, but not 410 of 420.

    >>> rounds_to(Decimal("761714000000"), Decimal("761700000000"))
    True
    >>> rounds_to(Decimal(17), Decimal(20))
    False
    """
    last_digit = _exponent(rounded.normalize())
    finest = rounded.adjusted() - FEWEST_DIGITS + 1
    step = Decimal(1).scaleb(min(last_digit, finest))
    steps = (precise / step).to_integral_value(ROUND_HALF_EVEN)
    return steps * step == rounded


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{number} is not a finite number.")
    return exponent


def compatible(one: Point, other: Point) -> bool:
    """Say whether two figures for the same thing can both be true.

    A bound agrees with all that lies beyond it, an "about" with its margin, and a plain
    number with the longer one that it may have been rounded from.
    """
    if _overlap(_interval(one), _interval(other)):
        return True
    plain = one.qualifier == other.qualifier == Qualifier.EXACT
    return plain and (rounds_to(one.value, other.value) or rounds_to(other.value, one.value))


def _interval(point: Point) -> Interval:
    """Where the true value lies; an index may be negative, so nothing is cut off at zero."""
    return Interval.of(
        point.value,
        point.qualifier,
        about_percent=point.interval_percent,
        never_negative=False,
    )


def _overlap(one: Interval, other: Interval) -> bool:
    """Ends that touch do overlap: "more than 500" may well be the 500 of another source."""
    return _reaches(one.high, other.low) and _reaches(other.high, one.low)


def _reaches(high: Fraction | None, low: Fraction | None) -> bool:
    return high is None or low is None or low <= high
