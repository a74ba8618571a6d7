"""The filter of the timeline."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from parks.choices import EventKind
from parks.filters.common import LinkedFirmFilter, printable
from parks.models import Event
from parks.models.events import EventQuerySet
from plans.filters import (
    LateChoiceFilter,
    LateMultipleChoiceFilter,
    SiteFilterSet,
    SortFilter,
    named,
)
from plans.filters.lists import boxes, years_of
from plans.models import Area, Plan


def event_years() -> Iterable[tuple[str, str]]:
    return [(year, year) for year in years_of(Event, "date")]


class EventAreaFilter(LateMultipleChoiceFilter):
    """Areas that have events, large ones first. One without any may be asked for: it has none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices_from=self.on_offer, label=_("Area"), **kwargs)

    def on_offer(self) -> list[tuple[str, str]]:
        events = Event.objects.published().filter(area=OuterRef("pk"))
        asked = Q(key__in=printable(self.parent.data.getlist("area")))
        return named(Area.objects.filter(Exists(events) | asked).by_size())


class EventPlanFilter(LateChoiceFilter):
    """Plans that have events, the newest first; and the one asked for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices_from=self.on_offer, label=_("Plan"), **kwargs)

    def on_offer(self) -> list[tuple[str, str]]:
        events = Event.objects.published().filter(plan=OuterRef("pk"))
        asked = Q(key__in=printable(self.parent.data.getlist("plan")))
        return named(Plan.objects.published().filter(Exists(events) | asked).newest_first())


class EventFilter(SiteFilterSet):
    """``?kind=deal&area=pudong&year=2024&firm=carsgen&plan=cell-therapy-2022-2024``"""

    kind = boxes(EventKind.choices, _("Kind"), "kind")
    year = LateChoiceFilter(method="of_year", label=_("Year"), choices_from=event_years)
    area = EventAreaFilter(field_name="area__key")
    plan = EventPlanFilter(field_name="plan__key")
    firm = LinkedFirmFilter(field_name="firm__key")
    sort = SortFilter(columns={"date": ["date"]}, default="-date")

    @property
    def is_oldest_first(self) -> bool:
        return bool(self.data.get("sort") == "date")

    def of_year(self, events: EventQuerySet, name: str, year: str) -> EventQuerySet:
        return events.of_year(year)
