"""What ties a firm to the plans: the places of its sites, and what plans want of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Case, Value, When
from django.urls import reverse

from parks.models import District, Event, Park, Site
from plans.choices import AreaKind
from plans.models import Plan, PolicyMeasure, Target
from plans.pages.capped import Capped, capped
from plans.pages.targets import TargetRow, public_targets, target_rows

TARGETS = MEASURES = 6
"""Rows of each; the lists and the pages of the places have them all."""

PARKS_FIRST = Case(When(area__kind=AreaKind.PARK, then=Value(0)), default=Value(1))
"""A park is nearer to a firm than the district around it."""


@dataclass(frozen=True, slots=True)
class NamedPlan:
    """A plan, and the firm's event that the data tie to it."""

    plan: Plan
    event: Event


@dataclass(frozen=True, slots=True)
class Ties:
    """``targets`` and ``measures`` are about the places where the firm has a site.

    They are not about the firm: no source says that.
    """

    parks: Sequence[Park]
    districts: Sequence[District]
    plans: Sequence[NamedPlan]
    targets: Capped[TargetRow]
    aimed_at: Sequence[str]
    """Keys of the places that have a target: the list of targets offers no others."""
    measures: Capped[PolicyMeasure]

    @property
    def places(self) -> Sequence[Park | District]:
        return [*self.parks, *self.districts]

    @property
    def targets_url(self) -> str:
        """The list of all targets about these places."""
        areas = [("area", key) for key in self.aimed_at]
        return f"{reverse('plans:target_list')}?{urlencode(areas)}"


def ties_of(sites: Sequence[Site], events: Sequence[Event], language: str) -> Ties:
    """Gather them in two queries, or none for a firm whose places nobody names."""
    parks = sorted({park for site in sites if (park := site.public_park)}, key=str)
    around = {place for site in sites if (place := site.public_district)}
    around |= {place for park in parks if (place := park.public_district)}
    districts = sorted(around, key=str)
    areas = [place.pk for place in (*parks, *districts)]
    targets = targets_about(areas)
    return Ties(
        parks=parks,
        districts=districts,
        plans=[NamedPlan(event.plan, event) for event in events if event.plan],
        targets=Capped(target_rows(targets[:TARGETS], language), len(targets)),
        aimed_at=list(dict.fromkeys(target.area.key for target in targets)),
        measures=measures_about(areas),
    )


def targets_about(areas: Sequence[int]) -> list[Target]:
    """All of them: a district has a few dozen."""
    if not areas:
        return []
    about = public_targets().filter(area__in=areas, variant_of=None)
    return list(about.order_by(PARKS_FIRST, "area__name_en", "due_on", "plan__key", "key"))


def measures_about(areas: Sequence[int]) -> Capped[PolicyMeasure]:
    if not areas:
        return Capped([], 0)
    about = PolicyMeasure.objects.published().filter(area__in=areas).with_evidence()
    newest = ("-plan__issued_on", "plan__key", "key")
    return capped(about.order_by(PARKS_FIRST, "area__name_en", *newest), MEASURES)
