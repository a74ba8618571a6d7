"""What the home page shows, and every query that it makes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Value, When

from parks.models import Event, Firm, Product
from plans.choices import PlanField
from plans.models import Observation, Plan, Source

CITY = "shanghai"
"""The area that the headline figures are about."""

CGT_FIELDS = [
    PlanField.CELL_AND_GENE_THERAPY,
    PlanField.CELL_THERAPY,
    PlanField.GENE_THERAPY,
]
"""The fields that stand first on a site about cell and gene therapy."""

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
    plans: Sequence[Plan]
    events: Sequence[Event]
    holdings: Holdings


def home_page(today: dt.date) -> HomePage:
    """Assemble the home page as a reader could know it on ``today``."""
    return HomePage(
        headlines=headlines(today),
        plans=list(plans_with_targets()),
        events=list(Event.objects.published().with_evidence().newest_first()[:NEWEST_EVENTS]),
        holdings=holdings(),
    )


def headlines(today: dt.date) -> list[Observation]:
    """The newest reported figure of each headline metric for the city, in their order."""
    newest = (
        Observation.objects.published()
        .reported()
        .known_on(today)
        .filter(area__key=CITY, metric__headline__isnull=False)
        .with_evidence()
        .newest_per_area()
    )
    return sorted(newest, key=lambda observation: observation.metric.headline or 0)


def plans_with_targets() -> Sequence[Plan]:
    """Plans that promise something countable: cell and gene therapy first, then the newest."""
    own_field_first = Case(
        When(field__in=CGT_FIELDS, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return (
        Plan.objects.published()
        .with_evidence()
        .counted()
        .filter(target_count__gt=0)
        .order_by(own_field_first, "-period_end", "-issued_on", "key")
    )


def holdings() -> Holdings:
    """Count what is public."""
    return Holdings(
        firms=Firm.objects.published().count(),
        products=Product.objects.published().count(),
        plans=Plan.objects.published().count(),
        sources=Source.objects.count(),
    )
