"""Which shade a number gets: a few classes, read off the numbers themselves."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from itertools import combinations, pairwise
from math import inf, log

from plans.domain.quantities import Quantity
from plans.domain.texts import is_chinese

MOST_SHADES = 5
LISTED_BELOW = 10_000
"""Whole numbers below this are listed ("4-9"); others get limits ("2% to below 5%")."""


@dataclass(frozen=True, slots=True)
class Shade:
    """A class of numbers: from ``lower`` to below ``upper``.

    Of the last class ``upper`` is the greatest number, and belongs to it.
    """

    number: int
    """1 for the palest."""
    lower: Decimal
    upper: Decimal
    is_last: bool
    is_listed: bool

    def holds(self, value: Decimal) -> bool:
        below = value <= self.upper if self.is_last else value < self.upper
        return self.lower <= value and below

    def words(self, unit: str, language: str) -> str:
        """Write what the class holds, for the legend.

        >>> few = shades_for(map(Decimal, [1, 2, 4, 5, 41]), 3)
        >>> [shade.words("count", "en") for shade in few]
        ['1-2', '3-9', '10-41']
        """

        def written(number: Decimal, upper: Decimal | None = None) -> str:
            return Quantity(number, unit, upper=upper).words(language)

        if self.is_listed:
            last = self.upper if self.is_last else self.upper - 1
            return written(self.lower, last if last > self.lower else None)
        chinese, lower = is_chinese(language), written(self.lower)
        if self.lower == self.upper:
            return lower
        if self.is_last:
            return f"{lower}及以上" if chinese else f"{lower} or more"
        upper = written(self.upper)
        if self.number == 1:
            return f"不足{upper}" if chinese else f"below {upper}"
        return f"{lower}至不足{upper}" if chinese else f"{lower} to below {upper}"


def shades_for(values: Iterable[Decimal], most: int = MOST_SHADES) -> tuple[Shade, ...]:
    """Group numbers into at most five classes, each as alike as can be (Fisher and Jenks).

    Zeros are left out: zero has a shade of its own. Numbers above zero are compared by
    their ratio, so that 1 and 5 stay apart beside a 41. Limits are as round as they can be
    without moving a number to another class.

    >>> [(int(s.lower), int(s.upper)) for s in shades_for(map(Decimal, [1, 1, 2, 3, 4, 5, 41]))]
    [(1, 2), (2, 3), (3, 4), (4, 10), (10, 41)]
    """
    known = Counter(value for value in values if value != 0)
    if not known:
        return ()
    groups = natural_breaks(sorted(known.items()), most)
    limits = [roundest_between(below[-1], above[0]) for below, above in pairwise(groups)]
    least, greatest = groups[0][0], groups[-1][-1]
    is_listed = all(
        number == number.to_integral_value() and 0 < number < LISTED_BELOW for number in known
    )
    return tuple(
        Shade(number, lower, upper, number == len(groups), is_listed)
        for number, (lower, upper) in enumerate(pairwise([least, *limits, greatest]), start=1)
    )


def natural_breaks(counted: Sequence[tuple[Decimal, int]], most: int) -> list[list[Decimal]]:
    """Split rising (number, how often) pairs where that leaves the least spread in groups."""
    is_positive = counted[0][0] > 0
    places = [log(number) if is_positive else float(number) for number, _ in counted]
    weights = [often for _, often in counted]

    def spread(start: int, stop: int) -> float:
        part = list(zip(places[start:stop], weights[start:stop], strict=True))
        mean = sum(place * weight for place, weight in part) / sum(weights[start:stop])
        return sum(weight * (place - mean) ** 2 for place, weight in part)

    size = len(counted)
    spreads = {span: spread(*span) for span in combinations(range(size + 1), 2)}
    best = {(0, 0): 0.0}
    cut: dict[tuple[int, int], int] = {}
    for groups in range(1, min(most, size) + 1):
        for stop in range(groups, size + 1):
            best[groups, stop], cut[groups, stop] = min(
                (best.get((groups - 1, start), inf) + spreads[start, stop], start)
                for start in range(groups - 1, stop)
            )
    found = []
    stop = size
    for groups in range(min(most, size), 0, -1):
        start = cut[groups, stop]
        found.append([number for number, _ in counted[start:stop]])
        stop = start
    return found[::-1]


def roundest_between(below: Decimal, upto: Decimal) -> Decimal:
    """Give the roundest number above ``below`` and at most ``upto``.

    >>> f"{roundest_between(Decimal(5), Decimal(41)):f}"
    '10'
    >>> f"{roundest_between(Decimal(757498), Decimal(821000)):f}"
    '800000'
    """
    if below < 0 <= upto:
        return Decimal(0)
    exponent = max(below.adjusted(), upto.adjusted())
    while True:
        step = Decimal(1).scaleb(exponent)
        found = ((below / step).to_integral_value(ROUND_FLOOR) + 1) * step
        if found <= upto:
            return found
        exponent -= 1
