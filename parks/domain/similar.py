"""How alike two firms are: points for what they share, and which searches find the most alike.

A modality that both work on counts for more, the fewer firms work on it. The same role counts, and
so does a site in the same district. Nothing else does, so that a page can say why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

COMMON = (10, 100, 1000)
"""A modality of fewer firms than the first counts 4 points, than the second 3, than the third 2."""

ROLE_POINTS, DISTRICT_POINTS = 2, 1

WEIGHED = 3
"""Modalities of a firm that are weighed: its rarest. Few firms have more."""

MOST = 6
"""Similar firms on a page."""


def rarity_points(firms: int) -> int:
    """Points for sharing a modality that so many firms work on.

    >>> [rarity_points(firms) for firms in (2, 10, 999, 60_000)]
    [4, 3, 2, 1]
    """
    return 1 + sum(firms < bound for bound in COMMON)


def weights(firms_by_modality: Mapping[str, int]) -> dict[str, int]:
    """The points of a firm's rarest modalities, the rarest first; of equals by their codes.

    >>> weights({"car_t": 32, "nk": 6, "til": 4, "aav": 12})
    {'til': 4, 'nk': 4, 'aav': 3}
    """
    rarest = sorted(firms_by_modality.items(), key=lambda item: (item[1], item[0]))
    return {code: rarity_points(firms) for code, firms in rarest[:WEIGHED]}


@dataclass(frozen=True, slots=True)
class Alike:
    """What a firm shares with the one at hand."""

    modalities: frozenset[str]
    role: bool = False
    district: bool = False

    def points(self, weight: Mapping[str, int]) -> int:
        shared = sum(weight[code] for code in self.modalities)
        return shared + ROLE_POINTS * self.role + DISTRICT_POINTS * self.district


def searches(codes: Collection[str], *, place_known: bool) -> Iterator[Alike]:
    """Everything that a firm can share: what to search for, so that no firm has to be compared.

    The first ``MOST`` firms by name of each search, taken together, hold the ``MOST`` most alike
    by points and name. For whoever is among these shares some set of things; of the firms that
    share at least that set, as many points or more, it is among the first by name.
    """
    places = (True, False) if place_known else (False,)
    for size in range(1, len(codes) + 1):
        for shared in combinations(sorted(codes), size):
            for role in (True, False):
                for place in places:
                    yield Alike(frozenset(shared), role, place)


K = TypeVar("K")


def most_alike(
    found: Iterable[tuple[K, Alike]], weight: Mapping[str, int]
) -> list[tuple[K, Alike]]:
    """The most alike first; of equals those that come first in ``found``, which is by name."""
    return sorted(found, key=lambda pair: -pair[1].points(weight))[:MOST]
