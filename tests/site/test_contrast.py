"""Text can be read on what it stands on, in daylight and in the dark (WCAG 2.2, 1.4.3, 1.4.11)."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEXT = 4.5
"""The least contrast of text (level AA)."""
SHAPE = 3.0
"""The least contrast of what one must see to use a control or to read a picture."""

SURFACES = ("paper", "wash")
WORDS = ("ink", "ink-soft", "accent", "accent-strong", "good", "warn", "bad", "quiet")
PAIRS = [
    *((word, surface, TEXT) for word in WORDS for surface in SURFACES),
    *((tone, f"{tone}-wash", TEXT) for tone in ("good", "warn", "bad", "quiet")),
    ("accent", "accent-wash", TEXT),
    ("accent-strong", "accent-wash", TEXT),
    ("ink-soft", "accent-wash", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    *(("field", surface, SHAPE) for surface in SURFACES),
    *(("rule-strong", surface, SHAPE) for surface in SURFACES),
]

COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})\b")


def themes() -> dict[str, dict[str, str]]:
    """The colours of both themes; the dark one lays its own over the light ones."""
    css = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text("utf-8")
    day, night = css.split("@media (prefers-color-scheme: dark)")
    light = dict(COLOUR.findall(day))
    return {"light": light, "dark": light | dict(COLOUR.findall(night))}


def luminance(colour: str) -> float:
    """Relative luminance by WCAG, 0 black to 1 white.

    >>> luminance("#ffffff"), luminance("#000000")
    (1.0, 0.0)
    """
    shares = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return round(0.2126 * red + 0.7152 * green + 0.0722 * blue, 6)


def contrast(one: str, other: str) -> float:
    """Contrast ratio by WCAG: 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_greatest_contrast_there_is():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS, ids=lambda value: str(value))
def test_it_can_be_read(theme, front, back, least):
    colours = themes()[theme]

    assert contrast(colours[front], colours[back]) >= least


def test_the_browser_frames_the_page_in_its_own_paper():
    html = (Path(settings.BASE_DIR) / "templates/base.html").read_text("utf-8")
    framed = re.findall(r'name="theme-color" content="(#\w+)" .*scheme: (\w+)', html)

    assert framed == [(colours["paper"], theme) for theme, colours in themes().items()]


def test_the_dark_theme_leaves_no_colour_of_the_light_one_behind():
    light, dark = themes().values()

    assert [name for name in light if light[name] == dark[name]] == []
