"""A verdict with all that it rests on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from plans.choices import Verdict
from plans.domain.verdicts.evidence import Reading
from plans.domain.verdicts.pace import Pace

METHOD_VERSION = "1.1"

NO_GRADE = "none"


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a target stands on a day, and why.

    ``used`` decided it, in the order of time; ``rivals`` speak of the same and were not
    believed; ``others`` were read and decided nothing. ``held`` was counted from records held
    here and decided nothing; ``held_aside`` of it was not even asked, since a source speaks of
    the same. ``finding`` names the reason where one verdict has several ("reached_not_held").
    """

    verdict: Verdict
    as_of: dt.date
    used: tuple[Reading, ...] = ()
    rivals: tuple[Reading, ...] = ()
    others: tuple[Reading, ...] = ()
    held: tuple[Reading, ...] = ()
    held_aside: tuple[Reading, ...] = ()
    pace: Pace | None = None
    finding: str = ""
    grade: str = NO_GRADE
    method_version: str = METHOD_VERSION

    @property
    def evidence_keys(self) -> tuple[str, ...]:
        """The keys of all that decided it: of observations, and of what is counted here."""
        return tuple(reading.evidence.key for reading in self.used)

    @property
    def observation_keys(self) -> tuple[str, ...]:
        """The keys of the observations that decided it."""
        return tuple(r.evidence.key for r in self.used if r.evidence.counted is None)

    @property
    def counted(self) -> tuple[Reading, ...]:
        """What decided it and is counted from records held here."""
        return tuple(reading for reading in self.used if reading.evidence.counted is not None)
