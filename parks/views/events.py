"""``/events/`` and ``/events/KEY/``."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import QuerySet
from django.views.generic import DetailView

from parks.charts.year_strip import year_strip
from parks.choices import EventKind
from parks.filters import EventFilter
from parks.models import Event
from parks.pages.events import event_page, jumps, page_rows, timeline
from plans.views.lists import SiteListView


class EventListView(SiteListView):
    """``/events/?kind=deal&area=pudong&year=2024``"""

    filterset_class = EventFilter
    template_name = "parks/event_list.html"

    def get_queryset(self) -> QuerySet[Event]:
        return Event.objects.published().with_evidence()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        found, page = cast(EventFilter, self.filterset), page_rows(context["page_obj"])
        totals = found.listed_by_year
        kinds = [(kind.value, str(kind.label)) for kind in EventKind]
        strip = year_strip(found.matrix, kinds, found.chosen("kind"), found.chosen("year"))
        size, oldest_first = context["paginator"].per_page, found.is_oldest_first
        years = jumps(totals, size, oldest_first=oldest_first)
        return context | {
            "object_list": page.rows,
            "timeline": timeline(page, totals, strip, years),
        }


class EventDetailView(DetailView):
    slug_field = slug_url_kwarg = "key"
    template_name = "parks/event_detail.html"

    def get_queryset(self) -> QuerySet[Event]:
        return Event.objects.published().with_evidence()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"page": event_page(self.object)}
