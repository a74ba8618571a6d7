"""The places that a target is about, and what is there. Other apps know that: they register it.

``plans`` knows areas by name alone. Who knows the industry of a place gives a finder.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from plans.models import Target


@dataclass(frozen=True, slots=True)
class Place:
    """A place with how many firms and products are there, each with the page that lists them.

    ``why`` it is named: it is the target's own area, a part of it, or the plan names it.
    """

    name_en: str
    name_zh: str
    url: str
    why: str | Promise
    firms: int
    firms_url: str
    products: int
    products_url: str


Finder = Callable[[Target], Sequence[Place]]

_FINDERS: dict[str, Finder] = {}


def register(app: str, finder: Finder) -> None:
    """Let the pages of targets say what is at their places."""
    _FINDERS[app] = finder


def places_of(target: Target) -> list[Place]:
    """The places of a target, its own area first."""
    return [place for app in sorted(_FINDERS) for place in _FINDERS[app](target)]
