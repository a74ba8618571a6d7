"""What the site asks of products, events, districts and parks."""

from __future__ import annotations

import pytest

from parks.models import District, Event, Firm, Park, Product
from tests.factories.parks import (
    DistrictFactory,
    EventFactory,
    FirmFactory,
    ParkFactory,
    ProductFactory,
    SiteFactory,
)
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db


def test_products_are_listed_down_the_ladder():
    for name, stage in [
        ("b", "iit"),
        ("a", "phase1"),
        ("d", "approved"),
        ("c", "approved"),
        ("e", "nda"),
        ("f", "preclinical"),
    ]:
        ProductFactory(name_en=name, stage=stage)

    assert "".join(product.name_en for product in Product.objects.furthest_first()) == "cdeabf"


def test_a_product_of_a_firm_that_is_not_public_is_not_public():
    shown = ProductFactory()
    ProductFactory(firm__state="in_review")

    assert list(Product.objects.published()) == [shown]


@pytest.mark.parametrize("text", ["carteyva", "倍诺达", "relma", "lymphoma", "淋巴瘤", "cd19"])
def test_a_product_is_found_by(text):
    product = ProductFactory(
        name_en="Carteyva",
        name_zh="倍诺达",
        generic_name="relmacabtagene autoleucel",
        indication="Lymphoma",
        indication_zh="淋巴瘤",
        modality_detail="CD19",
    )
    ProductFactory(name_en="Other", indication="Myeloma")

    assert list(Product.objects.named_like(text)) == [product]


def test_the_products_of_some_firms():
    product = ProductFactory()
    ProductFactory()

    assert list(Product.objects.of_firms(Firm.objects.filter(pk=product.firm.pk))) == [product]


def test_events_are_listed_newest_first_and_the_vaguest_of_a_year_last():
    for date in ["2023", "2023-07-01", "2024", "2023-07", "2022-12-31"]:
        EventFactory(date=date)

    dates = [event.date.text for event in Event.objects.newest_first()]

    assert dates == ["2024", "2023-07-01", "2023-07", "2023", "2022-12-31"]


def test_the_events_of_a_year_include_those_known_by_the_year_alone():
    for date in ["2023", "2023-07-01", "2024", "2022-12-31"]:
        EventFactory(date=date)

    assert {event.date.text for event in Event.objects.of_years(["2023"])} == {"2023", "2023-07-01"}


@pytest.mark.parametrize("state", ["published", "draft"])
@pytest.mark.parametrize("reference", ["firm", "plan"])
def test_an_event_is_public_with_what_it_is_about(reference, state):
    about = {"firm": FirmFactory, "plan": PlanFactory}[reference](state=state)
    EventFactory(**{reference: about})

    assert Event.objects.published().exists() is (state == "published")


def test_an_event_about_neither_firm_nor_plan_is_public():
    event = EventFactory(firm=None, plan=None)

    assert list(Event.objects.published()) == [event]


def test_a_park_counts_its_public_firms_once():
    park, firm = ParkFactory(), FirmFactory()
    SiteFactory.create_batch(2, firm=firm, park=park)
    SiteFactory(park=park)
    SiteFactory(park=park, state="draft")
    SiteFactory(park=park, firm__state="draft")
    ParkFactory()

    assert sorted(park.firm_count for park in Park.objects.with_firm_count()) == [0, 2]


@pytest.mark.parametrize(("factory", "model"), [(DistrictFactory, District), (ParkFactory, Park)])
def test_places_are_listed_by_name(factory, model):
    for name in ["Putuo", "Baoshan", "Minhang"]:
        factory(area__name_en=name)

    assert [place.name_en for place in model.objects.by_name()] == ["Baoshan", "Minhang", "Putuo"]
