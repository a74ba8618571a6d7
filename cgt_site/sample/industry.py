"""Synthetic firms, their sites and products, and events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cgt_site.sample.chance import Chance
from cgt_site.sample.copying import PREFIX
from cgt_site.sample.evidence import LOCATOR, Sources, state_of
from cgt_site.sample.words import AILMENTS, AIMS, COUNTRIES, firm_names
from parks.choices import EventKind, Modality, Stage
from parks.models import District, Park
from plans.models import Area

Rows = Iterator[dict[str, Any]]

ROLES = {
    "developer": 58,
    "cdmo": 12,
    "tools_supplier": 14,
    "testing": 7,
    "hospital": 4,
    "investor": 3,
    "incubator": 2,
}
OWNERSHIP = {"domestic": 68, "foreign": 17, "joint_venture": 5, "unknown": 10}
DISTRICTS = {
    "pudong": 40, "minhang": 11, "xuhui": 9, "songjiang": 7, "fengxian": 7, "jiading": 6,
    "baoshan": 5, "yangpu": 3, "jinshan": 3, "qingpu": 3, "changning": 2, "jingan": 2,
    "putuo": 1, "hongkou": 1, "huangpu": 1, "chongming": 1,
}  # fmt: skip
SITE_KINDS = {"rnd": 40, "plant": 22, "office": 18, "unknown": 20}
STAGES = dict(zip(Stage.values, (40, 14, 22, 12, 5, 3, 4), strict=True))
WORKS_ON = list(Modality.values)
COMMON_FIRST = [30 / (place + 2) for place in range(len(WORKS_ON))]


@dataclass(frozen=True)
class Cities:
    """The ids of Shanghai and of other cities."""

    shanghai: int
    others: Sequence[int]

    @classmethod
    def stored(cls) -> Cities:
        cities = dict(Area.objects.filter(kind="city").order_by("key").values_list("key", "pk"))
        return cls(cities.pop("shanghai"), list(cities.values()))


@dataclass(frozen=True)
class Ground:
    """Districts, by key, and parks with the district that each lies in."""

    districts: dict[str, int]
    parks: Sequence[tuple[int, int | None]]

    @classmethod
    def stored(cls) -> Ground:
        districts = District.objects.values_list("area__key", "pk")
        parks = Park.objects.order_by("area__key").values_list("pk", "district_id")
        return cls(dict(districts), list(parks))

    @cached_property
    def parks_in(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for park, district in self.parks:
            if district is not None:
                found.setdefault(district, []).append(park)
        return found

    def somewhere(self, chance: Chance) -> dict[str, int | None]:
        """A district, a park of it, or both."""
        district = self.districts[chance.weighted(DISTRICTS)]
        there = self.parks_in.get(district, [])
        park = chance.choice(there) if there and chance.happens(0.45) else None
        named = park is None or chance.happens(0.8)
        return {"district_id": district if named else None, "park_id": park}


def firms(number: int, cities: Cities, sources: Sources, chance: Chance) -> Rows:
    for place in range(1, number + 1):
        name_en, name_zh = firm_names(chance)
        ownership = chance.weighted(OWNERSHIP)
        country = "China" if ownership == "domestic" else ""
        if ownership in ("foreign", "joint_venture") and chance.happens(0.9):
            country = chance.choice(COUNTRIES)
        exchange = chance.choice(("HK", "SH", "SZ", "US"))
        elsewhere = cities.others and chance.happens(0.06)
        yield {
            "key": f"{PREFIX}firm-{place:07}",
            "name_en": name_en,
            "name_zh": "" if ownership == "foreign" and chance.happens(0.5) else name_zh,
            "former_names": list(firm_names(chance)) if chance.happens(0.1) else [],
            "role": chance.weighted(ROLES),
            "ownership": ownership,
            "origin_country": country,
            "area_id": chance.choice(cities.others) if elsewhere else cities.shanghai,
            "founded_on": founding_day(chance),
            "modality": several(chance),
            "listing": [f"{chance.randint(1, 9999):04}.{exchange}"] if chance.happens(0.02) else [],
            "website": f"https://example.org/firm/{place}" if chance.happens(0.4) else "",
            **of(sources.any(chance)),
            **state_of(chance),
        }


def founding_day(chance: Chance) -> str | None:
    """Most firms are young; of three in ten no source says."""
    if chance.happens(0.3):
        return None
    return chance.partial_date(max(1978, 2025 - int(chance.expovariate(1 / 9))))


def several(chance: Chance) -> list[str]:
    """One to three modalities, each once."""
    drawn = chance.choices(WORKS_ON, COMMON_FIRST, k=chance.choice((1, 1, 1, 2, 2, 3)))
    return list(dict.fromkeys(drawn))


def of(source: int) -> dict[str, Any]:
    return {"source_id": source, "locator": LOCATOR}


def sites(
    firms: Sequence[tuple[str, int]], ground: Ground, sources: Sources, chance: Chance
) -> Rows:
    """None to three of a firm. Of about half of the firms the head office is known."""
    for key, firm in firms:
        number = chance.choices((0, 1, 2, 3), (15, 50, 24, 11))[0]
        for place in range(number):
            is_head_office = place == 0 and chance.happens(0.6)
            yield {
                "key": key.replace("firm", "site", 1) + f"-{place + 1}",
                "firm_id": firm,
                "kind": "head_office" if is_head_office else chance.weighted(SITE_KINDS),
                **ground.somewhere(chance),
                "address": f"{chance.randint(1, 1999)} Sample Road" if chance.happens(0.3) else "",
                **of(sources.any(chance)),
                **state_of(chance),
            }


def products(firms: Sequence[tuple[str, int]], sources: Sources, chance: Chance) -> Rows:
    """None to four of a firm."""
    for key, firm in firms:
        number = chance.choices((0, 1, 2, 3, 4), (55, 20, 13, 8, 4))[0]
        for place in range(number):
            indication, indication_zh = chance.choice(AILMENTS)
            authority = chance.weighted({"NMPA": 80, "FDA": 17, "EMA": 3})
            yield {
                "key": key.replace("firm", "product", 1) + f"-{place + 1}",
                "firm_id": firm,
                "name_en": f"{chance.choice('ABCDFGHJKLMNRSTXYZ')}{chance.choice('BCTXR')}"
                f"-{chance.randint(100, 9999)}",
                "name_zh": firm_names(chance)[1][:4] + "注射液" if chance.happens(0.3) else "",
                "modality": chance.choices(WORKS_ON, COMMON_FIRST)[0],
                "modality_detail": chance.choice(AIMS),
                "indication": indication,
                "indication_zh": indication_zh,
                "stage": chance.weighted(STAGES),
                "authority": [authority] if chance.happens(0.8) else [],
                "status_on": chance.partial_date(chance.randint(2014, 2025))
                if chance.happens(0.8)
                else None,
                **of(sources.any(chance)),
                **state_of(chance),
            }


def events(
    number: int,
    firms: Sequence[tuple[str, int]],
    areas: Sequence[int],
    sources: Sources,
    chance: Chance,
) -> Rows:
    for place in range(1, number + 1):
        kind = chance.choice(EventKind.values)
        year = max(2005, 2025 - int(chance.expovariate(1 / 4)))
        has_amount = kind in ("deal", "project") and chance.happens(0.6)
        amount = round(10 ** chance.uniform(6, 9.5), -5)
        yield {
            "key": f"{PREFIX}event-{place:07}",
            "date": chance.partial_date(year),
            "title": f"Synthetic {kind} {place}",
            "title_zh": f"合成样本事件{place}" if chance.happens(0.8) else "",
            "summary": "A made-up event: not a fact.",
            "summary_zh": "合成样本，并非事实。",
            "area_id": chance.choice(areas),
            "firm_id": chance.choice(firms)[1] if firms and chance.happens(0.7) else None,
            "plan_id": None,
            "kind": kind,
            "amount": amount if has_amount else None,
            "amount_unit": "yuan" if has_amount else "",
            "amount_qualifier": chance.choice(("exact", "about")) if has_amount else "",
            **of(sources.any(chance)),
            **state_of(chance),
        }
