"""A record as it was before a change, and the change field by field, in words."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Field, ForeignKey, Model
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from plans.domain.dates import PartialDate
from plans.domain.quantities import plain_number
from plans.models import Revision

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a change, in words."""

    column: str
    field: str
    old: str
    new: str


def columns_of(model: type[Model]) -> dict[str, Field]:
    """What the history keeps of a record, by the names of the columns."""
    return {
        field.attname: field
        for field in model._meta.concrete_fields
        if not field.generated and not field.primary_key
    }


def as_it_was(row: Any, kept: Mapping[str, Any]) -> Any:
    """A copy of ``row`` with the values that were kept of it. Nothing of it is saved."""
    fields = columns_of(type(row))
    past = copy.copy(row)
    past._state = copy.copy(row._state)
    past._state.fields_cache = dict(row._state.fields_cache)
    for column, value in kept.items():
        field = fields.get(column)
        if field is None:
            continue  # a column that the record no longer has
        if isinstance(field, ForeignKey):
            value = None if value is None else int(value)
            if value != getattr(past, column):
                past._state.fields_cache.pop(field.name, None)
        elif value is not None:
            value = field.to_python(value)
        setattr(past, column, value)
    return past


def know_related(rows: Iterable[Any]) -> None:
    """Fetch what copies refer to and do not know yet: one query for each kind of record."""
    missing: dict[type[Model], dict[int, list[tuple[Any, str]]]] = {}
    for row in rows:
        for field in row._meta.concrete_fields:
            if not isinstance(field, ForeignKey) or field.is_cached(row):
                continue
            if (key := getattr(row, field.attname)) is not None:
                kind: Any = field.related_model
                missing.setdefault(kind, {}).setdefault(key, []).append((row, field.name))
    for kind, wanted in missing.items():
        for key, found in kind._default_manager.in_bulk(list(wanted)).items():
            for row, name in wanted[key]:
                row._state.fields_cache[name] = found


def differences(row: Model, changes: Sequence[Revision], language: str) -> list[list[Difference]]:
    """Each change of a record (or of its kind) field by field: a query for each kind named."""
    before = [as_it_was(row, change.before) for change in changes]
    after = [as_it_was(row, change.after or {}) for change in changes]
    know_related([*before, *after])
    return [
        _differing(old, new, change, language)
        for old, new, change in zip(before, after, changes, strict=True)
    ]


def _differing(old: Any, new: Any, change: Revision, language: str) -> list[Difference]:
    fields = columns_of(type(old))
    return [
        Difference(
            column,
            str(capfirst(fields[column].verbose_name)),
            shown(old, fields[column], language),
            shown(new, fields[column], language) if change.after is not None else NOTHING,
        )
        for column in fields
        if column in change.before
    ]


def shown(row: Any, field: Field, language: str) -> str:
    """The value of a field as an editor reads it."""
    value = (
        getattr(row, field.name) if isinstance(field, ForeignKey) else field.value_from_object(row)
    )
    if value is None or value == "" or value == []:
        return NOTHING
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, PartialDate):
        return value.words(language)
    if isinstance(value, dt.datetime):
        return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, dt.date):
        return formats.date_format(value)
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return str(value)
