"""What an article says of firms, products and events, entered on the form of its source."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from parks.admin.firms import FirmForm
from parks.admin.news import ProductForm
from parks.admin.places import PlaceReferences
from parks.models import Event, Firm, Product, Site
from plans.admin.amounts import StatedAmountForm
from plans.admin.entry import Entry


class EventEntry(Entry):
    model = Event
    form = StatedAmountForm
    verbose_name_plural = _("Events to add")
    prepopulated_fields = {"key": ["title"]}
    fields = [
        ("title", "title_zh"),
        ("date", "kind"),
        ("summary", "summary_zh"),
        ("firm", "plan"),
        ("area", "amount_qualifier", "amount", "amount_unit"),
        ("locator", "state"),
        "key",
    ]


class FirmEntry(Entry):
    model = Firm
    form = FirmForm
    verbose_name_plural = _("Firms to add")
    prepopulated_fields = {"key": ["name_en"]}
    fields = [
        ("name_en", "name_zh"),
        ("role", "ownership", "origin_country"),
        ("area", "founded_on"),
        "modality",
        ("locator", "state"),
        "key",
    ]


class SiteEntry(PlaceReferences, Entry):
    model = Site
    verbose_name_plural = _("Sites of firms to add")
    fields = [
        ("firm", "kind"),
        ("park", "district", "address"),
        ("since", "until"),
        ("locator", "state"),
        "key",
    ]


class ProductEntry(Entry):
    model = Product
    form = ProductForm
    verbose_name_plural = _("Products to add")
    prepopulated_fields = {"key": ["name_en"]}
    fields = [
        ("name_en", "name_zh"),
        ("firm", "generic_name"),
        ("modality", "modality_detail"),
        ("indication", "indication_zh"),
        ("stage", "status_on"),
        "authority",
        ("locator", "state"),
        "key",
    ]


KINDS = [EventEntry, FirmEntry, SiteEntry, ProductEntry]
