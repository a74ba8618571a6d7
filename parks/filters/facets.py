"""The facets of the directory: what each is called, and how its values are named and ordered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from parks.choices import FirmRole, Modality, Ownership, Stage
from parks.models.facets import ELSEWHERE, UNKNOWN
from plans.choices import AreaKind
from plans.domain.countries import country_twin
from plans.filters import named
from plans.models import Area

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Places:
    """The places that facets name, read once for a page."""

    areas: Sequence[Area]

    def named(self, kinds: Iterable[str], keys: Iterable[str]) -> Choices:
        wanted = set(keys)
        return named(area for area in self.areas if area.kind in kinds and area.key in wanted)


Naming = Callable[[Iterable[str], Places], Choices]
"""The choices that the values of a facet make, in order; without that for "not known"."""


def codes(words: Any) -> Naming:
    """Every code that there is, in the order in which it is declared."""
    choices = [(value, label) for value, label in words.choices if value != UNKNOWN]
    return lambda _values, _places: choices


def places(*kinds: str) -> Naming:
    return lambda values, areas: areas.named(kinds, values)


def countries(values: Iterable[str], _areas: Places) -> Choices:
    """By name in the reader's language."""
    language = get_language() or "en"
    named_ones = [(name, country_twin(name).pick(language)[0]) for name in values]
    return sorted(named_ones, key=lambda choice: choice[1])


EXCHANGES = {
    "HK": _("Hong Kong"),
    "SH": _("Shanghai"),
    "SZ": _("Shenzhen"),
    "BJ": _("Beijing"),
    "US": _("United States"),
}
"""The suffix of a ticker. One that is not here stands for itself."""


def exchanges(values: Iterable[str], _areas: Places) -> Choices:
    return [(value, str(EXCHANGES.get(value, value))) for value in sorted(values)]


BEFORE = "before-"
"""The band of founding years that begins nowhere: ``before-2000``."""


def founding_bands(values: Iterable[str], _areas: Places) -> Choices:
    """Oldest first. The bands are those of the SQL function ``founding_band``."""
    ordered = sorted(values, key=lambda band: (not band.startswith(BEFORE), band))
    return [(band, band_words(band)) for band in ordered]


def band_words(band: str) -> str:
    if band.startswith(BEFORE):
        return gettext("before %(year)s") % {"year": band.removeprefix(BEFORE)}
    return band


@dataclass(frozen=True, slots=True)
class FacetKind:
    """``label`` of the filter, ``unknown``: what its value for "not known" is called."""

    name: str
    label: Any
    naming: Naming
    unknown: Any = None
    always: str = ""
    """A kind of area of which every one is a choice, with firms or without."""

    def choices(self, counts: Mapping[str, int], areas: Places) -> Choices:
        """What the facet offers. A city is always known, a role too."""
        values = [value for value in counts if value not in (UNKNOWN, ELSEWHERE)]
        if self.always:
            values += [area.key for area in areas.areas if area.kind == self.always]
        choices = self.naming(values, areas)
        return choices if self.unknown is None else [*choices, (UNKNOWN, str(self.unknown))]


FIRM_FACETS = {
    kind.name: kind
    for kind in (
        FacetKind(
            "district",
            _("District"),
            places(AreaKind.DISTRICT),
            unknown=_("no known district"),
            always=AreaKind.DISTRICT,
        ),
        FacetKind(
            "park",
            _("Park"),
            places(AreaKind.PARK),
            unknown=_("no known park"),
            always=AreaKind.PARK,
        ),
        FacetKind("role", _("Role"), codes(FirmRole)),
        FacetKind("modality", _("Works on"), codes(Modality), unknown=_("not known")),
        FacetKind("stage", _("Has a product at"), codes(Stage), unknown=_("no product known")),
        FacetKind("ownership", _("Ownership"), codes(Ownership), unknown=_("not known")),
        FacetKind("origin", _("Country of origin"), countries, unknown=_("not known")),
        FacetKind("listing", _("Listed in"), exchanges, unknown=_("no listing known")),
        FacetKind("founded", _("Founded"), founding_bands, unknown=_("not known")),
        FacetKind("city", _("City"), places(*AreaKind.values)),
    )
}
"""In the order of the page."""
