"""The colours of a chart are told apart with any colour vision, in both themes.

Colour vision that lacks one kind of cone is simulated by the matrices of G. M. Machado,
M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color
Vision Deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (2009) 1291-1298,
at the greatest severity. They apply to linear RGB. Distances are Euclidean in OKLab (B. Ottosson,
2020), where black and white are 1 apart.
"""

from itertools import combinations
from math import dist

import pytest

from plans.charts.theme import AREA_SHAPES, DASHES, SERIES
from tests.plans.test_chart_theme import DARK_COLOURS, LIGHT_COLOURS, contrast

FAR_ENOUGH = 0.08
"""Some four times what is just told apart side by side (0.02)."""

Colour = tuple[float, float, float]
Matrix = tuple[Colour, Colour, Colour]

VISION: dict[str, Matrix] = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_CONES: Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_OKLAB: Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
THEMES = {
    theme: [colours[f"--chart-{place}"] for place in range(1, len(SERIES) + 1)]
    for theme, colours in (("light", LIGHT_COLOURS), ("dark", DARK_COLOURS))
}


def times(matrix: Matrix, colour: Colour) -> Colour:
    first, second, third = (sum(a * b for a, b in zip(row, colour, strict=True)) for row in matrix)
    return first, second, third


def linear(colour: str) -> Colour:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))

    def light(share: float) -> float:
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return light(red), light(green), light(blue)


def oklab(rgb: Colour) -> Colour:
    first, second, third = (max(0.0, cone) ** (1 / 3) for cone in times(TO_CONES, rgb))
    return times(TO_OKLAB, (first, second, third))


def seen(colour: str, vision: str) -> Colour:
    """Where a colour lies for somebody, in OKLab."""
    red, green, blue = (min(1.0, max(0.0, c)) for c in times(VISION[vision], linear(colour)))
    return oklab((red, green, blue))


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("theme", THEMES)
def test_no_two_colours_of_a_chart_look_alike_to_anybody(theme, vision):
    looks = [seen(colour, vision) for colour in THEMES[theme]]

    apart = {
        (one, other): dist(looks[one], looks[other])
        for one, other in combinations(range(len(looks)), 2)
    }

    assert {pair: gap for pair, gap in apart.items() if gap < FAR_ENOUGH} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_colour_is_never_the_only_sign_and_is_seen_on_the_paper(theme):
    colours = LIGHT_COLOURS if theme == "light" else DARK_COLOURS
    signs = {
        (AREA_SHAPES[place % len(AREA_SHAPES)], DASHES[place % len(DASHES)])
        for place in range(len(SERIES))
    }

    assert len(signs) == len(SERIES)
    assert min(contrast(colour, colours["--paper"]) for colour in THEMES[theme]) >= 4.5


def test_the_simulation_leaves_greys_as_they_are_and_takes_red_from_green():
    for vision in VISION:
        assert seen("#808080", vision) == pytest.approx(seen("#808080", "all cones"), abs=1e-3)
    red, green = "#c00000", "#5a6b00"
    assert dist(seen(red, "all cones"), seen(green, "all cones")) > 0.2
    assert dist(seen(red, "deuteranopia"), seen(green, "deuteranopia")) < 0.1
