"""Which other metrics a reader of one may want to see, and why: never by guess, always said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from plans.domain.likeness import FEWEST_SHARED, words_of

MOST = 8
"""Metrics that are named: a page is no catalogue."""


class Reason(Enum):
    """Why a metric is related, the strongest first."""

    SUBJECT = "subject"
    THEME = "theme"
    PLAN = "plan"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A metric as the rule sees it: its English name, its theme, the ids of the plans that have
    targets for it."""

    key: str
    name: str
    theme: str = ""
    plans: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Related:
    key: str
    reason: Reason


def related(metric: Candidate, others: Iterable[Candidate]) -> list[Related]:
    """Find metrics of the same subject (a scale and its growth); of the same theme; with a target
    in the same plan and a word of the name in common; or with two such words.

    The more words in common, the earlier among their like.

    >>> firms = Candidate("firms", "Cell therapy firms")
    >>> related(firms, [Candidate("products", "Cell therapy products"), Candidate("gdp", "GDP")])
    [Related(key='products', reason=<Reason.NAME: 'name'>)]
    """
    found = []
    own = words_of(metric.name)
    for other in others:
        words = words_of(other.name)
        if other.key != metric.key and (reason := _reason(metric, other, own, words)):
            place = list(Reason).index(reason)
            found.append((place, -len(own & words), other.name, Related(other.key, reason)))
    return [entry[-1] for entry in sorted(found, key=lambda entry: entry[:3])[:MOST]]


def _reason(
    metric: Candidate, other: Candidate, own: frozenset[str], words: frozenset[str]
) -> Reason | None:
    if own and own == words:
        return Reason.SUBJECT
    if metric.theme and metric.theme == other.theme:
        return Reason.THEME
    common = len(own & words)
    if common and metric.plans & other.plans:
        return Reason.PLAN
    return Reason.NAME if common >= FEWEST_SHARED else None
