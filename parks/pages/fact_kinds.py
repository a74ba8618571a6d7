"""The facts of ``parks`` in a line each, for the page of their source."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from parks.models import District, Event, Firm, Park, Product, Site
from plans.domain.dates import PartialDate
from plans.domain.quantities import plain_number
from plans.domain.texts import Twin
from plans.pages.evidence import EvidenceRow, FactKind
from plans.pages.wording import joined, span_words

PEOPLE = Twin("{number} residents", "常住人口{number}人")
LAND = Twin("{number} km²", "{number}平方千米")


def row_of(fact: Any, names: Twin, *details: str | None, language: str) -> EvidenceRow:
    """A line about a fact: its names, then what is known of the details."""
    return EvidenceRow(
        name_en=names.en,
        name_zh=names.zh,
        detail=joined([str(detail) for detail in details if detail], language),
        locator=fact.locator,
        url=fact.get_absolute_url(),
    )


def names_of(thing: Any) -> Twin:
    return Twin(thing.name_en, thing.name_zh)


def name_in(language: str, thing: Any) -> str:
    return names_of(thing).pick(language)[0]


def day(date: PartialDate | None, language: str) -> str:
    return date.words(language) if date else ""


def population_row(district: District, language: str) -> EvidenceRow:
    """ "Pudong: 5,681,512 residents, 2020"."""
    people = PEOPLE.pick(language)[0].format(number=f"{district.population:,}")
    year = PartialDate(district.population_year).words(language)
    return row_of(district, names_of(district), people, year, language=language)


def land_row(district: District, language: str) -> EvidenceRow:
    """The land area rests on a source of its own, without a place in it."""
    land = LAND.pick(language)[0].format(number=plain_number(district.area_km2))
    names = names_of(district)
    return EvidenceRow(names.en, names.zh, land, "", district.get_absolute_url())


def park_row(park: Park, language: str) -> EvidenceRow:
    size = park.quantity.words(language) if park.quantity else ""
    kind, opened = park.get_kind_display(), day(park.opened_on, language)
    return row_of(park, names_of(park), kind, size, opened, language=language)


def firm_row(firm: Firm, language: str) -> EvidenceRow:
    role, founded = firm.get_role_display(), day(firm.founded_on, language)
    return row_of(firm, names_of(firm), role, founded, language=language)


def site_row(site: Site, language: str) -> EvidenceRow:
    place = site.public_park or site.public_district
    where = name_in(language, place) if place else site.address
    span = span_words(site.since, site.until, language)
    kind = site.get_kind_display()
    return row_of(site, names_of(site.firm), kind, where, span, language=language)


def product_row(product: Product, language: str) -> EvidenceRow:
    return row_of(
        product,
        names_of(product),
        name_in(language, product.firm),
        product.get_stage_display(),
        day(product.status_on, language),
        language=language,
    )


def event_row(event: Event, language: str) -> EvidenceRow:
    amount = event.quantity.words(language) if event.quantity else ""
    names = Twin(event.title, event.title_zh)
    return row_of(event, names, event.date.words(language), amount, language=language)


KINDS: list[FactKind[Any]] = [
    FactKind(
        _("Districts: population"),
        lambda: District.objects.published().with_evidence().by_name(),
        population_row,
    ),
    FactKind(
        _("Districts: land area"),
        lambda: District.objects.published().with_evidence().by_name(),
        land_row,
        source="area_source",
        texts=(),
    ),
    FactKind(
        _("Parks"),
        lambda: Park.objects.published().with_evidence().by_name(),
        park_row,
        texts=("note", "locator"),
    ),
    FactKind(
        _("Firms"),
        lambda: Firm.objects.published().with_evidence().order_by("name_en", "key"),
        firm_row,
        texts=("note", "locator"),
    ),
    FactKind(
        _("Sites of firms"),
        lambda: Site.objects.published().with_evidence().order_by("firm__name_en", "key"),
        site_row,
    ),
    FactKind(
        _("Products"),
        lambda: Product.objects.published().with_evidence().order_by("name_en", "key"),
        product_row,
        texts=("note", "locator"),
    ),
    FactKind(
        _("Events"),
        lambda: Event.objects.published().with_evidence().newest_first(),
        event_row,
        texts=("summary", "locator"),
    ),
]
