"""What a row of the lists of the industry is, in CSV, Excel, JSON and the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from parks.models.facets import ELSEWHERE, UNKNOWN, FirmFacet
from plans.columns import AMOUNT, AREA, KEY, NAME_EN, NAME_ZH, NOTES, PLAN, SOURCE, page
from plans.domain.asof import reading_day
from plans.exports import Form, Gathered, code, codes, decimal, text, texts, whole
from plans.models.facts import is_public

FIRM = code("firm", _("Key of the firm"), "firm__key")

PLACE = [
    code("key", _("Stable name of the row; addresses are made of it"), "area__key"),
    text("name_en", _("Name in English"), "area__name_en"),
    text("name_zh", _("Name in Chinese; empty where none was found"), "area__name_zh"),
]
"""Key and names of a district or park are those of its area."""


# --- Places ----------------------------------------------------------------------------------


def _known(path: str, source: str = "source") -> Callable[[], Any]:
    """A figure, where its source was out on the day that the site is read as of."""

    def expression() -> Any:
        day = reading_day()
        if day is None:
            return F(path)
        return Case(When(Q(**{f"{source}__known_from__lte": day}), then=F(path)))

    return expression


DISTRICT_COLUMNS = [
    *PLACE,
    code("division_code", _("Division code of GB/T 2260")),
    decimal("area_km2", _("Official land area in km²"), _known("area_km2", "area_source")),
    code(
        "area_source",
        _("Key of the source of the land area"),
        _known("area_source__key", "area_source"),
    ),
    whole("population", _("Residents"), _known("population")),
    whole("population_year", _("Year of the residents"), _known("population_year")),
    text("role", _("Role in the plans")),
    text("role_zh", _("Role in the plans, in Chinese")),
    whole("park_count", _("Number of parks there"), lambda: F("park_count")),
    whole("firm_count", _("Number of firms with a site there"), lambda: F("firm_count")),
    code("source", _("Key of the source of the residents"), _known("source__key")),
    text("locator", _("Place in the source"), _known("locator")),
    code("source_url", _("Address of the source"), _known("source__url")),
    page("parks:district_detail"),
]


def _public_district() -> Any:
    """The district of a park, where readers may see it."""
    return Case(When(Q(district__state="published"), then=F("district__area__key")))


PARK_COLUMNS = [
    *PLACE,
    code("district", _("Key of the district; empty for a city-wide zone"), _public_district),
    code("kind", _("Kind of park")),
    text("role", _("What it is for")),
    text("role_zh", _("What it is for, in Chinese")),
    decimal("area_m2", _("Land or floor area in m²; the note says which")),
    code("opened_on", _("Day, month or year of opening")),
    decimal("latitude", _("Latitude, our estimate within about 2 km")),
    decimal("longitude", _("Longitude, our estimate within about 2 km")),
    text("operator", _("Who runs it")),
    text("operator_zh", _("Who runs it, in Chinese")),
    whole("firm_count", _("Number of firms with a site there"), lambda: F("firm_count")),
    *SOURCE,
    *NOTES,
    page("parks:park_detail"),
]


# --- Firms and their sites -------------------------------------------------------------------


def _places(facet: str) -> Callable[[], tuple[str, Sequence[Any]]]:
    """The places of firms, by the facet that the list is filtered by, so that both agree."""

    def pairs() -> tuple[str, Sequence[Any]]:
        nowhere = [UNKNOWN, ELSEWHERE]
        if day := reading_day():
            of_that_day = "SELECT firm_id, value FROM firm_facets(NULL, %s)"
            return f"{of_that_day} WHERE facet = %s AND value <> ALL (%s)", [day, facet, nowhere]
        stored = FirmFacet.objects.filter(facet=facet).exclude(value__in=nowhere)
        return stored.values_list("firm_id", "value").query.sql_with_params()

    return pairs


FIRM_COLUMNS = [
    KEY,
    NAME_EN,
    NAME_ZH,
    texts("former_names", _("Former names")),
    code("role", _("Role in the industry")),
    code("ownership", _("Domestic, foreign, joint venture or unknown")),
    text("origin_country", _("Country of origin, in English")),
    code("area", _("Key of the city: shanghai, or another"), "area__key"),
    Gathered("districts", _("Keys of the districts with a site"), Form.CODES, _places("district")),
    Gathered("parks", _("Keys of the parks with a site"), Form.CODES, _places("park")),
    code("founded_on", _("Day, month or year of founding")),
    codes("modality", _("What it works on")),
    texts("listing", _("Tickers and exchanges")),
    text("website", _("Its own site")),
    *SOURCE,
    *NOTES,
    page("parks:firm_detail"),
]


def _site_park() -> Any:
    """The park of a site, where readers may see it."""
    return Case(When(is_public("park"), then=F("park__area__key")))


def _site_district() -> Any:
    """The district of a site, or else that of its park: the rule of the facet."""
    around = is_public("park") & Q(park__district__state="published")
    return Case(
        When(Q(district__state="published"), then=F("district__area__key")),
        When(around, then=F("park__district__area__key")),
    )


SITE_COLUMNS = [
    KEY,
    FIRM,
    code("kind", _("Head office, laboratory, plant and the like")),
    code("district", _("Key of the district"), _site_district),
    code("park", _("Key of the park"), _site_park),
    text("address", _("Address as the source states it")),
    code("from", _("Since when"), "since"),
    code("to", _("Until when"), "until"),
    *SOURCE,
    page("parks:firm_detail", "firm", fragment="#site-{key}"),
]


# --- Products and events ---------------------------------------------------------------------

PRODUCT_COLUMNS = [
    KEY,
    FIRM,
    NAME_EN,
    NAME_ZH,
    text("generic_name", _("Generic name")),
    code("modality", _("Kind of therapy")),
    text("modality_detail", _("Target or vector")),
    text("indication", _("What it is for")),
    text("indication_zh", _("What it is for, in Chinese")),
    code("stage", _("Last stage that a source gives")),
    codes("authority", _("Authorities that the stage rests on")),
    code("status_on", _("When the stage was reached or last reported")),
    *SOURCE,
    *NOTES,
    page("parks:product_detail"),
]

EVENT_COLUMNS = [
    KEY,
    code("date", _("Day, month or year")),
    text("title", _("What happened")),
    text("title_zh", _("What happened, in Chinese")),
    text("summary", _("The event in our words")),
    text("summary_zh", _("The summary in Chinese")),
    AREA,
    FIRM,
    PLAN,
    code("kind", _("Kind of event")),
    *AMOUNT,
    *SOURCE,
    page("parks:event_detail"),
]
