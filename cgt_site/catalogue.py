"""What can be taken away: every list as a file, with its columns and the number of its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parks.views.listings import LISTINGS as INDUSTRY
from plans.domain.quoting import SITE, SITE_ZH
from plans.domain.texts import is_chinese
from plans.exports import Column
from plans.pages.datasets import DataCatalog, Dataset, Download
from plans.views.asof import as_of_day
from plans.views.files import FORMATS, Listing
from plans.views.listings import LISTINGS as EVIDENCE

LEDE = _(
    "Every list of this site as CSV, Excel and JSON, with what a row is and what each column means."
)
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
    language: str

    @property
    def catalog(self) -> DataCatalog:
        """The same for search engines."""
        here = reverse("catalogue")
        datasets = [
            Dataset(
                name=entry.title,
                description=entry.row,
                address=entry.page or f"{here}#{entry.key}",
                language=self.language,
                downloads=[Download(link.url, link.type) for link in entry.links],
            )
            for entry in self.entries
        ]
        return DataCatalog(
            name=SITE_ZH if is_chinese(self.language) else SITE,
            description=str(LEDE),
            address=here,
            language=self.language,
            datasets=datasets,
        )


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
        language=get_language() or "en",
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
