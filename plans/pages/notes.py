"""Which sources the notes of a page name."""

from __future__ import annotations

from collections.abc import Iterable

from plans.domain.notes import possible_keys
from plans.models import Source

Noted = dict[str, Source]
"""Sources by their keys: what the tag ``note`` needs to turn keys into links."""


def sources_named(texts: Iterable[str]) -> Noted:
    """Find the sources that any of the texts names: one query, or none without a candidate."""
    keys = possible_keys(texts)
    return (
        {source.key: source for source in Source.objects.public().filter(key__in=keys)}
        if keys
        else {}
    )
