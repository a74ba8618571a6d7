"""What editors tied to a target of the records held here, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from plans.domain.texts import Twin
from plans.domain.verdicts.words import ANSWERS
from plans.standings import Standing
from plans.tied import HeldFigure


class Use(Enum):
    """What a number counted here does for a verdict."""

    DECIDES = "decides"
    ASIDE = "aside"
    """A source speaks of the same: its figure comes first."""
    NOTHING = "nothing"
    """It is too little to say yes, or the verdict needs no more."""


@dataclass(frozen=True, slots=True)
class TieRow:
    """A tied series with the number of it that matters, and what that does."""

    figure: HeldFigure
    use: Use

    @property
    def decides(self) -> bool:
        return self.use is Use.DECIDES

    @property
    def is_aside(self) -> bool:
        return self.use is Use.ASIDE

    @property
    def answer(self) -> Twin:
        return ANSWERS[self.figure.reading.answer]


def tie_rows(standing: Standing) -> Sequence[TieRow]:
    """One row a series: what decided, or else the number of the newest day."""
    found: dict[str, TieRow] = {}
    besides = [TieRow(figure, Use.ASIDE) for figure in standing.counted_aside]
    besides += [TieRow(figure, Use.NOTHING) for figure in standing.counted_besides]
    besides.sort(key=lambda row: row.figure.reading.day, reverse=True)
    for row in [*(TieRow(figure, Use.DECIDES) for figure in standing.counted), *besides]:
        found.setdefault(row.figure.series.key, row)
    return list(found.values())
