"""Verdicts: those set by hand, the history of all, and the searches behind them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from plans.admin.base import EVIDENCE, STATE, FactAdmin, ReadOnlyAdmin, RowAdmin
from plans.models import SearchNote, VerdictOverride, VerdictRecord

OF_A_TARGET = ["target__statement", "target__key", "target__plan__name_en", "target__plan__key"]


@admin.register(VerdictOverride)
class VerdictOverrideAdmin(FactAdmin):
    list_display = ["target", "plan", "verdict", "set_on", "evidence", "state"]
    list_filter = ["state", "verdict"]
    search_fields = [*OF_A_TARGET, "reason"]
    date_hierarchy = "set_on"
    ordering = ["-set_on", "-pk"]
    fieldsets = [
        (None, {"fields": ["target", ("verdict", "set_on"), ("reason", "reason_zh")]}),
        EVIDENCE,
        STATE,
    ]

    @admin.display(description=_("plan"), ordering="target__plan__name_en")
    def plan(self, row: VerdictOverride) -> str:
        return row.target.plan.name_en


@admin.register(VerdictRecord)
class VerdictRecordAdmin(ReadOnlyAdmin):
    list_display = ["target", "plan", "verdict", "is_set", "grade", "as_of", "method_version"]
    list_filter = ["verdict", "grade", "is_set"]
    search_fields = OF_A_TARGET
    date_hierarchy = "as_of"
    ordering = ["-as_of", "-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("target__plan")

    @admin.display(description=_("plan"), ordering="target__plan__name_en")
    def plan(self, row: VerdictRecord) -> str:
        return row.target.plan.name_en


@admin.register(SearchNote)
class SearchNoteAdmin(RowAdmin):
    list_display = ["target", "plan", "searched_on", "languages", "found"]
    search_fields = [*OF_A_TARGET, "places", "found"]
    date_hierarchy = "searched_on"
    ordering = ["-searched_on", "-pk"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "target",
                    ("searched_on", "languages"),
                    ("places", "places_zh"),
                    ("found", "found_zh"),
                ]
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("target__plan")

    @admin.display(description=_("plan"), ordering="target__plan__name_en")
    def plan(self, note: SearchNote) -> str:
        return note.target.plan.name_en
