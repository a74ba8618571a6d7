"""Products and events: what is in development, and what happened."""

from __future__ import annotations

from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from parks.choices import Authority
from parks.models import Event, Product
from plans.admin.amounts import StatedAmountForm
from plans.admin.base import EVIDENCE, NOTES, STATE, FactAdmin, in_words
from plans.admin.filters import YearFilter
from plans.admin.forms import CheckboxesField, RowForm, in_the_order_of


class ProductForm(RowForm):
    authority = CheckboxesField(
        choices=Authority.choices,
        label=capfirst(_("authorities")),
        required=False,
        help_text=_("Empty for a trial started by investigators."),
    )

    def clean_authority(self) -> list[str]:
        return in_the_order_of(self.instance.authority, self.cleaned_data["authority"])


@admin.register(Product)
class ProductAdmin(FactAdmin):
    form = ProductForm
    list_display = ["name_en", "firm", "modality", "indication", "stage", "status_on", "state"]
    list_filter = ["state", "stage", "modality", ("status_on", YearFilter)]
    search_fields = ["name_en", "name_zh", "generic_name", "key", "firm__name_en", "indication"]
    ordering = ["name_en", "key"]
    prepopulated_fields = {"key": ["name_en"]}
    fieldsets = [
        (None, {"fields": [("name_en", "name_zh"), ("generic_name", "firm"), "key"]}),
        (
            _("What it is"),
            {"fields": [("modality", "modality_detail"), ("indication", "indication_zh")]},
        ),
        (_("How far it has come"), {"fields": [("stage", "status_on"), "authority"]}),
        EVIDENCE,
        STATE,
        NOTES,
    ]


@admin.register(Event)
class EventAdmin(FactAdmin):
    form = StatedAmountForm
    list_display = ["title", "date", "kind", "area", "firm", "listed_value", "state"]
    list_filter = ["state", "kind", ("date", YearFilter)]
    search_fields = ["title", "title_zh", "key", "firm__name_en", "firm__name_zh", "plan__name_en"]
    ordering = ["-date", "key"]
    prepopulated_fields = {"key": ["title"]}
    readonly_fields = ["shown_value"]
    fieldsets = [
        (
            _("What"),
            {
                "fields": [
                    ("title", "title_zh"),
                    ("date", "kind"),
                    ("summary", "summary_zh"),
                    "key",
                ]
            },
        ),
        (_("Whom and where"), {"fields": [("firm", "plan"), "area"]}),
        (
            _("Number"),
            {"fields": [("amount_qualifier", "amount", "amount_unit"), "shown_value"]},
        ),
        EVIDENCE,
        STATE,
    ]

    @admin.display(description=_("amount"), ordering="amount")
    def listed_value(self, event: Event) -> str:
        return in_words(event.quantity)
