"""``/events/`` and ``/events/KEY/``."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.views.generic import DetailView

from parks.filters import EventFilter
from parks.models import Event
from parks.pages.events import event_page, timeline
from plans.views.lists import SiteListView


class EventListView(SiteListView):
    """``/events/?kind=deal&area=pudong&year=2024``"""

    filterset_class = EventFilter
    template_name = "parks/event_list.html"

    def get_queryset(self) -> QuerySet[Event]:
        return Event.objects.published().with_evidence()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"timeline": timeline(context["object_list"])}


class EventDetailView(DetailView):
    slug_field = slug_url_kwarg = "key"
    template_name = "parks/event_detail.html"

    def get_queryset(self) -> QuerySet[Event]:
        return Event.objects.published().with_evidence()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"page": event_page(self.object)}
