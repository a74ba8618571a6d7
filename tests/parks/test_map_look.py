"""Labels keep clear of one another, and colours keep them readable."""

import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings

from parks.charts.district_map import (
    CENTRE_EM,
    COMPACT_CENTRE_EM,
    COMPACT_WHOLE_EM,
    WHOLE_EM,
    ParkDot,
)
from parks.charts.ground import KM_PER_DEGREE, NORTH, SHRINK, STEPS_PER_KM, WEST
from parks.charts.label_points import clearance
from parks.charts.labels import Label, Patch, width_of
from tests.parks.maps import DISTRICTS, a_map

CSS = Path(settings.BASE_DIR, "static/css/components/district-map.css").read_text("utf-8")
TOKENS = Path(settings.BASE_DIR, "static/css/tokens.css").read_text("utf-8")


def patch(label, em):
    """About what a label covers, its letters at their largest."""
    half_width = max(width_of(label.name), width_of(label.figure)) * em / 2
    return Patch(label.x - half_width, label.y - em, label.x + half_width, label.y + em)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(("part", "em"), [("whole", WHOLE_EM), ("centre", CENTRE_EM)])
def test_labels_lie_in_their_districts_and_clear_of_one_another(part, em, language):
    labels: list[Label] = list(getattr(a_map(language=language), part).labels)
    names = {name: d for d in DISTRICTS.values() for name in (d.name_en, d.name_zh)}

    for label in labels:
        rings = names[label.name].rings
        assert any(clearance((label.x, label.y), ring) > 0 for ring in rings)
        for other in labels:
            covered = patch(label, em).overlap(patch(other, em)) / patch(label, em).area
            assert other is label or covered < 0.1


def test_a_label_makes_way_for_a_park():
    (before,) = [label for label in a_map().whole.labels if label.name == "Fengxian"]
    per_degree = KM_PER_DEGREE * STEPS_PER_KM
    there = ParkDot(
        "park",
        "A park",
        "/parks/park/",
        Decimal(NORTH - before.y / per_degree),
        Decimal(WEST + before.x / per_degree / SHRINK),
    )

    drawn = a_map(dots=[there])

    (after,) = [label for label in drawn.whole.labels if label.name == "Fengxian"]
    assert [(dot.x, dot.y) for dot in drawn.whole.dots] == [(before.x, before.y)]
    dot = Patch(before.x - 10, before.y - 10, before.x + 10, before.y + 10)
    assert patch(after, WHOLE_EM).overlap(dot) == 0


def test_the_letters_in_the_stylesheet_are_those_that_labels_are_placed_for():
    sizes = [int(size) for size in re.findall(r"font-size: (\d+)px", CSS)]

    assert f"__whole > svg {{\n  font-size: {WHOLE_EM}px" in CSS
    assert f"__centre > svg {{\n  font-size: {CENTRE_EM}px" in CSS
    narrow = f"font-size: {COMPACT_WHOLE_EM}px; /* as COMPACT_WHOLE_EM and COMPACT_CENTRE_EM */"
    assert narrow in CSS
    assert f"--compact .district-map__centre > svg {{\n    font-size: {COMPACT_CENTRE_EM}px" in CSS
    assert max(sizes) == COMPACT_WHOLE_EM
    assert sorted(sizes)[-2] == WHOLE_EM


def colours(css, scheme):
    """The colours of a theme: those of the dark one stand in the media query."""
    light, dark = css.split("@media", 2)[:2]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    return found | (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark)) if scheme == "dark" else {}
    )


def luminance(colour):
    def linear(channel):
        share = int(channel, 16) / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(colour[i : i + 2]) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_numbers_can_be_read_on_every_shade(scheme):
    tokens = colours(TOKENS, scheme) | colours(CSS, scheme)
    pale = tokens.get("map-on-pale", tokens["ink"])

    for shade in "0123":
        assert contrast(pale, tokens[f"map-{shade}"]) >= 4.5
    for shade in "45":
        assert contrast(tokens["map-on-deep"], tokens[f"map-{shade}"]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_line_around_a_chosen_district_stands_off_from_the_one_below_it(scheme):
    tokens = colours(TOKENS, scheme) | colours(CSS, scheme)

    assert contrast(tokens["map-chosen"], tokens["paper"]) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_shade_is_a_step_from_the_one_before(scheme):
    tokens = colours(CSS, scheme)
    steps = [luminance(tokens[f"map-{number}"]) for number in range(6)]

    assert steps == sorted(steps, reverse=scheme == "light")
    for one, other in pairwise(steps[1:]):
        assert (max(one, other) + 0.05) / (min(one, other) + 0.05) >= 1.25
