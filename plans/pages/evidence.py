"""What rests on a source, for every kind of fact there is.

``plans`` knows its own kinds. Each app registers its kinds when it is ready, so that nothing
here imports the apps above.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

from plans.domain.citations import Citation
from plans.models import Source
from plans.pages.capped import Capped, capped

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A fact in a line: its name, what it says, where it stands in the source, its page."""

    name_en: str
    name_zh: str
    detail: str
    locator: str
    url: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A fact that rests on another source and names this one in its note or locator."""

    row: EvidenceRow
    note: str
    note_zh: str
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Section:
    """The facts of one kind that rest on a source."""

    title: str | Promise
    facts: Capped[EvidenceRow]


@dataclass(frozen=True, slots=True)
class FactKind(Generic[M]):
    """A kind of fact: how to fetch it and how to put it into a line.

    ``source`` is the column that names its source, empty for what rests on none. ``texts``
    are columns in which it may name further sources by their keys.
    """

    title: str | Promise
    facts: Callable[[], QuerySet[M, Any]]
    row: Callable[[M, str], EvidenceRow]
    source: str = "source"
    texts: Sequence[str] = ("locator",)


_KINDS: dict[str, Sequence[FactKind[Any]]] = {}


def register(app: str, kinds: Sequence[FactKind[Any]]) -> None:
    """Let the pages of sources show the facts of an app."""
    _KINDS[app] = kinds


def all_kinds() -> list[FactKind[Any]]:
    """Every kind of fact there is, those of ``plans`` first."""
    apps = sorted(_KINDS, key=lambda app: (app != "plans", app))
    return [kind for app in apps for kind in _KINDS[app]]


def resting_on(source: Source, language: str) -> list[Section]:
    """What rests on a source, by kind: one query a kind."""
    sections = []
    for kind in all_kinds():
        if kind.source:
            facts = capped(kind.facts().filter(**{kind.source: source}))
            rows = [kind.row(fact, language) for fact in facts.rows]
            sections.append(Section(kind.title, Capped(rows, facts.total)))
    return [section for section in sections if section.facts.total]


def mentioning(source: Source, language: str) -> Capped[Mention]:
    """Facts that name a source without resting on it: one query a kind.

    The key must stand alone: ``shine-2023-04-18`` is not named by ``shine-2023-04-18-scale``.
    """
    mentions: list[Mention] = []
    total = 0
    for kind in all_kinds():
        if not kind.texts:
            continue
        facts = kind.facts().filter(_named_in(kind.texts, source.key))
        if kind.source:
            facts = facts.exclude(**{kind.source: source})
        found = capped(facts)
        total += found.total
        mentions += [_mention(kind, fact, source.key, language) for fact in found.rows]
    return Capped(mentions, total)


def _named_in(columns: Sequence[str], key: str) -> Q:
    named = Q()
    for column in columns:
        alone = rf"(^|[^A-Za-z0-9-]){key}($|[^A-Za-z0-9-])"  # as plans.domain.notes reads keys
        named |= Q(**{f"{column}__contains": key, f"{column}__regex": alone})
    return named


def _mention(kind: FactKind[Any], fact: Any, key: str, language: str) -> Mention:
    text = next(column for column in kind.texts if key in getattr(fact, column))
    return Mention(
        row=kind.row(fact, language),
        note=getattr(fact, text),
        note_zh=getattr(fact, f"{text}_zh", ""),
        citation=getattr(fact, "citation", None),
    )
