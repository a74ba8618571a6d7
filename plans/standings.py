"""How targets stand: the one place where rows of the database meet the rules of the method.

Pages, JSON, CSV, the kept history and the admin all take a verdict from here.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from plans.choices import Verdict
from plans.domain.periods import Period
from plans.domain.texts import Twin
from plans.domain.verdicts import Evidence, Judgement, Promise, Reading, Tied, judge, named, reason
from plans.models import Observation, Target, VerdictOverride
from plans.models.promises import promise_of
from plans.tied import HeldFigure, held_figures, tied_to

Subject = tuple[int | None, int]
"""What a target is about: the ids of its metric (None for words alone) and its area."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A target on a day: what is promised, the verdict, and the rows behind it."""

    target: Target
    promise: Promise
    judgement: Judgement
    observations: Mapping[str, Observation]
    """The observations that decided it, their rivals and what the reason names, by key. What
    else was read stands in the judgement alone."""
    tied: Sequence[Tied] = ()
    """The series of records that suit it and that an editor had tied to it by the day."""
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
    def counted(self) -> list[HeldFigure]:
        """What decided it and is counted from the records held here: the reason names it."""
        return self._held(self.judgement.counted)

    @property
    def counted_aside(self) -> list[HeldFigure]:
        """What is counted here of the same that a source speaks of, whose figure comes first."""
        return self._held(self.judgement.held_aside)

    @property
    def counted_besides(self) -> list[HeldFigure]:
        """What is counted here and decided nothing."""
        return self._held(self.judgement.held)

    def _held(self, readings: Iterable[Reading]) -> list[HeldFigure]:
        return held_figures(readings, self.promise.unit)

    @property
    def named(self) -> list[Observation]:
        """The observations that the computed reason names: those used, or the nearest context."""
        return [
            self.observations[reading.evidence.key]
            for reading in named(self.promise, self.judgement)
            if not reading.evidence.counted
        ]

    @property
    def rivals(self) -> list[Observation]:
        """Observations of the same day or span that were not believed."""
        return [self.observations[r.evidence.key] for r in self.judgement.rivals]


def announced_from(target: Target) -> dt.date:
    """The day from which a target exists for the reader.

    The earlier of the plan's issue day and the day its own source could be known. Needs the
    target fetched ``with_evidence()``.
    """
    issued: dt.date = target.plan.issued_on.last_day
    known: dt.date = target.source.known_from
    return min(issued, known)


def standings(targets: Iterable[Target], as_of: dt.date) -> list[Standing]:
    """Judge targets as a reader could on ``as_of``, in four queries whatever their number.

    Where series of records are tied to any of them, in one more for each way of counting.
    ``targets`` come ``with_evidence()``. What was not yet announced on the day is left out.
    """
    announced = [target for target in targets if announced_from(target) <= as_of]
    bearing = evidence_by_subject(announced, as_of)
    tied = tied_to(announced, as_of)
    promises = [promise_of(target) for target in announced]
    judgements = [
        judge(promise, bearing.get(_subject(target), ()), as_of, tied.get(target.pk, ()))
        for target, promise in zip(announced, promises, strict=True)
    ]
    overrides = _overrides(announced, as_of)
    rows = _named_rows(zip(promises, judgements, strict=True))
    return [
        Standing(
            target, promise, judgement, rows, tied.get(target.pk, ()), overrides.get(target.pk)
        )
        for target, promise, judgement in zip(announced, promises, judgements, strict=True)
    ]


def _overrides(targets: Sequence[Target], as_of: dt.date) -> dict[int, VerdictOverride]:
    rows = VerdictOverride.objects.standing_on(as_of).filter(target__in=targets).with_evidence()
    return {row.target_id: row for row in rows}


def _named_rows(judged: Iterable[tuple[Promise, Judgement]]) -> dict[str, Observation]:
    """Fetch the observations that pages name, of all judgements at once."""
    keys = {
        reading.evidence.key
        for promise, judgement in judged
        for reading in (*judgement.used, *judgement.rivals, *named(promise, judgement))
        if not reading.evidence.counted
    }
    return {row.key: row for row in Observation.objects.filter(key__in=keys).with_evidence()}


# --- From rows to the terms of the method ---------------------------------------------------


def about(targets: Iterable[Target]) -> Q:
    """The observations of the metric and area of any of some targets.

    By area: each pair for itself, since the metrics of one target and the area of another may
    have very many figures.
    """
    metrics: dict[int, set[int]] = defaultdict(set)
    for target in targets:
        if target.metric_id is not None:
            metrics[target.area_id].add(target.metric_id)
    found = Q(pk__in=[])
    for area, wanted in metrics.items():
        found |= Q(area=area, metric__in=wanted)
    return found


def evidence_by_subject(
    targets: Sequence[Target], as_of: dt.date
) -> Mapping[Subject, list[Evidence]]:
    """Read what was reported by ``as_of`` of every metric and area that ``targets`` are about.

    Columns instead of rows: there may be tens of thousands, and few of them are ever shown.
    """
    reported = Observation.objects.published().reported().known_on(as_of).filter(about(targets))
    found: dict[Subject, list[Evidence]] = defaultdict(list)
    for metric, area, *columns in reported.order_by().values_list("metric", "area", *COLUMNS):
        found[metric, area].append(_evidence(*columns))
    return found


COLUMNS = (
    "key",
    "period_start",
    "period_end",
    "value",
    "qualifier",
    "kind",
    "preferred",
    "interval_percent",
    "source__key",
    "source__kind",
    "source__publisher",
    "source__known_from",
    "source__origin__key",
)
"""What judging takes of an observation, in the order of ``_evidence``."""


def _evidence(
    key: str,
    start: dt.date,
    end: dt.date,
    value: Decimal,
    qualifier: str,
    kind: str,
    preferred: bool,
    about_percent: Decimal | None,
    source_key: str,
    source_kind: str,
    publisher: str,
    known_from: dt.date,
    origin: str | None,
) -> Evidence:
    return Evidence(
        key=key,
        period=Period(start, end),
        value=value,
        qualifier=qualifier,
        kind=kind,
        source_key=source_key,
        source_kind=source_kind,
        publisher=publisher,
        known_from=known_from,
        origin=origin or source_key,
        preferred=preferred,
        about_percent=about_percent,
    )


def counts(stands: Iterable[Standing]) -> Counter[Verdict]:
    """Count per verdict. Adds up to the number of targets."""
    return Counter(stand.verdict for stand in stands)


def _subject(target: Target) -> Subject:
    return target.metric_id, target.area_id


def evidence_of(row: Observation) -> Evidence:
    """Read an observation on the terms of the method."""
    source = row.source
    return _evidence(
        row.key,
        row.period_start,
        row.period_end,
        row.value,
        row.qualifier,
        row.kind,
        row.preferred,
        row.interval_percent,
        source.key,
        source.kind,
        source.publisher,
        source.known_from,
        source.origin.key if source.origin else None,
    )
