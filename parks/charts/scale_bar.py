"""The bar that tells how far a kilometre is on a drawing."""

from dataclasses import dataclass

from parks.charts.ground import STEPS_PER_KM, Box
from plans.domain.texts import is_chinese


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A line of ``length`` steps and what it stands for, to the left of ``x``, above ``y``."""

    x: int
    y: int
    length: int
    words: str

    @property
    def path(self) -> str:
        """The line with its two ends, to the left of its place."""
        tick = self.length // 16
        return f"M0 {-tick}v{tick}h{-self.length}v{-tick}"

    @property
    def middle(self) -> int:
        return -self.length // 2

    @property
    def ground_x(self) -> int:
        """Left edge of the quiet ground behind bar and words."""
        return -self.length - self.length // 8

    @property
    def ground_width(self) -> int:
        return self.length + self.length // 4


def scale_bar(box: Box, km: int, language: str) -> ScaleBar:
    """Put a bar of so many kilometres into the corner at the bottom right."""
    gap = box.width // 50
    words = f"{km}公里" if is_chinese(language) else f"{km} km"
    return ScaleBar(box.right - gap, box.bottom - gap, km * STEPS_PER_KM, words)
