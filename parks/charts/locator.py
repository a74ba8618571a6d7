"""A small map that shows where a place is: its district among all, and a dot."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from parks.charts.district_map import ATTRIBUTION
from parks.charts.ground import WHOLE, land, position


@dataclass(frozen=True, slots=True)
class Locator:
    """``here`` is the outline of the district, empty for a place in several."""

    view_box: str
    outline: str
    others: tuple[str, ...]
    here: str
    x: int
    y: int
    attribution: str


def locator(latitude: Decimal, longitude: Decimal, district: str, language: str) -> Locator | None:
    """Draw it; None for a position that is not on the map."""
    point = position(float(latitude), float(longitude))
    if not WHOLE.holds(point):
        return None
    return Locator(
        view_box=WHOLE.view_box,
        outline=land().outline,
        others=tuple(ground.path for ground in land().districts if ground.key != district),
        here=next((ground.path for ground in land().districts if ground.key == district), ""),
        x=round(point[0]),
        y=round(point[1]),
        attribution=ATTRIBUTION.pick(language)[0],
    )
