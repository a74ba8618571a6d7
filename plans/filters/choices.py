"""Filters whose choices are rows of the database, read once for each request."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, MultipleChoiceFilter

from plans.domain.texts import Twin

Choices = Callable[[], Iterable[tuple[str, str]]]


class Named(Protocol):
    key: str
    name_en: str
    name_zh: str


def named(rows: Iterable[Named]) -> list[tuple[str, str]]:
    """Offer rows by their key, under their name in the reader's language."""
    return [(row.key, name_of(row)) for row in rows]


def name_of(row: Named) -> str:
    """The row's name for the reader, or the one there is: an option cannot carry ``lang``."""
    return Twin(row.name_en, row.name_zh).pick(get_language() or "en")[0]


class _LateChoices:
    """Asks for the choices when the form is made, and only then."""

    extra: dict[str, Any]

    def __init__(self, *, choices_from: Choices, **kwargs: Any) -> None:
        self.choices_from = choices_from
        super().__init__(**kwargs)

    @property
    def field(self) -> Any:
        if "choices" not in self.extra:
            self.extra["choices"] = list(self.choices_from())
        return super().field  # type: ignore[misc]  # the filter that this is mixed into has it


class LateChoiceFilter(_LateChoices, ChoiceFilter):
    """One of the values that ``choices_from()`` gives."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"empty_label": _("all")} | kwargs)


class LateMultipleChoiceFilter(_LateChoices, MultipleChoiceFilter):
    """Any of the values that ``choices_from()`` gives, as check boxes.

    ``choices_from=lambda: named(Area.objects.districts())`` offers rows under their names.
    """

    def __init__(self, **kwargs: Any) -> None:
        boxes: dict[str, Any] = {"distinct": False, "widget": forms.CheckboxSelectMultiple}
        super().__init__(**boxes | kwargs)
