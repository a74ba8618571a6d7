"""Synthetic sources, metrics, observations, plans and targets."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from cgt_site.sample.chance import Chance
from cgt_site.sample.copying import PREFIX
from plans.choices import MeasureTheme, PlanField
from plans.models import Metric, Source

Rows = Iterator[dict[str, Any]]

LOCATOR = "synthetic row"
LAST_DAY = dt.date(2025, 12, 31)
"""The end of the newest period. A good many sources are younger."""

RETRIEVED_ON = dt.date(2026, 10, 1)
KINDS = ("official_statistics", "official", "company", "paper", "database", "news")
UNITS = {"stock": ("count", "m2"), "flow": ("yuan", "USD", "count"), "share": ("percent",)}
STATES = ("published", "draft", "in_review", "withdrawn")


def state_of(chance: Chance) -> dict[str, str]:
    """Nearly all is published."""
    state = chance.choices(STATES, (97, 1, 1, 1))[0]
    return {"state": state, "state_reason": "A synthetic reason." if state == "withdrawn" else ""}


def sources(number: int, chance: Chance) -> Rows:
    for place in range(1, number + 1):
        year = 2026 - min(16, int(chance.expovariate(1 / 3)))
        published = chance.partial_date(year) if year < 2026 else f"2026-{place % 9 + 1:02}"
        is_english = chance.happens(0.5)
        yield {
            "key": f"{PREFIX}source-{place:07}",
            "title": f"Synthetic sample {place}: no real document",
            "title_original": "" if is_english else f"合成样本{place}：并非真实文件",
            "publisher": f"Synthetic sample, publisher {chance.randint(1, 300)}",
            "published_on": published if chance.happens(0.9) else None,
            "retrieved_on": RETRIEVED_ON,
            "url": f"https://example.org/synthetic-sample/{place}",
            "language": "en" if is_english else "zh",
            "kind": chance.choices(KINDS, (8, 20, 20, 7, 10, 35))[0],
            "note": "Synthetic sample, made to measure the site: not a fact.",
            "note_zh": "合成样本，仅用于测试网站性能，并非事实。",
        }


@dataclass(frozen=True)
class Sources:
    """The ids of the synthetic sources, those that came out first in front."""

    days: Sequence[dt.date]
    ids: Sequence[int]

    @classmethod
    def stored(cls) -> Sources:
        rows = Source.objects.filter(key__startswith=PREFIX).order_by("known_from", "key")
        days, ids = zip(*rows.values_list("known_from", "pk"), strict=True)
        return cls(days, ids)

    def any(self, chance: Chance) -> int:
        return chance.choice(self.ids)

    def after(self, day: dt.date, chance: Chance) -> int:
        """One that came out on ``day`` or later, soon after if there are many."""
        first = bisect_left(self.days, day)
        last = min(len(self.ids), first + len(self.ids) // 5 + 1)
        return self.ids[min(first + int(chance.random() * (last - first)), len(self.ids) - 1)]


def metrics(number: int, chance: Chance) -> Rows:
    for place in range(1, number + 1):
        kind = chance.choices(("stock", "flow", "share"), (50, 40, 10))[0]
        yield {
            "key": f"{PREFIX}metric-{place:05}",
            "name_en": f"Synthetic measure {place}",
            "name_zh": f"合成指标{place}",
            "unit": chance.choice(UNITS[kind]),
            "measure_type": kind,
            "direction": chance.choices(("up_is_good", "down_is_good", "neutral"), (8, 1, 1))[0],
            "description": "Made up to measure the site: not a fact.",
            "description_zh": "合成样本，并非事实。",
        }


@dataclass(frozen=True)
class StoredMetric:
    id: int
    kind: str
    is_count: bool


def stored_metrics() -> list[StoredMetric]:
    rows = Metric.objects.filter(key__startswith=PREFIX).order_by("key")
    return [StoredMetric(m.pk, m.measure_type, m.unit == "count") for m in rows]


def periods(kind: str, every: int) -> Iterator[tuple[dt.date, dt.date]]:
    """Periods of ``every`` months (0: a day each) back from the newest; a level is of its day."""
    if every == 0:
        for back in range(4_000):
            day = LAST_DAY - dt.timedelta(days=back)
            yield day, day
        return
    for back in range(40 * 12 // every):
        year, month = divmod(2026 * 12 - back * every, 12)
        end = dt.date(year, month + 1, 1) - dt.timedelta(days=1)
        begin_year, begin_month = divmod(2026 * 12 - (back + 1) * every, 12)
        yield (end if kind == "stock" else dt.date(begin_year, begin_month + 1, 1)), end


def observations(
    number: int,
    metrics: Sequence[StoredMetric],
    areas: Sequence[int],
    sources: Sources,
    chance: Chance,
) -> Rows:
    """Short series and long ones; several sources give some figures, and do not agree.

    Of the first metric every series is long: what its chart takes is what the worst one takes.
    """
    pairs = [(metric, area) for metric in metrics for area in areas]
    chance.shuffle(pairs)
    rows = chain.from_iterable(
        figures(
            metric, area, 1 if metric is metrics[0] else chance.choices(*EVERY)[0], sources, chance
        )
        for metric, area in pairs
    )
    for place, row in enumerate(islice(rows, number), 1):
        yield {"key": f"{PREFIX}observation-{place:08}", **row}


EVERY = ((12, 6, 3, 1, 0), (50, 15, 20, 14, 1))
"""Months from one period of a series to the next, and how often a series is such."""


def figures(metric: StoredMetric, area: int, every: int, sources: Sources, chance: Chance) -> Rows:
    """A series, back from its newest figure."""
    value, growth = 10 ** chance.uniform(1, 5), chance.uniform(0.93, 1.02)
    if metric.kind == "share":
        value, growth = chance.uniform(1, 90), 1.0
    growth **= every / 12 if every else 1 / 365
    for start, end in periods(metric.kind, every):
        value = max(1.0, value * growth)
        stated = chance.uniform(0.98, 1.02) * value
        for rival in range(2 if chance.happens(0.04) else 1):
            yield {
                "metric_id": metric.id,
                "area_id": area,
                "period_start": start,
                "period_end": end,
                "value": round(stated) + 1 + rival if metric.is_count else round(stated, 4) + rival,
                "qualifier": "exact" if chance.happens(0.7) else "about",
                "kind": "actual" if chance.happens(0.95) else "estimate",
                "source_id": sources.after(end, chance),
                "locator": LOCATOR,
            }


@dataclass(frozen=True)
class PlanPlaces:
    """Where plans apply."""

    city: int
    areas: Sequence[int]

    def any(self, chance: Chance) -> int:
        return self.city if chance.happens(0.6) else chance.choice(self.areas)


def plans(number: int, places: PlanPlaces, sources: Sources, chance: Chance) -> Rows:
    for place in range(1, number + 1):
        year = chance.randint(2014, 2025)
        yield {
            "key": f"{PREFIX}plan-{place:04}",
            "name_en": f"Synthetic action plan {place} ({year}-{year + 3})",
            "name_zh": f"合成行动方案{place}（{year}—{year + 3}年）",
            "area_id": places.any(chance),
            "issued_on": chance.partial_date(year),
            "period_start": str(year),
            "period_end": str(year + 3),
            "issuers": "Synthetic sample",
            "field": chance.choice(PlanField.values),
            "source_id": sources.any(chance),
            "locator": LOCATOR,
        }


def targets(
    number: int,
    plans: Sequence[int],
    metrics: Sequence[StoredMetric],
    places: PlanPlaces,
    sources: Sources,
    chance: Chance,
) -> Rows:
    for place in range(1, number + 1):
        metric = chance.choice(metrics)
        in_words = chance.happens(0.1)
        basis = chance.choice(("flow", "running_total")) if metric.kind == "flow" else "level"
        yield {
            "plan_id": chance.choice(plans),
            "key": f"{PREFIX}target-{place:05}",
            "statement": f"Synthetic target {place}.",
            "statement_zh": f"合成目标{place}。",
            "metric_id": None if in_words else metric.id,
            "area_id": places.any(chance),
            "basis": "wording" if in_words else basis,
            "comparator": "" if in_words else chance.choice((">=", ">", "=", "about", "<=")),
            "value": None if in_words else round(10 ** chance.uniform(1, 4)) % 10_000 + 1,
            "due_on": str(chance.randint(2020, 2030)),
            "source_id": sources.any(chance),
            "locator": LOCATOR,
        }


def measures(
    number: int, plans: Sequence[int], places: PlanPlaces, sources: Sources, chance: Chance
) -> Rows:
    for place in range(1, number + 1):
        gives = chance.happens(0.4)
        yield {
            "plan_id": chance.choice(plans),
            "key": f"{PREFIX}measure-{place:05}",
            "theme": chance.choice(MeasureTheme.values),
            "summary": f"Synthetic measure {place}: not a fact.",
            "summary_zh": f"合成措施{place}，并非事实。",
            "area_id": places.any(chance),
            "amount": round(10 ** chance.uniform(5, 8), -5) + 100_000 if gives else None,
            "amount_unit": "yuan" if gives else "",
            "amount_qualifier": "at_most" if gives else "",
            "source_id": sources.any(chance),
            "locator": LOCATOR,
        }
