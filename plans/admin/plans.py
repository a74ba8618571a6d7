"""Plans, targets, policy measures."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plans.admin.amounts import PromiseForm, StatedAmountForm
from plans.admin.base import (
    EVIDENCE,
    NOTES,
    STATE,
    FactAdmin,
    Overview,
    References,
    in_words,
)
from plans.admin.filters import YearFilter
from plans.admin.ties import ComputedTieInline
from plans.domain.quantities import comparator_words
from plans.models import Plan, PolicyMeasure, SearchNote, Target


@admin.display(description=_("promise"))
def promise(target: Target) -> str:
    """The number with its comparator, as readers will see it."""
    quantity = target.quantity
    if quantity is None:
        return "-"
    return comparator_words(target.comparator, quantity, get_language() or "en")


class TargetOverview(Overview):
    model = Target
    fields = readonly_fields = ("promised", "metric", "area", "due_on", "variant_of", "state")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        targets: Any = super().get_queryset(request)
        ordered: QuerySet[Any] = targets.select_related("variant_of").in_plan_order()
        return ordered

    @admin.display(description=_("promise"))
    def promised(self, target: Target) -> str:
        return promise(target)


class MeasureOverview(Overview):
    model = PolicyMeasure
    fields = readonly_fields = ("theme", "area", "shown_amount", "beneficiary", "state")
    ordering = ["locator", "key"]

    @admin.display(description=_("amount"))
    def shown_amount(self, measure: PolicyMeasure) -> str:
        return in_words(measure.quantity)


@admin.register(Plan)
class PlanAdmin(FactAdmin):
    list_display = ["name_en", "area", "issued_on", "field", "evidence", "state"]
    list_filter = ["state", "field", ("issued_on", YearFilter)]
    search_fields = ["name_en", "name_zh", "key", "issuers"]
    ordering = ["-issued_on", "key"]
    prepopulated_fields = {"key": ["name_en"]}
    inlines = [TargetOverview, MeasureOverview]
    additions = [
        ("plans.target", _("Add a target")),
        ("plans.policymeasure", _("Add a policy measure")),
    ]
    fieldsets = [
        (None, {"fields": [("name_en", "name_zh"), ("area", "field"), "key"]}),
        (
            _("Issued"),
            {
                "fields": [
                    ("issued_on", "period_start", "period_end"),
                    ("issuers", "issuers_zh"),
                ]
            },
        ),
        EVIDENCE,
        STATE,
        NOTES,
    ]


class VariantOverview(Overview):
    """What further sources say of the target."""

    model = Target
    fk_name = "variant_of"
    verbose_name_plural = _("variants")
    fields = readonly_fields = ("promised", "due_on", "source", "locator", "state")
    ordering = ["key"]

    @admin.display(description=_("promise"))
    def promised(self, target: Target) -> str:
        return promise(target)


class SearchNoteInline(References, admin.StackedInline):
    model = SearchNote
    extra = 0
    view_on_site = False
    fields = [
        ("searched_on", "languages"),
        ("places", "places_zh"),
        ("found", "found_zh"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("target")


@admin.register(Target)
class TargetAdmin(FactAdmin):
    form = PromiseForm
    list_display = ["statement", "plan", "shown_promise", "area", "due_on", "basis", "state"]
    list_filter = ["state", "basis", ("due_on", YearFilter), "plan__field"]
    search_fields = ["statement", "statement_zh", "key", "plan__name_en", "plan__name_zh"]
    ordering = ["plan__key", "key"]
    readonly_fields = ["shown_promise"]
    inlines = [VariantOverview, SearchNoteInline, ComputedTieInline]
    additions = [("plans.verdictoverride", _("Set a verdict"))]
    fieldsets = [
        (
            _("What"),
            {"fields": ["plan", ("statement", "statement_zh"), ("key", "position"), "area"]},
        ),
        (
            _("Number"),
            {
                "fields": [
                    ("metric", "basis"),
                    ("comparator", "value", "value_upper"),
                    ("due_on", "shown_promise"),
                    ("baseline_value", "baseline_on"),
                ]
            },
        ),
        (_("Evidence"), {"fields": [("source", "locator"), "variant_of"]}),
        STATE,
        NOTES,
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("variant_of")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Only what is no variant has variants: those, often worded the same, are left out."""
        asked = (request.path, request.GET.get("field_name"))
        if asked == (reverse("admin:autocomplete"), "variant_of"):
            queryset = queryset.filter(variant_of=None)
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description=_("promise"), ordering="value")
    def shown_promise(self, target: Target) -> str:
        return promise(target) if target.pk else "-"


@admin.register(PolicyMeasure)
class PolicyMeasureAdmin(FactAdmin):
    form = StatedAmountForm
    list_display = ["summary", "plan", "theme", "area", "shown_amount", "state"]
    list_filter = ["state", "theme", "plan__field"]
    search_fields = [
        "summary",
        "summary_zh",
        "key",
        "beneficiary",
        "plan__name_en",
        "plan__name_zh",
    ]
    ordering = ["plan__key", "key"]
    readonly_fields = ["shown_amount"]
    fieldsets = [
        (
            _("What"),
            {
                "fields": [
                    "plan",
                    ("summary", "summary_zh"),
                    ("key", "theme"),
                    "area",
                    ("beneficiary", "beneficiary_zh"),
                ]
            },
        ),
        (
            _("Number"),
            {"fields": [("amount_qualifier", "amount", "amount_unit"), "shown_amount"]},
        ),
        EVIDENCE,
        STATE,
    ]

    @admin.display(description=_("amount"), ordering="amount")
    def shown_amount(self, measure: PolicyMeasure) -> str:
        return in_words(measure.quantity) if measure.pk else "-"
