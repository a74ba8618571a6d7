"""What everybody changed, newest first: to be read, and followed to the record's own history."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from plans.admin.base import ReadOnlyAdmin
from plans.models import Revision


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    list_display = ["at", "editor", "record", "operation", "shown", "way", "reason"]
    list_filter = ["operation", "shown", "way"]
    search_fields = ["model", "reason", "detail", "editor__username"]
    date_hierarchy = "at"
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("editor")

    @admin.display(description=_("record"), ordering="model")
    def record(self, change: Revision) -> SafeString:
        kind = apps.get_model(change.model)._meta
        address = reverse(f"admin:{kind.app_label}_{kind.model_name}_history", args=[change.row_id])
        return format_html('<a href="{}">{} {}</a>', address, kind.verbose_name, change.row_id)
