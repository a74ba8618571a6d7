"""Very many figures beside the shipped ones, of which the database has statistics."""

import datetime as dt

import pytest
from django.db import connection

from plans.models import Area, Metric, Observation, Source
from tests.queries import count_read

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]

DAYS = 12_000


def test_a_series_that_came_in_at_once_is_not_looked_at_again_and_again(client):
    """The statistics still say that Shanghai has some hundred figures: believing them, the
    database once looked through all of them for each of them."""
    last = dt.date(2020, 1, 1)
    Observation.objects.bulk_create(
        Observation(
            key=f"day-{n}",
            metric=Metric.objects.get(key="advanced-therapy-pipeline"),
            area=Area.objects.get(key="shanghai"),
            source=Source.objects.latest("known_from"),
            locator="table 1",
            period_start=last - dt.timedelta(days=n),
            period_end=last - dt.timedelta(days=n),
            value=n,
        )
        for n in range(DAYS)
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '20s'")

    read = count_read(lambda: client.get("/metrics/advanced-therapy-pipeline/?area=shanghai"))

    assert read < 15 * DAYS
