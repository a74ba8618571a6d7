"""The directory counted another way: every firm looked at, one by one, in plain Python."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parks.models import Firm, Product, Site

NAMES = (
    "district", "head_office", "park", "role", "modality", "stage", "ownership", "origin",
    "listing", "founded", "city",
)  # fmt: skip


@dataclass(frozen=True)
class Looked:
    """A firm, with the values that it has of each facet."""

    key: str
    words: str
    values: Mapping[str, frozenset[str]]

    def fits(self, chosen: Mapping[str, Sequence[str]], *, but: str = "") -> bool:
        return all(
            self.values[facet] & set(values)
            for facet, values in chosen.items()
            if values and facet != but
        )


def is_seen(fact, day: dt.date | None) -> bool:
    known = day is None or fact.source.known_from <= day
    return fact.state == "published" and known


def district_of(site: Site, day: dt.date | None) -> str:
    """Its own district, or that of its park, where readers may see them."""
    park = site.park if site.park and is_seen(site.park, day) else None
    for district in (site.district, park.district if park else None):
        if district and district.state == "published":
            return district.key
    return ""


def band(firm: Firm) -> str:
    if not firm.founded_on:
        return ""
    year = firm.founded_on.year
    first = year // 5 * 5
    return "before-2000" if year < 2000 else f"{first}-{first + 4}"


def look(day: dt.date | None = None) -> list[Looked]:
    """Every firm that readers may see on a day (None: today)."""
    sites = list(Site.objects.select_related("source", "district__area", "park__source",
                                             "park__area", "park__district__area"))  # fmt: skip
    products = list(Product.objects.select_related("source"))
    return [
        looked_at(
            firm,
            [site for site in sites if site.firm_id == firm.pk and is_seen(site, day)],
            [one for one in products if one.firm_id == firm.pk and is_seen(one, day)],
            day,
        )
        for firm in Firm.objects.select_related("source", "area")
        if is_seen(firm, day)
    ]


def looked_at(
    firm: Firm, sites: Sequence[Site], products: Sequence[Product], day: dt.date | None
) -> Looked:
    offices = [site for site in sites if site.kind == "head_office"]
    found = {
        "district": {district_of(site, day) for site in sites},
        "head_office": {district_of(site, day) for site in offices},
        "park": {site.park.key for site in sites if site.park and is_seen(site.park, day)},
        "role": {firm.role},
        "modality": set(firm.modality),
        "stage": {product.stage for product in products},
        "ownership": {firm.ownership},
        "origin": {firm.origin_country},
        "listing": {ticker.split(".")[-1] for ticker in firm.listing},
        "founded": {band(firm)},
        "city": {firm.area.key},
    }
    values = {name: frozenset(some - {""} or {"unknown"}) for name, some in found.items()}
    words = "\n".join([firm.name_en, firm.name_zh, *firm.former_names]).casefold()
    return Looked(firm.key, words, values)


def count(
    firms: Sequence[Looked], chosen: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, int]]:
    """Firms by facet and value: a facet counts as if nothing were chosen in it."""
    counts: dict[str, dict[str, int]] = {}
    for facet in NAMES:
        fitting = [firm for firm in firms if firm.fits(chosen, but=facet)]
        counts[facet] = {}
        for value in {value for firm in firms for value in firm.values[facet]}:
            counts[facet][value] = sum(value in firm.values[facet] for firm in fitting)
    return counts
