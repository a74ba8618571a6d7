"""What the home page shows, and every query that it makes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from parks.charts.district_map import DistrictMap
from parks.models import Event, Firm, Product
from parks.pages.maps import firms_map
from plans.choices import Verdict
from plans.models import Observation, Plan, Source
from plans.pages.verdicts import PlanStanding, plan_standings

CITY = "shanghai"
"""The area that the headline figures are about."""

NEWEST_EVENTS = 8


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much the site holds: counts of records, not of the industry."""

    firms: int
    products: int
    plans: int
    sources: int


@dataclass(frozen=True, slots=True)
class HomePage:
    """What the home template shows, and nothing else."""

    headlines: Sequence[Observation]
    plans: Sequence[PlanStanding]
    events: Sequence[Event]
    holdings: Holdings
    map: DistrictMap

    @property
    def verdicts(self) -> Counter[Verdict]:
        """The verdicts of all plans together."""
        return sum((standing.counts for standing in self.plans), Counter())

    @property
    def target_total(self) -> int:
        """How many targets that is. (In a template a counter answers any name with 0.)"""
        return self.verdicts.total()


def home_page(as_of: dt.date, language: str) -> HomePage:
    """Assemble the home page as a reader could know it on ``as_of``."""
    return HomePage(
        headlines=headlines(as_of),
        plans=plan_standings(as_of),
        events=list(Event.objects.published().with_evidence().newest_first()[:NEWEST_EVENTS]),
        holdings=holdings(),
        map=firms_map(language),
    )


def headlines(as_of: dt.date) -> list[Observation]:
    """The newest reported figure of each headline metric for the city, in their order."""
    newest = (
        Observation.objects.published()
        .reported()
        .known_on(as_of)
        .filter(area__key=CITY, metric__headline__isnull=False)
        .with_evidence()
        .newest_per_area()
    )
    return sorted(newest, key=lambda observation: observation.metric.headline or 0)


def holdings() -> Holdings:
    """Count what is public."""
    return Holdings(
        firms=Firm.objects.published().count(),
        products=Product.objects.published().count(),
        plans=Plan.objects.published().count(),
        sources=Source.objects.public().count(),
    )
