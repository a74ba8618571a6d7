"""The ground of the map: the districts of the shipped file, projected and thinned out once.

Positions on the map are in steps of 50 m, x to the east and y to the south. The file is
accurate to about 100 m, so whole steps are enough.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from pathlib import Path
from typing import Any

from parks.charts.borders import Arc, Borders, Point, Ring, ring_area
from parks.charts.label_points import Place, clipped, places_around, roomiest_place

FILE = Path(__file__).resolve().parent.parent / "data" / "shanghai-districts.geojson"

STEPS_PER_KM = 20
KM_PER_DEGREE = 111.195
"""Of latitude, on a sphere of 6,371 km."""
NORTH, SOUTH, WEST, EAST = 31.87, 30.677, 120.852, 122.009
"""The edges of the file, in degrees."""
SHRINK = cos(radians((NORTH + SOUTH) / 2))
"""A degree of longitude by one of latitude. At the edges of the map it is off by 0.7%."""

CENTRE_WEST, CENTRE_EAST, CENTRE_SOUTH, CENTRE_NORTH = 121.3, 121.655, 31.08, 31.355
"""What is drawn again, larger: the seven small districts, and Zhangjiang with its parks."""

MARGIN = 24
NO_HOLE = 0.1 * STEPS_PER_KM**2
"""Holes below 0.1 km² are slivers between the sheets of the file, not enclaves."""
LABEL_PRECISION = 0.4 * STEPS_PER_KM
"""A label may stand 400 m from its best place."""
LABEL_ROOM = 1.0 * STEPS_PER_KM
"""What a label needs where only a part of its district is drawn."""
FINE, COARSE = 0.08 * STEPS_PER_KM, 0.2 * STEPS_PER_KM
"""How far a border may move, 80 m where it is drawn large and 200 m elsewhere."""


def position(latitude: float, longitude: float) -> Point:
    """Give where a place lies on the map (equirectangular, true to scale in the middle).

    >>> position(NORTH, WEST)
    (0.0, 0.0)
    """
    per_degree = KM_PER_DEGREE * STEPS_PER_KM
    return (longitude - WEST) * SHRINK * per_degree, (NORTH - latitude) * per_degree


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the map."""

    x: int
    y: int
    width: int
    height: int

    @property
    def view_box(self) -> str:
        return f"{self.x} {self.y} {self.width} {self.height}"

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    def holds(self, point: Point) -> bool:
        return self.x <= point[0] <= self.right and self.y <= point[1] <= self.bottom

    def part_of(self, ring: Ring) -> Ring:
        return clipped(ring, self.x, self.y, self.right, self.bottom)


def box_around(north: float, west: float, south: float, east: float, margin: int = 0) -> Box:
    """Give the box between four edges in degrees, and ``margin`` around it."""
    (left, top), (right, bottom) = position(north, west), position(south, east)
    return Box(
        round(left) - margin,
        round(top) - margin,
        round(right - left) + 2 * margin,
        round(bottom - top) + 2 * margin,
    )


WHOLE = box_around(NORTH, WEST, SOUTH, EAST, MARGIN)
CENTRE = box_around(CENTRE_NORTH, CENTRE_WEST, CENTRE_SOUTH, CENTRE_EAST)


@dataclass(frozen=True, slots=True)
class Ground:
    """One district: its outer rings and where its label may go, on both drawings."""

    key: str
    name_en: str
    name_zh: str
    rings: tuple[Ring, ...]
    places: tuple[Place, ...]
    """For the label, best first."""
    centre_places: tuple[Place, ...]
    """On the enlarged centre; none where it shows too little of the district."""
    is_central: bool
    """Whether the enlarged centre shows all of it."""
    path: str


@dataclass(frozen=True, slots=True)
class Land:
    """All districts, and the line around them."""

    districts: tuple[Ground, ...]
    outline: str


def path_of(line: Ring | Arc) -> str:
    """Write a line as an SVG path of relative steps.

    >>> path_of(((3, 4), (5, 3), (6, 6)))
    'M3 4l2-1 1 3'
    """
    (x, y), *rest = [(round(x), round(y)) for x, y in line]
    text = f"M{x} {y}l"
    for next_x, next_y in rest:
        for number in (next_x - x, next_y - y):
            text += f"{number}" if number < 0 or text.endswith("l") else f" {number}"
        x, y = next_x, next_y
    return text


def outer_rings(geometry: dict[str, Any]) -> list[Ring]:
    """Read the rings of a feature, in positions on the map. Holes worth drawing raise."""
    is_one = geometry["type"] == "Polygon"
    rings = []
    for outer, *holes in [geometry["coordinates"]] if is_one else geometry["coordinates"]:
        for hole in holes:
            if ring_area(projected(hole)) > NO_HOLE:
                raise ValueError("The map has a district inside another; holes are not drawn.")
        rings.append(projected(outer))
    return rings


def projected(coordinates: list[list[float]]) -> Ring:
    """Give a GeoJSON ring (which repeats its first point) as a ring on the map."""
    return tuple(position(latitude, longitude) for longitude, latitude in coordinates[:-1])


def tolerance(arc: Arc) -> float:
    """Say how far a border may move: never so far that an islet shrinks to a line."""
    width = max(x for x, _ in arc) - min(x for x, _ in arc)
    height = max(y for _, y in arc) - min(y for _, y in arc)
    is_central = any(CENTRE.holds(point) for point in arc)
    return min(FINE if is_central else COARSE, max(width, height) / 8)


def snap(point: Point) -> Point:
    return round(point[0]), round(point[1])


def label_places(rings: Iterable[Ring], least_room: float = 0) -> tuple[Place, ...]:
    """Find where the label may go: around the best place in the largest ring."""
    largest = max(rings, key=ring_area)
    best = roomiest_place(largest, precision=LABEL_PRECISION)
    return places_around(best, largest) if best.room > least_room else ()


@lru_cache(maxsize=1)
def land() -> Land:
    """Read the file. Takes some tenths of a second, once in a process."""
    features = json.loads(FILE.read_text("utf-8"))["features"]
    raw = [outer_rings(feature["geometry"]) for feature in features]
    borders = Borders([ring for rings in raw for ring in rings], tolerance, snap)
    return Land(
        tuple(
            ground(feature["properties"], tuple(borders.ring(ring) for ring in rings))
            for feature, rings in zip(features, raw, strict=True)
        ),
        "".join(path_of(arc) for arc in borders.outline()),
    )


def ground(properties: dict[str, str], rings: tuple[Ring, ...]) -> Ground:
    shown = [part for part in map(CENTRE.part_of, rings) if part]
    return Ground(
        key=properties["key"],
        name_en=properties["name_en"],
        name_zh=properties["name_zh"],
        rings=rings,
        path="".join(f"{path_of(ring)}z" for ring in rings),
        is_central=all(CENTRE.holds(point) for ring in rings for point in ring),
        places=label_places(rings),
        centre_places=label_places(shown, LABEL_ROOM) if shown else (),
    )
