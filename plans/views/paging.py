"""Pages of long lists, as quick at the end as at the beginning."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404


class NoSuchPageError(Http404):
    """The list is there, but has no page of the number asked for: filters may have shortened it."""


class KeysFirstPaginator(Paginator):
    """Finds the ids of a page's rows, then fetches these rows alone with all that they show.

    What is skipped on the way to a page is skipped in the index of the order, and no table is
    read for it. From the middle on, the way is that from the end of the list.
    """

    rows: QuerySet[Any]
    """What the rows of a page are taken from."""

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        bottom = (number - 1) * self.per_page
        top = min(bottom + self.per_page, self.count)
        ids = self.ids_between(bottom, top) if top else []
        found = {row.pk: row for row in self.rows.filter(pk__in=ids)} if ids else {}
        return Page([found[pk] for pk in ids if pk in found], number, self)

    def ids_between(self, bottom: int, top: int) -> list[Any]:
        listed: Any = self.object_list
        ids = listed.values_list("pk", flat=True)
        if bottom <= self.count // 2:
            return list(ids[bottom:top])
        return list(ids.reverse()[self.count - top : self.count - bottom])[::-1]
