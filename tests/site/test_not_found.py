"""What a reader is told where there is nothing."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from tests.factories.plans import MetricFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "beginning"),
    [
        ("/firms/?page=9", "/firms/"),
        ("/firms/?district=unknown&page=9&size=25", "/firms/?district=unknown&amp;size=25"),
        ("/sources/?page=none", "/sources/"),
        ("/targets/?page=0", "/targets/"),
        ("/metrics/scale/?page=2", "/metrics/scale/"),
    ],
)
def test_past_the_end_of_a_list_the_way_leads_to_its_beginning(client, address, beginning):
    MetricFactory(key="scale")

    page = client.get(address)

    assertContains(page, "The list has no such page.", status_code=404)
    assertContains(page, f'<a href="{beginning}">Go to its first page</a>', status_code=404)


def test_elsewhere_nothing_is_said_of_a_list(client):
    page = client.get("/firms/nobody/?page=2")

    assertContains(page, "There is nothing at this address.", status_code=404)
    assertNotContains(page, "The list has no such page.", status_code=404)
