"""What the register of sources and the page of a source show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Count,
    F,
    Func,
    IntegerField,
    JSONField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from plans.models import Source
from plans.pages.capped import Capped, capped
from plans.pages.evidence import Mention, Section, all_kinds, mentioning, resting_on
from plans.pages.notes import Noted, sources_named


@dataclass(frozen=True, slots=True)
class TitledSource:
    """A source under its title in English and, where there is one, in Chinese."""

    source: Source

    @property
    def name_en(self) -> str:
        return self.source.title

    @property
    def name_zh(self) -> str:
        return self.source.title_original


@dataclass(frozen=True, slots=True)
class SourceRow(TitledSource):
    """A source of the register."""

    fact_count: int


@dataclass(frozen=True, slots=True)
class SourcePage(TitledSource):
    """What the template of a source shows, and nothing else."""

    copies: Capped[Source]
    sections: Sequence[Section]
    mentions: Capped[Mention]
    noted: Noted

    @property
    def fact_count(self) -> int:
        return sum(section.facts.total for section in self.sections)


def source_page(source: Source, language: str) -> SourcePage:
    """Assemble a source's page: two queries for each kind of fact, one for its copies, one
    for the sources that notes name."""
    mentions = mentioning(source, language)
    notes = [(source.note, source.note_zh), *((row.note, row.note_zh) for row in mentions.rows)]
    return SourcePage(
        source=source,
        copies=capped(source.copies.public().newest_first()),
        sections=resting_on(source, language),
        mentions=mentions,
        noted=sources_named(text for both in notes for text in both),
    )


def sources_to_list() -> QuerySet[Source]:
    """All sources, which may be sorted by their facts. What is not asked is not counted."""
    return Source.objects.public().alias(fact_count=fact_count_of_many())


def source_rows(sources: Sequence[Source]) -> list[SourceRow]:
    """Add to the sources of one page how many facts rest on each, in one query."""
    keys = [source.pk for source in sources]
    counted = Source.objects.filter(pk__in=keys).annotate(n=fact_count()).values_list("pk", "n")
    facts = dict(counted)
    return [SourceRow(source, facts[source.pk]) for source in sources]


def fact_count() -> Any:
    """How many published facts of any kind rest on a source."""
    total: Any = Value(0)
    for kind in all_kinds():
        if kind.source:
            facts = kind.facts().filter(**{kind.source: OuterRef("pk")}).order_by()
            counts = facts.values(kind.source).annotate(n=Count("pk")).values("n")
            total = total + Coalesce(Subquery(counts), 0)
    return total


class CountsBySource(Subquery):
    """SQL: of some rows of sources with numbers, the sum of each source, as one JSON object."""

    template = """(
        SELECT jsonb_object_agg(of_source, n)
        FROM (
            SELECT of_source, sum(n) AS n FROM (%(subquery)s) AS counted GROUP BY of_source
        ) AS summed
    )"""
    output_field = JSONField()


class NumberAt(Func):
    """SQL: the number at a key of a JSON object, 0 where there is none."""

    arg_joiner = " ->> "
    template = "coalesce((%(expressions)s)::bigint, 0)"
    output_field = IntegerField()


def fact_count_of_many() -> Any:
    """The same as ``fact_count`` for all sources at once: every kind of fact is counted once,
    and not once for each source. A list of 20,000 is sorted by it in a second, not in forty."""
    first, *others = [
        kind.facts().order_by().values(of_source=F(kind.source)).annotate(n=Count("pk"))
        for kind in all_kinds()
        if kind.source
    ]
    counts: Any = CountsBySource(first.union(*others, all=True))
    return NumberAt(counts, Cast("pk", TextField()))
