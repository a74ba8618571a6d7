"""Where a name fits best inside a shape."""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count, pairwise
from math import inf

from parks.charts.borders import Point, Ring, closed

LABEL_ASPECT = 1.6
"""Width of a label (a short name over its number) by its height, roughly."""
LEAST_ROOM = 0.4
"""A label may move to where it has this share of the room that there is at best."""


@dataclass(frozen=True, slots=True)
class Place:
    """A point for the middle of a label.

    ``room`` is the distance to the nearest border, in a shape made narrower by the aspect
    of a label.
    """

    point: Point
    room: float


def clearance(point: Point, ring: Ring) -> float:
    """Give the distance to the border: above zero inside, below zero outside.

    One loop for both questions, since it runs some hundred thousand times.

    >>> square = ((0, 0), (4, 0), (4, 4), (0, 4))
    >>> clearance((1, 2), square), clearance((7, 8), square)
    (1.0, -5.0)
    """
    x, y = point
    inside, nearest = False, inf
    ax, ay = ring[-1]
    for bx, by in ring:
        dx, dy, px, py = bx - ax, by - ay, x - ax, y - ay
        if (ay > y) != (by > y) and px < dx * py / dy:
            inside = not inside
        length, along = dx * dx + dy * dy, px * dx + py * dy
        if along > 0 < length:
            share = 1.0 if along > length else along / length
            px, py = px - share * dx, py - share * dy
        if (squared := px * px + py * py) < nearest:
            nearest = squared
        ax, ay = bx, by
    return float(nearest**0.5) if inside else -float(nearest**0.5)


def narrowed(ring: Ring) -> Ring:
    """Make a ring narrower, so that a label in it is as wide as it is high."""
    return tuple((x / LABEL_ASPECT, y) for x, y in ring)


def roomiest_place(ring: Ring, *, precision: float) -> Place:
    """Find the point farthest from the border, as a wide label sees it.

    It is the pole of inaccessibility, to within ``precision``, of the narrowed ring.
    Squares are searched best first and split while a better point may hide in them.

    >>> roomiest_place(((0, 0), (80, 0), (80, 50), (0, 50)), precision=1)
    Place(point=(40.0, 25.0), room=25.0)
    """
    narrow = narrowed(ring)
    left, right = min(x for x, _ in narrow), max(x for x, _ in narrow)
    top, bottom = min(y for _, y in narrow), max(y for _, y in narrow)
    order = count()  # so that equal squares are not compared further
    squares: list[tuple[float, int, float, float, Point]] = []

    def put(centre: Point, half: float) -> None:
        room = clearance(centre, narrow)
        heappush(squares, (-(room + half * 2**0.5), next(order), room, half, centre))

    half = min(right - left, bottom - top) / 2
    for x in steps(left, right, 2 * half):
        for y in steps(top, bottom, 2 * half):
            put((x + half, y + half), half)
    best = Place((left, top), -inf)
    while squares:
        bound, _, room, half, (x, y) = heappop(squares)
        if room > best.room:
            best = Place((x * LABEL_ASPECT, y), room)
        if -bound - best.room <= precision:
            break
        for dx in (-half / 2, half / 2):
            for dy in (-half / 2, half / 2):
                put((x + dx, y + dy), half / 2)
    return best


def places_around(best: Place, ring: Ring) -> tuple[Place, ...]:
    """Give the best place and others nearby that still have room, best first."""
    narrow, (x, y) = narrowed(ring), best.point
    shifts = [share * best.room for share in (-1.5, -1, -0.5, 0, 0.5, 1, 1.5)]
    points = [(x + dx * LABEL_ASPECT, y + dy) for dx in shifts for dy in shifts if dx or dy]
    nearby = [Place((px, py), clearance((px / LABEL_ASPECT, py), narrow)) for px, py in points]
    fitting = [place for place in nearby if place.room > best.room * LEAST_ROOM]
    return (best, *sorted(fitting, key=lambda place: -place.room))


def steps(start: float, stop: float, step: float) -> Iterable[float]:
    """Give ``start`` and every further step before ``stop``."""
    while start < stop:
        yield start
        start += step


def clipped(ring: Ring, left: float, top: float, right: float, bottom: float) -> Ring:
    """Give the part of a ring inside a box (Sutherland-Hodgman); empty if there is none."""
    for axis, limit, keeps_above in (
        (0, left, True),
        (0, right, False),
        (1, top, True),
        (1, bottom, False),
    ):
        ring = cut_at(ring, axis, limit, keeps_above)
    return ring


def cut_at(ring: Ring, axis: int, limit: float, keeps_above: bool) -> Ring:
    """Keep what lies above (or below) a limit on the x axis (0) or the y axis (1)."""
    if not ring:
        return ()
    kept: list[Point] = []
    for one, other in pairwise(closed(ring)):
        one_in = (one[axis] >= limit) == keeps_above or one[axis] == limit
        other_in = (other[axis] >= limit) == keeps_above or other[axis] == limit
        if one_in:
            kept.append(one)
        if one_in != other_in:
            share = (limit - one[axis]) / (other[axis] - one[axis])
            x = one[0] + share * (other[0] - one[0])
            y = one[1] + share * (other[1] - one[1])
            kept.append((limit, y) if axis == 0 else (x, limit))
    return tuple(kept)
