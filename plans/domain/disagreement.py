"""Whether two figures for the same thing can both be true."""

from decimal import ROUND_HALF_EVEN, Decimal

from plans.choices import Qualifier
from plans.domain.series import Point

ABOUT_PERCENT = Decimal(5)
"""Half-width of the margin of an "about" whose source names none (see the method)."""

UNBOUNDED = Decimal("Infinity")
FEWEST_DIGITS = 2
"""A number is taken as rounded only down to this many digits: 20 platforms are not 17."""


def about_margin(point: Point) -> Decimal:
    """Half-width of the margin of an "about", in the base unit."""
    percent = ABOUT_PERCENT if point.interval_percent is None else point.interval_percent
    return abs(point.value) * percent / 100


def interval(point: Point) -> tuple[Decimal, Decimal]:
    """Give the least and the greatest value that a statement allows, both included."""
    value = point.value
    match point.qualifier:
        case Qualifier.MORE_THAN | Qualifier.AT_LEAST:
            return value, UNBOUNDED
        case Qualifier.LESS_THAN | Qualifier.AT_MOST:
            return -UNBOUNDED, value
        case Qualifier.ABOUT:
            return value - about_margin(point), value + about_margin(point)
        case _:
            return value, value


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
    (low, high), (other_low, other_high) = interval(one), interval(other)
    if low <= other_high and other_low <= high:
        return True
    plain = one.qualifier == other.qualifier == Qualifier.EXACT
    return plain and (rounds_to(one.value, other.value) or rounds_to(other.value, one.value))
