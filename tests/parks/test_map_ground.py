"""The ground of the map is true to the shipped file, and has no gaps."""

import json
import re
from collections import Counter
from itertools import pairwise
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parks.charts.borders import closed, distance_to_segment, ring_area, simplified
from parks.charts.ground import (
    CENTRE,
    FILE,
    STEPS_PER_KM,
    WHOLE,
    land,
    outer_rings,
    position,
)
from parks.charts.label_points import LABEL_ASPECT, clearance, clipped, roomiest_place

FEATURES = {
    feature["properties"]["key"]: feature
    for feature in json.loads(FILE.read_text("utf-8"))["features"]
}
DISTRICTS = {district.key: district for district in land().districts}
PEOPLES_SQUARE, PUDONG_AIRPORT = (31.2304, 121.4737), (31.1443, 121.8083)

coordinates = st.integers(-100, 100)
lines = st.lists(st.tuples(coordinates, coordinates), min_size=2, max_size=30)


def borders_of(district):
    return [frozenset(edge) for ring in district.rings for edge in pairwise(closed(ring))]


def lines_of(path):
    """Read a path that ``path_of`` wrote."""
    for part in path.split("M")[1:]:
        start, steps = ([int(n) for n in re.findall(r"-?\d+", half)] for half in part.split("l"))
        x, y = start
        points = [(x, y)]
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        yield points


def is_by_the_edge_of_the_city(edge):
    """Whether there is no district on one side of a piece of border."""
    (ax, ay), (bx, by) = edge
    length = hypot(bx - ax, by - ay)
    aside = (ay - by) / length / 4, (bx - ax) / length / 4
    sides = [((ax + bx) / 2 + sign * aside[0], (ay + by) / 2 + sign * aside[1]) for sign in (1, -1)]
    rings = [ring for district in DISTRICTS.values() for ring in district.rings]
    return any(all(clearance(side, ring) < 0 for ring in rings) for side in sides)


def test_all_districts_of_the_file_are_there():
    assert list(DISTRICTS) == list(FEATURES)
    assert len(DISTRICTS) == 16


@pytest.mark.parametrize("key", FEATURES)
def test_no_island_is_lost(key):
    assert len(DISTRICTS[key].rings) == len(outer_rings(FEATURES[key]["geometry"]))
    assert all(ring_area(ring) > 0 for ring in DISTRICTS[key].rings)


@pytest.mark.parametrize("key", FEATURES)
def test_thinning_out_keeps_the_size_of(key):
    in_file = sum(map(ring_area, outer_rings(FEATURES[key]["geometry"])))

    assert sum(map(ring_area, DISTRICTS[key].rings)) == pytest.approx(in_file, rel=0.015)


def test_neighbours_share_their_border_point_by_point():
    uses = Counter(edge for district in DISTRICTS.values() for edge in borders_of(district))
    outside = [edge for edge, count in uses.items() if count == 1]

    assert set(uses.values()) == {1, 2}
    assert all(map(is_by_the_edge_of_the_city, outside[::5]))


def test_the_outline_is_what_only_one_district_touches():
    uses = Counter(edge for district in DISTRICTS.values() for edge in borders_of(district))
    outline = {frozenset(edge) for line in lines_of(land().outline) for edge in pairwise(line)}

    assert outline == {edge for edge, count in uses.items() if count == 1}


@pytest.mark.parametrize("key", FEATURES)
def test_the_path_holds_every_ring_of(key):
    assert [tuple(line) for line in lines_of(DISTRICTS[key].path)] == list(DISTRICTS[key].rings)


def test_the_map_is_true_to_scale():
    (ax, ay), (bx, by) = position(*PEOPLES_SQUARE), position(*PUDONG_AIRPORT)

    assert hypot(bx - ax, by - ay) / STEPS_PER_KM == pytest.approx(33.2, rel=0.01)


@pytest.mark.parametrize("key", FEATURES)
def test_the_whole_map_shows_all_of(key):
    assert all(WHOLE.holds(point) for ring in DISTRICTS[key].rings for point in ring)


def test_the_seven_small_districts_are_those_that_are_enlarged():
    assert {key for key, district in DISTRICTS.items() if district.is_central} == {
        "huangpu", "xuhui", "changning", "jingan", "putuo", "hongkou", "yangpu"
    }  # fmt: skip


@pytest.mark.parametrize("key", FEATURES)
def test_every_place_for_a_label_lies_inside(key):
    district = DISTRICTS[key]
    places = [*district.places, *district.centre_places]

    assert places
    for place in places:
        assert any(clearance(place.point, ring) > 0 for ring in district.rings)


@pytest.mark.parametrize("key", FEATURES)
def test_every_place_on_the_enlarged_centre_is_in_view(key):
    assert all(CENTRE.holds(place.point) for place in DISTRICTS[key].centre_places)


@given(lines, st.integers(0, 50))
def test_a_simplified_line_stays_within_the_tolerance(line, tolerance):
    kept = simplified(line, tolerance)

    assert (kept[0], kept[-1]) == (line[0], line[-1])
    assert set(kept) <= set(line)
    for point in line:
        nearest = min(distance_to_segment(point, *segment) for segment in pairwise(kept))
        assert nearest <= tolerance + 1e-9


def test_no_point_of_a_narrow_bay_is_roomier_than_the_one_found():
    bay = ((0, 0), (160, 0), (160, 20), (40, 20), (40, 100), (0, 100))
    narrow = tuple((x / LABEL_ASPECT, y) for x, y in bay)
    tried = [(x / LABEL_ASPECT, y) for x in range(0, 161, 2) for y in range(0, 101, 2)]

    found = roomiest_place(bay, precision=0.5)

    assert found.room >= max(clearance(point, narrow) for point in tried) - 0.5


def test_what_is_clipped_lies_within_the_box():
    square = ((0, 0), (10, 0), (10, 10), (0, 10))

    assert ring_area(clipped(square, 5, 5, 20, 20)) == 25
    assert clipped(square, 11, 11, 20, 20) == ()


def test_a_district_inside_another_is_refused_rather_than_lost():
    around = [[121.0, 31.0], [121.0, 31.2], [121.2, 31.2], [121.2, 31.0], [121.0, 31.0]]
    inside = [[121.1, 31.1], [121.1, 31.15], [121.15, 31.1], [121.1, 31.1]]

    with pytest.raises(ValueError, match="holes are not drawn"):
        outer_rings({"type": "Polygon", "coordinates": [around, inside]})
