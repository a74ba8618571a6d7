"""Which firms, products and events are here already, said while another is typed."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, Q, QuerySet

from parks.models import Event, Firm, Product
from plans.admin.resembling import SHORTEST, Given, Resembling, named_like, read_day


def _same_event(given: Given) -> QuerySet[Any]:
    """Events of one title, or of one day in one place."""
    same = Q(pk__in=[])
    if len(given["title"]) >= SHORTEST:
        same |= Q(title__iexact=given["title"])
    day = read_day(given["date"])
    if day and given["area"].isdecimal():
        same |= Q(date=day, area_id=int(given["area"]))
    return Event.objects.filter(same).order_by("key")


LIKE: dict[type[Model], Resembling] = {
    Firm: Resembling("name_en", ("name_en", "name_zh"), named_like(Firm, "name_en", "name_zh")),
    Product: Resembling("name_en", ("name_en",), named_like(Product, "name_en")),
    Event: Resembling("title", ("title", "date", "area"), _same_event),
}
