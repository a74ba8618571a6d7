"""Firms with their sites."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from parks.admin.filters import FirmDistrictFilter, ModalityFilter, SiteDistrictFilter
from parks.admin.merging import Merging
from parks.admin.places import PlaceReferences
from parks.choices import Modality
from parks.models import Firm, FirmPair, FirmRedirect, Product, Site
from plans.admin.base import EVIDENCE, NOTES, STATE, FactAdmin, Overview, ReadOnlyAdmin
from plans.admin.forms import CheckboxesField, LinesField, RowForm, in_the_order_of
from plans.admin.states import FactsInline


class FirmForm(RowForm):
    former_names = LinesField(
        forms.CharField(max_length=160),
        label=capfirst(_("former names")),
        required=False,
        help_text=_("In any language, one a line."),
    )
    listing = LinesField(
        forms.CharField(max_length=20),
        label=capfirst(_("listings")),
        required=False,
        help_text=_("Ticker and exchange, such as 2126.HK, one a line."),
    )
    modality = CheckboxesField(
        choices=Modality.choices, label=capfirst(_("modalities")), required=False
    )

    def clean_modality(self) -> list[str]:
        return in_the_order_of(self.instance.modality, self.cleaned_data["modality"])


class SiteInline(PlaceReferences, admin.StackedInline):
    model = Site
    formset = FactsInline
    extra = 0
    can_delete = False  # what was public is withdrawn
    show_change_link = True
    view_on_site = False
    ordering = ["key"]
    fields = [
        ("key", "kind"),
        ("district", "park", "address"),
        ("since", "until"),
        ("source", "locator"),
        ("state", "state_reason"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: Any = super().get_queryset(request)
        joined: QuerySet[Any] = rows.with_evidence()
        return joined


class ProductOverview(Overview):
    model = Product
    fields = readonly_fields = ("modality", "indication", "stage", "status_on", "state")
    ordering = ["name_en", "key"]


@admin.register(Firm)
class FirmAdmin(Merging, FactAdmin):
    form = FirmForm
    list_display = ["name_en", "name_zh", "role", "ownership", "area", "founded_on", "state"]
    list_filter = ["state", "role", "ownership", FirmDistrictFilter, ModalityFilter]
    search_fields = ["name_en", "name_zh", "key", "former_names"]
    ordering = ["name_en", "key"]
    prepopulated_fields = {"key": ["name_en"]}
    inlines = [SiteInline, ProductOverview]
    actions = [*FactAdmin.actions, "merge_two"]
    additions = [
        ("parks.product", _("Add a product")),
        ("parks.event", _("Add an event")),
    ]
    fieldsets = [
        (None, {"fields": [("name_en", "name_zh"), "former_names", "key"]}),
        (
            _("What it is"),
            {"fields": [("role", "ownership", "origin_country"), ("area", "founded_on")]},
        ),
        (_("What it works on"), {"fields": ["modality"]}),
        (_("Elsewhere"), {"fields": [("website", "listing")]}),
        EVIDENCE,
        STATE,
        NOTES,
    ]


@admin.register(Site)
class SiteAdmin(PlaceReferences, FactAdmin):
    list_display = ["firm", "kind", "park", "district", "address", "evidence", "state"]
    list_display_links = ["firm", "kind"]
    list_filter = ["state", "kind", SiteDistrictFilter]
    search_fields = ["firm__name_en", "firm__name_zh", "key", "address", "park__area__name_en"]
    ordering = ["firm__name_en", "key"]
    fieldsets = [
        (None, {"fields": ["firm", ("kind", "key")]}),
        (_("Where"), {"fields": [("park", "district"), "address"]}),
        (_("When"), {"fields": [("since", "until")]}),
        EVIDENCE,
        STATE,
    ]


@admin.register(FirmRedirect)
class FirmRedirectAdmin(ReadOnlyAdmin):
    """Which firms were merged into which, and why."""

    list_display = ["gone", "firm", "merged_at", "reason"]
    list_select_related = ["gone", "firm"]
    search_fields = ["gone__key", "gone__name_en", "firm__name_en", "firm__key", "reason"]
    date_hierarchy = "merged_at"
    ordering = ["-merged_at", "pk"]


@admin.register(FirmPair)
class FirmPairAdmin(ReadOnlyAdmin):
    """What was found alike and what editors said of it; the quality desk is where it is judged."""

    list_display = ["first", "second", "likeness", "different"]
    list_select_related = ["first", "second"]
    list_filter = ["different"]
    search_fields = ["first__name_en", "first__name_zh", "second__name_en", "second__name_zh"]
    ordering = ["-likeness", "pk"]
    actions = ["ask_again"]

    def has_judge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("parks.change_firm")

    @admin.action(description=_("Ask again whether they are one"), permissions=["judge"])
    def ask_again(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        queryset.update(different=False)
