"""Synthetic rows in any number, to see how the site does when there is far more than is shipped.

Nothing of it is a fact: every source says so. The rows are the same for the same ``Size``, they
go in by COPY, and every constraint and trigger of the database looks at them as at others.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.db import connection, transaction

from cgt_site.sample import evidence, industry
from cgt_site.sample.chance import Chance
from cgt_site.sample.copying import copy_rows, ids_of
from parks.models import Event, Firm, Product, Site
from plans.models import Area, Metric, Observation, Plan, PolicyMeasure, Source, Target


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows of each kind; ``seed`` chooses among the samples of a size."""

    firms: int
    observations: int
    metrics: int = 500
    sources: int = 20_000
    plans: int = 40
    targets: int = 400
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Made:
    """``rows`` of a kind, and how long they took."""

    name: str
    rows: int
    seconds: float


SEARCH_INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_am ON pg_am.oid = relam
    WHERE amname = 'gin' AND indrelid::regclass::text ~ '^(plans|parks)_'
"""


@contextmanager
def indexed_afterwards() -> Iterator[None]:
    """Make the search indexes at the end: three times as fast. Rules and triggers stay on."""
    with connection.cursor() as cursor:
        cursor.execute(SEARCH_INDEXES)
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for _name, definition in indexes:
            cursor.execute(definition)
        cursor.execute("ANALYZE")


@transaction.atomic
def fill(size: Size, say: Callable[[Made], None] = lambda made: None) -> None:
    """Add the rows to the database, which has the shipped places; all of them or none."""
    with indexed_afterwards():
        copy_all(size, say)
        begin = time.perf_counter()
    say(Made("indexes, statistics", 0, time.perf_counter() - begin))


def copy_all(size: Size, say: Callable[[Made], None]) -> None:
    def chance() -> Chance:
        return Chance(f"{size.seed}/{next(parts)}")

    def make(model: Any, rows: Iterator[dict[str, Any]]) -> None:
        begin = time.perf_counter()
        number = copy_rows(model, rows)
        name = str(model._meta.verbose_name_plural)
        say(Made(name, number, time.perf_counter() - begin))

    parts = count()
    areas = list(Area.objects.order_by("key").values_list("pk", flat=True))
    make(Source, evidence.sources(size.sources, chance()))
    sources = evidence.Sources.stored()
    make(Metric, evidence.metrics(size.metrics, chance()))
    metrics = evidence.stored_metrics()
    make(
        Observation,
        evidence.observations(size.observations, metrics, areas, sources, chance()),
    )
    places = evidence.PlanPlaces(Area.objects.get(key="shanghai").pk, areas)
    make(Plan, evidence.plans(size.plans, places, sources, chance()))
    plans = list(ids_of(Plan).values())
    make(Target, evidence.targets(size.targets, plans, metrics, places, sources, chance()))
    make(PolicyMeasure, evidence.measures(size.plans * 10, plans, places, sources, chance()))
    make(Firm, industry.firms(size.firms, industry.Cities.stored(), sources, chance()))
    firms = list(ids_of(Firm).items())
    make(Site, industry.sites(firms, industry.Ground.stored(), sources, chance()))
    make(Product, industry.products(firms, sources, chance()))
    make(Event, industry.events(size.firms // 4, firms, areas, sources, chance()))
