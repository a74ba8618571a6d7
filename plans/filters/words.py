"""A query string in words: which filters are on."""

from __future__ import annotations

from plans.filters.base import SiteFilterSet


def in_words(found: SiteFilterSet) -> list[tuple[str, str]]:
    """Each filter that is on under its label, with the labels of its values."""
    said = []
    for bound in found.form:
        values = [value for value in found.data.getlist(bound.html_name) if value.strip()]
        if not values:
            continue
        labels = {str(value): str(label) for value, label in getattr(bound.field, "choices", ())}
        said.append((str(bound.label), "; ".join(labels.get(value, value) for value in values)))
    return said
