"""What several filters of this app share: choices that are rows, and the order of codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parks.models import Firm
from plans.filters import LateChoiceFilter, named
from plans.filters.orders import in_order_of
from plans.models import Area
from plans.models.facts import is_public

__all__ = ["LinkedFirmFilter", "districts", "in_order_of", "parks", "printable"]


def districts() -> Iterable[tuple[str, str]]:
    return named(Area.objects.filter(district__state="published").order_by("name_en"))


def parks() -> Iterable[tuple[str, str]]:
    return named(Area.objects.filter(is_public("park")).order_by("name_en"))


class HiddenSelect(forms.Select):
    """A choice that is not offered."""

    input_type = "hidden"


class LinkedFirmFilter(LateChoiceFilter):
    """One firm, by its key. It comes by a link: there are too many firms to offer them all."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices_from=self.asked_for, label=_("Firm"), **kwargs)

    def asked_for(self) -> list[tuple[str, str]]:
        asked = self.parent.data.getlist("firm")
        return named(Firm.objects.published().filter(key__in=printable(asked)))

    @property
    def field(self) -> Any:
        if not self.parent.data.get("firm"):
            self.extra |= {"choices": [], "widget": HiddenSelect}
        return super().field


def printable(texts: Iterable[str]) -> list[str]:
    """Leave out what PostgreSQL cannot even compare: texts with a NUL."""
    return [text for text in texts if "\0" not in text]
