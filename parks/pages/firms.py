"""Firms as lists show them; the page of one is in ``firm_profile``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from parks.models import District, Firm, Park, Site
from parks.models.firms import FirmQuerySet
from plans.domain.countries import country_twin
from plans.domain.texts import Twin
from plans.pages.wording import enumerated, span_words


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site, and in words since when and until when the firm is there, as far as it is known."""

    site: Site
    span: str


@dataclass(frozen=True, slots=True)
class FirmRow:
    """A firm as a list shows it, with the places that its sites are in, each once."""

    firm: Firm
    works_on: str
    origin: str
    origin_zh: str
    districts: Sequence[District]
    parks: Sequence[Park]
    sites: Sequence[SiteRow]

    @property
    def is_elsewhere(self) -> bool:
        """Its city is not Shanghai; products or events need it here."""
        return bool(self.firm.area.key != "shanghai")


def firm_rows(
    firms: Iterable[Firm], language: str, *, keep: Callable[[Site], bool] = lambda site: True
) -> list[FirmRow]:
    """Make rows of firms fetched ``with_sites()``; ``keep`` says which of their sites count."""
    return [
        firm_row(firm, [site for site in firm.public_sites if keep(site)], language)
        for firm in firms
    ]


def firm_row(firm: Firm, sites: Sequence[Site], language: str) -> FirmRow:
    origin: Twin = country_twin(firm.origin_country)
    districts = {place for site in sites if (place := site.public_district)}
    parks = {park for site in sites if (park := site.public_park)}
    return FirmRow(
        firm=firm,
        works_on=enumerated(firm.modality_labels, language),
        origin=origin.en,
        origin_zh=origin.zh,
        districts=sorted(districts, key=str),
        parks=sorted(parks, key=str),
        sites=[SiteRow(site, span_words(site.since, site.until, language)) for site in sites],
    )


def firms_shown() -> FirmQuerySet:
    """The firms that the public may see, with all that a row shows."""
    return Firm.objects.published().with_evidence().with_sites()
