"""What the timeline and the page of an event show, and every query that they make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page
from django.db.models import Q

from parks.charts.year_strip import YearStrip
from parks.models import Event, Firm
from parks.models.events import EventQuerySet
from plans.domain.dates import PartialDate
from plans.models import Area
from plans.pages.capped import Capped, capped
from plans.pages.notes import Noted, sources_named

EVENTS = 20
"""Events on a page about something else; the timeline has them all."""

RELATED = 10
"""Further events on the page of an event."""


@dataclass(frozen=True, slots=True)
class MonthOfEvents:
    """``month`` is known to the month, or to the year alone where no source says the month.

    ``continued``: its first events stand on the page before; ``continues``: on the page after.
    """

    month: PartialDate
    events: Sequence[Event]
    continued: bool = False
    continues: bool = False

    @property
    def is_stated(self) -> bool:
        return self.month.month is not None


@dataclass(frozen=True, slots=True)
class YearOfEvents:
    """``total`` events of the year are on the list, on all its pages together."""

    year: PartialDate
    months: Sequence[MonthOfEvents]
    total: int

    @property
    def shown(self) -> int:
        return sum(len(month.events) for month in self.months)


@dataclass(frozen=True, slots=True)
class Jump:
    """A year of the list, and the page on which it begins."""

    year: str
    count: int
    page: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events under their years and months, in the order given."""

    years: Sequence[YearOfEvents]
    noted: Noted
    strip: YearStrip
    jumps: Sequence[Jump]


@dataclass(frozen=True, slots=True)
class Around:
    """What stands next to an event on the timeline of its firm, or of its place.

    An event of 2026 may have been before or after one of June 2026: nobody has said.
    """

    event: Event
    about: Firm | Area
    query: str
    earlier: Event | None
    later: Event | None

    @property
    def is_surely_earlier(self) -> bool:
        return self.earlier is not None and self.earlier.date.last_day < self.event.date.first_day

    @property
    def is_surely_later(self) -> bool:
        return self.later is not None and self.later.date.first_day > self.event.date.last_day


@dataclass(frozen=True, slots=True)
class EventPage:
    """What the template of an event shows, and nothing else."""

    event: Event
    around: Sequence[Around]
    related: Capped[Event]
    noted: Noted


def month_of(event: Event) -> PartialDate:
    return PartialDate(event.date.year, event.date.month)


@dataclass(frozen=True, slots=True)
class PageRows:
    """The events of a page of the list, and those just before and after it."""

    rows: Sequence[Event]
    before: Event | None = None
    after: Event | None = None


def page_rows(page: Page[Event]) -> PageRows:
    """Read the events of a page with their neighbours: one query."""
    first, end = max(page.start_index() - 1, 0), page.end_index()
    start = max(first - 1, 0)
    read = list(page.paginator.object_list[start : end + 1])
    inside = slice(first - start, end - start)
    rest = read[inside.stop :]
    return PageRows(read[inside], read[0] if first else None, rest[0] if rest else None)


def timeline(
    page: PageRows, totals: Mapping[str, int], strip: YearStrip, jumps: Sequence[Jump]
) -> Timeline:
    """Assemble a page of the list: one query, for the sources that its summaries name."""
    return Timeline(
        years=by_year(page, totals),
        noted=sources_named(event.summary for event in page.rows),
        strip=strip,
        jumps=jumps,
    )


def by_year(page: PageRows, totals: Mapping[str, int]) -> list[YearOfEvents]:
    """Put the sorted events of a page under their years and months.

    ``totals`` gives how many events the list has of each year.
    """
    months = [(month, list(some)) for month, some in groupby(page.rows, key=month_of)]
    before = month_of(page.before) if page.before else None
    after = month_of(page.after) if page.after else None
    last = len(months) - 1
    groups = [
        MonthOfEvents(
            month,
            events,
            continued=place == 0 and month == before,
            continues=place == last and month == after,
        )
        for place, (month, events) in enumerate(months)
    ]
    return [
        YearOfEvents(PartialDate(year), list(some), totals.get(f"{year:04}", 0))
        for year, some in groupby(groups, key=lambda group: group.month.year)
    ]


def jumps(totals: Mapping[str, int], size: int, *, oldest_first: bool) -> list[Jump]:
    """Say on which page of ``size`` events each year begins.

    >>> [jump.page for jump in jumps({"2023": 2, "2024": 49, "2025": 1}, 50, oldest_first=False)]
    [1, 1, 2]
    """
    found, before = [], 0
    for year in sorted(totals, reverse=not oldest_first):
        found.append(Jump(year, totals[year], before // size + 1))
        before += totals[year]
    return found


def newest_events(area: Area) -> Capped[Event]:
    """The newest events at a place, and how many the timeline has of it: by the same rule."""
    events = Event.objects.published().at([area.key]).with_evidence().newest_first()
    return capped(events, EVENTS)


def event_page(event: Event) -> EventPage:
    """Assemble an event's page: what came before and after, and more of its firm or its plan."""
    same = Q()
    if event.firm_id:
        same |= Q(firm=event.firm_id)
    if event.plan_id:
        same |= Q(plan=event.plan_id)
    others = Event.objects.published().exclude(pk=event.pk)
    others = others.filter(same) if same else others.none()
    return EventPage(
        event=event,
        around=[found for found in arounds(event) if found.earlier or found.later],
        related=capped(others.with_evidence().newest_first(), RELATED),
        noted=sources_named([event.summary]),
    )


def arounds(event: Event) -> Iterator[Around]:
    """What stands next to an event on the timeline of its firm, and of its place."""
    events = Event.objects.published().with_evidence()
    if event.firm:
        of_firm = events.filter(firm=event.firm_id)
        yield around(event, of_firm, event.firm, f"firm={event.firm.key}")
    yield around(event, events.at([event.area.key]), event.area, f"area={event.area.key}")


def around(event: Event, events: EventQuerySet, about: Firm | Area, query: str) -> Around:
    """Two queries."""
    earlier = Q(date__lt=event.date) | Q(date=event.date, key__gt=event.key)
    later = Q(date__gt=event.date) | Q(date=event.date, key__lt=event.key)
    return Around(
        event,
        about,
        query,
        earlier=events.filter(earlier).newest_first().first(),
        later=events.filter(later).newest_first().reverse().first(),
    )
