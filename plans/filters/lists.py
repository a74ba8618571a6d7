"""The filters of the registers: plans, metrics, sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, MultipleChoiceFilter

from plans.choices import MeasureType, PlanField, SourceKind, SourceLanguage, Unit
from plans.filters.base import SiteFilterSet, SortFilter
from plans.filters.choices import LateChoiceFilter, LateMultipleChoiceFilter, named
from plans.filters.names import NameFilter
from plans.models import Area, Metric, Observation, Plan, Source, Target

UNDATED = "unknown"
"""The year of a source whose day is not known."""


def years_of(model: type[Model], column: str) -> list[str]:
    """The years of a column of partial dates, newest first."""
    rows: QuerySet[Any] = model._default_manager.filter(**{f"{column}__isnull": False})
    years = rows.order_by().annotate(year=Left(column, 4)).values_list("year", flat=True)
    return sorted(years.distinct(), reverse=True)


def boxes(choices: Any, label: Any, field_name: str) -> MultipleChoiceFilter:
    """Check boxes of the codes of a column."""
    return MultipleChoiceFilter(
        field_name=field_name,
        label=label,
        choices=choices,
        distinct=False,
        widget=forms.CheckboxSelectMultiple,
    )


def plan_areas() -> Iterable[tuple[str, str]]:
    plans = Plan.objects.published().filter(area=OuterRef("pk"))
    return named(Area.objects.filter(Exists(plans)).by_size())


def plan_years() -> Iterable[tuple[str, str]]:
    return [(year, year) for year in years_of(Plan, "issued_on")]


class PlanFilter(SiteFilterSet):
    """``?q=gene&field=gene-therapy&area=pudong&year=2023&sort=-targets``"""

    q = NameFilter(label=_("Name or issuer contains"))
    field = boxes(PlanField.choices, _("Field"), "field")
    area = LateMultipleChoiceFilter(
        field_name="area__key", label=_("Area"), choices_from=plan_areas
    )
    year = LateChoiceFilter(
        field_name="issued_on",
        lookup_expr="startswith",
        label=_("Year of issue"),
        choices_from=plan_years,
    )
    sort = SortFilter(
        columns={
            "name": ["name_en"],
            "issued": ["issued_on"],
            "field": ["field"],
            "area": ["area__name_en"],
            "targets": ["target_count"],
            "measures": ["measure_count"],
        },
        default="-issued",
    )


def areas_with_figures() -> Iterable[tuple[str, str]]:
    figures = Observation.objects.published().filter(area=OuterRef("pk"))
    return named(Area.objects.filter(Exists(figures)).by_size())


class MetricFilter(SiteFilterSet):
    """``?q=drugs&area=pudong&unit=count&measure_type=stock&targets=yes``"""

    q = NameFilter(label=_("Name or definition contains"))
    area = LateMultipleChoiceFilter(
        method="with_figures_of", label=_("Has figures of"), choices_from=areas_with_figures
    )
    unit = boxes(Unit.choices, _("Unit"), "unit")
    measure_type = boxes(MeasureType.choices, _("Kind of number"), "measure_type")
    targets = ChoiceFilter(
        method="with_targets",
        label=_("Targets"),
        choices=[("yes", _("a plan has a target")), ("no", _("no plan has a target"))],
        empty_label=_("all"),
    )
    sort = SortFilter(
        columns={
            "name": ["name_en"],
            "unit": ["unit"],
            "observations": ["observation_count"],
            "areas": ["area_count"],
            "targets": ["target_count"],
        },
        default="name",
    )

    def with_figures_of(
        self, metrics: QuerySet[Metric], name: str, keys: Sequence[str]
    ) -> QuerySet[Metric]:
        if not keys:
            return metrics
        figures = Observation.objects.published().filter(metric=OuterRef("pk"), area__key__in=keys)
        return metrics.filter(Exists(figures))

    def with_targets(self, metrics: QuerySet[Metric], name: str, answer: str) -> QuerySet[Metric]:
        asked = Exists(Target.objects.published().main().filter(metric=OuterRef("pk")))
        return metrics.filter(asked if answer == "yes" else ~asked)


def source_years() -> Iterable[tuple[str, Any]]:
    years: list[tuple[str, Any]] = [(year, year) for year in years_of(Source, "published_on")]
    return [*years, (UNDATED, _("day not known"))]


class SourceFilter(SiteFilterSet):
    """``?q=shine&kind=news&language=en&year=2023&publisher=Wikipedia``"""

    q = NameFilter(label=_("Title, publisher or key contains"))
    kind = boxes(SourceKind.choices, _("Kind"), "kind")
    language = boxes(SourceLanguage.choices, _("Language"), "language")
    year = LateChoiceFilter(
        method="of_year", label=_("Year of publication"), choices_from=source_years
    )
    publisher = CharFilter(lookup_expr="icontains", label=_("Publisher contains"))
    sort = SortFilter(
        columns={
            "title": ["title"],
            "publisher": ["publisher"],
            "published": ["published_on"],
            "facts": ["fact_count"],
        },
        default="-published",
    )

    def of_year(self, sources: QuerySet[Source], name: str, year: str) -> QuerySet[Source]:
        if year == UNDATED:
            return sources.filter(published_on=None)
        return sources.filter(published_on__startswith=year)
