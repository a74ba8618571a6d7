"""The quality desk: what needs an editor's care, kind by kind.

``plans`` knows its own kinds. Each app registers its kinds when it is ready, so that nothing here
imports the apps above.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Link:
    """Where a row leads. Who lacks one of ``needs`` is not shown it."""

    words: Words
    url: str
    needs: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class CareRow:
    """A row that needs care: where it is edited, and why it is here."""

    links: Sequence[Link]
    why: Words
    value: str = ""
    """What the button of the kind sends, where it has one."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What can be said of a row on the desk itself, with a button."""

    words: Words
    permission: str
    act: Callable[[Any, str], None]
    """Takes the editor and the value of the row."""


@dataclass(frozen=True, slots=True)
class CareKind:
    """A kind of row that needs care. ``find`` takes today, ``row`` the language."""

    key: str
    title: Words
    advice: Words
    model: type[Model]
    """Who may not view it does not see the kind."""
    find: Callable[[dt.date], QuerySet[Any] | Sequence[Any]]
    row: Callable[[Any, str], CareRow]
    decision: Decision | None = None

    def is_for(self, user: Any) -> bool:
        meta = self.model._meta
        return any(
            user.has_perm(f"{meta.app_label}.{action}_{meta.model_name}")
            for action in ("view", "change")
        )

    def count(self, day: dt.date, most: int) -> int:
        """How many rows of it need care, and ``most`` where there are as many or more.

        The database stops there, and sorts nothing for it.
        """
        found = self.find(day)
        if isinstance(found, QuerySet):
            return found.order_by()[:most].count()
        return min(len(found), most)


_KINDS: dict[str, Sequence[CareKind]] = {}


def register(app: str, kinds: Sequence[CareKind]) -> None:
    """Let the quality desk look after the rows of an app."""
    _KINDS[app] = kinds


def all_kinds() -> list[CareKind]:
    """Every kind there is, those of ``plans`` first."""
    apps = sorted(_KINDS, key=lambda app: (app != "plans", app))
    return [kind for app in apps for kind in _KINDS[app]]


def kinds_for(user: Any) -> list[CareKind]:
    """What the editor may see."""
    return [kind for kind in all_kinds() if kind.is_for(user)]


def edited(row: Model, words: Words = "") -> Link:
    """The form in which a row is changed."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    return Link(words or str(row), reverse(name, args=[row.pk]))
