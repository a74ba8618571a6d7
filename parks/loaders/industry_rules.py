"""The rules of the industry that hold between cells and between rows.

The numbers are those of the data dictionary's "Rules that hold".
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parks.models.firms import RESERVED_KEYS
from plans.choices import AreaKind
from plans.loaders.data import DataSet
from plans.loaders.kinds import quoted
from plans.loaders.plan_rules import (
    AMOUNT,
    amount_is_whole_or_absent,
    ends_before_it_starts,
    read_by_now,
    withdrawn_with_a_reason,
)
from plans.loaders.problems import Problem
from plans.loaders.rules import Rules, SetRule, for_tables, row_rule, unique

MAP = Path(__file__).resolve().parent.parent / "data" / "shanghai-districts.geojson"

PLACES = {"districts": AreaKind.DISTRICT, "parks": AreaKind.PARK}

# --- Districts and parks --------------------------------------------------------------------


@cache
def codes_on_the_map() -> dict[str, str]:
    """The division code of each district that the map draws."""
    features = json.loads(MAP.read_text(encoding="utf-8"))["features"]
    return {each["properties"]["key"]: each["properties"]["division_code"] for each in features}


@row_rule("districts", "key.kind", at="key")
def district_area_is_a_district(kind: str) -> str | None:
    """Rule 1."""
    return None if kind == AreaKind.DISTRICT else _of_kind(kind, AreaKind.DISTRICT)


@row_rule("parks", "key.kind", at="key")
def park_area_is_a_park(kind: str) -> str | None:
    """Rule 1."""
    return None if kind == AreaKind.PARK else _of_kind(kind, AreaKind.PARK)


def _of_kind(kind: str, needed: str) -> str:
    return _("its area is of the kind %(kind)s, not %(needed)s.") % {"kind": kind, "needed": needed}


@row_rule("districts", "key", "division_code", at="division_code")
def district_is_on_the_map(key: str, code: str) -> str | None:
    """Rule 1."""
    drawn = codes_on_the_map().get(key)
    if drawn is None:
        return _("the map %(map)s draws no district %(key)s.") % {
            "map": MAP.name,
            "key": quoted(key),
        }
    said = _("the map %(map)s has %(code)s for %(key)s.")
    parts = {"map": MAP.name, "code": drawn, "key": quoted(key)}
    return None if drawn == code else said % parts


CODE_ONCE = unique(
    "districts",
    "division_code",
    reason=gettext_lazy("line %(line)d has this division code."),
    at="division_code",
)


@row_rule("districts", "area_km2", "population", at="population")
def land_and_people(area: Decimal, population: int) -> str | None:
    is_odd = area <= 0 or population <= 0
    return _("land area and population are above zero.") if is_odd else None


@row_rule("districts", "population_year", at="population_year")
def year_of_the_population(year: int) -> str | None:
    return None if 1900 <= year <= 2100 else _("%(year)d is no year of a census.") % {"year": year}


@row_rule("parks", "area_m2", at="area_m2")
def park_area_is_above_zero(area: Decimal | None) -> str | None:
    is_odd = area is not None and area <= 0
    return _("an area is above zero; leave it empty if unknown.") if is_odd else None


@row_rule("parks", "latitude", "longitude", at="latitude")
def position_is_whole_or_absent(latitude: Decimal | None, longitude: Decimal | None) -> str | None:
    """Rule 6."""
    if latitude is None or longitude is None:
        is_half = latitude is not longitude
        return _("latitude and longitude stand together or not at all.") if is_half else None
    is_odd = abs(latitude) > 90 or abs(longitude) > 180
    return _("latitude and longitude are in degrees.") if is_odd else None


# --- Firms, sites, products, events ---------------------------------------------------------


@row_rule("firms", "key", at="key")
def key_is_no_address_of_the_site(key: str) -> str | None:
    is_taken = key in RESERVED_KEYS
    said = _("/firms/%(key)s/ is an address of the site itself.")
    return said % {"key": key} if is_taken else None


@row_rule("sites", "district_key", "park_key", "park_key.district_key", at="district_key")
def site_lies_in_the_district_of_its_park(
    district: str | None, park: str | None, of_park: str | None
) -> str | None:
    """Rule 7."""
    if district is None or of_park is None or district == of_park:
        return None
    said = _("%(district)s is not the district of %(park)s, which is %(other)s.")
    parts = {"district": quoted(district), "park": quoted(str(park)), "other": quoted(of_park)}
    return said % parts


@row_rule("sites", "district_key", "park_key", "address", at="address")
def site_is_somewhere(district: str | None, park: str | None, address: str) -> str | None:
    return None if district or park or address else _("give a district, a park or an address.")


SITE_RUNS_FORWARD = row_rule("sites", "from", "to", at="to")(ends_before_it_starts)

EVENT_AMOUNT = row_rule("events", *AMOUNT, at="amount")(amount_is_whole_or_absent)

FACTS = ("districts", "parks", "firms", "sites", "products", "events")
WITHDRAWN = for_tables(FACTS, "state", "state_reason", at="state_reason")(withdrawn_with_a_reason)
READ_BY_NOW = for_tables(FACTS, "reread_at", at="reread_at")(read_by_now)

# --- The data set as a whole ----------------------------------------------------------------


def _areas_without_a_profile(data: DataSet) -> Iterator[Problem]:
    """Rule 1: areas of kind district and park are exactly the keys of those files."""
    areas = data.sheets["areas"]
    if "kind" not in areas.columns:
        return
    kinds = areas.columns["kind"]
    for name, kind in PLACES.items():
        rows = {key: row for key, row in data.places("areas").items() if kinds[row] == kind}
        for key in data.unknown(name, rows):
            said = _("%(key)s is a %(kind)s that %(file)s lacks.")
            parts = {"key": quoted(key), "kind": kind, "file": f"{name}.csv"}
            yield areas.problem(rows[key], said % parts, "key")


def _districts_of_the_map(data: DataSet) -> Iterator[Problem]:
    """Rule 1: the districts are the features of the map."""
    for key in sorted(data.unknown("districts", codes_on_the_map())):
        file = data.sheets["districts"].file
        said = _("the map %(map)s draws %(key)s, which is not here.")
        yield Problem(file, said % {"map": MAP.name, "key": quoted(key)})


RULES = Rules(
    always=(
        district_area_is_a_district,
        park_area_is_a_park,
        district_is_on_the_map,
        CODE_ONCE,
        land_and_people,
        year_of_the_population,
        park_area_is_above_zero,
        position_is_whole_or_absent,
        key_is_no_address_of_the_site,
        site_lies_in_the_district_of_its_park,
        site_is_somewhere,
        SITE_RUNS_FORWARD,
        EVENT_AMOUNT,
        *WITHDRAWN,
        *READ_BY_NOW,
    ),
    complete=(
        SetRule(("areas", *PLACES), _areas_without_a_profile),
        SetRule(("districts",), _districts_of_the_map),
    ),
)
