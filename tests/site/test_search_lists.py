"""A list that is searched marks what was found, begins with the best, and says how it searched."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from tests.factories.parks import DistrictFactory, FirmFactory, ParkFactory, ProductFactory
from tests.factories.plans import MetricFactory, PlanFactory, SourceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "make"),
    [
        ("/firms/", lambda: FirmFactory(name_en="Lingang Bio", name_zh="临港生物")),
        ("/products/", lambda: ProductFactory(name_en="Lingang-01", name_zh="临港一号")),
        ("/plans/", lambda: PlanFactory(name_en="Lingang plan", name_zh="临港方案")),
        ("/metrics/", lambda: MetricFactory(name_en="Lingang", name_zh="临港企业")),
        ("/sources/", lambda: SourceFactory(title="Lingang", title_original="临港新闻")),
        ("/parks/", lambda: ParkFactory(area__name_en="Lingang", area__name_zh="临港园")),
        ("/districts/", lambda: DistrictFactory(area__name_en="Lingang", area__name_zh="临港区")),
    ],
)
def test_names_are_marked_in_both_languages(client, address, make):
    make()

    response = client.get(address, {"q": "lingang"})
    assertContains(response, "<mark>Lingang</mark>")
    assertContains(response, "<mark>临港</mark>")
    assertNotContains(client.get(address), "<mark>")


def test_a_firm_says_that_it_was_called_so(client):
    FirmFactory(name_en="AbelZeta", former_names=["Cellular Biomedicine"])

    said = "formerly <mark>Cellular</mark> Biomedicine"
    assertContains(client.get("/firms/?q=cellular"), said)
    assertNotContains(client.get("/firms/?q=abel"), "formerly")


def names(response):
    return [row.firm.name_en for row in response.context["page"].rows]


def test_the_directory_begins_with_the_best_unless_asked_otherwise(client):
    for name in ("Bigene", "Gene", "A Gene"):
        FirmFactory(name_en=name)

    assert names(client.get("/firms/?q=gene")) == ["Gene", "A Gene", "Bigene"]
    assert names(client.get("/firms/?q=gene&sort=name")) == ["A Gene", "Bigene", "Gene"]
    assertNotContains(client.get("/firms/?q=gene"), "aria-sort=")
    assertContains(client.get("/firms/?q=gene&sort=name"), 'aria-sort="ascending"')


def test_a_list_of_similar_names_says_so(client):
    FirmFactory(name_en="AbelZeta Pharma")

    note = "What is spelt or sounds like it:"
    assertContains(client.get("/firms/?q=Abelzetta"), note)
    assertNotContains(client.get("/firms/?q=Abelzeta"), note)
    assertNotContains(client.get("/firms/?q=zzqqxx"), note)


def test_the_facets_count_what_the_search_finds(client):
    FirmFactory(name_en="AbelZeta Pharma", role="cdmo")
    FirmFactory(name_en="Oricell", role="cdmo")

    page = client.get("/firms/?q=Abelzetta").context["page"]

    [role] = [facet for facet in page.facets if facet.name == "role"]
    assert page.total == 1
    assert [value.count for value in role.values if value.value == "cdmo"] == [1]


@pytest.mark.parametrize("address", ["/firms/", "/plans/", "/parks/", "/events/"])
def test_a_search_that_is_too_long_is_a_mistake(client, address):
    response = client.get(address, {"q": "a" * 101})

    assertContains(response, "at most 100 characters")
