"""Firms like the one at hand, and why: the rule is ``parks.domain.similar``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from parks.choices import Modality
from parks.domain.similar import MOST, Alike, most_alike, searches, weights
from parks.models import District, Firm, Site
from parks.models.facets import facet_counts
from parks.models.firms import FirmQuerySet
from parks.pages.firms import firms_shown


@dataclass(frozen=True, slots=True)
class SimilarFirm:
    """A firm, and what it shares with the one at hand: the reasons why it stands here."""

    firm: Firm
    modalities: Sequence[str]
    """In words, in the order of the vocabulary."""
    same_role: bool
    districts: Sequence[District]


def similar_firms(firm: Firm) -> list[SimilarFirm]:
    """The most alike, in three queries: none for a firm of which nobody says what it works on.

    Each search stops at its first six firms, and the indices on modalities, facets and names
    answer it, so that the size of the directory hardly matters.
    """
    if not firm.modality:
        return []
    working = facet_counts({}).values("modality")
    weight = weights({code: working.get(code, 0) for code in firm.modality})
    near = districts_of(firm.public_sites)
    pairs = [(other, shared(firm, other, weight, near)) for other in candidates(firm, weight, near)]
    return [reasons(other, alike, near) for other, alike in most_alike(pairs, weight)]


def candidates(firm: Firm, weight: Mapping[str, int], near: Collection[District]) -> FirmQuerySet:
    """The first firms by name of each search, by name."""
    others: FirmQuerySet = Firm.objects.published().exclude(pk=firm.pk)
    keys = [district.key for district in near]
    first = [
        fitting(others, firm, alike, keys).order_by("name_en", "key").values("pk")[:MOST]
        for alike in searches(weight, place_known=bool(near))
    ]
    found = first[0].union(*first[1:], all=True) if len(first) > 1 else first[0]
    return firms_shown().filter(pk__in=found).order_by("name_en", "key")


def fitting(firms: FirmQuerySet, firm: Firm, alike: Alike, districts: list[str]) -> FirmQuerySet:
    """The firms that share at least what ``alike`` says."""
    found = firms.filter(modality__contains=sorted(alike.modalities))
    if alike.role:
        found = found.filter(role=firm.role)
    return found.in_districts(districts) if alike.district else found


def districts_of(sites: Sequence[Site]) -> dict[District, None]:
    return dict.fromkeys(district for site in sites if (district := site.public_district))


def shared(firm: Firm, other: Firm, weight: Mapping[str, int], near: Collection[District]) -> Alike:
    return Alike(
        modalities=frozenset(weight) & frozenset(other.modality),
        role=other.role == firm.role,
        district=not districts_of(other.public_sites).keys().isdisjoint(near),
    )


def reasons(other: Firm, alike: Alike, near: Collection[District]) -> SimilarFirm:
    return SimilarFirm(
        firm=other,
        modalities=[str(code.label) for code in Modality if code in alike.modalities],
        same_role=alike.role,
        districts=[district for district in districts_of(other.public_sites) if district in near],
    )
