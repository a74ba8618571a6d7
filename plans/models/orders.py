"""Orders of rows that their columns alone do not give."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, IntegerField, Value, When


def in_order_of(column: str, words: Any) -> Case:
    """Sort a column of codes as its words are declared, not by the alphabet of the codes."""
    places = (When(**{column: code}, then=Value(place)) for place, code in enumerate(words.values))
    return Case(*places, output_field=IntegerField())
