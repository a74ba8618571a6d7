"""What the page of a target shows, and every query that it makes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plans.charts.chart import Chart
from plans.choices import Verdict
from plans.domain.quantities import Quantity
from plans.domain.texts import Twin
from plans.domain.verdicts import Judgement, Reading, named, reason
from plans.domain.verdicts.settling import settling
from plans.domain.verdicts.steps import Line, Step, steps
from plans.domain.verdicts.timeline import Stood, timeline
from plans.domain.verdicts.words import ANSWERS, ROLES, grade_words, read_as_words
from plans.models import Observation, SearchNote, Target, VerdictRecord
from plans.models.plans import TargetQuerySet
from plans.pages.capped import CAP, Capped, capped
from plans.pages.chart_files import ChartFiles
from plans.pages.datasets import Dataset, chart_dataset
from plans.pages.notes import Noted, sources_named
from plans.pages.target_chart import chart_of, main_of, target_files
from plans.pages.target_context import NOTHING, Context, context_of
from plans.pages.targets import plan_order, public_targets
from plans.pages.ties import TieRow, tie_rows
from plans.pages.verdicts import StandingRow, standing_rows, verdict_of
from plans.pages.where import Place, places_of
from plans.pages.wording import asked_words, due_words
from plans.standings import Standing, announced_from
from plans.tied import HeldFigure, held_figures

RECORDS = 50
"""Recorded verdicts on the page, the newest first."""


@dataclass(frozen=True, slots=True)
class LineRow:
    """A sentence with the observations whose sources it is marked with, and with what is
    counted here, marked with its records."""

    text: Twin
    observations: Sequence[Observation]
    counted: Sequence[HeldFigure]


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the calculation."""

    title: Twin
    lines: Sequence[LineRow]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """An observation that was read: what it can say, and what it says."""

    observation: Observation
    use: str
    """``used``, ``agrees`` or ``rival`` (for the same, and not the one that decides), ``other``."""
    role: Twin
    read_as: str
    answer: Twin


@dataclass(frozen=True, slots=True)
class StoodRow:
    """From a day on, how a target would have stood, and because of what."""

    since: dt.date
    verdict: Verdict
    reason: Twin
    observations: Sequence[Observation]
    counted: Sequence[HeldFigure]


@dataclass(frozen=True, slots=True)
class TargetPage:
    """What the template of a target shows, and nothing else.

    ``family`` is what other sources say of the same target: the main row and its variants but
    for this one. ``elsewhere`` are the targets of other plans for the same metric.
    """

    as_of: dt.date
    standing: Standing
    asked: str
    due: str
    announced: dt.date
    grade: Twin
    steps: Sequence[StepRow]
    evidence: Sequence[ReadRow]
    evidence_left_out: int
    chart: Chart | None
    files: ChartFiles
    wanted: Sequence[Twin]
    context: Context
    search: SearchNote | None
    searches: int
    family: Sequence[StandingRow]
    elsewhere: Sequence[StandingRow]
    elsewhere_left_out: int
    records: Capped[VerdictRecord]
    timeline: Sequence[StoodRow]
    before: Target | None
    after: Target | None
    places: Sequence[Place]
    ties: Sequence[TieRow]
    noted: Noted

    @property
    def target(self) -> Target:
        return self.standing.target

    @property
    def baseline(self) -> Quantity | None:
        """Where the metric stood before the plan, if that is recorded."""
        target = self.target
        if target.baseline_value is None or target.metric is None:
            return None
        return Quantity(target.baseline_value, target.metric.unit)

    @property
    def dataset(self) -> Dataset | None:
        """The chart, for search engines; its span where all figures are on the page."""
        if self.chart is None or self.target.metric is None:
            return None
        rows = () if self.evidence_left_out else self.evidence
        periods = [row.observation.period for row in rows]
        area = [self.target.area]
        return chart_dataset(self.target.metric, area, self.chart, self.files, periods)


def targets_with_all() -> TargetQuerySet:
    """Public targets with all that their pages say of them."""
    return public_targets().select_related("variant_of", "area__parent__parent__parent")


