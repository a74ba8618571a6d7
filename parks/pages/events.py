"""What the timeline and the page of an event show, and every query that they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Q

from parks.models import Event
from plans.domain.dates import PartialDate
from plans.pages.capped import Capped, capped
from plans.pages.notes import Noted, sources_named

EVENTS = 20
"""Events on a page about something else; the timeline has them all."""

RELATED = 10
"""Further events on the page of an event."""


@dataclass(frozen=True, slots=True)
class MonthOfEvents:
    """``month`` is known to the month, or to the year alone where no source says the month."""

    month: PartialDate
    events: Sequence[Event]

    @property
    def is_stated(self) -> bool:
        return self.month.month is not None


@dataclass(frozen=True, slots=True)
class YearOfEvents:
    year: PartialDate
    months: Sequence[MonthOfEvents]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events under their years and months, in the order given."""

    years: Sequence[YearOfEvents]
    noted: Noted


@dataclass(frozen=True, slots=True)
class EventPage:
    """What the template of an event shows, and nothing else."""

    event: Event
    related: Capped[Event]
    noted: Noted


def month_of(event: Event) -> PartialDate:
    return PartialDate(event.date.year, event.date.month)


def year_of(month: MonthOfEvents) -> PartialDate:
    return PartialDate(month.month.year)


def timeline(events: Iterable[Event]) -> Timeline:
    """Group sorted events: one query, for the sources that their summaries name."""
    rows = list(events)
    months = [MonthOfEvents(month, list(some)) for month, some in groupby(rows, key=month_of)]
    return Timeline(
        years=[YearOfEvents(year, list(some)) for year, some in groupby(months, key=year_of)],
        noted=sources_named(event.summary for event in rows),
    )


def newest_events(**about: Any) -> Capped[Event]:
    """The newest events of ``area=...`` or ``firm=...``, and how many there are."""
    events = Event.objects.published().filter(**about).with_evidence().newest_first()
    return capped(events, EVENTS)


def event_page(event: Event) -> EventPage:
    """Assemble an event's page: with further events of its firm or its plan."""
    same = Q()
    if event.firm_id:
        same |= Q(firm=event.firm_id)
    if event.plan_id:
        same |= Q(plan=event.plan_id)
    others = Event.objects.published().exclude(pk=event.pk)
    others = others.filter(same) if same else others.none()
    return EventPage(
        event=event,
        related=capped(others.with_evidence().newest_first(), RELATED),
        noted=sources_named([event.summary]),
    )
