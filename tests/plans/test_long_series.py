"""A metric with very many figures: what its pages fetch, send and let the database look at."""

import datetime as dt
import gzip
from decimal import Decimal

import pytest
from django.db import connection

from plans.models import Metric, Observation
from tests.factories.plans import AreaFactory, MetricFactory, SourceFactory
from tests.queries import count_fetched, count_read

pytestmark = pytest.mark.django_db

START = dt.date(1980, 1, 1)
LONG = 12_000
"""Days: enough that what grows with them shows."""

ON_THE_WIRE = 60_000
"""Bytes, compressed; the least of what may ever be sent for a long series is 300 kB."""

ON_PAGE = "/metrics/level/"
PICTURES = ["/metrics/level.svg", "/embed/metrics/level/"]


@pytest.fixture
def level():
    metric = MetricFactory(key="level", name_en="Beds of hospitals", measure_type="stock")
    area, source = AreaFactory(shanghai=True), SourceFactory(published_on="2025-12-31")

    def add(days, metric=metric):
        last = Observation.objects.filter(metric=metric).count()
        Observation.objects.bulk_create(
            Observation(
                key=f"{metric.key}-{n}",
                metric=metric,
                area=area,
                source=source,
                locator="table 1",
                period_start=START + dt.timedelta(days=n),
                period_end=START + dt.timedelta(days=n),
                value=Decimal(1000 + n * 7919 % 1009),
            )
            for n in range(last, last + days)
        )

    return add


@pytest.mark.parametrize("address", [ON_PAGE, *PICTURES])
def test_three_times_as_many_figures_send_no_more_rows_and_bytes(client, level, address):
    level(LONG // 3)
    few = count_fetched(lambda: client.get(address))

    level(LONG - LONG // 3)
    many = count_fetched(lambda: client.get(address))
    sent = gzip.compress(client.get(address).content, compresslevel=6)

    assert many <= 1.1 * few
    assert many < LONG / 4
    assert len(sent) < ON_THE_WIRE


@pytest.mark.parametrize("address", [ON_PAGE, *PICTURES])
def test_the_database_looks_at_each_figure_a_few_times_without_statistics(client, level, address):
    """Just after many rows came in it knows little of them. Then it may choose a loop within a
    loop, and a page that takes milliseconds takes minutes."""
    whole = MetricFactory(measure_type="stock")
    Metric.objects.filter(key="level").update(part_of=whole)
    level(50, whole)
    level(LONG)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '20s'")

    assert count_read(lambda: client.get(address)) < 15 * LONG
