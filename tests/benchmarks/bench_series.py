"""How long a metric with very many figures takes, against one pass over them in the database.

    ./dev bench series [FIGURES] [ROUNDS]

A metric of its own, with a figure a day (100,000 if not said otherwise), in a test database. Its
page and files are made in this process, as the server makes them. What counts are the ratios: to
*one pass*, the least and the greatest of the figures through the same connection, which nothing
that looks at all of them can undercut. Bytes are those of gzip. What is fetched, tests pin
(``tests/plans/test_long_series.py``).
"""

from __future__ import annotations

import datetime as dt
import gzip
import os
import statistics
import sys
import time
from collections.abc import Callable

LAST = dt.date(2025, 12, 31)
KEY = "long-series"

FILES = {
    "the page": "/metrics/{key}/?area=shanghai",
    "a later page of it": "/metrics/{key}/?area=shanghai&page=100",
    "the picture": "/metrics/{key}.svg?area=shanghai",
    "the frame": "/embed/metrics/{key}/?area=shanghai",
    "all figures, CSV": "/metrics/{key}.csv?area=shanghai",
    "all figures, JSON": "/metrics/{key}.json?area=shanghai",
    "one figure": "/figures/{key}-100/",
    "the list of metrics": "/metrics/",
    "the comparison": "/compare/?metric={key}&area=shanghai&since=2025",
}


def fill(number: int) -> None:
    """A level of each day, from sources that came out later."""
    from django.db import connection

    from plans.models import Area, Metric, Observation, Source

    metric = Metric.objects.create(
        key=KEY,
        name_en="A long series",
        name_zh="长序列",
        unit="count",
        measure_type="stock",
        direction="neutral",
        description="For measuring.",
    )
    area = Area.objects.get(key="shanghai")
    sources = list(Source.objects.filter(known_from__gte=LAST).order_by("key")[:50])
    days = (LAST - dt.timedelta(days=n) for n in range(number))
    Observation.objects.bulk_create(
        (
            Observation(
                key=f"{KEY}-{n}",
                metric=metric,
                area=area,
                period_start=day,
                period_end=day,
                value=1000 + n * 7919 % 1009,
                source=sources[n % len(sources)],
                locator="table 1",
            )
            for n, day in enumerate(days)
        ),
        batch_size=5_000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE plans_observation")


def one_pass() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(value), max(value) FROM plans_observation WHERE state = 'published' AND"
            " metric_id = (SELECT id FROM plans_metric WHERE key = %s)",
            [KEY],
        )
        cursor.fetchall()


def median_of(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def measure(number: int, rounds: int) -> None:
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    say = sys.stdout.write
    floor = median_of(one_pass, rounds)
    say(f"{number:,} figures, medians of {rounds} rounds; one pass: {floor * 1000:.0f} ms\n")
    for name, pattern in FILES.items():
        address = pattern.format(key=KEY)

        def got(address: str = address) -> bytes:
            answer = client.get(address)
            if answer.status_code != 200:
                raise RuntimeError(f"{address}: status {answer.status_code}")
            return answer.getvalue()

        sent = len(gzip.compress(got(), compresslevel=6))
        seconds = median_of(got, rounds)
        say(
            f"{name:20}{seconds * 1000:8.0f} ms{seconds / floor:8.1f} passes"
            f"{sent / 1000:9.1f} kB compressed\n"
        )


def main(arguments: list[str]) -> None:
    """Make a test database, measure in it, remove it."""
    import io

    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.serving"
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    number, rounds = map(int, [*arguments, *("100000", "5")[len(arguments) :]])
    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        call_command("load_data", stdout=io.StringIO())
        fill(number)
        measure(number, rounds)
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


if __name__ == "__main__":
    main(sys.argv[1:])
