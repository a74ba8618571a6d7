"""Who edits: told to the database, whose triggers keep it with every change."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponseBase

from plans.choices import Way
from plans.models.revisions import tell

READING = ("GET", "HEAD", "OPTIONS", "TRACE")


class EditorMiddleware:
    """Tells the connection who is at work while a request of theirs may write."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in READING or not request.user.is_authenticated:
            return self.get_response(request)
        tell({"editor": str(request.user.pk), "way": Way.DESK}, local=False)
        try:
            return self.get_response(request)
        finally:
            _forget()


def _forget() -> None:
    """The next request on this connection is somebody else's."""
    if connection.in_atomic_block and connection.needs_rollback:
        return  # what was told inside it goes with it
    try:
        tell({"editor": "", "way": ""}, local=False)
    except DatabaseError:
        connection.close()
