"""What other sites may show in a frame: the addresses under ``/embed/``, and no others.

So may their errors: a page that may not be framed is an empty box to a reader of the other site,
who then learns nothing of what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

FRAMED = re.compile(r"/(zh-hans/)?embed/")
ANY_SITE = {"frame-ancestors": ["*"]}


def is_framed(path: str) -> bool:
    """Whether an address is one that may be framed.

    >>> is_framed("/embed/metrics/scale/"), is_framed("/zh-hans/embed/"), is_framed("/x/embed/")
    (True, True, False)
    """
    return FRAMED.match(path) is not None


def opened(response: HttpResponse) -> HttpResponse:
    """Let any site frame an answer; the rest of its policy stays as it is.

    These are the marks of Django's and django-csp's decorators, which know views alone.
    """
    response.xframe_options_exempt = True
    response._csp_replace = ANY_SITE  # type: ignore[attr-defined]
    return response


def framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let any site frame what a view answers."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return opened(view(request, *args, **kwargs))

    return answer


def mistaken(title: str, words: str, *, status: int) -> HttpResponse:
    """Say in a frame why it shows no chart. Nothing is asked of the request or the database: it may
    be they that fail."""
    said = render_to_string("plans/embed_mistake.html", {"title": title, "words": words})
    return opened(HttpResponse(said, status=status))


def nothing_here() -> HttpResponse:
    """404 in a frame."""
    words = _("There is nothing at this address. It may have been mistyped, or withdrawn.")
    return mistaken(_("No chart here"), words, status=404)


def not_understood() -> HttpResponse:
    """400 in a frame."""
    words = _("Something in the address is not understood.")
    return mistaken(_("This request makes no sense"), words, status=400)


def failed() -> HttpResponse:
    """500 in a frame."""
    words = _("The fault is ours. Trying again in a minute may help.")
    return mistaken(_("Something went wrong"), words, status=500)
