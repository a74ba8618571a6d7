"""The filter of the timeline, with the live count of every value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import Filter

from parks.choices import EventKind
from parks.filters.common import LinkedFirmFilter, printable
from parks.models import Event
from parks.models.events import EventQuerySet
from plans.choices import AmountUnit, Qualifier
from plans.filters import LateMultipleChoiceFilter, SiteFilterSet, SortFilter, named
from plans.filters.facets import Facet, FacetValue
from plans.filters.lists import boxes, years_of
from plans.filters.names import NameFilter
from plans.filters.sizes import SizeFilter
from plans.models import Area, Plan
from plans.models.facts import is_public
from plans.models.fields import PartialDateFormField

FACETS = ("kind", "year", "area", "plan")
"""In the order of the page."""


def event_years() -> Iterable[tuple[str, str]]:
    return [(year, year) for year in years_of(Event, "date")]


class EventAreaFilter(LateMultipleChoiceFilter):
    """Places that have events, large ones first. One without any may be asked for: it has none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices_from=self.on_offer, label=_("Place"), **kwargs)

    def on_offer(self) -> list[tuple[str, str]]:
        # Whole sets, made once: to ask area by area takes seconds where there are many events.
        events = Event.objects.published().order_by()
        there = Q(pk__in=events.values("area"))
        parks = events.filter(is_public("area__park"))
        inside = Q(pk__in=parks.values("area__park__district__area"))
        asked = Q(key__in=printable(self.parent.data.getlist("area")))
        return named(Area.objects.filter(there | inside | asked).by_size())

    def filter(self, events: EventQuerySet, keys: Sequence[str]) -> EventQuerySet:
        return events.at(keys) if keys else events


class EventPlanFilter(LateMultipleChoiceFilter):
    """Plans that have events, the newest first; and those asked for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices_from=self.on_offer, label=_("Plan"), **kwargs)

    def on_offer(self) -> list[tuple[str, str]]:
        events = Event.objects.published().order_by().exclude(plan=None)
        asked = Q(key__in=printable(self.parent.data.getlist("plan")))
        of_some = Q(pk__in=events.values("plan"))
        return named(Plan.objects.published().filter(of_some | asked).newest_first())


class PartialDateFilter(Filter):
    """A day, a month or a year, typed in."""

    field_class = PartialDateFormField


class EventSort(SortFilter):
    """``?sort=date`` or ``?sort=-date``: a timeline stays one, whatever is searched."""

    def filter(self, qs: EventQuerySet, value: str) -> EventQuerySet:
        return qs.oldest_first() if value == "date" else qs.newest_first()


class EventFilter(SiteFilterSet):
    """``?q=grant&kind=deal&area=pudong&year=2024&firm=carsgen&plan=cell-therapy-2022-2024``

    ``since`` and ``until`` take a year, a month or a day: ``?since=2023-04&until=2024``.
    ``?unit=USD&qualifier=exact`` keeps what states its amount so.
    """

    arranging = frozenset({"sort", "size"})
    data: QueryDict

    q = NameFilter(label=_("Title or summary contains"))
    kind = boxes(EventKind.choices, _("Kind"), "kind")
    year = LateMultipleChoiceFilter(method="of_years", label=_("Year"), choices_from=event_years)
    since = PartialDateFilter(method="since_then", label=pgettext_lazy("date", "From"))
    until = PartialDateFilter(method="until_then", label=pgettext_lazy("date", "To"))
    area = EventAreaFilter()
    plan = EventPlanFilter(field_name="plan__key")
    firm = LinkedFirmFilter(field_name="firm__key")
    unit = boxes(AmountUnit.choices, _("Amount in"), "amount_unit")
    qualifier = boxes(Qualifier.choices, _("Amount stated as"), "amount_qualifier")
    sort = EventSort(columns={"date": ["date"]}, default="-date")
    size = SizeFilter()

    @property
    def is_oldest_first(self) -> bool:
        return bool(self.data.get("sort") == "date")

    def of_years(self, events: EventQuerySet, name: str, years: Sequence[str]) -> EventQuerySet:
        return events.of_years(years) if years else events

    def since_then(self, events: EventQuerySet, name: str, date: Any) -> EventQuerySet:
        return events.overlapping(date, None)

    def until_then(self, events: EventQuerySet, name: str, date: Any) -> EventQuerySet:
        return events.overlapping(None, date)

    # --- How many there are ------------------------------------------------------------------

    def chosen(self, name: str) -> list[str]:
        return [value for value in self.data.getlist(name) if value]

    def all_but(self, *open_filters: str) -> EventQuerySet:
        """The events that fit all filters but these; none where there is a mistake."""
        events: EventQuerySet = self.queryset.all()
        if not self.is_valid():
            return events.none()
        for name, value in self.form.cleaned_data.items():
            if name not in self.arranging and name not in open_filters:
                events = self.filters[name].filter(events, value)
        return events

    @cached_property
    def matrix(self) -> dict[tuple[str, str], int]:
        """By kind and year, as if neither were chosen: the overview, two facets, the jumps."""
        return self.all_but("kind", "year").by_kind_and_year()

    def sums(self, side: int, kinds: Sequence[str], years: Sequence[str]) -> dict[str, int]:
        """Add the matrix up by kind (side 0) or year (1); of no kinds or years is of all."""
        found: dict[str, int] = {}
        for cell, n in self.matrix.items():
            kind, year = cell
            if (not kinds or kind in kinds) and (not years or year in years):
                found[cell[side]] = found.get(cell[side], 0) + n
        return found

    @property
    def listed_by_year(self) -> dict[str, int]:
        """How many events the list has of each year that it has any of."""
        return self.sums(1, self.chosen("kind"), self.chosen("year"))

    @property
    def total(self) -> int:
        """How many events the list has."""
        return sum(self.listed_by_year.values())

    @cached_property
    def facets(self) -> list[Facet]:
        """Every facet with its values and their counts: what one would get by choosing it, too."""
        counted = {
            "kind": self.sums(0, [], self.chosen("year")),
            "year": self.sums(1, self.chosen("kind"), []),
            "area": self.all_but("area").by_place(),
            "plan": self.all_but("plan").by_plan(),
        }
        return [self._facet(name, counted[name]) for name in FACETS]

    def _facet(self, name: str, counts: Mapping[str, int]) -> Facet:
        field, asked = self.form.fields[name], set(self.chosen(name))
        values = [
            FacetValue(value, str(label), counts.get(value, 0), value in asked)
            for value, label in field.choices
        ]
        return Facet(name, str(field.label), values)
