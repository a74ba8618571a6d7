"""Filters in the margin of the editors' lists of the industry."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import ModelAdmin
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parks.choices import Modality
from parks.models import Site
from plans.domain.texts import is_chinese
from plans.models import Area


class DistrictFilter(admin.SimpleListFilter):
    """Rows in a district. The names of all districts cost one query."""

    title = _("district")
    parameter_name = "district"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        name = "name_zh" if is_chinese(get_language() or "en") else "name_en"
        return list(Area.objects.districts().order_by(name).values_list("key", name))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
        key = self.value()
        return queryset.filter(self.within(key)) if key else queryset

    def within(self, key: str) -> Q:
        return Q(district__area__key=key)


class SiteDistrictFilter(DistrictFilter):
    """A site that names its park alone is in the district of the park."""

    def within(self, key: str) -> Q:
        own = Q(district__area__key=key)
        return own | Q(district=None, park__district__area__key=key)


class FirmDistrictFilter(SiteDistrictFilter):
    """Firms with a site in the district."""

    def within(self, key: str) -> Q:
        return Q(pk__in=Site.objects.filter(super().within(key)).values("firm"))


class ModalityFilter(admin.SimpleListFilter):
    """Firms that work on a modality, beside others."""

    title = _("modality")
    parameter_name = "modality"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        return list(Modality.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
        code = self.value()
        return queryset.filter(modality__contains=[code]) if code else queryset
