"""The entries of a form whose login expired, carried through the login as hidden fields.

Nothing is kept on the server, and nothing is saved on the way: after the login the entries are
shown in their form again (``plans.admin.forms.RESTORE``), and the editor saves them.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from plans.admin.forms import RESTORE

PREFIX = "kept-"
BUTTONS = {"_save", "_continue", "_addanother", "_saveasnew", "_popup", RESTORE}
LEFT_OUT = BUTTONS | {"csrfmiddlewaretoken"}
MOST_FIELDS = 900
"""Django reads 1,000 fields of a request, and the login adds its own."""
MOST_CHARACTERS = 200_000


@dataclass(frozen=True)
class Carried:
    """Entries as pairs of name and text; ``too_many`` if they were too long to be carried."""

    fields: tuple[tuple[str, str], ...] = ()
    too_many: bool = False

    def __bool__(self) -> bool:
        return bool(self.fields) or self.too_many

    @property
    def prefixed(self) -> list[tuple[str, str]]:
        return [(PREFIX + name, value) for name, value in self.fields]


def entries(posted: QueryDict) -> Carried:
    """The entries of a form that was just posted. Passwords are never among them."""
    return _within_bounds(
        [
            (name, value)
            for name, values in posted.lists()
            if name not in LEFT_OUT and "password" not in name
            for value in values
        ]
    )


def carried(request: HttpRequest) -> Carried:
    """The entries that a form of the login brought along."""
    return _within_bounds(
        [
            (name.removeprefix(PREFIX), value)
            for name, values in request.POST.lists()
            if name.startswith(PREFIX)
            for value in values
        ]
    )


def _within_bounds(fields: list[tuple[str, str]]) -> Carried:
    length = sum(len(name) + len(value) for name, value in fields)
    if len(fields) > MOST_FIELDS or length > MOST_CHARACTERS:
        return Carried(too_many=True)
    return Carried(tuple(fields))
