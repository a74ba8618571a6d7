"""Chance that comes out the same each time."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random


class Chance(Random):
    """Random choices in the terms of the sample; seeded with a text, so always the same."""

    def happens(self, share: float) -> bool:
        return self.random() < share

    def weighted(self, weights: Mapping[str, int]) -> str:
        return self.choices(list(weights), list(weights.values()))[0]

    def partial_date(self, year: int) -> str:
        """A day, a month or a year: as precise as a source might be."""
        precision, month, day = self.random(), self.randint(1, 12), self.randint(1, 28)
        if precision < 0.3:
            return f"{year}"
        return f"{year}-{month:02}" if precision < 0.6 else f"{year}-{month:02}-{day:02}"
