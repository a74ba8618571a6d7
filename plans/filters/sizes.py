"""How many rows of a list a page shows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

PAGE_SIZE = 50
"""Rows of a page where nobody asks for another number."""

PAGE_SIZES = (25, 50, 100, 200)


class SizeFilter(ChoiceFilter):
    """``?size=100``: narrows nothing; the view reads it."""

    field_class = forms.ChoiceField

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Rows on a page"))
        kwargs.setdefault("widget", forms.HiddenInput)
        super().__init__(choices=[(str(size), str(size)) for size in PAGE_SIZES], **kwargs)

    def filter(self, qs: QuerySet[Model], value: str) -> QuerySet[Model]:
        return qs
