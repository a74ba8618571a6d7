"""Rows of the industry. Keys and names of places are those of their area: ``area__key``."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import factory

from parks.choices import EventKind, FirmRole, Modality, ParkKind, SiteKind, Stage
from parks.models import District, Event, Firm, FirmPair, FirmRedirect, Park, Product, Site
from plans.models import Area
from tests.factories.base import FactFactory, RowFactory
from tests.factories.plans import AreaFactory


class DistrictFactory(FactFactory):
    """``DistrictFactory(area__key="pudong")``."""

    class Meta:
        model = District

    area = factory.SubFactory(AreaFactory, district=True)
    division_code = factory.Sequence(lambda n: f"31{n % 10_000:04}")
    area_km2 = Decimal("100.00")
    area_source = factory.SelfAttribute("source")
    population = 1_000_000
    population_year = 2020


def _around(area: Any) -> Area:
    """Where a park lies: its district, or the city for one that belongs to none."""
    district = area.factory_parent.district
    return district.area if district else AreaFactory(shanghai=True)


class ParkFactory(FactFactory):
    """A park in a district; ``district=None`` makes a city-wide zone."""

    class Meta:
        model = Park

    district = factory.SubFactory(DistrictFactory)
    area = factory.SubFactory(AreaFactory, park=True, parent=factory.LazyAttribute(_around))
    kind = ParkKind.INDUSTRIAL_PARK
    role = "Cell and gene therapy"


class FirmFactory(FactFactory):
    """A developer in Shanghai, without sites."""

    class Meta:
        model = Firm

    key = factory.Sequence(lambda n: f"firm-{n}")
    name_en = factory.Sequence(lambda n: f"Firm {n}")
    role = FirmRole.DEVELOPER
    area = factory.SubFactory(AreaFactory, shanghai=True)


class SiteFactory(FactFactory):
    """A laboratory in a district: that of its ``park``, where one is given."""

    class Meta:
        model = Site

    key = factory.Sequence(lambda n: f"site-{n}")
    firm = factory.SubFactory(FirmFactory)
    kind = SiteKind.RND
    park = None
    district = factory.Maybe(
        "park",
        yes_declaration=factory.SelfAttribute("park.district"),
        no_declaration=factory.SubFactory(DistrictFactory),
    )


class ProductFactory(FactFactory):
    class Meta:
        model = Product

    key = factory.Sequence(lambda n: f"product-{n}")
    firm = factory.SubFactory(FirmFactory)
    name_en = factory.Sequence(lambda n: f"Product {n}")
    modality = Modality.CAR_T
    indication = "Lymphoma"
    stage = Stage.PHASE1


class EventFactory(FactFactory):
    class Meta:
        model = Event

    key = factory.Sequence(lambda n: f"event-{n}")
    date = "2023-07"
    title = factory.Sequence(lambda n: f"Event {n}")
    summary = "What happened."
    area = factory.SubFactory(AreaFactory, shanghai=True)
    kind = EventKind.OPENING


class FirmRedirectFactory(RowFactory):
    """A firm that was merged into another."""

    class Meta:
        model = FirmRedirect

    gone = factory.SubFactory(FirmFactory, state="withdrawn", state_reason="Merged.")
    firm = factory.SubFactory(FirmFactory)
    reason = "One firm under two names."


class FirmPairFactory(RowFactory):
    class Meta:
        model = FirmPair

    first = factory.SubFactory(FirmFactory)
    second = factory.SubFactory(FirmFactory)
    likeness = 90
