"""Each list as files at its own address: ``/firms.csv``, ``/firms.xlsx``, ``/firms.json``.

They take the query string of the list's page, and give all its rows in its order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import (
    HttpRequest,
    HttpResponseBase,
    QueryDict,
    StreamingHttpResponse,
)
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from plans.exports import Column, DatabaseRows, Rows, refusals
from plans.exports.excel import (
    CONTENT_TYPE,
    MOST_ROWS,
    About,
    TooLongTextError,
    TooManyRowsError,
    excel_response,
)
from plans.exports.files import csv_file, json_file, sent
from plans.exports.slots import BusyError
from plans.filters import SiteFilterSet
from plans.filters.words import in_words
from plans.views.asof import as_of_day
from plans.views.lists import SiteListView

PAGING = ("page", "size")
"""What a page of the list is asked with: a file has all rows, whatever they say."""

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": CONTENT_TYPE,
    "json": "application/json",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a query string finds in a list: what is wrong with it, and else the rows."""

    filter: SiteFilterSet
    rows: Callable[[], Rows]


Find = Callable[[HttpRequest, QueryDict], Found]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that can be taken away.

    ``name`` is its address (``firms``), ``page`` the URL name of its page ("" where it has none),
    ``row`` what a row of it is. ``is_stated``: sources state what its rows say.
    """

    name: str
    title: Any
    row: Any
    columns: Sequence[Column]
    find: Find
    page: str = ""
    app: str = ""
    is_stated: bool = True

    def count(self, request: HttpRequest) -> int:
        """How many rows it has where nothing is asked for."""
        return self.find(request, QueryDict(mutable=True)).rows().count()


def found_by(view_class: type[SiteListView], columns: Sequence[Column]) -> Find:
    """Find as the page of a list does."""

    def find(request: HttpRequest, asked: QueryDict) -> Found:
        view = view_class()
        view.setup(request)
        kwargs = view.get_filterset_kwargs(view.filterset_class) | {"data": asked}
        found = view.filterset_class(**kwargs)
        return Found(found, lambda: DatabaseRows.of(found.qs, columns))

    return find


def list_paths(*listings: Listing) -> list[URLPattern]:
    """The addresses of the files of lists, called ``firms_csv`` and so on."""
    return [
        path(f"{listing.name}.{form}", file_view(listing, form), name=f"{listing.name}_{form}")
        for listing in listings
        for form in FORMATS
    ]


def file_view(listing: Listing, form: str) -> Callable[[HttpRequest], HttpResponseBase]:
    """The view of one kind of file of a list."""

    @require_safe
    def list_file(request: HttpRequest) -> HttpResponseBase:
        asked = request.GET.copy()
        for name in PAGING:
            asked.pop(name, None)
        found = listing.find(request, asked)
        if found.filter.mistakes:
            return refusals.refused(request.path, found.filter.mistakes)
        try:
            response = made(request, listing, form, found)
        except BusyError:
            return refusals.busy()
        except TooManyRowsError as problem:
            return refusals.too_long(problem.rows, MOST_ROWS)
        except TooLongTextError as problem:
            return refusals.too_wide(problem.column)
        filename = f"{listing.name}-{as_of_day(request).isoformat()}.{form}"
        response["Content-Type"] = FORMATS[form]
        response["Content-Disposition"] = f'attachment; filename="{filename}"'
        return response

    return list_file


def made(request: HttpRequest, listing: Listing, form: str, found: Found) -> HttpResponseBase:
    """The file. A question for its head alone makes none."""
    if request.method == "HEAD":
        return StreamingHttpResponse()
    rows = found.rows()
    if form == "xlsx":
        return excel_response(rows, listing.name, about(request, listing, found))
    return sent(rows, csv_file if form == "csv" else json_file)


def about(request: HttpRequest, listing: Listing, found: Found) -> About:
    """What the second sheet of an Excel file says."""
    return [
        (_("List"), str(listing.title)),
        (_("A row is"), str(listing.row)),
        (_("Address"), request.build_absolute_uri()),
        (_("As known on"), as_of_day(request).isoformat()),
        *(in_words(found.filter) or [(_("Filters"), pgettext("filters", "none"))]),
        (_("Empty cells"), _("Not known, or does not apply. Never zero.")),
        (
            _("Sources"),
            _("Each row names its source, the place in it and its address: cite those.")
            if listing.is_stated
            else _(
                "No source states these numbers. Each row leads to its records, and they to theirs."
            ),
        ),
        (_("Licence"), _("Facts belong to nobody; titles and names are those of their sources.")),
        (
            _("Apostrophes"),
            _("A text that a spreadsheet would run as a formula has an apostrophe in front."),
        ),
    ]
