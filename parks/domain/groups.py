"""Products counted in groups that are alike in all that a list can be narrowed by.

A few thousand groups stand for any number of products: chart, table, facets and the total of the
list are all added up from them, so that no two of these can disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

Choice = Mapping[str, Collection[str]]
"""The chosen values of each facet: any of the values of a facet, all of the facets."""


@dataclass(frozen=True, slots=True)
class Group:
    """So many products that have the same values in every facet."""

    values: Mapping[str, Sequence[str]]
    products: int

    def fits(self, chosen: Choice, *, but: Collection[str] = ()) -> bool:
        """Whether they are among what is chosen, as if nothing were in the facets ``but``."""
        return all(
            not values or not set(values).isdisjoint(self.values[facet])
            for facet, values in chosen.items()
            if facet not in but
        )


def total(groups: Iterable[Group], chosen: Choice) -> int:
    return sum(group.products for group in groups if group.fits(chosen))


def by_value(groups: Iterable[Group], chosen: Choice, facet: str) -> Counter[str]:
    """How many products there are of each value of a facet, as if its own choice were open.

    >>> groups = [Group({"stage": ["nda"], "authority": ["FDA", "NMPA"]}, 3)]
    >>> by_value(groups, {"stage": ["nda"], "authority": ["EMA"]}, "authority")
    Counter({'FDA': 3, 'NMPA': 3})
    """
    counts: Counter[str] = Counter()
    for group in groups:
        if group.fits(chosen, but=[facet]):
            for value in group.values[facet]:
                counts[value] += group.products
    return counts


def matrix(
    groups: Iterable[Group], chosen: Choice, rows: str, columns: str
) -> Counter[tuple[str, str]]:
    """How many there are of each pair of values of two facets, as if both choices were open."""
    counts: Counter[tuple[str, str]] = Counter()
    for group in groups:
        if group.fits(chosen, but=[rows, columns]):
            for row in group.values[rows]:
                for column in group.values[columns]:
                    counts[row, column] += group.products
    return counts
