"""Where the labels go, so that they hide neither one another nor a park."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from parks.charts.ground import Box
from parks.charts.label_points import Place

LATIN_EM = 0.56
"""Width of a letter or digit, by the size of the type. A Chinese character has 1."""
GAP_EM = 0.4
"""What keeps two labels apart."""
HEIGHT_EM = 2.1
"""Height of a name over a number."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A park on a drawing."""

    x: int
    y: int
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Label:
    """A name over its number. ``x`` and ``y`` are the middle of the two lines."""

    x: int
    y: int
    name: str
    figure: str
    shade: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label to be placed, and the places that it may take, best first."""

    name: str
    figure: str
    shade: str
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Patch:
    """The rectangle that a label covers."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Patch") -> float:
        """Give the area that both cover."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0) * max(height, 0)

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)


def width_of(text: str) -> float:
    """Estimate the width of a text by the size of its type.

    >>> round(width_of("Xuhui"), 2), width_of("徐汇区")
    (2.8, 3.0)
    """
    return sum(1.0 if east_asian_width(sign) in "WF" else LATIN_EM for sign in text)


def patch_of(label: Wanted, place: Place, em: float) -> Patch:
    (x, y), width = place.point, max(width_of(label.name), width_of(label.figure)) + GAP_EM
    half_width, half_height = width * em / 2, HEIGHT_EM * em / 2
    return Patch(x - half_width, y - half_height, x + half_width, y + half_height)


def placed(
    wanted: Iterable[Wanted], box: Box, *, em: float, dots: Iterable[Dot], frame: Box | None = None
) -> tuple[Label, ...]:
    """Give each label the place where it hides least; the districts with least room choose first.

    ``em`` is the size of the type at its greatest. ``frame`` is a rectangle whose lines
    should not run through a label.
    """
    sheet = patch_around(box)
    marks = [Patch(dot.x - em / 4, dot.y - em / 4, dot.x + em / 4, dot.y + em / 4) for dot in dots]
    lines = edges_of(frame, em / 4) if frame else []
    taken: list[Patch] = []
    labels = []
    for label in sorted(wanted, key=lambda label: label.places[0].room):

        def cost(place: Place, label: Wanted = label) -> float:
            patch = patch_of(label, place, em)
            outside = patch.area - patch.overlap(sheet)
            hidden = 4 * (sum(map(patch.overlap, taken)) + outside) + 2 * sum(
                map(patch.overlap, lines)
            )
            parks = sum(patch.overlap(mark) / mark.area for mark in marks)
            return hidden / patch.area + parks / 4 - place.room / label.places[0].room / 2

        best = min(label.places, key=cost)
        taken.append(patch_of(label, best, em))
        x, y = best.point
        labels.append(Label(round(x), round(y), label.name, label.figure, label.shade))
    return tuple(labels)


def patch_around(box: Box) -> Patch:
    return Patch(box.x, box.y, box.right, box.bottom)


def edges_of(box: Box, thickness: float) -> list[Patch]:
    """Give the four sides of a box as thin rectangles."""
    around = patch_around(box)
    return [
        Patch(around.left, around.top, around.right, around.top + thickness),
        Patch(around.left, around.bottom - thickness, around.right, around.bottom),
        Patch(around.left, around.top, around.left + thickness, around.bottom),
        Patch(around.right - thickness, around.top, around.right, around.bottom),
    ]
