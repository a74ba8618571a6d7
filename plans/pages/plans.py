"""What the page of a plan shows, and every query that it makes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plans.choices import MeasureTheme
from plans.domain.texts import Twin
from plans.models import Plan, PolicyMeasure
from plans.pages.targets import TargetRow, natural, plan_order, public_targets, target_rows
from plans.pages.wording import span_words


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    """The policy measures of one theme."""

    theme: MeasureTheme
    measures: Sequence[PolicyMeasure]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """What the template of a plan shows, and nothing else.

    ``targets`` are main rows: their number is the plan's number of targets.
    """

    plan: Plan
    issuers: Sequence[Twin]
    span: str
    targets: Sequence[TargetRow]
    themes: Sequence[ThemeGroup]

    @property
    def measure_count(self) -> int:
        return sum(len(group.measures) for group in self.themes)


def plan_page(plan: Plan, language: str) -> PlanPage:
    """Assemble a plan's page from two queries: its targets and its policy measures."""
    targets = sorted(public_targets().filter(plan=plan), key=plan_order)
    measures = PolicyMeasure.objects.published().filter(plan=plan).with_evidence()
    return PlanPage(
        plan=plan,
        issuers=issuers_of(plan),
        span=span_words(plan.period_start, plan.period_end, language),
        targets=target_rows(targets, language),
        themes=by_theme(measures),
    )


def issuers_of(plan: Plan) -> list[Twin]:
    """Each issuer with its Chinese name; all in one where the two lists do not match."""
    english = [name for name in plan.issuers.split("; ") if name]
    chinese = [name for name in plan.issuers_zh.split("；") if name]
    chinese = chinese or [""] * len(english)
    if len(english) != len(chinese):
        return [Twin(plan.issuers, plan.issuers_zh)]
    return [Twin(*names) for names in zip(english, chinese, strict=True)]


def by_theme(measures: Iterable[PolicyMeasure]) -> list[ThemeGroup]:
    """Group policy measures by theme, in the order of the themes, then of the source."""
    groups: dict[str, list[PolicyMeasure]] = defaultdict(list)
    for measure in sorted(measures, key=lambda measure: (natural(measure.locator), measure.key)):
        groups[measure.theme].append(measure)
    return [ThemeGroup(theme, groups[theme]) for theme in MeasureTheme if theme in groups]
