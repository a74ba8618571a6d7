"""Ties between computed series and targets: one of the series there are, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Field, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plans.admin.base import References, RowAdmin
from plans.admin.verdicts import OF_A_TARGET
from plans.computed import all_series
from plans.domain.texts import Twin
from plans.models import ComputedTie

FIELDS: list[Any] = ["series", ("made_on", "state"), ("reason", "reason_zh")]


class OfferedSeries:
    """The series are those that the apps have registered: offered by name, stored by key."""

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != "series":
            parent: Any = super()
            return parent.formfield_for_dbfield(db_field, request, **kwargs)
        choices = [(series.key, in_page_language(series.name)) for series in all_series()]
        return forms.ChoiceField(
            label=capfirst(_("series")),
            choices=[("", "---------"), *choices],
            help_text=db_field.help_text,
        )


def in_page_language(name: Twin) -> str:
    return name.pick(get_language() or "en")[0]


class ComputedTieInline(OfferedSeries, References, admin.StackedInline):
    model = ComputedTie
    extra = 0
    view_on_site = False
    can_delete = False
    fields = FIELDS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("target")


@admin.register(ComputedTie)
class ComputedTieAdmin(OfferedSeries, RowAdmin):
    list_display = ["statement", "plan", "series_name", "made_on", "state"]
    list_filter = ["state"]
    search_fields = [*OF_A_TARGET, "series", "reason"]
    date_hierarchy = "made_on"
    ordering = ["-made_on", "-pk"]
    fieldsets = [(None, {"fields": ["target", *FIELDS]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("target__plan")

    @admin.display(description=_("target"), ordering="target__statement")
    def statement(self, tie: ComputedTie) -> str:
        return in_page_language(Twin(tie.target.statement, tie.target.statement_zh))

    @admin.display(description=_("plan"), ordering="target__plan__name_en")
    def plan(self, tie: ComputedTie) -> str:
        return in_page_language(Twin(tie.target.plan.name_en, tie.target.plan.name_zh))

    @admin.display(description=_("series"), ordering="series")
    def series_name(self, tie: ComputedTie) -> str:
        series = tie.counting
        return in_page_language(series.name) if series else tie.series
