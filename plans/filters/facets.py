"""A facet: one filter of a list as a reader sees it, each value with its live count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that can be chosen, and how many rows there would be of it.

    ``is_unknown``: it stands for rows of which no source says. ``count`` respects all other
    filters, as if nothing were chosen in the facet itself.
    """

    value: str
    label: str
    count: int
    chosen: bool = False
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """``name`` is the parameter in the address. ``most`` is the largest count, for bars."""

    name: str
    label: str
    values: Sequence[FacetValue]

    @property
    def is_on(self) -> bool:
        return any(value.chosen for value in self.values)

    @property
    def chosen(self) -> int:
        return sum(value.chosen for value in self.values)

    @property
    def most(self) -> int:
        return max((value.count for value in self.values), default=0)
