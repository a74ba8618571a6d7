"""The quality desk in the admin: what needs care, counted on its first page and listed by kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.pages.care import CareKind, CareRow, kinds_for

ROWS = 50
"""Rows on a page."""


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of the desk, and how many rows of it need care."""

    kind: CareKind
    number: int


def lines(user: Any, day: dt.date) -> list[Line]:
    """Count each kind that the editor may see: what needs care comes first."""
    counted = [Line(kind, kind.count(day)) for kind in kinds_for(user)]
    return sorted(counted, key=lambda line: line.number == 0)


@dataclass(frozen=True, slots=True)
class QualityPage:
    kind: CareKind
    rows: Sequence[CareRow]
    page_obj: Page
    may_decide: bool


@require_http_methods(["GET", "HEAD", "POST"])
def quality(request: HttpRequest, key: str) -> HttpResponse:
    """``/admin/quality/KIND/``: exactly the rows that the first page counts."""
    kind = next((kind for kind in kinds_for(request.user) if kind.key == key), None)
    if kind is None:
        raise Http404
    user: Any = request.user
    may_decide = bool(kind.decision and user.has_perm(kind.decision.permission))
    if request.method == "POST":
        return _decide(request, kind, may_decide=may_decide)
    found = Paginator(kind.find(timezone.localdate()), ROWS).get_page(request.GET.get("page"))
    language = get_language() or "en"
    rows = [_for(user, kind.row(each, language)) for each in found]
    context = {
        **admin.site.each_context(request),
        "title": kind.title,
        "page": QualityPage(kind, rows, found, may_decide),
    }
    return render(request, "admin/quality.html", context)


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
