"""The quality desk in the admin: what needs care, counted on its first page and listed by kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.pages.care import CareKind, CareRow, kinds_for
from plans.views.paging import KeysFirstPaginator

ROWS = 50
"""Rows on a page."""

COUNTED = 1_000
"""So far the first page counts: a list tells how many more it has."""


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of the desk, and how many rows of it need care: ``COUNTED`` at most."""

    kind: CareKind
    number: int
    has_more: bool = False

    @property
    def words(self) -> str:
        return (
            _("more than %(n)s") % {"n": f"{self.number:,}"} if self.has_more else str(self.number)
        )


def lines(user: Any, day: dt.date) -> list[Line]:
    """Count each kind that the editor may see: what needs care comes first."""
    counted = [(kind, kind.count(day, COUNTED + 1)) for kind in kinds_for(user)]
    found = [Line(kind, min(number, COUNTED), number > COUNTED) for kind, number in counted]
    return sorted(found, key=lambda line: line.number == 0)


@dataclass(frozen=True, slots=True)
class QualityPage:
    kind: CareKind
    rows: Sequence[CareRow]
    page_obj: Page
    may_decide: bool


@require_http_methods(["GET", "HEAD", "POST"])
def quality(request: HttpRequest, key: str) -> HttpResponse:
    """``/admin/quality/KIND/``: exactly the rows that the first page counts, and all of them."""
    kind = next((kind for kind in kinds_for(request.user) if kind.key == key), None)
    if kind is None:
        raise Http404
    user: Any = request.user
    may_decide = bool(kind.decision and user.has_perm(kind.decision.permission))
    if request.method == "POST":
        return _decide(request, kind, may_decide=may_decide)
    found = _paginator(kind.find(timezone.localdate())).get_page(request.GET.get("page"))
    language = get_language() or "en"
    rows = [_for(user, kind.row(each, language)) for each in found]
    context = {
        **admin.site.each_context(request),
        "title": kind.title,
        "page": QualityPage(kind, rows, found, may_decide),
    }
    return render(request, "admin/quality.html", context)


def _paginator(found: QuerySet[Any] | Sequence[Any]) -> Paginator:
    is_asked = isinstance(found, QuerySet)
    return KeysFirstPaginator(found, ROWS) if is_asked else Paginator(found, ROWS)


def _for(user: Any, row: CareRow) -> CareRow:
    """The row with the links that the person may follow."""
    return replace(row, links=[link for link in row.links if user.has_perms(link.needs)])


def _decide(request: HttpRequest, kind: CareKind, *, may_decide: bool) -> HttpResponse:
    if not kind.decision or not may_decide:
        raise PermissionDenied
    try:
        kind.decision.act(request.user, request.POST.get("row", ""))
    except LookupError:
        messages.warning(request, _("It is not on the list any more."))
    else:
        messages.success(request, _("Remembered."))
    return HttpResponseRedirect(request.get_full_path())
