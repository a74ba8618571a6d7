"""The order in which a page shows figures, and which of them stands for its period."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, Window
from django.db.models.functions import RowNumber

from plans.choices import ObservationKind
from plans.models.fields import LastDay
from plans.models.metrics import AUTHORITY, FIRMNESS, IS_COPY, ObservationQuerySet

IS_FORECAST = ExpressionWrapper(Q(kind=ObservationKind.FORECAST), BooleanField())
NEWEST_SOURCE = LastDay("source__published_on").desc(nulls_last=True)
OF_ONE_PERIOD: dict[str, Any] = {
    "partition_by": [
        *map(F, ("metric", "area", "period_start", "period_end", "series")),
        IS_FORECAST,
    ],
    "order_by": ["-preferred", "kind", AUTHORITY, IS_COPY, FIRMNESS, NEWEST_SOURCE, "key"],
}
"""What is said of the same thing, the one that stands first: ``plans.domain.series.precedence``,
in SQL so that a page of the table knows it without the other pages."""


def by_period(figures: ObservationQuerySet) -> ObservationQuerySet:
    """Order figures newest period first, and settle rivals as the domain does.

    Adds ``said``, how many figures there are of the same area and period, and ``place``,
    1 for the one that stands for them.
    """
    same = [F("area"), F("period_start"), F("period_end")]
    return figures.annotate(
        said=Window(Count("pk"), partition_by=same),
        place=Window(RowNumber(), **OF_ONE_PERIOD),
    ).order_by("-period_end", "-period_start", "area__name_en", IS_FORECAST, "place", "key")
