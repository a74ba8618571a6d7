"""Thinning out borders without tearing neighbours apart.

Two districts hold the same points where they touch. So rings are cut into arcs where
three borders meet, each arc is simplified once, and both sides take the same result.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

Point = tuple[float, float]
Ring = tuple[Point, ...]
"""A closed line, its first point not repeated at the end."""
Arc = tuple[Point, ...]
"""A piece of a ring between two junctions, both included."""


def closed(ring: Ring) -> Ring:
    """Give the ring with its first point once more at the end."""
    return (*ring, ring[0])


def ring_area(ring: Ring) -> float:
    """Give the area inside a ring, in squared units of its points; never negative."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(closed(ring)))) / 2


def distance_to_segment(point: Point, start: Point, end: Point) -> float:
    """Give the distance from a point to the nearest point between two others.

    >>> distance_to_segment((0, 1), (-5, 0), (5, 0)), distance_to_segment((8, 4), (0, 0), (5, 0))
    (1.0, 5.0)
    """
    (px, py), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    length_squared = dx * dx + dy * dy
    along = ((px - ax) * dx + (py - ay) * dy) / length_squared if length_squared else 0.0
    along = min(max(along, 0.0), 1.0)
    return float(((px - ax - along * dx) ** 2 + (py - ay - along * dy) ** 2) ** 0.5)


def simplified(line: Sequence[Point], tolerance: float) -> Arc:
    """Drop points that lie within ``tolerance`` of the line without them (Douglas-Peucker).

    Both ends stay.

    >>> simplified([(0, 0), (1, 0.1), (2, 0), (3, 2)], 0.5)
    ((0, 0), (2, 0), (3, 2))
    """
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        middle, distance = max(
            (
                (i, distance_to_segment(line[i], line[first], line[last]))
                for i in range(first + 1, last)
            ),
            key=lambda found: found[1],
        )
        if distance > tolerance:
            kept.add(middle)
            spans += [(first, middle), (middle, last)]
    return tuple(line[i] for i in sorted(kept))


def junctions_of(rings: Iterable[Ring]) -> set[Point]:
    """Find the points where more than two stretches of border meet."""
    neighbours: defaultdict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for one, other in pairwise(closed(ring)):
            neighbours[one].add(other)
            neighbours[other].add(one)
    return {point for point, beside in neighbours.items() if len(beside) > 2}


def arcs_of(ring: Ring, junctions: set[Point]) -> Iterator[Arc]:
    """Cut a ring at its junctions, in its own direction.

    A ring without any (an island) is cut at its lowest point and the point farthest from
    it: the same places whichever neighbour is asked.
    """
    cuts = [i for i, point in enumerate(ring) if point in junctions]
    if not cuts:
        (x, y) = lowest = min(ring)
        farthest = max(ring, key=lambda p: ((p[0] - x) ** 2 + (p[1] - y) ** 2, p))
        cuts = sorted((ring.index(lowest), ring.index(farthest)))
    turned = closed(ring[cuts[0] :] + ring[: cuts[0]])
    ends = [cut - cuts[0] for cut in cuts] + [len(ring)]
    for start, end in pairwise(ends):
        yield turned[start : end + 1]


def directed(arc: Arc) -> Arc:
    """Give the direction of an arc that stands for both."""
    return min(arc, arc[::-1])


class Borders:
    """All borders of a set of rings, each simplified once.

    ``tolerance`` says how far an arc may move, ``snap`` puts a point on the grid.
    """

    def __init__(
        self,
        rings: Sequence[Ring],
        tolerance: Callable[[Arc], float],
        snap: Callable[[Point], Point],
    ) -> None:
        self._tolerance, self._snap = tolerance, snap
        self._junctions = junctions_of(rings)
        self._uses = Counter(
            directed(arc) for ring in rings for arc in arcs_of(ring, self._junctions)
        )
        self._drawn = {arc: self._draw(arc) for arc in self._uses}

    def _draw(self, arc: Arc) -> Arc:
        snapped = [self._snap(point) for point in simplified(arc, self._tolerance(arc))]
        return (snapped[0], *(point for last, point in pairwise(snapped) if point != last))

    def ring(self, ring: Ring) -> Ring:
        """Give one of the rings as it is drawn."""
        points: list[Point] = []
        for arc in arcs_of(ring, self._junctions):
            same_way = directed(arc) == arc
            drawn = self._drawn[directed(arc)]
            points += (drawn if same_way else drawn[::-1])[:-1]
        return tuple(points)

    def outline(self) -> Iterator[Arc]:
        """Give the borders with a district on one side only: the coast and the city limits."""
        return (self._drawn[arc] for arc, count in self._uses.items() if count == 1)
