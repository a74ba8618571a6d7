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
    """What is in the log of the desk is saved, or waits for a second reader: either way it came."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        _came(request)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        _came(request)
        return super().log_change(request, obj, message)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().changeform_view(request, *args, **kwargs)
        name = kept_name(request)
        if name and getattr(request, "_came", False):
            secure = request.is_secure()
            answer.set_cookie(COOKIE, name, max_age=SECONDS, samesite="Strict", secure=secure)
        return answer


def _came(request: HttpRequest) -> None:
    known: Any = request
    known._came = True
