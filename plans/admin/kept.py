"""What the browser keeps of a form that is being filled, until the server says that it is saved.

``static/js/admin/kept-form.js`` keeps a copy under a name that it makes for each open form. The
name is sent with the form; once the record is saved it comes back as a cookie, and the next page
of the desk lets go of that copy. Nothing else counts as saved: not a page that was left, nor an
answer that did not come.
"""

from __future__ import annotations

import re
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

FIELD, COOKIE = "_kept", "kept_saved"
NAME = re.compile(r"[0-9a-z-]{1,40}")
SECONDS = 600
"""How long the next page may take to come."""


def kept_name(request: HttpRequest) -> str:
    """The name of the browser's copy that a form was sent with; "" where there is none."""
    name = request.POST.get(FIELD, "")
    return name if NAME.fullmatch(name) else ""


class TellsWhatIsSaved(admin.ModelAdmin):
    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        return told(request, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return told(request, super().response_change(request, obj))


def told(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The answer to a form that is saved, with the name of the copy that may go."""
    name = kept_name(request)
    if name:
        answer.set_cookie(
            COOKIE, name, max_age=SECONDS, samesite="Strict", secure=request.is_secure()
        )
    return answer
