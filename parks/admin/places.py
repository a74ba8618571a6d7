"""Districts and parks. Their key and names are those of their area."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from parks.admin.filters import DistrictFilter
from parks.models import District, Park
from plans.admin.base import EVIDENCE, NOTES, STATE, FactAdmin, References


class PlaceReferences(References):
    """A chosen district or park is shown by the name of its area, in the same query."""

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if db_field.related_model in (District, Park):
            places: Any = db_field.related_model._default_manager
            kwargs.setdefault("queryset", places.select_related("area"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class PlaceAdmin(PlaceReferences, FactAdmin):
    search_fields = ["area__name_en", "area__name_zh", "area__key"]
    ordering = ["area__name_en", "area"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fields = list(super().get_readonly_fields(request, obj))
        return [*fields, "area"] if obj else fields

    @admin.display(description=_("name"), ordering="area__name_en")
    def name(self, place: District | Park) -> str:
        return place.name_en

    @admin.display(description=_("name in Chinese"), ordering="area__name_zh")
    def chinese_name(self, place: District | Park) -> str:
        return place.name_zh


@admin.register(District)
class DistrictAdmin(PlaceAdmin):
    list_display = [
        "name",
        "chinese_name",
        "division_code",
        "area_km2",
        "population",
        "evidence",
        "state",
    ]
    list_filter = ["state"]
    search_fields = [*PlaceAdmin.search_fields, "division_code"]
    additions = [("parks.park", _("Add a park"))]
    fieldsets = [
        (None, {"fields": ["area", "division_code", ("role", "role_zh")]}),
        (_("People"), {"fields": [("population", "population_year"), ("source", "locator")]}),
        (_("Land"), {"fields": ["area_km2", "area_source"]}),
        STATE,
    ]


@admin.register(Park)
class ParkAdmin(PlaceAdmin):
    list_display = ["name", "chinese_name", "district", "kind", "opened_on", "evidence", "state"]
    list_filter = ["state", "kind", DistrictFilter]
    fieldsets = [
        (None, {"fields": [("area", "district"), "kind", ("role", "role_zh")]}),
        (
            _("Facts"),
            {"fields": [("area_m2", "shown_value"), "opened_on", ("operator", "operator_zh")]},
        ),
        (_("On the map"), {"fields": [("latitude", "longitude")]}),
        EVIDENCE,
        STATE,
        NOTES,
    ]
    readonly_fields = ["shown_value"]
    additions = [("parks.site", _("Add a site"))]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("district__area")