def target_page(target: Target, as_of: dt.date, language: str) -> TargetPage | None:
    """Assemble a target's page; None where it was not announced by the day.

    At most twenty-one queries, whatever there is: the targets of the plan, those of the metric
    elsewhere, four for their verdicts, the figures that are named, two for those of the chart
    (five where they are picked), searches, recorded verdicts, figures nearby (three), the places
    (six), and the sources that notes name. Where series of records are tied to any of these
    targets, one more for each way of counting.
    """
    plan = sorted(public_targets().filter(plan=target.plan_id), key=plan_order)
    elsewhere = _elsewhere(target)
    family = [row for row in plan if row.pk != target.pk and main_of(row) == main_of(target)]
    stands = verdict_of([target, *family, *elsewhere.rows], as_of)
    if target.pk not in stands:
        return None
    standing = stands[target.pk]
    calculation = steps(standing.promise, standing.judgement)
    past = _past(standing)
    read = _read(standing.judgement) if standing.promise.value is not None else []
    known = _figures(
        *(reading.evidence.key for reading, _use in read[:CAP]),
        *(key for step in calculation for line in step.lines for key in line.keys),
        *(r.evidence.key for stood in past for r in named(standing.promise, stood.judgement)),
    )
    searches = capped(SearchNote.objects.filter(target=target).made_by(as_of), 1)
    before, after = _neighbours(target, plan)
    return TargetPage(
        as_of=as_of,
        standing=standing,
        asked=asked_words(target, language),
        due=due_words(target.due_on, language),
        announced=announced_from(target),
        grade=grade_words(standing.grade),
        steps=_steps(calculation, known, standing),
        evidence=[
            _read_row(standing, reading, use, known, language) for reading, use in read[:CAP]
        ],
        evidence_left_out=max(0, len(read) - CAP),
        chart=chart_of(target, family, as_of, language),
        files=target_files(target),
        wanted=_wanted(standing),
        context=NOTHING if standing.judgement.used else context_of(target, as_of),
        search=searches.rows[0] if searches.rows else None,
        searches=searches.total,
        family=_rows(family, stands, language),
        elsewhere=_rows(elsewhere.rows, stands, language),
        elsewhere_left_out=elsewhere.left_out,
        records=capped(
            target.records.filter(as_of__lte=as_of).select_related("previous").newest_first(),
            RECORDS,
        ),
        timeline=[_stood_row(standing, stood, known) for stood in past],
        before=before,
        after=after,
        places=places_of(target),
        ties=tie_rows(standing),
        noted=sources_named([target.note, target.note_zh]),
    )


def _elsewhere(target: Target) -> Capped[Target]:
    """The main targets of other plans for the same metric, those due last first."""
    others = public_targets().main().filter(metric=target.metric_id).exclude(plan=target.plan_id)
    if target.metric_id is None:
        others = others.none()
    return capped(others.order_by("-due_on", "plan__key", "key"))


def _rows(
    targets: Iterable[Target], stands: Mapping[int, Standing], language: str
) -> list[StandingRow]:
    found = [stands[target.pk] for target in targets if target.pk in stands]
    return standing_rows(found, language)


def _neighbours(target: Target, plan: Sequence[Target]) -> tuple[Target | None, Target | None]:
    """The main targets before and after this one, in the order of the plan."""
    mains = [row for row in plan if row.variant_of_id is None]
    keys = [row.pk for row in mains]
    if main_of(target) not in keys:
        return None, None
    place = keys.index(main_of(target))
    before = mains[place - 1] if place else None
    return before, mains[place + 1] if place + 1 < len(mains) else None


# --- The calculation and its evidence -------------------------------------------------------


def _steps(
    found: Iterable[Step], known: Mapping[str, Observation], standing: Standing
) -> list[StepRow]:
    counted = {figure.key: figure for figure in standing.counted}

    def row(line: Line) -> LineRow:
        return LineRow(
            line.text,
            [known[key] for key in line.keys if key not in counted],
            [counted[key] for key in line.keys if key in counted],
        )

    return [StepRow(step.title, [row(line) for line in step.lines]) for step in found]


def _figures(*keys: str) -> dict[str, Observation]:
    """The figures that the page names: there may be far more that were read."""
    named = Observation.objects.filter(key__in={*keys}).with_evidence()
    return {figure.key: figure for figure in named}


def _read(judgement: Judgement) -> list[tuple[Reading, str]]:
    """All that was read and its use: what decided first, then its rivals, then the rest, newest
    first."""
    answers = {reading.answer for reading in judgement.used}
    return [
        *((reading, "used") for reading in judgement.used if not reading.evidence.counted),
        *((r, "agrees" if r.answer in answers else "rival") for r in judgement.rivals),
        *((reading, "other") for reading in reversed(judgement.others)),
    ]


def _read_row(
    standing: Standing,
    reading: Reading,
    use: str,
    known: Mapping[str, Observation],
    language: str,
) -> ReadRow:
    return ReadRow(
        observation=known[reading.evidence.key],
        use=use,
        role=ROLES[reading.role],
        read_as=read_as_words(reading, standing.promise.unit, language),
        answer=ANSWERS[reading.answer] if reading.counts else Twin("", ""),
    )


# --- Its past, and what is still missing ----------------------------------------------------


def _past(standing: Standing) -> list[Stood]:
    """How it would have stood by today's rules, the newest first."""
    judgement = standing.judgement
    every = (*judgement.used, *judgement.rivals, *judgement.others)
    stood = timeline(
        standing.promise,
        (reading.evidence for reading in every if not reading.evidence.counted),
        announced_from(standing.target),
        judgement.as_of,
        standing.tied,
    )
    return stood[::-1]


def _stood_row(standing: Standing, stood: Stood, known: Mapping[str, Observation]) -> StoodRow:
    judgement = stood.judgement
    return StoodRow(
        since=stood.since,
        verdict=judgement.verdict,
        reason=reason(standing.promise, judgement),
        observations=[
            known[reading.evidence.key]
            for reading in named(standing.promise, judgement)
            if not reading.evidence.counted
        ],
        counted=held_figures(judgement.counted, standing.promise.unit),
    )


def _wanted(standing: Standing) -> list[Twin]:
    """What would settle it; nothing for words alone, or where no more is waited for."""
    target = standing.target
    if target.metric is None:
        return []
    return settling(
        standing.promise,
        standing.judgement,
        Twin(target.metric.name_en, target.metric.name_zh),
        Twin(target.area.name_en, target.area.name_zh),
    )
