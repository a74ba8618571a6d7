"""How targets stand: the one place where rows of the database meet the rules of the method.

Pages, JSON, CSV, the kept history and the admin all take a verdict from here.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plans.choices import Verdict
from plans.domain.texts import Twin
from plans.domain.verdicts import Baseline, Evidence, Judgement, Promise, judge, named, reason
from plans.domain.verdicts.evidence import DEFAULT_LAG_DAYS
from plans.models import Observation, Target, VerdictOverride

Subject = tuple[int | None, int]
"""What a target is about: the ids of its metric (None for words alone) and its area."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A target on a day: what is promised, the verdict, and the rows behind it."""

    target: Target
    promise: Promise
    judgement: Judgement
    observations: Mapping[str, Observation]
    """Every observation that was read, by key: the judgement names them by it."""
    override: VerdictOverride | None = None
    """An editor's own verdict that stands on the day, with its public reason and source."""

    @property
    def computed(self) -> Verdict:
        """What the rules say."""
        return self.judgement.verdict

    @property
    def verdict(self) -> Verdict:
        """What stands: an editor's own verdict where there is one, else the computed one."""
        return self.computed if self.override is None else Verdict(self.override.verdict)

    @property
    def reason(self) -> Twin:
        """Why what stands does: the editor's reason, or the computed one."""
        if self.override is None:
            return self.computed_reason
        return Twin(self.override.reason, self.override.reason_zh)

    @property
    def computed_reason(self) -> Twin:
        """What the rules say, in one sentence with its numbers."""
        return reason(self.promise, self.judgement)

    @property
    def grade(self) -> str:
        return self.judgement.grade

    @property
    def used(self) -> list[Observation]:
        """The observations that decided it, in the order of time."""
        return [self.observations[key] for key in self.judgement.observation_keys]

    @property
    def named(self) -> list[Observation]:
        """The observations that the computed reason names: those used, or the nearest context."""
        return [self.observations[r.evidence.key] for r in named(self.promise, self.judgement)]

    @property
    def rivals(self) -> list[Observation]:
        """Observations of the same day or span that were not believed."""
        return [self.observations[r.evidence.key] for r in self.judgement.rivals]

    @property
    def others(self) -> list[Observation]:
        """Observations that were read and decided nothing."""
        return [self.observations[r.evidence.key] for r in self.judgement.others]


def announced_from(target: Target) -> dt.date:
    """The day from which a target exists for the reader.

    The earlier of the plan's issue day and the day its own source could be known. Needs the
    target fetched ``with_evidence()``.
    """
    issued: dt.date = target.plan.issued_on.last_day
    known: dt.date = target.source.known_from
    return min(issued, known)


def standings(targets: Iterable[Target], as_of: dt.date) -> list[Standing]:
    """Judge targets as a reader could on ``as_of``, in two queries whatever their number.

    ``targets`` come ``with_evidence()``. What was not yet announced on the day is left out.
    """
    announced = [target for target in targets if announced_from(target) <= as_of]
    bearing = observations_by_subject(announced)
    overrides = _overrides(announced, as_of)
    return [
        _stand(target, bearing.get(_subject(target), []), overrides.get(target.pk), as_of)
        for target in announced
    ]


def _overrides(targets: Sequence[Target], as_of: dt.date) -> dict[int, VerdictOverride]:
    rows = VerdictOverride.objects.standing_on(as_of).filter(target__in=targets).with_evidence()
    return {row.target_id: row for row in rows}


def observations_by_subject(targets: Sequence[Target]) -> Mapping[Subject, list[Observation]]:
    """Fetch the published observations of every metric and area that ``targets`` are about."""
    metrics = {target.metric_id for target in targets if target.metric_id is not None}
    areas = {target.area_id for target in targets}
    found: dict[Subject, list[Observation]] = defaultdict(list)
    if not metrics:
        return found
    rows = (
        Observation.objects.published()
        .filter(metric__in=metrics, area__in=areas)
        .with_evidence()
        .select_related("source__origin")
    )
    for row in rows:
        found[row.metric_id, row.area_id].append(row)
    return found


def counts(stands: Iterable[Standing]) -> Counter[Verdict]:
    """Count per verdict. Adds up to the number of targets."""
    return Counter(stand.verdict for stand in stands)


def _subject(target: Target) -> Subject:
    return target.metric_id, target.area_id


def _stand(
    target: Target, rows: Sequence[Observation], override: VerdictOverride | None, as_of: dt.date
) -> Standing:
    promise = promise_of(target)
    judgement = judge(promise, map(evidence_of, rows), as_of)
    return Standing(target, promise, judgement, {row.key: row for row in rows}, override)


def promise_of(target: Target) -> Promise:
    """Read a target on the terms of the method."""
    metric, plan = target.metric, target.plan
    start = plan.period_start
    baseline = None
    if target.baseline_value is not None and target.baseline_on is not None:
        baseline = Baseline(target.baseline_value, target.baseline_on)
    return Promise(
        basis=target.basis,
        due_on=target.due_on.last_day,
        comparator=target.comparator,
        value=target.value,
        upper=target.value_upper,
        unit=metric.unit if metric else "",
        direction=metric.direction if metric else "",
        measure_type=metric.measure_type if metric else "",
        plan_start=start.first_day if start else None,
        baseline=baseline,
        lag_days=(
            metric.publication_lag_days
            if metric and metric.publication_lag_days is not None
            else DEFAULT_LAG_DAYS
        ),
    )


def evidence_of(row: Observation) -> Evidence:
    """Read an observation on the terms of the method."""
    source = row.source
    return Evidence(
        key=row.key,
        period=row.period,
        value=row.value,
        qualifier=row.qualifier,
        kind=row.kind,
        source_key=source.key,
        source_kind=source.kind,
        publisher=source.publisher,
        known_from=source.known_from,
        origin=source.origin.key if source.origin else source.key,
        preferred=row.preferred,
        about_percent=row.interval_percent,
    )
