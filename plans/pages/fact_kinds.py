"""The facts of ``plans`` in a line each, for the page of their source."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from plans.charts.wording import say
from plans.choices import ObservationKind
from plans.domain.texts import Twin
from plans.models import Observation, Plan, PolicyMeasure, Source, Target
from plans.pages.evidence import EvidenceRow, FactKind
from plans.pages.series import name_in
from plans.pages.targets import public_targets
from plans.pages.wording import asked_words, due_words, joined

FIGURE = Twin("{where}: {number}", "{where}：{number}")


def observation_row(figure: Observation, language: str) -> EvidenceRow:
    """ "Shanghai, 2022: 853.7 billion yuan"."""
    kind = "" if figure.kind == ObservationKind.ACTUAL else figure.get_kind_display()
    where = joined([name_in(language, figure.area), figure.period.words(language), kind], language)
    return EvidenceRow(
        name_en=figure.metric.name_en,
        name_zh=figure.metric.name_zh,
        detail=say(FIGURE, language, where=where, number=figure.quantity.words(language)),
        locator=figure.locator,
        url=figure.get_absolute_url(),
    )


def plan_row(plan: Plan, language: str) -> EvidenceRow:
    return EvidenceRow(
        name_en=plan.name_en,
        name_zh=plan.name_zh,
        detail=joined([name_in(language, plan.area), plan.issued_on.words(language)], language),
        locator=plan.locator,
        url=plan.get_absolute_url(),
    )


def target_row(target: Target, language: str) -> EvidenceRow:
    """ "Shanghai, at least 10 billion yuan, by the end of 2024"."""
    words = [
        name_in(language, target.area),
        asked_words(target, language),
        due_words(target.due_on, language),
    ]
    return EvidenceRow(
        name_en=target.statement,
        name_zh=target.statement_zh,
        detail=joined(words, language),
        locator=target.locator,
        url=target.get_absolute_url(),
    )


def measure_row(measure: PolicyMeasure, language: str) -> EvidenceRow:
    amount = measure.quantity
    words = [str(measure.get_theme_display()), name_in(language, measure.area)]
    return EvidenceRow(
        name_en=measure.summary,
        name_zh=measure.summary_zh,
        detail=joined([*words, amount.words(language) if amount else ""], language),
        locator=measure.locator,
        url=measure.get_absolute_url(),
    )


def source_row(source: Source, language: str) -> EvidenceRow:
    published = source.published_on.words(language) if source.published_on else ""
    return EvidenceRow(
        name_en=source.title,
        name_zh=source.title_original,
        detail=joined([source.publisher, published], language),
        locator="",
        url=source.get_absolute_url(),
    )


KINDS: list[FactKind[Any]] = [
    FactKind(
        _("Observations"),
        lambda: Observation.objects.published().with_evidence().newest_first(),
        observation_row,
        texts=("note", "locator"),
    ),
    FactKind(
        _("Plans"),
        lambda: Plan.objects.published().with_evidence().newest_first(),
        plan_row,
        texts=("note", "locator"),
    ),
    FactKind(
        _("Targets"),
        lambda: public_targets().in_plan_order(),
        target_row,
        texts=("note", "locator"),
    ),
    FactKind(
        _("Policy measures"),
        lambda: PolicyMeasure.objects.published().with_evidence().order_by("plan", "key"),
        measure_row,
    ),
    FactKind(
        _("Sources"),
        lambda: Source.objects.public().newest_first(),
        source_row,
        source="",
        texts=("note",),
    ),
]
