"""How long the pages of the editors' desk take among 200,000 rows, against its shortest page.

    ./dev bench desk [LEAST]

The sample has 200,000 firms, 200,000 observations and 20,000 sources (a quarter of an hour to
make, once: it is kept, see ``./dev manage make_sample``). Each page is asked for in this process,
without a server, and twice: the second time counts. What counts are the ratios: to the page on
which a password is changed, which asks for nothing but who is there. ``LEAST`` leaves out what is
below so many times that page. How many queries pages make, tests pin.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

FIRMS, OBSERVATIONS = 200_000, 200_000
NAME = "sample_desk"
MANY = 50_000
"""Rows of lists whose later pages are asked for, too."""

SLOW = 0.1
"""Seconds from which on a statement is shown."""

CHOICES = [
    ("parks", "site", "firm", ["", "a", "ruikang", "康瑞", "zqx"]),
    ("plans", "observation", "source", ["", "a", "report", "zqx"]),
    ("plans", "observation", "metric", ["", "output"]),
]


@dataclass(frozen=True)
class Asked:
    """What a page took: seconds in all and in the database, and its slowest statement."""

    address: str
    seconds: float
    in_database: float
    queries: int
    slowest: str


def addresses() -> Iterator[str]:
    """Every kind of page, on rows from the middle."""
    from django.contrib import admin
    from django.urls import reverse

    from parks.models import Event, Firm, Product, Site
    from plans.models import Metric, Observation, Plan, Revision, Source, Target, VerdictRecord
    from plans.pages.care import all_kinds

    def of(model: type, page: str, *row: int) -> str:
        meta = model._meta  # type: ignore[attr-defined]
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=row)

    yield reverse("admin:index")
    yield reverse("queue")
    yield reverse("importing:bring")
    edited = (Source, Metric, Observation, Plan, Target, Firm, Site, Product, Event)
    for model in (*edited, Revision, VerdictRecord):
        rows = of(model, "changelist")
        yield from (rows, f"{rows}?q=sample", f"{rows}?q=zqx")
        if model._default_manager.count() > MANY:
            yield f"{rows}?p={MANY // 50}"
        columns = len(admin.site._registry[model].list_display)
        yield from (f"{rows}?o={column}" for column in range(1, columns + 1))
    for model in edited:
        row = model._default_manager.order_by("key").first().pk
        yield from (of(model, "change", row), of(model, "history", row), of(model, "add"))
    pair = list(Firm.objects.order_by("key").values_list("pk", flat=True)[100:102])
    yield f"{reverse('admin:parks_firm_merge')}?stays={pair[0]}&goes={pair[1]}"
    yield from (reverse("quality", args=[kind.key]) for kind in all_kinds())
    for app, model_name, field, terms in CHOICES:
        asked = f"app_label={app}&model_name={model_name}&field_name={field}"
        yield from (f"{reverse('admin:autocomplete')}?{asked}&term={term}" for term in terms)


def ask(client: object, address: str) -> Asked:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    get = client.get  # type: ignore[attr-defined]
    get(address)
    with CaptureQueriesContext(connection) as made:
        begin = time.perf_counter()
        answer = get(address)
        seconds = time.perf_counter() - begin
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: status {answer.status_code}")
    spent = {query["sql"]: float(query["time"]) for query in made.captured_queries}
    slowest = max(spent, key=spent.__getitem__)
    shown = f"{spent[slowest]:.2f} s {slowest}" if spent[slowest] >= SLOW else ""
    return Asked(address, seconds, sum(spent.values()), len(made), shown)


def main(arguments: list[str]) -> None:
    """Make the sample if it is not there, and ask for each page as a superuser."""
    from tests.benchmarks.bench_firms import make

    least = float(arguments[0]) if arguments else 0
    os.environ |= {"LOCALDB_NAME": NAME, "DJANGO_SETTINGS_MODULE": "tests.benchmarks.serving"}
    make(NAME, FIRMS, OBSERVATIONS)
    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.test import Client

    editor, _ = User.objects.get_or_create(username="bench", is_superuser=True, is_staff=True)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    floor = statistics.median(ask(client, "/admin/password_change/").seconds for _ in range(9))
    say = sys.stdout.write
    say(f"the shortest page: {floor * 1000:.0f} ms\n")
    say(f"{'times':>7}{'ms':>8}{'SQL':>8}{'queries':>9}\n")
    for address in addresses():
        page = ask(client, address)
        if page.seconds < least * floor:
            continue
        say(
            f"{page.seconds / floor:7.1f}{page.seconds * 1000:8.0f}{page.in_database * 1000:8.0f}"
            f"{page.queries:9}  {address}\n"
        )
        if page.slowest:
            say(f"{'':34}{page.slowest[:110]} ... {page.slowest[-160:]}\n")
        sys.stdout.flush()
