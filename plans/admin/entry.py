"""Entering an article on one screen: what a source says is added on the source's own form."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from plans.admin.amounts import PromiseForm
from plans.admin.base import References
from plans.admin.observations import ObservationForm
from plans.models import Observation, Target


class AddedOnly(BaseInlineFormSet):
    """Blank rows alone: what the source said before has pages of its own, however much it is."""

    def get_queryset(self) -> QuerySet[Any]:
        none: QuerySet[Any] = super().get_queryset().none()
        return none


class Entry(References, admin.StackedInline):
    """Facts of one kind to be added to a source. A row that is left blank is none.

    One blank row is there without a script; with it, more are added by a button.
    """

    formset = AddedOnly
    extra = 1
    can_delete = False
    view_on_site = False
    classes = ["collapse"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).none()

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ObservationEntry(Entry):
    model = Observation
    form = ObservationForm
    verbose_name_plural = _("Figures to add")
    fields = [
        ("metric", "area"),
        ("period_start", "period_end"),
        ("value", "qualifier", "kind"),
        ("locator", "state"),
        ("note", "note_zh"),
        "key",
    ]


class TargetEntry(Entry):
    model = Target
    form = PromiseForm
    verbose_name_plural = _("Targets to add")
    prepopulated_fields = {"key": ["statement"]}
    fields = [
        ("plan", "area"),
        ("statement", "statement_zh"),
        ("metric", "basis"),
        ("comparator", "value", "value_upper"),
        ("due_on", "position"),
        ("locator", "state"),
        "key",
    ]
