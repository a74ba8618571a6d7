"""``?as_of=YYYY-MM-DD`` on every page: what a reader could know that day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from plans.domain.asof import parse_day, reading_as_of, reading_day
from plans.exports import refusals
from plans.views.frames import is_framed, mistaken

PARAMETER = "as_of"

NOT_READ_AS_OF = ("/admin/", "/zh-hans/admin/", "/static/", "/healthz", "/readyz")
"""Addresses that show today's state, whatever day is asked for."""

LINK = re.compile(rb'(<a\s[^>]*?href=")((?:/(?!/)|\?)[^"]*)(")([^>]*)')
FORM = re.compile(rb'<form\s[^>]*method="get"[^>]*>')
LEAVES = b"data-leaves-as-of"
"""On a link that leads back to today."""


def as_of_day(request: HttpRequest) -> dt.date:
    """The day that the request reads as of: today in Shanghai, unless the address says so."""
    return reading_day() or timezone.localdate()


class AsOfMiddleware:
    """Reads the day from the address, refuses a wrong one, and keeps it through navigation."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        text = request.GET.get(PARAMETER, "")
        if not text or request.path.startswith(NOT_READ_AS_OF):
            return self.get_response(request)
        try:
            day = parse_day(text, timezone.localdate())
        except ValueError as problem:
            return refused(request, text, str(problem))
        with reading_as_of(day):
            response = self.get_response(request)
        if isinstance(response, HttpResponse) and _is_html(response):
            response.content = with_day(response.content, day)
        return response


def refused(request: HttpRequest, text: str, problem: str) -> HttpResponse:
    """400 in the form that was asked for, saying how to write the day."""
    words = {
        "malformed": _("“%(text)s” is not a day. Write it as 2024-06-30."),
        "future": _("%(text)s is still to come. Choose a day up to today."),
    }[problem] % {"text": text}
    if refusals.is_file(request.path):
        return refusals.refused(request.path, {PARAMETER: [words]})
    if is_framed(request.path):
        return mistaken(_("No such day"), words, status=400)
    rest = request.GET.copy()
    del rest[PARAMETER]
    today = f"{request.path}?{rest.urlencode()}" if rest else request.path
    return render(
        request, "plans/as_of_refused.html", {"problem": words, "today": today}, status=400
    )


def with_day(html: bytes, day: dt.date) -> bytes:
    """Carry the day on: into each link and each search form of the page."""
    parameter = f"{PARAMETER}={day.isoformat()}".encode()

    def link(found: re.Match[bytes]) -> bytes:
        start, address, quote, rest = found.groups()
        if parameter in address or LEAVES in rest or LEAVES in start:
            return found.group()
        if address.decode().startswith(NOT_READ_AS_OF):
            return found.group()
        path, hash_sign, fragment = address.partition(b"#")
        joiner = b"" if path.endswith(b"?") else b"&amp;" if b"?" in path else b"?"
        return start + path + joiner + parameter + hash_sign + fragment + quote + rest

    field = b'<input type="hidden" name="as_of" value="%s">' % day.isoformat().encode()
    return FORM.sub(
        lambda found: found.group() if LEAVES in found.group() else found.group() + field,
        LINK.sub(link, html),
    )


def _is_html(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").startswith("text/html")
