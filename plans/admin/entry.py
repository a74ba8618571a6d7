"""Entering an article on one screen: what a source says is added on the source's own form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Field, QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from plans.admin.amounts import PromiseForm, StatedAmountForm
from plans.admin.base import References
from plans.admin.observations import ObservationForm
from plans.models import Observation, PolicyMeasure, Target


class AddedOnly(BaseInlineFormSet):
    """Blank rows alone: what the source said before has pages of its own, however much it is."""

    def get_queryset(self) -> QuerySet[Any]:
        none: QuerySet[Any] = super().get_queryset().none()
        return none


class CarriedForm(forms.BaseForm):
    """A row in which nothing stands but what it took from the row before is blank, too."""

    carried: tuple[str, ...] = ()

    @cached_property
    def changed_data(self) -> list[str]:
        changed: list[str] = super().changed_data
        return changed if set(changed) - set(self.carried) else []


class Entry(References, admin.StackedInline):
    """Facts of one kind to be added to a source. A row that is left blank is none.

    One blank row is there without a script; with it, more are added by a button.
    """

    carried: tuple[str, ...] = ("area", "locator")
    """What a row that is added takes from the row before: an announcement mostly stays there."""
    formset = AddedOnly
    extra = 1
    can_delete = False
    view_on_site = False
    classes = ["collapse"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).none()

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        form = kwargs.get("form", self.form)
        own = {"carried": self.carried}
        kwargs["form"] = type(form.__name__, (CarriedForm, form), own)
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in self.carried:
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs["data-carried"] = True
        return field

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ObservationEntry(Entry):
    model = Observation
    form = ObservationForm
    carried = ("area", "period_start", "period_end", "locator")
    classes: list[str] = []  # what most articles are read for: not to be unfolded first
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
    carried = ("plan", "area", "due_on", "locator")
    verbose_name_plural = _("Targets to add")
    prepopulated_fields = {"key": ["statement"]}
    fields = [
        ("plan", "area"),
        ("statement", "statement_zh"),
        ("metric", "basis"),
        ("comparator", "value", "value_upper"),
        ("due_on", "position"),
        "variant_of",
        ("locator", "state"),
        "key",
    ]


class MeasureEntry(Entry):
    model = PolicyMeasure
    form = StatedAmountForm
    carried = ("plan", "theme", "area", "locator")
    verbose_name_plural = _("Policy measures to add")
    prepopulated_fields = {"key": ["summary"]}
    fields = [
        ("plan", "theme"),
        ("summary", "summary_zh"),
        ("beneficiary", "beneficiary_zh"),
        ("area", "amount_qualifier", "amount", "amount_unit"),
        ("locator", "state"),
        "key",
    ]
