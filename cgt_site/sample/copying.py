"""Rows into a table by COPY, with the columns that only Python can fill."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import AutoField, BigAutoField

from plans.models.searching import sounds_fields

PREFIX = "sample-"
"""What the key of every synthetic row begins with."""


def copy_rows(model: Any, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write rows of the same columns; what they leave out has the default of its field."""
    several = iter(rows)
    first = next(several, None)
    if first is None:
        return 0
    sounds = sounds_fields(model)
    made = {field.attname for field in sounds}
    rest = {
        field.attname: field.get_default()
        for field in model._meta.concrete_fields
        if not (field.generated or isinstance(field, (AutoField, BigAutoField)))
        and field.attname not in {*first, *made}
    }
    names = ", ".join(connection.ops.quote_name(name) for name in [*first, *made, *rest])
    defaults, number = tuple(rest.values()), 0
    statement = f"COPY {model._meta.db_table} ({names}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in chain([first], several):
            heard = tuple(field.value_from(row) for field in sounds)
            copy.write_row((*row.values(), *heard, *defaults))
            number += 1
    return number


def ids_of(model: Any) -> dict[str, int]:
    """The ids of the synthetic rows of a table, by their keys, in their order."""
    rows = model.objects.filter(key__startswith=PREFIX).order_by("key")
    return dict(rows.values_list("key", "pk"))
