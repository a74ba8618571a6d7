"""Sources, areas, metrics, observations, data loads."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plans.admin.base import (
    EVIDENCE,
    NOTES,
    STATE,
    FactAdmin,
    ReadOnlyAdmin,
    RowAdmin,
    in_words,
)
from plans.admin.beside import beside_figure
from plans.admin.entry import MeasureEntry, ObservationEntry, TargetEntry
from plans.admin.filters import YearFilter
from plans.admin.observations import ObservationForm, next_figure
from plans.admin.steps import steps_after
from plans.models import Area, DataLoad, LinkCheck, Metric, Observation, Source


@admin.register(Source)
class SourceAdmin(RowAdmin):
    list_display = ["title", "publisher", "published_on", "kind", "language", "key"]
    list_filter = ["kind", "language", ("published_on", YearFilter)]
    search_fields = ["title", "title_original", "publisher", "key", "url"]
    ordering = ["-known_from", "key"]
    prepopulated_fields = {"key": ["publisher", "published_on"]}
    inlines = [ObservationEntry, TargetEntry, MeasureEntry]
    """What an article says is entered with it; ``parks`` adds its own kinds of facts."""
    additions = [("plans.plan", _("Add a plan"))]
    """``parks`` adds its own here, too."""
    change_form_template = "admin/source_change_form.html"
    fieldsets = [
        (None, {"fields": ["title", "title_original", "publisher", "url"]}),
        (_("What it is"), {"fields": [("kind", "language"), "origin"]}),
        (_("When"), {"fields": [("published_on", "retrieved_on", "checked_on")]}),
        (_("Key"), {"fields": ["key"]}),
        NOTES,
    ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """An article is mostly entered on the day that it is read."""
        today = timezone.localdate().isoformat()
        return {"retrieved_on": today, **super().get_changeform_initial_data(request)}

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None:
            context["after"] = steps_after(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        known: Any = request
        known._entered = any(formset.new_objects for formset in formsets)

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """To the source itself: what was entered from it stands there, and what comes next."""
        return HttpResponseRedirect(reverse("admin:plans_source_change", args=[obj.pk]))

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        if getattr(request, "_entered", False):
            return self.response_post_save_add(request, obj)
        return super().response_post_save_change(request, obj)


@admin.register(Area)
class AreaAdmin(RowAdmin):
    list_display = ["name_en", "name_zh", "kind", "parent", "key"]
    list_select_related = ["parent"]
    list_filter = ["kind"]
    search_fields = ["name_en", "name_zh", "key"]
    ordering = ["name_en", "key"]
    prepopulated_fields = {"key": ["name_en"]}
    fieldsets = [(None, {"fields": [("name_en", "name_zh"), ("kind", "parent"), "key"]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Where an area is searched for, "Shanghai" comes before the parks that are named so."""
        areas: Any = super().get_queryset(request)
        ordered: QuerySet[Any] = areas.select_related("parent").by_size()
        return ordered

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """What is named exactly so comes before what has the words in its name."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if request.path != reverse("admin:autocomplete"):
            return found, may_repeat
        named = Q(name_en__iexact=search_term.strip()) | Q(name_zh=search_term.strip())
        exactly = Case(When(named, then=Value(0)), default=Value(1))
        return found.order_by(exactly, *found.query.order_by), may_repeat


@admin.register(Metric)
class MetricAdmin(RowAdmin):
    list_display = ["name_en", "name_zh", "unit", "measure_type", "direction", "headline", "key"]
    list_filter = ["measure_type", "unit", "direction"]
    search_fields = ["name_en", "name_zh", "key", "theme"]
    ordering = ["name_en", "key"]
    prepopulated_fields = {"key": ["name_en"]}
    additions = [
        ("plans.observation", _("Add an observation")),
        ("plans.target", _("Add a target")),
    ]
    fieldsets = [
        (None, {"fields": [("name_en", "name_zh"), "key"]}),
        (_("What is counted"), {"fields": [("description", "description_zh"), "theme", "part_of"]}),
        (_("Number"), {"fields": [("unit", "measure_type", "direction")]}),
        (_("On the site"), {"fields": [("headline", "publication_lag_days")]}),
    ]


@admin.register(Observation)
class ObservationAdmin(FactAdmin):
    form = ObservationForm
    list_display = ["metric", "area", "shown_period", "listed_value", "kind", "evidence", "state"]
    list_filter = ["state", "kind", "metric__measure_type"]
    search_fields = [
        "metric__name_en",
        "metric__name_zh",
        "area__name_en",
        "area__name_zh",
        "source__publisher",
        "key",
    ]
    date_hierarchy = "period_end"
    ordering = ["-period_end", "key"]
    readonly_fields = ["shown_value"]
    save_as = True
    fieldsets = [
        (_("What"), {"fields": [("metric", "area"), ("period_start", "period_end"), "key"]}),
        (
            _("Number"),
            {
                "fields": [
                    ("value", "shown_value"),
                    ("qualifier", "kind"),
                    "interval_percent",
                    ("series", "series_zh"),
                ]
            },
        ),
        EVIDENCE,
        (_("Among its rivals"), {"fields": [("preferred", "preference_reason")]}),
        STATE,
        NOTES,
    ]

    def next_steps(self, request: HttpRequest, obj: Any) -> list[tuple[str, Any]]:
        following = next_figure(obj)
        address = f"{reverse('admin:plans_observation_add')}?{urlencode(following)}"
        return [(address, _("Add the figure of the next period"))]

    def get_urls(self) -> list[URLPattern]:
        own = path(
            "beside/", self.admin_site.admin_view(self.beside), name="plans_observation_beside"
        )
        return [own, *super().get_urls()]

    def beside(self, request: HttpRequest) -> HttpResponse:
        """What stands beside a figure while it is typed."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return beside_figure(request)

    @admin.display(description=_("value"), ordering="value")
    def listed_value(self, observation: Observation) -> str:
        return in_words(observation.quantity)

    @admin.display(description=_("period"), ordering="period_end")
    def shown_period(self, observation: Observation) -> str:
        return observation.period.words(get_language() or "en")


@admin.register(DataLoad)
class DataLoadAdmin(ReadOnlyAdmin):
    list_display = ["digest", "loaded_at"]
    date_hierarchy = "loaded_at"
    search_fields = ["digest"]
    ordering = ["-loaded_at", "pk"]


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyAdmin):
    """What ``manage.py check_links`` found. It goes with its source, and may be deleted with it."""

    list_display = ["source", "ok", "status", "problem", "checked_at"]
    list_select_related = ["source"]
    list_filter = ["ok", "problem"]
    search_fields = ["source__title", "source__publisher", "source__key", "final_url"]
    date_hierarchy = "checked_at"
    ordering = ["ok", "-checked_at", "pk"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("plans.delete_source")
