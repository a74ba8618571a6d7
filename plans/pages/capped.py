"""Long lists on a page: the first rows, and how many there truly are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Count, Model, QuerySet, Window

M = TypeVar("M", bound=Model)
R = TypeVar("R")

CAP = 100
"""Rows of one list on a page that shows several."""


@dataclass(frozen=True, slots=True)
class Capped(Generic[R]):
    """The first rows of a list; ``total`` counts those left out too."""

    rows: Sequence[R]
    total: int

    @property
    def left_out(self) -> int:
        return self.total - len(self.rows)


def capped(rows: QuerySet[M, Any], cap: int = CAP) -> Capped[M]:
    """Fetch the first rows and count all of them, in one query."""
    first = list(rows.annotate(rows_in_all=Window(Count("pk")))[:cap])
    return Capped(first, first[0].rows_in_all if first else 0)
