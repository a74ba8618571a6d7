"""Short labels on the right of their marks, kept from covering one another."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

LINE_HEIGHT = 15
"""Pixels from one label to the next."""

LONGEST = 150
"""Pixels that a name may take beside the end of its line."""

PIXELS_PER_LETTER = 7.2
"""Wide enough for Latin letters; Chinese characters count twice."""


@dataclass(frozen=True, slots=True)
class SideLabel:
    """Words to the right of a mark. ``height`` is its place on the value axis, 0 to 1."""

    text: str
    x: Any
    y: float
    height: float
    colour: str
    name: str


def all_or_none(names: Sequence[SideLabel], wanted: int) -> list[SideLabel]:
    """The names of all ``wanted`` lines or none: some would look like all. None, too, where one
    would take the room of the picture; the legend has them in either case."""
    fit = len(names) == wanted and all(width(one.text) <= LONGEST for one in names)
    return list(names) if fit else []


def annotations(labels: Sequence[SideLabel], plot_height: int) -> list[dict[str, Any]]:
    """Turn labels into Plotly annotations, pushed apart where they would overlap.

    One with a later mark beside it stands above its own, where it cannot run into that one.
    ``plot_height`` is the height of the value axis in pixels. ``name`` lets ``charts.js``
    leave out the names of areas on a narrow screen, where the legend has them.
    """
    placed: list[dict[str, Any]] = []
    lowest = float("-inf")
    for label in sorted(labels, key=lambda label: label.height):
        wanted = label.height * plot_height
        if any(_is_behind(other, label, plot_height) for other in labels):
            placed.append(_note(label, xanchor="right", xshift=0, yshift=LINE_HEIGHT))
            continue
        at = max(wanted, lowest + LINE_HEIGHT)
        lowest = at
        placed.append(_note(label, xanchor="left", xshift=8, yshift=round(at - wanted)))
    return placed


def _is_behind(other: SideLabel, label: SideLabel, plot_height: int) -> bool:
    """Whether another mark stands to the right of a label, at its height."""
    apart = abs(other.height - label.height) * plot_height
    return other.x > label.x and apart < LINE_HEIGHT


def _note(label: SideLabel, **place: Any) -> dict[str, Any]:
    return {
        "name": label.name,
        "text": label.text,
        "x": label.x,
        "y": label.y,
        "yanchor": "middle",
        "showarrow": False,
        "font": {"color": label.colour, "size": 12},
        **place,
    }


def widest(labels: Iterable[SideLabel]) -> int:
    """Pixels that the longest of them takes."""
    return max((width(label.text) for label in labels), default=0)


def width(text: str) -> int:
    """Estimate how many pixels a label takes.

    >>> width("Pudong"), width("浦东新区")
    (43, 58)
    """
    letters = sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)
    return round(letters * PIXELS_PER_LETTER)


def broken(text: str, most: float) -> list[str]:
    """Break a text into lines of at most ``most`` pixels: at spaces, between Chinese characters,
    and within a word only where it is longer than a line (an address, say).

    >>> broken("Lin-gang Special Area", 120), broken("临港新片区", 60)
    (['Lin-gang Special', 'Area'], ['临港新片', '区'])
    >>> broken("example.org/metrics", 100)
    ['example.org/m', 'etrics']
    """
    letters = int(most / PIXELS_PER_LETTER)
    piece = rf"[\u2e80-\uffff]|[^\s\u2e80-\uffff]{{1,{letters}}}\s*|\s+"
    lines = [""]
    for part in re.findall(piece, text):
        if lines[-1] and width((lines[-1] + part).rstrip()) > most:
            lines.append(part)
        else:
            lines[-1] += part
    return [line.strip() for line in lines]
