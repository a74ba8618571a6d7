"""The page of a source shows what rests on it in ``parks``, though ``plans`` knows none of it."""

from decimal import Decimal

import pytest
from django.utils import translation
from pytest_django.asserts import assertContains, assertNotContains

from parks.choices import FirmRole, SiteKind
from plans.choices import AmountUnit, Qualifier
from plans.pages.sources import source_page, source_rows
from tests.factories.parks import (
    DistrictFactory,
    EventFactory,
    FirmFactory,
    ParkFactory,
    ProductFactory,
    SiteFactory,
)
from tests.factories.plans import SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return SourceFactory(key="report")


def sections(source, language="en"):
    """For each section: names and details of its rows."""
    with translation.override(language):
        return {
            str(part.title): [(row.name_en, row.detail) for row in part.facts.rows]
            for part in source_page(source, language).sections
        }


def test_every_kind_of_fact_is_listed_with_what_it_says(source):
    pudong = DistrictFactory(
        area__name_en="Pudong", population=5_681_512, source=source, area_source=SourceFactory()
    )
    DistrictFactory(area__name_en="Minhang", area_km2=Decimal("371.68"), area_source=source)
    park = ParkFactory(
        area__name_en="Medical Zone", district=pudong, area_m2=Decimal(11_800_000), source=source
    )
    firm = FirmFactory(name_en="Alpha", role=FirmRole.CDMO, founded_on="2014-07", source=source)
    SiteFactory(firm=firm, park=park, kind=SiteKind.PLANT, source=source, since="2021")
    ProductFactory(firm=firm, name_en="Alpha-1", status_on="2023", source=source)
    EventFactory(
        title="Plant opens",
        date="2021-06",
        amount=Decimal(100_000_000),
        amount_unit=AmountUnit.USD,
        amount_qualifier=Qualifier.ABOUT,
        source=source,
    )

    assert sections(source) == {
        "Districts: population": [("Pudong", "5,681,512 residents, 2020")],
        "Districts: land area": [("Minhang", "371.68 km²")],
        "Parks": [("Medical Zone", "industrial park, 11.8 million m²")],
        "Firms": [("Alpha", "contract developer and manufacturer, July 2014")],
        "Sites of firms": [("Alpha", "plant, Medical Zone, from 2021")],
        "Products": [("Alpha-1", "Alpha, phase 1, 2023")],
        "Events": [("Plant opens", "June 2021, about US$100 million")],
    }
    assert source_rows([source])[0].fact_count == 7


@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn"])
def test_nothing_of_an_unpublished_firm_is_listed(client, source, state):
    firm = FirmFactory(name_en="Hidden", state=state, state_reason="Not yet", source=source)
    SiteFactory(firm=firm, source=source)
    ProductFactory(firm=firm, source=source)
    EventFactory(firm=firm, source=source, title="Hidden event")

    assert sections(source) == {}
    assertNotContains(client.get("/sources/report/"), "Hidden")
    assert source_rows([source])[0].fact_count == 0


def test_notes_of_the_industry_that_name_a_source_are_listed(client, source):
    FirmFactory(name_en="Alpha", note="Founded in 2013 in report.")
    ProductFactory(name_en="Alpha-1", note="See report for the dose.")
    EventFactory(title="Plant opens", summary="One more source is report.")
    ParkFactory(area__name_en="Zone", note="Not in the reports.")

    page = client.get("/sources/report/")

    names = [mention.row.name_en for mention in page.context["page"].mentions.rows]
    assert names == ["Alpha", "Alpha-1", "Plant opens"]
    assertContains(page, "Mentioned in a note")


def test_a_fact_leads_to_its_page(client, source):
    FirmFactory(key="alpha", source=source, locator="para 3")

    page = client.get("/sources/report/")

    assertContains(page, 'href="/firms/alpha/"')
    assertContains(page, "para 3")
