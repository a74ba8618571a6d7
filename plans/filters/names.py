"""The search field of a list."""

from __future__ import annotations

from typing import Any

from django_filters import CharFilter

from plans.domain.searching import LONGEST, Match
from plans.models.searching import SearchQuerySet


class NameFilter(CharFilter):
    """``?q=xibiman``: what has the text in a name, or else what is like it.

    ``way`` says how it was searched, once it was: a page tells readers where it shows only what
    is similar. A list that is sorted by nothing else begins with what fits best (``SortFilter``).
    """

    way: Match | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST, **kwargs)

    def filter(self, qs: SearchQuerySet[Any], text: str) -> SearchQuerySet[Any]:
        if not text:
            return qs
        if self.way is None:
            self.way = qs.how_found(text)
        return qs.found_by(text, self.way)
