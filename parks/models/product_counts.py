"""How many products of a list there are of each kind: two statements for chart and facets."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count

from parks.domain.groups import Group
from parks.models.facets import ELSEWHERE, UNKNOWN
from parks.models.products import ProductQuerySet, day_read_as_of, recheck_on
from plans.domain.asof import reading_day


def grouped(products: ProductQuerySet) -> list[Group]:
    """Count products by modality, stage, how old its day is, and authorities: one statement.

    One without a stated authority has the authority ``unknown``.
    """
    alike = ("modality", "stage", "checked", "authority")
    counted = products.order_by().annotate(checked=recheck_on(day_read_as_of()))
    return [
        Group(
            {
                "modality": [row["modality"]],
                "stage": [row["stage"]],
                "checked": [row["checked"]],
                "authority": row["authority"] or [UNKNOWN],
            },
            row["n"],
        )
        for row in counted.values(*alike).annotate(n=Count("pk"))
    ]


_BY_PLACE = """
    SELECT facet.value, count(*)
    FROM ({products}) AS product (firm_id) JOIN {facets} AS facet USING (firm_id)
    WHERE facet.facet = %(facet)s AND facet.value <> %(elsewhere)s
    GROUP BY facet.value
"""


def by_district(products: ProductQuerySet) -> dict[str, int]:
    """By the districts of the firm's sites: the facet of the directory, so that both agree."""
    return by_place(products, "district")


def by_place(products: ProductQuerySet, facet: str) -> dict[str, int]:
    """By the places of the firm's sites: ``facet`` is "district" or "park"."""
    try:
        query, values = products.order_by().values("firm_id").query.sql_with_params()
    except EmptyResultSet:
        return {}
    operations: Any = connection.ops  # those of Postgres
    bound = operations.compose_sql(query, values).replace("%", "%%")
    facets = "firm_facets(NULL, %(day)s)" if reading_day() else "parks_firmfacet"
    with connection.cursor() as cursor:
        cursor.execute(
            _BY_PLACE.format(products=bound, facets=facets),
            {"facet": facet, "elsewhere": ELSEWHERE, "day": reading_day()},
        )
        return dict(cursor.fetchall())
