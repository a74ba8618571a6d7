"""What is here already, said while a record is typed: the same page, promise, firm or event.

A kind of record says which of its fields tell it from others and how its like is found; its forms
ask for that (``static/js/admin/beside.js``) and show it below one of those fields.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from plans.domain.dates import PartialDate
from plans.models import Source, Target

SHOWN = 5
"""Records that are named; more would hide the form."""

SHORTEST = 3
"""Characters of a name from which on its like is looked for."""

Given = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Resembling:
    """``teller``: the field below which it stands; ``facts``: the fields that are told;
    ``find``: the records that resemble what is told, likest first; none while too little is."""

    teller: str
    facts: tuple[str, ...]
    find: Callable[[Given], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Likeness:
    name: str
    state: str
    url: str


KINDS: dict[type[Model], Resembling] = {}


def attributes(model: type[Model], field: str) -> dict[str, str]:
    """What the widget of a field is given so that its form asks."""
    kind = KINDS.get(model)
    if kind is None or kind.teller != field:
        return {}
    meta = model._meta
    return {
        "data-beside": reverse(f"admin:{meta.app_label}_{meta.model_name}_resembling"),
        "data-facts": " ".join(kind.facts),
    }


def resembling(request: HttpRequest, model: type[Model]) -> HttpResponse:
    """The fragment for ``?FACT=...&itself=ID``: up to three queries."""
    given = {name: request.GET.get(name, "").strip() for name in KINDS[model].facts}
    itself = request.GET.get("itself", "")
    rows = KINDS[model].find(given)
    if itself.isdecimal():
        rows = rows.exclude(pk=int(itself))
    found = [_likeness(row) for row in rows[:SHOWN]]
    return render(request, "admin/plans/resembling.html", {"found": found})


def _likeness(row: Any) -> Likeness:
    meta = row._meta
    state = row.get_state_display() if hasattr(row, "state") else ""
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
    return Likeness(str(row), str(state), address)


def named_like(model: type[Model], *names: str) -> Callable[[Given], QuerySet[Any]]:
    """Find records by their names, as the site is searched: the first that is long enough."""

    def find(given: Given) -> QuerySet[Any]:
        rows: Any = model._default_manager.all()
        text = next((given[name] for name in names if len(given[name]) >= SHORTEST), "")
        found: QuerySet[Any] = rows.named_like(text).best_match_first(text)
        return found

    return find


def _same_page(given: Given) -> QuerySet[Any]:
    """Sources at the same address, however its beginning and end are written; or of one title."""
    same = Q(pk__in=[])
    bare = given["url"].split("://")[-1].removeprefix("www.").split("#")[0].rstrip("/")
    if len(bare) > SHORTEST:
        same |= Q(url__iendswith=bare) | Q(url__iendswith=f"{bare}/")
    if len(given["title"]) >= SHORTEST:
        same |= Q(title__iexact=given["title"]) | Q(title_original=given["title"])
    return Source.objects.filter(same).order_by("key")


def _same_promise(given: Given) -> QuerySet[Any]:
    """Targets of one plan for the same metric and area."""
    keys = {name: given[name] for name in ("plan", "metric", "area")}
    if not all(value.isdecimal() for value in keys.values()):
        return Target.objects.none()
    return Target.objects.filter(**{f"{name}_id": int(value) for name, value in keys.items()})


def read_day(text: str) -> str:
    """A date as it is stored; "" while it is half typed."""
    try:
        return PartialDate.parse(text).text
    except ValueError:
        return ""


KINDS[Source] = Resembling("url", ("url", "title"), _same_page)
KINDS[Target] = Resembling("statement", ("plan", "metric", "area"), _same_promise)
