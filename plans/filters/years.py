"""Filters by a year. They come by a link from a computed figure: nobody need choose them."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import IntegerField, Model, QuerySet
from django.db.models.functions import Cast, Left
from django.utils.translation import gettext_lazy as _
from django_filters import Filter

YEAR = r"^[0-9]{4}\Z"


def is_year(text: str) -> bool:
    """Whether a text is a year, as the filters here take it."""
    return re.match(YEAR, text) is not None


class YearField(forms.RegexField):
    """A year in four digits."""

    default_error_messages = {"invalid": _("Write the year in four digits, such as 2024.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(YEAR, **kwargs)


def year_of(column: str) -> Cast:
    """SQL: the year that a partial date begins with, as a number."""
    return Cast(Left(column, 4), IntegerField())


class YearFilter(Filter):
    """``?opened=2019``: rows whose date begins with the year; with ``lookup_expr="lte"`` those
    of the years before it, too. Rows without a date are in no year."""

    field_class = YearField

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.HiddenInput)
        super().__init__(**kwargs)

    def filter(self, qs: Any, value: str) -> QuerySet[Model]:
        if not value:
            unfiltered: QuerySet[Model] = qs
            return unfiltered
        found: QuerySet[Model] = qs.alias(of_year=year_of(self.field_name)).filter(
            **{f"of_year__{self.lookup_expr}": int(value)}
        )
        return found
