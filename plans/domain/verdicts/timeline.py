"""How a target would have stood: its verdict on every day on which it could have changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plans.choices import ObservationKind
from plans.domain.verdicts.evidence import Evidence, Promise
from plans.domain.verdicts.held import Tied
from plans.domain.verdicts.judgement import Judgement
from plans.domain.verdicts.rules import judge

MOST_READ = 100_000
"""Figures that a past may be told of, each counted on every day that it is judged anew: about a
second. A long series from many sources has thousands of such days."""


@dataclass(frozen=True, slots=True)
class Stood:
    """A judgement, and the day from which it stood."""

    since: dt.date
    judgement: Judgement


def turning_days(
    promise: Promise,
    observations: Iterable[Evidence],
    announced: dt.date,
    until: dt.date,
    tied: Iterable[Tied] = (),
) -> list[dt.date]:
    """The only days on which a verdict can change, in order, none after ``until``.

    The day it was announced, each day on which a figure became known, the day after it was
    due, and the day after which no result is to be expected; of tied series the days on which
    what they say can change.
    """
    one = dt.timedelta(days=1)
    days = {
        announced,
        promise.due_on + one,
        promise.due_on + dt.timedelta(days=promise.lag_days) + one,
        *(seen.known_from for seen in observations if seen.kind != ObservationKind.FORECAST),
        *(day for series in tied for day in series.turning_days(until)),
    }
    return sorted(day for day in days if announced <= day <= until)


def timeline(
    promise: Promise,
    observations: Iterable[Evidence],
    announced: dt.date,
    until: dt.date,
    tied: Sequence[Tied] = (),
) -> list[Stood]:
    """Judge on every day that may matter, and keep where the verdict or its evidence changed.

    By today's rules and today's knowledge of what was published when: what an editor
    corrected since is corrected for the past, too. A series bears on it from the day on which
    an editor tied it. Empty where it would take more than ``MOST_READ``; else it begins with the
    day on which the target was announced.
    """
    evidence = list(observations)
    days = turning_days(promise, evidence, announced, until, tied)
    if len(days) * len(evidence) > MOST_READ:
        return []
    stood: list[Stood] = []
    for day in days:
        judgement = judge(promise, evidence, day, tied)
        if not stood or not _same(stood[-1].judgement, judgement):
            stood.append(Stood(day, judgement))
    return stood


def _same(one: Judgement, other: Judgement) -> bool:
    mine = one.verdict, one.finding, one.evidence_keys
    return mine == (other.verdict, other.finding, other.evidence_keys)
