"""The order in which a page shows figures, and which of them stands for its period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _

from plans.choices import ObservationKind
from plans.models import Observation
from plans.models.fields import LastDay
from plans.models.metrics import AUTHORITY, FIRMNESS, IS_COPY, ObservationQuerySet

KIND_WORDS = {
    ObservationKind.ACTUAL: _("actual"),
    ObservationKind.ESTIMATE: _("estimate"),
    ObservationKind.FORECAST: _("expected, not reported"),
}
"""A forecast is "expected, not reported": nobody may read it as a result."""

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


MOST_AT_ONCE = 1000
"""Figures whose rivals are settled for one page of a table, whatever it shows of them."""


@dataclass(frozen=True, slots=True)
class PagedRows:
    """The ``total`` rows of ``by_period`` for a paginator, a page at a time.

    To settle the rivals of 100,000 figures takes the database most of a second, and a page needs
    those of its own days alone: of long tables they are asked for first. One query, or three.
    """

    figures: ObservationQuerySet
    total: int

    def count(self) -> int:
        return self.total

    def __getitem__(self, part: slice) -> list[Observation]:
        if self.total <= MOST_AT_ONCE:
            return list(by_period(self.figures)[part])
        days = self.figures.order_by("-period_end").values_list("period_end", flat=True)
        shown = list(days[part])
        newer = self.figures.filter(period_end__gt=shown[0]).count()
        of_these_days = self.figures.filter(period_end__range=(shown[-1], shown[0]))
        return list(by_period(of_these_days)[part.start - newer : part.stop - newer])
