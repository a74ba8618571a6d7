"""The filter of ``/changes/``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import ChoiceFilter

from plans.choices import Record, Shown
from plans.filters.base import SiteFilterSet
from plans.filters.choices import LateChoiceFilter, named
from plans.models import Metric, Observation, Plan, PolicyMeasure, Revision, Target

LABELS = {model: model._meta.label_lower for model in (Observation, Plan, PolicyMeasure, Target)}


def _changed(model: type[Observation] | type[Target]) -> QuerySet[Revision, Any]:
    return Revision.objects.shown().filter(model=LABELS[model]).values("row_id")


def metrics_with_changes() -> Iterable[tuple[str, str]]:
    figures = Q(observations__in=_changed(Observation)) | Q(targets__in=_changed(Target))
    return named(Metric.objects.filter(pk__in=Metric.objects.filter(figures).values("pk")))


def plans_to_choose() -> Iterable[tuple[str, str]]:
    return named(Plan.objects.published().newest_first())


def years_with_changes() -> Iterable[tuple[str, str]]:
    years = Revision.objects.shown().order_by().annotate(year=ExtractYear("at"))
    found = sorted(years.values_list("year", flat=True).distinct(), reverse=True)
    return [(str(year), str(year)) for year in found]


class ChangeFilter(SiteFilterSet):
    """``?what=withdrawn&kind=observation&metric=scale&plan=KEY&year=2026``"""

    what = ChoiceFilter(
        field_name="shown",
        label=pgettext_lazy("correction", "What happened"),
        choices=Shown.choices,
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

    def of_kind(self, changes: QuerySet[Revision], name: str, kind: str) -> QuerySet[Revision]:
        return changes.filter(model__endswith=f".{kind}")

    def of_metric(self, changes: QuerySet[Revision], name: str, key: str) -> QuerySet[Revision]:
        return changes.filter(
            Q(
                model=LABELS[Observation],
                row_id__in=Observation.objects.filter(metric__key=key).values("pk"),
            )
            | Q(
                model=LABELS[Target], row_id__in=Target.objects.filter(metric__key=key).values("pk")
            )
        )

    def of_plan(self, changes: QuerySet[Revision], name: str, key: str) -> QuerySet[Revision]:
        return changes.filter(
            Q(model=LABELS[Plan], row_id__in=Plan.objects.filter(key=key).values("pk"))
            | Q(model=LABELS[Target], row_id__in=Target.objects.filter(plan__key=key).values("pk"))
            | Q(
                model=LABELS[PolicyMeasure],
                row_id__in=PolicyMeasure.objects.filter(plan__key=key).values("pk"),
            )
        )
