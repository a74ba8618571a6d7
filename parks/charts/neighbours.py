"""Which districts lie beside one another: read off the borders that the map draws."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from parks.charts.borders import Point
from parks.charts.ground import land

TOUCHING = 2
"""So many corners of a border in common: one alone is a point where districts meet."""


@lru_cache(maxsize=1)
def neighbours() -> Mapping[str, frozenset[str]]:
    """The keys of the districts with a border in common, by key. Water is none."""
    corners = {
        district.key: {rounded(point) for ring in district.rings for point in ring}
        for district in land().districts
    }
    return {
        key: frozenset(
            other
            for other, theirs in corners.items()
            if other != key and len(own & theirs) >= TOUCHING
        )
        for key, own in corners.items()
    }


def rounded(point: Point) -> Point:
    return round(point[0], 1), round(point[1], 1)


def neighbours_of(key: str) -> frozenset[str]:
    return neighbours().get(key, frozenset())
