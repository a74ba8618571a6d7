"""The search over the whole site: what it looks through, and what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parks.pages import search as industry
from plans.domain.searching import LONGEST, Match, folded
from plans.domain.texts import Twin
from plans.pages import search as evidence
from plans.pages.search import Hit, SearchKind

KINDS = (
    industry.FIRMS,
    industry.PRODUCTS,
    industry.PARKS,
    industry.DISTRICTS,
    evidence.PLANS,
    evidence.TARGETS,
    evidence.MEASURES,
    evidence.METRICS,
    industry.EVENTS,
    evidence.SOURCES,
)
"""In the order of the page: what has a name comes before what is a sentence."""

SHOWN = 5
"""Of each kind, the best ones. All of them are in its list."""


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search"), max_length=LONGEST, required=False)

    def clean_q(self) -> str:
        text: str = self.cleaned_data["q"]
        wanted = folded(text)
        if text and (not wanted or (len(wanted) == 1 and wanted.isascii())):
            raise forms.ValidationError(
                _("Write at least two letters or digits, or one Chinese character.")
            )
        return text


@dataclass(frozen=True, slots=True)
class FoundHit:
    """A row that was found, and the text beside its names that it was found by, if so."""

    hit: Hit
    beside: Twin | None


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: how many there are, the best of them, where all are."""

    kind: SearchKind
    total: int
    hits: Sequence[FoundHit]
    list_url: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What the template of the search shows. ``asked`` stands in the field; ``text`` is what was
    searched, empty where nothing was."""

    asked: str
    text: str
    problems: Sequence[str]
    groups: Sequence[Group]
    only_similar: bool

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)


def search_page(parameters: Any, language: str) -> SearchPage:
    """Search every kind: whole or by words; where no kind has it so, by what is similar.

    Three queries for each kind that has it, a few for each that has not, however many rows.
    """
    form = SearchForm(parameters)
    asked = parameters.get("q", "").replace("\0", "")[:LONGEST]
    if not form.is_valid():
        return SearchPage(
            asked, "", [str(error) for error in form.errors["q"]], [], only_similar=False
        )
    text = form.cleaned_data["q"]
    if not text:
        return SearchPage(asked, "", [], [], only_similar=False)
    ways = {kind.name: kind.rows().how_found(text) for kind in KINDS}
    only_similar = all(way is Match.SIMILAR for way in ways.values())
    groups = [
        group
        for kind in KINDS
        if only_similar or ways[kind.name] is not Match.SIMILAR
        if (group := group_of(kind, text, ways[kind.name], language))
    ]
    return SearchPage(asked, text, [], groups, only_similar)


def group_of(kind: SearchKind, text: str, way: Match, language: str) -> Group | None:
    """The best rows of a kind. Their ids first: thousands are sorted, five are fetched."""
    found = kind.rows().found_by(text, way)
    total = found.count()
    if not total:
        return None
    ids = list(found.best_match_first(text).values_list("pk", flat=True)[:SHOWN])
    rows = kind.rows().with_evidence().in_bulk(ids)
    hits = [kind.hit(rows[pk], language) for pk in ids if pk in rows]
    return Group(
        kind=kind,
        total=total,
        hits=[FoundHit(hit, hit.found_beside(text, language)) for hit in hits],
        list_url=f"{reverse(kind.list_url)}?{urlencode({'q': text, **kind.parameters})}",
    )
