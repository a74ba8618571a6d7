"""What the page of a plan shows, and every query that it makes."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plans.choices import MeasureTheme, Verdict
from plans.models import Plan, PolicyMeasure
from plans.pages.notes import Noted, sources_named
from plans.pages.targets import TargetRow, place_in_source, plan_order, public_targets, target_rows
from plans.pages.verdicts import verdict_of
from plans.pages.wording import span_words
from plans.standings import counts


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan of the register, with its period in words."""

    plan: Plan
    span: str


@dataclass(frozen=True, slots=True)
class Issuer:
    name_en: str
    name_zh: str


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    """The policy measures of one theme."""

    theme: MeasureTheme
    measures: Sequence[PolicyMeasure]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """What the template of a plan shows, and nothing else.

    ``targets`` are main rows, each with its standing: their number is the plan's number of
    targets, and what ``counts`` adds up to.
    """

    plan: Plan
    as_of: dt.date
    issuers: Sequence[Issuer]
    span: str
    targets: Sequence[TargetRow]
    counts: Counter[Verdict]
    themes: Sequence[ThemeGroup]
    noted: Noted

    @property
    def target_count(self) -> int:
        return self.counts.total()

    @property
    def measure_count(self) -> int:
        return sum(len(group.measures) for group in self.themes)


def plan_rows(plans: Iterable[Plan], language: str) -> list[PlanRow]:
    return [PlanRow(plan, span_of(plan, language)) for plan in plans]


def span_of(plan: Plan, language: str) -> str:
    return span_words(plan.period_start, plan.period_end, language)


def plan_page(plan: Plan, as_of: dt.date, language: str) -> PlanPage:
    """Assemble a plan's page as a reader could know it on ``as_of``.

    Seven queries: targets, four for their verdicts, measures, sources that notes name.
    """
    targets = sorted(public_targets().filter(plan=plan), key=plan_order)
    stands = verdict_of(targets, as_of)
    announced = [target for target in targets if target.pk in stands]
    measures = PolicyMeasure.objects.published().filter(plan=plan).with_evidence()
    notes = [plan.note, plan.note_zh]
    notes += [text for target in announced for text in (target.note, target.note_zh)]
    return PlanPage(
        plan=plan,
        as_of=as_of,
        issuers=issuers_of(plan),
        span=span_of(plan, language),
        targets=target_rows(announced, language, stands),
        counts=counts(stands[row.pk] for row in announced if row.variant_of_id is None),
        themes=by_theme(measures),
        noted=sources_named(notes),
    )


def issuers_of(plan: Plan) -> list[Issuer]:
    """Each issuer with its Chinese name; all in one where the two lists do not match."""
    english = [name for name in plan.issuers.split("; ") if name]
    chinese = [name for name in plan.issuers_zh.split("；") if name]
    chinese = chinese or [""] * len(english)
    if len(english) != len(chinese):
        return [Issuer(plan.issuers, plan.issuers_zh)]
    return [Issuer(*names) for names in zip(english, chinese, strict=True)]


def by_theme(measures: Iterable[PolicyMeasure]) -> list[ThemeGroup]:
    """Group policy measures by theme, in the order of the themes, then of the source."""
    groups: dict[str, list[PolicyMeasure]] = defaultdict(list)
    for measure in sorted(
        measures, key=lambda measure: (place_in_source(measure.locator), measure.key)
    ):
        groups[measure.theme].append(measure)
    return [ThemeGroup(theme, groups[theme]) for theme in MeasureTheme if theme in groups]
