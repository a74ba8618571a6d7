"""Colours: known to the style sheet, told apart from the paper, never two of a kind."""

import re
from pathlib import Path

import pytest

from plans.charts.theme import AREA_SHAPES, DASHES, PALETTE, PAPER, SERIES

CSS = Path(__file__).parents[2] / "static" / "css"
CHART_CSS = (CSS / "components" / "chart.css").read_text("utf-8")
TOKENS = (CSS / "tokens.css").read_text("utf-8")

DARK = "(prefers-color-scheme: dark)"


def declared(css: str) -> dict[str, str]:
    """Custom properties that hold a plain colour, by name."""
    return dict(re.findall(r"(--[a-z0-9-]+):\s*(#[0-9a-f]{6});", css))


LIGHT_COLOURS = declared(TOKENS.split(DARK)[0]) | declared(CHART_CSS.split(DARK)[0])
DARK_COLOURS = declared(TOKENS.split(DARK)[1]) | declared(CHART_CSS.split(DARK)[1])


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_no_two_parts_of_a_chart_have_the_same_colour():
    assert len(PALETTE) == len(SERIES) + 4


@pytest.mark.parametrize(("colour", "name"), PALETTE.items())
def test_the_light_theme_of_the_style_sheet_is_that_of_the_figures(colour, name):
    assert LIGHT_COLOURS[name] == colour


@pytest.mark.parametrize("name", PALETTE.values())
def test_every_colour_of_a_chart_has_its_twin_in_the_dark(name):
    assert DARK_COLOURS[name] != LIGHT_COLOURS[name]


@pytest.mark.parametrize("place", range(1, len(SERIES) + 1))
def test_every_series_stands_out_from_the_paper_in_both_themes(place):
    assert contrast(LIGHT_COLOURS[f"--chart-{place}"], PAPER) >= 4.5
    assert contrast(DARK_COLOURS[f"--chart-{place}"], DARK_COLOURS["--paper"]) >= 4.5


def test_areas_that_share_a_shape_do_not_share_a_dash():
    looks = {
        (AREA_SHAPES[n % len(AREA_SHAPES)], DASHES[n % len(DASHES)]) for n in range(len(SERIES))
    }

    assert len(looks) == len(SERIES)
