"""Filters by years. They come by a link from a computed figure: nobody need choose them."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import IntegerField, Model, QuerySet
from django.db.models.functions import Cast, Left
from django.utils.translation import gettext_lazy as _
from django_filters import Filter

YEAR = r"^[0-9]{4}\Z"
SPAN = r"^[0-9]{4}(-[0-9]{4})?\Z"


def is_span(text: str) -> bool:
    """Whether a text is a year, or two of them joined by a hyphen."""
    return re.match(SPAN, text) is not None


class YearField(forms.RegexField):
    """A year in four digits."""

    default_error_messages = {"invalid": _("Write the year in four digits, such as 2024.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(YEAR, **kwargs)


class SpanField(forms.RegexField):
    """A year, or the first and the last of several."""

    default_error_messages = {
        "invalid": _("Write the year in four digits, such as 2024, or two of them: 2023-2025.")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(SPAN, **kwargs)


def year_of(column: str) -> Cast:
    """SQL: the year that a partial date begins with, as a number."""
    return Cast(Left(column, 4), IntegerField())


class YearFilter(Filter):
    """Rows whose date is of a year ("2019") or, with ``lookup_expr="lte"`` or ``"gte"``, of the
    years up to it or from it on. Rows without a date are in no year."""

    field_class: type[forms.Field] = YearField

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.HiddenInput)
        super().__init__(**kwargs)

    def filter(self, qs: Any, value: str) -> QuerySet[Model]:
        if not value:
            unfiltered: QuerySet[Model] = qs
            return unfiltered
        found: QuerySet[Model] = qs.alias(of_year=year_of(self.field_name)).filter(
            **self.wanted(value)
        )
        return found

    def wanted(self, value: str) -> dict[str, Any]:
        """What is asked of the year of a row."""
        return {f"of_year__{self.lookup_expr}": int(value)}


class SpanFilter(YearFilter):
    """``?opened=2019`` or ``?opened=2023-2025``: of one year, or of all from one to another."""

    field_class = SpanField

    def wanted(self, value: str) -> dict[str, Any]:
        first, _hyphen, last = value.partition("-")
        return {"of_year__range": (int(first), int(last or first))}
