"""What keeps a form from being saved, in one list above it that leads to each field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm
from django.utils.text import capfirst
from django.utils.translation import gettext as _

NOTICES = {"read", "restored"}
"""Codes of what is no mistake: it only has to be seen before it is saved."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to look at. ``anchor`` is the id of its field, "" where it concerns no field."""

    where: str
    anchor: str
    message: str
    is_notice: bool


def mistakes(form: BaseForm, formsets: Sequence[Any]) -> list[Mistake]:
    """All of a form and of the rows below it, in the order of the page.

    ``formsets`` are the admin's inline formsets, with their options in ``opts``.
    """
    found = list(_of_form(form, ""))
    for inline in formsets:
        name = str(capfirst(inline.opts.verbose_name))
        for error in inline.formset.non_form_errors().as_data():
            found += _each(error, str(inline.opts.verbose_name_plural), "")
        for number, row in enumerate(inline.formset.forms, 1):
            found += _of_form(row, f"{name} #{number}")
    return found


def _of_form(form: BaseForm, row: str) -> Iterator[Mistake]:
    said = form.errors.as_data()
    for error in said.get(NON_FIELD_ERRORS, []):
        yield from _each(error, row, "")
    for name in form.fields:
        for error in said.get(name, []):
            label = str(form[name].label)
            where = _("%(row)s, %(field)s") % {"row": row, "field": label} if row else label
            yield from _each(error, where, form[name].auto_id)


def _each(error: ValidationError, where: str, anchor: str) -> Iterator[Mistake]:
    for message in error.messages:
        yield Mistake(where, anchor, message, error.code in NOTICES)
