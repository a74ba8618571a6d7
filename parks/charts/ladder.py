"""The ladder of stages, with the last rung that a source gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parks.choices import Stage


@dataclass(frozen=True, slots=True)
class Rung:
    """A stage. One below the last known is usual on the way, not known to have been taken."""

    stage: Stage
    is_reached: bool
    is_below: bool


@dataclass(frozen=True, slots=True)
class Ladder:
    reached: Stage
    rungs: Sequence[Rung]

    @property
    def place(self) -> int:
        """Of the reached rung, from 1."""
        return Stage.values.index(self.reached) + 1


def ladder(stage: str) -> Ladder:
    """Draw how far a stage is.

    >>> [rung.stage.value for rung in ladder("phase1").rungs if rung.is_below]
    ['preclinical', 'iit']
    >>> ladder("phase1").place, len(ladder("phase1").rungs)
    (3, 7)
    """
    reached = Stage(stage)
    place = Stage.values.index(stage)
    rungs = [Rung(each, each is reached, at < place) for at, each in enumerate(Stage)]
    return Ladder(reached, rungs)
