"""What firms can be filtered by, and how many there are of each: kept by the database.

The migration ``0003_facets`` defines every facet once, in the SQL function ``firm_facets``, and
keeps the two tables below by triggers. A filter asks ``FirmFacet``, whose index answers which firms
have a value; counts are made from ``FirmBits``, in one statement for any combination. Where the
site is read as of a day, both ask the function itself, which knows what was public on that day.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL

from plans.domain.asof import reading_day

UNKNOWN = "unknown"
"""The value of a firm that has none in a facet: not known is an answer, too."""

ELSEWHERE = "elsewhere"
"""Of the firms without a known district, those of another city. A note, not a filter."""

CHUNK = 8192
"""Firms in one bitmap: 1 kB, small enough to be rewritten by an edit and never compressed."""


class BitsField(models.Field):
    """A bit for each of ``CHUNK`` firms: that of firm 8193 is bit 1 of chunk 1."""

    def db_type(self, connection: Any) -> str:
        return f"bit({CHUNK})"


class FirmFacet(models.Model):
    """That a firm has a value of a facet. Kept by triggers, never written from here."""

    pk = models.CompositePrimaryKey("facet", "value", "firm_id")
    facet = models.CharField(max_length=12)
    value = models.CharField(max_length=60)
    firm = models.ForeignKey(
        "parks.Firm",
        on_delete=models.DO_NOTHING,  # a trigger takes the rows along
        db_constraint=False,
        db_index=False,
        related_name="+",
    )

    class Meta:
        indexes = [models.Index(fields=["firm", "facet"], name="firmfacet_of_firm")]

    def __str__(self) -> str:
        return f"{self.facet}={self.value}: firm {self.firm_id}"


class FirmBits(models.Model):
    """The same as bitmaps: of the firms of a chunk, which have the value."""

    pk = models.CompositePrimaryKey("facet", "value", "chunk")
    facet = models.CharField(max_length=12)
    value = models.CharField(max_length=60)
    chunk = models.BigIntegerField()
    bits = BitsField()

    def __str__(self) -> str:
        return f"{self.facet}={self.value}: chunk {self.chunk}"


DERIVED = (FirmFacet, FirmBits)
"""Tables that the database keeps by itself: no records, so nobody edits, loads or exports them."""


Selection = Mapping[str, Collection[str]]
"""The chosen values of each facet. Any of the values of a facet, and all of the facets."""


def has_facet(facet: str, values: Collection[str]) -> Q:
    """Whether a firm has any of the values, for a filter of firms."""
    chosen = list(values)
    if day := reading_day():
        of_that_day = RawSQL(
            "SELECT firm_id FROM firm_facets(NULL, %s) WHERE facet = %s AND value = ANY (%s)",
            [day, facet, chosen],
        )
        return Q(pk__in=of_that_day)
    return Q(Exists(FirmFacet.objects.filter(firm=OuterRef("pk"), facet=facet, value__in=chosen)))


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """How many firms have each value of each facet, given what is chosen.

    A facet counts as if its own choice were open: what one would get by choosing the value, too.
    """

    of: Mapping[str, Mapping[str, int]]
    """Facet, value, firms. Every value that any published firm has is there, if with 0."""
    totals: Mapping[str, int]
    """Firms that fit all that is chosen, under ""; and all but the choice in a facet, under it."""

    @property
    def total(self) -> int:
        return self.totals.get("", 0)

    def values(self, facet: str) -> Mapping[str, int]:
        return self.of.get(facet, {})

    def count(self, facet: str, value: str) -> int:
        return self.values(facet).get(value, 0)

    def without(self, facet: str) -> int:
        """How many firms fit all but what is chosen in ``facet``."""
        return self.totals.get(facet, self.total)


@dataclass(frozen=True, slots=True)
class Share:
    """``known`` firms of ``of``."""

    known: int
    of: int


@dataclass(frozen=True, slots=True)
class WithoutDistrict:
    """Firms without a known district, and how many of them are of other cities."""

    firms: int
    elsewhere: int


_STORED = "SELECT facet, value, chunk, bits FROM parks_firmbits"

_OF_A_DAY = """
    SELECT facet, value, firm_chunk(firm_id) AS chunk, bit_or(firm_bit(firm_id)) AS bits
    FROM firm_facets(NULL, %(day)s) GROUP BY facet, value, firm_chunk(firm_id)
"""

# `chosen` holds, for each facet with a choice, the firms that have any of the chosen values, and
# the firms that a text search found, if one was made. `masks` holds the firms that fit all of it
# (facet '') and all but the choice of one facet. Every value is then counted under its mask.
_COUNTS = """
    WITH bits AS ({bits}),
    chosen AS (
        SELECT facet, chunk, bit_or(bits) AS bits
        FROM bits JOIN unnest(%(facets)s::text[], %(values)s::text[]) AS c (facet, value)
            USING (facet, value)
        GROUP BY facet, chunk
        {found}
    ),
    masks AS (
        SELECT open.facet, chunk, bit_and(bits) AS bits
        FROM chosen CROSS JOIN unnest(%(open)s::text[]) AS open (facet)
        WHERE chosen.facet <> open.facet
        GROUP BY open.facet, chunk
        HAVING count(*) = %(choices)s - (open.facet <> '')::integer
    )
    SELECT bits.facet, bits.value, coalesce(sum(bit_count(bits.bits & masks.bits)), 0)::bigint
    FROM bits LEFT JOIN masks
        ON masks.chunk = bits.chunk
        AND masks.facet = CASE WHEN bits.facet = ANY (%(open)s::text[]) THEN bits.facet ELSE '' END
    WHERE bits.facet <> 'all'
    GROUP BY bits.facet, bits.value
    UNION ALL
    SELECT 'all', facet, sum(bit_count(bits))::bigint FROM masks GROUP BY facet
"""

_FOUND = """
    UNION ALL
    SELECT 'found', firm_chunk(id), bit_or(firm_bit(id))
    FROM ({query}) AS found (id) GROUP BY firm_chunk(id)
"""


def facet_counts(chosen: Selection, found: models.QuerySet[Any] | None = None) -> FacetCounts:
    """Count the published firms by every value of every facet, in one statement.

    ``found``: only firms among these, such as the matches of a text search.
    """
    narrowed = {facet: values for facet, values in chosen.items() if values}
    pairs = [("all", "")]
    pairs += [(facet, value) for facet, values in narrowed.items() for value in values]
    parameters: dict[str, Any] = {
        "day": reading_day(),
        "facets": [facet for facet, _value in pairs],
        "values": [value for _facet, value in pairs],
        "open": ["", *narrowed],
        "choices": 1 + len(narrowed) + (found is not None),
    }
    statement = _COUNTS.format(
        bits=_OF_A_DAY if reading_day() else _STORED,
        found="" if found is None else _bits_of(found),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows = cursor.fetchall()
    counts: dict[str, dict[str, int]] = {}
    for facet, value, firms in rows:
        counts.setdefault(facet, {})[value] = firms
    return FacetCounts(of=counts, totals=counts.pop("all", {}))


def _bits_of(firms: models.QuerySet[Any]) -> str:
    """The firms of a queryset as bits; nothing where the queryset can have none."""
    try:
        query, values = firms.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return ""
    operations: Any = connection.ops  # those of Postgres
    bound = operations.compose_sql(query, values)
    return _FOUND.format(query=bound.replace("%", "%%"))
