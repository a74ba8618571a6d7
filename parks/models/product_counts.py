"""How many products of a list there are of each value: one statement for each facet."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, Count, Func, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf

from parks.models.facets import ELSEWHERE, UNKNOWN
from parks.models.products import (
    AUTHORITIES,
    ProductQuerySet,
    day_read_as_of,
    recheck_on,
)
from plans.domain.asof import reading_day

Matrix = dict[tuple[str, str], int]
"""Products by modality and stage."""


def by_modality_and_stage(products: ProductQuerySet) -> Matrix:
    counts = products.order_by().values("modality", "stage").annotate(n=Count("pk"))
    return {(row["modality"], row["stage"]): row["n"] for row in counts}


def by_authority(products: ProductQuerySet) -> dict[str, int]:
    """One that rests on two authorities counts under both; one without under ``unknown``."""
    stated = Coalesce(NullIf("authority", Value([], AUTHORITIES)), Value([UNKNOWN], AUTHORITIES))
    return _by(products, Func(stated, function="unnest", output_field=CharField()))


def by_recheck(products: ProductQuerySet) -> dict[str, int]:
    return _by(products, recheck_on(day_read_as_of()))


def _by(products: ProductQuerySet, value: Combinable) -> dict[str, int]:
    counts = products.order_by().annotate(value=value).values("value").annotate(n=Count("pk"))
    return {row["value"]: row["n"] for row in counts}


_BY_DISTRICT = """
    SELECT facet.value, count(*)
    FROM ({products}) AS product (firm_id) JOIN {facets} AS facet USING (firm_id)
    WHERE facet.facet = 'district' AND facet.value <> %(elsewhere)s
    GROUP BY facet.value
"""


def by_district(products: ProductQuerySet) -> dict[str, int]:
    """By the districts of the firm's sites: the facet of the directory, so that both agree."""
    try:
        query, values = products.order_by().values("firm_id").query.sql_with_params()
    except EmptyResultSet:
        return {}
    operations: Any = connection.ops  # those of Postgres
    bound = operations.compose_sql(query, values).replace("%", "%%")
    facets = "firm_facets(NULL, %(day)s)" if reading_day() else "parks_firmfacet"
    with connection.cursor() as cursor:
        cursor.execute(
            _BY_DISTRICT.format(products=bound, facets=facets),
            {"elsewhere": ELSEWHERE, "day": reading_day()},
        )
        return dict(cursor.fetchall())
