"""What can be taken away: every list as a file, with its columns and the number of its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from parks.views.listings import LISTINGS as INDUSTRY
from plans.exports import Column
from plans.views.asof import as_of_day
from plans.views.files import FORMATS, Listing
from plans.views.listings import LISTINGS as EVIDENCE

LABELS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}


@dataclass(frozen=True, slots=True)
class FileLink:
    """``type`` without its parameters, for the link's attribute."""

    label: str
    type: str
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A list: what a row of it is, how many there are, and where to get them."""

    key: str
    title: str
    row: str
    page: str
    count: int
    columns: Sequence[Column]
    links: Sequence[FileLink]


@dataclass(frozen=True, slots=True)
class CataloguePage:
    entries: Sequence[Entry]
    as_of: dt.date
    address: str
    """Of the site, for a citation."""


def file_links(name: str, query: str = "") -> list[FileLink]:
    """The three files of a list, such as ``parks:firms``, for a query string."""
    asked = f"?{query}" if query else ""
    return [
        FileLink(LABELS[form], kind.partition(";")[0], reverse(f"{name}_{form}") + asked)
        for form, kind in FORMATS.items()
    ]


def catalogue_page(request: HttpRequest) -> CataloguePage:
    """Assemble the catalogue: a fixed number of queries for each list."""
    return CataloguePage(
        entries=[entry(listing, request) for listing in (*INDUSTRY, *EVIDENCE)],
        as_of=as_of_day(request),
        address=request.build_absolute_uri(reverse("home")),
    )


def entry(listing: Listing, request: HttpRequest) -> Entry:
    return Entry(
        key=listing.name,
        title=str(listing.title),
        row=str(listing.row),
        page=reverse(listing.page) if listing.page else "",
        count=listing.count(request),
        columns=listing.columns,
        links=file_links(f"{listing.app}:{listing.name}"),
    )
