"""The kept history of verdicts: a change is recorded, a standstill is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Model

from plans.choices import Verdict
from plans.domain.verdicts import METHOD_VERSION
from plans.models import (
    ComputedTie,
    Fact,
    Metric,
    Observation,
    Plan,
    Source,
    Target,
    VerdictOverride,
    VerdictRecord,
)
from plans.standings import Standing, standings

BEARING = frozenset({ComputedTie, Metric, Observation, Plan, Source, Target, VerdictOverride})
"""A change of these may change a verdict."""


def bears_on_verdicts(model: type[Model]) -> bool:
    """Whether a change may change a verdict: of any fact, once series of records are tied."""
    if model in BEARING:
        return True
    return issubclass(model, Fact) and ComputedTie.objects.in_force().exists()


@dataclass(frozen=True, slots=True)
class Change:
    """A verdict that is not what was recorded last. ``before`` is None for a first one."""

    target: Target
    before: Verdict | None
    after: Verdict
    reason: str


def record_verdicts(as_of: dt.date, targets: Iterable[Target] | None = None) -> list[Change]:
    """Judge targets (default: every published one, variants too) and record what changed.

    A change is another verdict, another version of the method, other observations or numbers
    counted here, or an editor's verdict set or lifted. Running it again adds nothing, and neither
    do two runs at once: the second waits for the first, and then sees what it recorded.
    """
    if targets is None:
        targets = Target.objects.published().with_evidence().in_plan_order()
    with transaction.atomic():
        _one_at_a_time()
        return _record_what_changed(as_of, targets)


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('history of verdicts'))")


def _record_what_changed(as_of: dt.date, targets: Iterable[Target]) -> list[Change]:
    stands = standings(targets, as_of)
    last = {
        record.target_id: record
        for record in VerdictRecord.objects.filter(
            target__in=[stand.target for stand in stands]
        ).latest_per_target(as_of)
    }
    changed = [
        (stand, last.get(stand.target.pk))
        for stand in stands
        if not _says_the_same(last.get(stand.target.pk), stand)
    ]
    VerdictRecord.objects.bulk_create(_record(stand, as_of) for stand, _ in changed)
    return [
        Change(
            target=stand.target,
            before=Verdict(before.verdict) if before else None,
            after=stand.verdict,
            reason=stand.reason.en,
        )
        for stand, before in changed
    ]


def _says_the_same(record: VerdictRecord | None, stand: Standing) -> bool:
    return record is not None and (
        record.verdict,
        record.is_set,
        record.method_version,
        record.observation_keys,
    ) == (
        stand.verdict,
        stand.override is not None,
        METHOD_VERSION,
        list(stand.judgement.evidence_keys),
    )


def _record(stand: Standing, as_of: dt.date) -> VerdictRecord:
    said = stand.reason
    return VerdictRecord(
        target=stand.target,
        as_of=as_of,
        verdict=stand.verdict,
        is_set=stand.override is not None,
        reason=said.en,
        reason_zh=said.zh,
        grade=stand.grade,
        method_version=METHOD_VERSION,
        observation_keys=list(stand.judgement.evidence_keys),
    )
