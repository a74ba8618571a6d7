"""The filter of the firm directory, with the live count of every value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from parks.filters.common import printable
from parks.filters.facets import FIRM_FACETS, FacetKind, Places
from parks.models import Firm
from parks.models.facets import (
    ELSEWHERE,
    UNKNOWN,
    FacetCounts,
    Share,
    WithoutDistrict,
    facet_counts,
)
from parks.models.firms import BY_MODALITY, BY_OWNERSHIP, BY_ROLE, FirmQuerySet
from plans.filters import LateMultipleChoiceFilter, SiteFilterSet, SortFilter
from plans.filters.facets import Facet, FacetValue
from plans.filters.names import NameFilter
from plans.filters.sizes import SizeFilter
from plans.filters.years import SpanFilter, is_span
from plans.models import Area
from plans.models.facts import is_public

HEAD_OFFICE = "head_office"
"""``?site=head_office``: the district asked for is that of the head office. Its facet, too."""


class FacetFilter(LateMultipleChoiceFilter):
    """Any of the values of a facet."""

    parent: FirmFilter

    def __init__(self, kind: FacetKind) -> None:
        self.kind = kind
        super().__init__(label=kind.label, choices_from=self.on_offer)

    def on_offer(self) -> list[tuple[str, str]]:
        counts = self.parent.counts.values(self.parent.facet_of(self.kind.name))
        return self.kind.choices(counts, self.parent.places)

    def filter(self, firms: FirmQuerySet, values: Sequence[str]) -> FirmQuerySet:
        return firms.with_facet(self.parent.facet_of(self.kind.name), values) if values else firms


class FirmFilter(SiteFilterSet):
    """``?q=gene&district=pudong&district=unknown&site=head_office&ownership=foreign``"""

    arranging = frozenset({"sort", "size", "site"})

    q = NameFilter(label=_("Name"))
    site = ChoiceFilter(
        method="left_to_the_district",
        label=_("In the district"),
        choices=[(HEAD_OFFICE, _("head office here"))],
        empty_label=_("has a site here"),
        widget=forms.RadioSelect,
    )
    district = FacetFilter(FIRM_FACETS["district"])
    park = FacetFilter(FIRM_FACETS["park"])
    role = FacetFilter(FIRM_FACETS["role"])
    modality = FacetFilter(FIRM_FACETS["modality"])
    stage = FacetFilter(FIRM_FACETS["stage"])
    ownership = FacetFilter(FIRM_FACETS["ownership"])
    origin = FacetFilter(FIRM_FACETS["origin"])
    listing = FacetFilter(FIRM_FACETS["listing"])
    founded = FacetFilter(FIRM_FACETS["founded"])
    city = FacetFilter(FIRM_FACETS["city"])
    founded_in = SpanFilter(field_name="founded_on", label=_("Founded in"))
    sort = SortFilter(
        columns={
            "name": ["name_en"],
            "role": [BY_ROLE, "name_en"],
            "ownership": [BY_OWNERSHIP, "name_en"],
            "modality": [BY_MODALITY, "name_en"],
            "city": ["area__name_en", "name_en"],
            "founded": ["founded_on"],
        },
        default="name",
        mirrored={"name", "role", "ownership"},
    )
    size = SizeFilter()

    data: QueryDict

    def left_to_the_district(self, firms: FirmQuerySet, name: str, value: str) -> FirmQuerySet:
        """Nothing here: ``facet_of`` reads it."""
        return firms

    def facet_of(self, name: str) -> str:
        """The facet that a filter asks: that of the district depends on ``site``."""
        by_head_office = name == "district" and self.data.get("site") == HEAD_OFFICE
        return HEAD_OFFICE if by_head_office else name

    @property
    def asked(self) -> Mapping[str, Sequence[str]]:
        """The values asked for, by facet, as they stand in the address."""
        return {
            self.facet_of(name): printable(filter(None, self.data.getlist(name)))
            for name in FIRM_FACETS
        }

    @cached_property
    def counts(self) -> FacetCounts:
        """How many published firms there are of each value: one statement for all facets."""
        text, year = self._written("q"), self._written("founded_in")
        found = self.filters["q"].filter(Firm.objects.published(), text) if text else None
        if is_span(year):
            among = Firm.objects.published() if found is None else found
            found = self.filters["founded_in"].filter(among, year)
        return facet_counts(self.asked, found)

    def _written(self, name: str) -> str:
        [text] = printable([self.data.get(name, "").strip()]) or [""]
        return text

    @cached_property
    def places(self) -> Places:
        """The places that are offered: all districts and parks, and the cities that have firms."""
        cities = Q(key__in=list(self.counts.values("city")))
        districts = Q(district__state="published")
        return Places(list(Area.objects.filter(districts | is_public("park") | cities).by_size()))

    @cached_property
    def facets(self) -> list[Facet]:
        """Every facet with its values, their counts, and what is chosen."""
        return [self._facet(kind) for kind in FIRM_FACETS.values()]

    def _facet(self, kind: FacetKind) -> Facet:
        facet, asked = self.facet_of(kind.name), set(self.data.getlist(kind.name))
        values = [
            FacetValue(
                value=value,
                label=str(label),
                count=self.counts.count(facet, value),
                chosen=value in asked,
                is_unknown=value == UNKNOWN,
            )
            for value, label in self.form.fields[kind.name].choices
        ]
        return Facet(kind.name, str(kind.label), values)

    @property
    def total(self) -> int:
        """How many firms the list has."""
        return self.counts.total if self.is_valid() else 0

    @property
    def head_offices(self) -> Share:
        """Of how many firms the head office's district is known: of those listed, or of those
        that fit all else where it is asked for."""
        fitting = self.counts.without(HEAD_OFFICE)
        return Share(fitting - self.counts.count(HEAD_OFFICE, UNKNOWN), fitting)

    @property
    def lists_unknown(self) -> bool:
        """Whether firms without a known district are among those listed."""
        asked = self.data.getlist("district")
        return not asked or UNKNOWN in asked

    @property
    def asks_for_unknown_alone(self) -> bool:
        return set(self.data.getlist("district")) == {UNKNOWN}

    @property
    def without_district(self) -> WithoutDistrict:
        """The firms that fit all but the district asked for, and have no known one."""
        if not self.is_valid():
            return WithoutDistrict(0, 0)
        facet = self.facet_of("district")
        return WithoutDistrict(
            self.counts.count(facet, UNKNOWN), self.counts.count(facet, ELSEWHERE)
        )
