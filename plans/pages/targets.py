"""Targets as tables show them: each with what other sources say of the same one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from plans.models import Target
from plans.models.plans import TargetQuerySet, is_announced
from plans.pages.verdicts import CGT_FIELDS
from plans.pages.wording import asked_words, due_words
from plans.standings import Standing

Place = tuple[bool, list[int], str]
"""A sorting key of a locator."""


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target in words. ``variants`` are what other sources say of the same one.

    ``standing`` is how it stands, where the table says so.
    """

    target: Target
    asked: str
    due: str
    variants: Sequence[TargetRow] = ()
    standing: Standing | None = None

    @property
    def is_variant(self) -> bool:
        return self.target.variant_of_id is not None


def public_targets() -> TargetQuerySet:
    """Published targets with their evidence. A variant needs its main row to be public."""
    targets: TargetQuerySet = Target.objects.published().with_evidence()
    return targets.filter(Q(variant_of=None) | is_announced("variant_of", "plan"))


def target_rows(
    targets: Sequence[Target], language: str, stands: Mapping[int, Standing] | None = None
) -> list[TargetRow]:
    """Put variants under their main rows, in the order given. Only a variant whose main row
    is not among them (it has another metric) makes a row of its own.

    ``stands`` by the ids of the targets, where the table says how they stand.
    """
    mains = {target.pk for target in targets if target.variant_of_id is None}
    variants: dict[int, list[TargetRow]] = defaultdict(list)

    def row(target: Target, beside: Sequence[TargetRow] = ()) -> TargetRow:
        return TargetRow(
            target=target,
            asked=asked_words(target, language),
            due=due_words(target.due_on, language),
            variants=tuple(beside),
            standing=(stands or {}).get(target.pk),
        )

    for target in targets:
        if target.variant_of_id in mains:
            variants[target.variant_of_id].append(row(target))
    return [
        row(target, variants[target.pk]) for target in targets if target.variant_of_id not in mains
    ]


def in_list_order(targets: Sequence[Target]) -> list[Target]:
    """Put plans of cell and gene therapy first, the others as given; their targets in order."""
    plans = dict.fromkeys(target.plan for target in targets)
    cgt_first = sorted(plans, key=lambda plan: plan.field not in CGT_FIELDS)
    place = {plan.pk: i for i, plan in enumerate(cgt_first)}
    return sorted(targets, key=lambda target: (place[target.plan_id], plan_order(target)))


def plan_order(target: Target) -> tuple[bool, int, Place, str]:
    """Sort by the position in the plan; where none is given by the place in the source."""
    position = target.position
    return position is None, position or 0, place_in_source(target.locator), target.key


def place_in_source(locator: str) -> Place:
    """Sort places as they follow in a document: by their numbers, the unnumbered last.

    >>> sorted(["sentence on 2025", "para 10", "paras 1-2", "para 2"], key=place_in_source)
    ['paras 1-2', 'para 2', 'para 10', 'sentence on 2025']
    """
    own, *_ = locator.split(";")  # what follows speaks of another source
    numbers = [int(number) for number in re.findall(r"(?<!\d)\d{1,3}(?!\d)", own)]
    return not numbers, numbers, locator
