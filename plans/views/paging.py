"""Pages of long lists, as quick at the end as at the beginning."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404


class NoSuchPageError(Http404):
    """The list is there, but has no page of the number asked for: filters may have shortened it."""


class EitherEndPaginator(Paginator):
    """Goes to a page from the end of the list that is nearer. Its order must be complete."""

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        bottom = (number - 1) * self.per_page
        top = min(bottom + self.per_page, self.count)
        return Page(self.between(self.object_list, bottom, top) if top else [], number, self)

    def between(self, rows: Any, bottom: int, top: int) -> list[Any]:
        if bottom <= self.count // 2:
            return list(rows[bottom:top])
        return list(rows.reverse()[self.count - top : self.count - bottom])[::-1]


class KeysFirstPaginator(EitherEndPaginator):
    """Finds the ids of a page's rows, then fetches these rows alone with all that they show.

    What is skipped on the way to a page is skipped in the index of the order, and no table is
    read for it.
    """

    rows: QuerySet[Any] | None = None
    """What the rows of a page are taken from, where it is not the list itself."""

    def between(self, rows: Any, bottom: int, top: int) -> list[Any]:
        ids = super().between(rows.values_list("pk", flat=True), bottom, top)
        source = rows.order_by() if self.rows is None else self.rows
        found = {row.pk: row for row in source.filter(pk__in=ids)} if ids else {}
        return [found[pk] for pk in ids if pk in found]
