"""How plans stand: their verdicts counted, cell and gene therapy first."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from plans.choices import PlanField, Verdict
from plans.models import Plan, Target
from plans.pages.wording import asked_words, due_words
from plans.standings import Standing, counts, standings

CGT_FIELDS = (
    PlanField.CELL_AND_GENE_THERAPY,
    PlanField.CELL_THERAPY,
    PlanField.GENE_THERAPY,
)
"""The fields that stand first on a site about cell and gene therapy."""


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """A plan with how many of its targets have each verdict. They add up to ``total``."""

    plan: Plan
    counts: Counter[Verdict]
    due: Sequence[int]
    """The years in which its targets are due, in order."""

    @property
    def total(self) -> int:
        return self.counts.total()


@dataclass(frozen=True, slots=True)
class StandingRow:
    """A target with its verdict, in words."""

    standing: Standing
    asked: str
    due: str


def standing_rows(stands: Iterable[Standing], language: str) -> list[StandingRow]:
    """Put standings in words, in the order given."""
    return [
        StandingRow(
            stand,
            asked_words(stand.target, language),
            due_words(stand.target.due_on, language),
        )
        for stand in stands
    ]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under the name of their plan; without one the rows name their plans themselves."""

    plan: Plan | None
    rows: Sequence[StandingRow]


def by_plan(rows: Sequence[StandingRow]) -> list[RowGroup]:
    """Put rows that follow one another and are of one plan under its name."""
    groups = groupby(rows, key=lambda row: row.standing.target.plan)
    return [RowGroup(plan, list(members)) for plan, members in groups]


def verdict_of(targets: Iterable[Target], as_of: dt.date) -> dict[int, Standing]:
    """How targets stand, by their ids; without those not yet announced. Four queries."""
    return {stand.target.pk: stand for stand in standings(targets, as_of)}


def plan_standings(as_of: dt.date) -> list[PlanStanding]:
    """Every plan with targets: cell and gene therapy first, then the newest due day.

    Variants are not counted, targets not yet announced neither.
    """
    targets = Target.objects.published().main().with_evidence()
    targets = targets.select_related("plan__source")
    of_plan: dict[int, list[Standing]] = defaultdict(list)
    for stand in standings(targets, as_of):
        of_plan[stand.target.plan_id].append(stand)
    found = [
        PlanStanding(
            plan=stands[0].target.plan,
            counts=counts(stands),
            due=sorted({stand.promise.due_on.year for stand in stands}),
        )
        for stands in of_plan.values()
    ]
    # Sorting keeps the order of equals, so the least important order comes first.
    found.sort(key=lambda standing: standing.plan.key)
    found.sort(key=lambda standing: standing.plan.issued_on.text, reverse=True)
    found.sort(key=lambda standing: max(standing.due), reverse=True)
    found.sort(key=lambda standing: standing.plan.field not in CGT_FIELDS)
    return found
