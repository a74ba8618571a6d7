"""What a search over the whole site shows of each kind: this app's kinds, and what any kind is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from plans.domain.searching import is_found_in, likeness
from plans.domain.texts import Twin
from plans.models import Metric, Plan, PolicyMeasure, Source, Target
from plans.models.searching import SearchQuerySet

ALIKE = 0.5
"""The likeness from which on a text is taken for what was meant."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found: its names, where it leads, what it is about, and what else is
    searched of it. A ``Twin`` of one word in the reader's language holds it twice."""

    name_en: str
    name_zh: str
    url: str
    about: Sequence[Twin] = ()
    further: Sequence[Twin] = ()

    def found_beside(self, text: str, language: str) -> Twin | None:
        """The text that it was found by, where its names do not say why it is here."""
        names = (self.name_en, self.name_zh)
        if any(is_found_in(name, text) for name in names):
            return None
        for twin in self.further:
            here = [part for part in (twin.en, twin.zh) if is_found_in(part, text)]
            if here:
                if twin.pick(language)[0] in here:
                    return twin
                return Twin(twin.en) if twin.en in here else Twin("", twin.zh)
        return self._meant(text, max(likeness(name, text) for name in names))

    def _meant(self, text: str, by_name: float) -> Twin | None:
        """What is searched beside the names and is more like a misspelt text than they are."""
        alike = [(max(likeness(t.en, text), likeness(t.zh, text)), t) for t in self.further]
        likest, twin = max(alike, key=lambda pair: pair[0], default=(0.0, Twin("")))
        return twin if likest > max(by_name, ALIKE) else None


@dataclass(frozen=True, slots=True)
class SearchKind:
    """A kind of thing that is searched: ``rows`` are those of its list, at ``list_url``."""

    name: str
    label: Any
    list_url: str
    rows: Callable[[], SearchQuerySet[Any]]
    hit: Callable[[Any, str], Hit]
    parameters: Mapping[str, str] = field(default_factory=dict)
    """What the list needs to show all of ``rows``."""


def as_twin(words: Any) -> Twin:
    """Words that are in the reader's language already."""
    return Twin(str(words), str(words))


def named_twin(row: Any) -> Twin:
    return Twin(row.name_en, row.name_zh)


def plan_hit(plan: Plan, language: str) -> Hit:
    return Hit(
        plan.name_en,
        plan.name_zh,
        plan.get_absolute_url(),
        about=[as_twin(plan.issued_on.words(language)), named_twin(plan.area)],
        further=[Twin(plan.issuers, plan.issuers_zh)],
    )


def target_hit(target: Target, language: str) -> Hit:
    return Hit(
        target.statement,
        target.statement_zh,
        target.get_absolute_url(),
        about=[named_twin(target.plan)],
    )


def measure_hit(measure: PolicyMeasure, language: str) -> Hit:
    return Hit(
        measure.summary,
        measure.summary_zh,
        measure.get_absolute_url(),
        about=[named_twin(measure.plan)],
        further=[Twin(measure.beneficiary, measure.beneficiary_zh)],
    )


def metric_hit(metric: Metric, language: str) -> Hit:
    described = Twin(metric.description, metric.description_zh)
    return Hit(metric.name_en, metric.name_zh, metric.get_absolute_url(), further=[described])


def source_hit(source: Source, language: str) -> Hit:
    day = [as_twin(source.published_on.words(language))] if source.published_on else []
    return Hit(
        source.title,
        source.title_original,
        source.get_absolute_url(),
        about=[Twin(source.publisher), *day],
    )


PLANS = SearchKind(
    "plans", _("Plans"), "plans:plan_list", lambda: Plan.objects.published(), plan_hit
)
TARGETS = SearchKind(
    "targets",
    _("Targets"),
    "plans:target_list",
    lambda: Target.objects.published().main(),
    target_hit,
)
MEASURES = SearchKind(
    "measures",
    _("Policy measures"),
    "plans:measure_list",
    lambda: PolicyMeasure.objects.published(),
    measure_hit,
    parameters={"roles": "shown"},
)
METRICS = SearchKind(
    "metrics", _("Metrics"), "plans:metric_list", lambda: Metric.objects.all(), metric_hit
)
SOURCES = SearchKind(
    "sources", _("Sources"), "plans:source_list", lambda: Source.objects.public(), source_hit
)
