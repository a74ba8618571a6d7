"""The filter of ``/changes/``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import ChoiceFilter

from plans.choices import Happened, Record
from plans.filters.base import SiteFilterSet
from plans.filters.choices import LateChoiceFilter, named
from plans.models import ChangeEntry, Metric, Observation, Plan, PolicyMeasure, Target

LABELS = {model: model._meta.label_lower for model in (Observation, Plan, PolicyMeasure, Target)}


def _metrics_of_changed(model: type[Observation] | type[Target]) -> QuerySet[Any, Any]:
    changed = ChangeEntry.objects.filter(model=LABELS[model]).order_by().values("row_id")
    return model._default_manager.filter(pk__in=changed).order_by().values("metric")


def metrics_with_changes() -> Iterable[tuple[str, str]]:
    of_figures = Q(pk__in=_metrics_of_changed(Observation))
    of_targets = Q(pk__in=_metrics_of_changed(Target))
    return named(Metric.objects.filter(of_figures | of_targets))


def plans_to_choose() -> Iterable[tuple[str, str]]:
    return named(Plan.objects.published().newest_first())


def years_with_changes() -> Iterable[tuple[str, str]]:
    years = ChangeEntry.objects.order_by().annotate(year=ExtractYear("at"))
    found = sorted(years.values_list("year", flat=True).distinct(), reverse=True)
    return [(str(year), str(year)) for year in found]


class ChangeFilter(SiteFilterSet):
    """``?what=withdrawn&kind=observation&metric=scale&plan=KEY&year=2026``

    What became of a verdict is a change of its target.
    """

    what = ChoiceFilter(
        field_name="what",
        label=pgettext_lazy("correction", "What happened"),
        choices=Happened.choices,
        empty_label=_("all"),
    )
    kind = ChoiceFilter(
        method="of_kind",
        label=_("Kind of record"),
        choices=Record.choices,
        empty_label=_("all"),
    )
    metric = LateChoiceFilter(
        method="of_metric", label=_("Metric"), choices_from=metrics_with_changes
    )
    plan = LateChoiceFilter(method="of_plan", label=_("Plan"), choices_from=plans_to_choose)
    year = LateChoiceFilter(
        field_name="at",
        lookup_expr="year",
        label=_("Year of the change"),
        choices_from=years_with_changes,
    )

    def of_kind(
        self, changes: QuerySet[ChangeEntry], name: str, kind: str
    ) -> QuerySet[ChangeEntry]:
        return changes.filter(model__endswith=f".{kind}")

    def of_metric(
        self, changes: QuerySet[ChangeEntry], name: str, key: str
    ) -> QuerySet[ChangeEntry]:
        return changes.filter(
            Q(
                model=LABELS[Observation],
                row_id__in=Observation.objects.filter(metric__key=key).values("pk"),
            )
            | Q(
                model=LABELS[Target], row_id__in=Target.objects.filter(metric__key=key).values("pk")
            )
        )

    def of_plan(self, changes: QuerySet[ChangeEntry], name: str, key: str) -> QuerySet[ChangeEntry]:
        return changes.filter(
            Q(model=LABELS[Plan], row_id__in=Plan.objects.filter(key=key).values("pk"))
            | Q(model=LABELS[Target], row_id__in=Target.objects.filter(plan__key=key).values("pk"))
            | Q(
                model=LABELS[PolicyMeasure],
                row_id__in=PolicyMeasure.objects.filter(plan__key=key).values("pk"),
            )
        )
