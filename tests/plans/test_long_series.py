"""A metric with very many figures: what its pages fetch, send and let the database look at."""

import datetime as dt
import gzip
import re
from decimal import Decimal

import pytest
from django.db import connection

from plans.models import Area, Metric, Observation
from tests.factories.plans import AreaFactory, MetricFactory, SourceFactory, TargetFactory
from tests.queries import count_fetched, count_read

pytestmark = pytest.mark.django_db

START = dt.date(1980, 1, 1)
LONG = 12_000
"""Days: enough that what grows with them shows."""

ON_THE_WIRE = 60_000
"""Bytes, compressed; the least of what may ever be sent for a long series is 300 kB."""

ON_PAGE = "/metrics/level/"
PICTURES = [
    "/metrics/level.svg",
    "/embed/metrics/level/",
    "/plans/plan/targets/beds.svg",
    "/embed/plans/plan/targets/beds/",
]
TARGET = "/plans/plan/targets/beds/"


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


@pytest.fixture
def promised(request, level):
    """A target for the metric, where its address is asked for: to judge it, all is read."""
    if "/targets/" in request.node.callspec.params["address"]:
        metric, area = Metric.objects.get(key="level"), Area.objects.get(key="shanghai")
        TargetFactory(
            key="beds", plan__key="plan", metric=metric, area=area, due_on="2030", value=99
        )


@pytest.mark.parametrize("address", [ON_PAGE, *PICTURES])
def test_three_times_as_many_figures_send_no_more_rows_and_bytes(client, level, promised, address):
    level(LONG // 3)
    few = count_fetched(lambda: client.get(address))

    level(LONG - LONG // 3)
    many = count_fetched(lambda: client.get(address))
    sent = gzip.compress(client.get(address).content, compresslevel=6)

    assert many <= 1.1 * few
    assert many < LONG / 4
    assert len(sent) < ON_THE_WIRE


@pytest.mark.parametrize("address", [ON_PAGE, *PICTURES])
def test_the_database_looks_at_each_figure_a_few_times_without_statistics(
    client, level, promised, address
):
    """Just after many rows came in it knows little of them. Then it may choose a loop within a
    loop, and a page that takes milliseconds takes minutes."""
    whole = MetricFactory(measure_type="stock")
    Metric.objects.filter(key="level").update(part_of=whole)
    level(50, whole)
    level(LONG)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '20s'")

    assert count_read(lambda: client.get(address)) < 15 * LONG


@pytest.mark.parametrize("address", [ON_PAGE, *PICTURES, TARGET])
def test_every_picture_of_some_says_of_how_many_and_by_which_rule(client, level, promised, address):
    level(2_000)

    said = " ".join(re.sub(r"<[^>]*>", " ", client.get(address).text).split())

    assert re.search(r"shows \d+ of 2,000 figures: time is cut into 125 equal stretches", said)


@pytest.mark.parametrize("address", [TARGET])
def test_the_page_of_a_target_names_the_newest_and_tells_no_endless_past(
    client, level, promised, address
):
    level(2_000)
    for n, observation in enumerate(Observation.objects.order_by("-period_end")[:100]):
        published = dt.date(2026, 1, 1) + dt.timedelta(days=n)
        observation.source = SourceFactory(published_on=published.isoformat())
        observation.save()
    newest = Observation.objects.latest("period_end")

    page = client.get(address).text

    assert newest.get_absolute_url() in page
    assert "1900 more decide nothing" in page
    assert "too many days to work out" in page
