"""How a data file maps to a model: described once, used to read, check, load and export.

What a column may hold (its type, its words, its length, whether it may be empty) is read from
the model's field. A table adds what the model cannot know: the names of the columns, what they
refer to, and which of them a file may lack.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations

from plans.loaders import kinds
from plans.models.fields import KeyField, PartialDateField


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file.

    ``field`` is the model's field; "" where the column only repeats what another table says.
    ``refers_to`` names the table whose key the column holds; ``within``, the column that is the
    first half of that key. ``optional``: a file may lack the column, and then what the database
    has stays. ``when_new`` gives the value of a new row whose file says nothing.
    ``repeats`` is ``reference column.column there``: the cell must say the same.
    """

    name: str
    field: str = ""
    refers_to: str = ""
    within: str = ""
    optional: bool = False
    when_new: Callable[[], Any] | None = None
    repeats: str = ""


def stored(*names: str) -> list[Column]:
    """Columns that are called like their fields."""
    return [Column(name, name) for name in names]


def optional(*names: str) -> list[Column]:
    """Columns that are called like their fields and that a file may lack."""
    return [Column(name, name, optional=True) for name in names]


def refers(name: str, to: str, *, field: str = "", within: str = "") -> Column:
    """A column with a key of table ``to``: ``metric_key`` sets the field ``metric``."""
    return Column(name, field or name.removesuffix("_key"), refers_to=to, within=within)


def repeats(name: str, of: str) -> Column:
    """A column that is not stored: it repeats ``of``, such as ``metric_key.unit``."""
    return Column(name, repeats=of)


FACT = [refers("source_key", "sources"), *stored("locator"), *optional("reread_at")]
"""Every fact has a source and a place in it. A row that corrects a figure and cites it as before
says when the place was read again (``plans.domain.guarding``)."""

STATE = optional("state", "state_reason")
"""Every fact has a publication state. A file without it leaves the state alone."""


@dataclass(frozen=True, eq=False)
class Table:
    """One data file: ``name``.csv, the model that it fills, and its columns in order."""

    name: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("key",)

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def stored(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.field)

    def model_field(self, column: Column) -> Any:
        """The model's field of a stored column."""
        return self.model._meta.get_field(column.field)

    def falls_back(self, column: Column) -> bool:
        """Whether an empty cell leaves a stored value alone: state, preferred."""
        return column.optional and bool(column.field) and self.model_field(column).has_default()

    def is_required(self, column: Column) -> bool:
        """Whether a cell of this column must be filled."""
        if not column.field or self.falls_back(column):
            return False
        field = self.model_field(column)
        return not (field.null or field.blank)


class Tables:
    """All tables of a data set, in the order in which they are loaded."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self.by_name = {table.name: table for table in tables}

    def __iter__(self) -> Iterator[Table]:
        return iter(self.by_name.values())

    def __getitem__(self, name: str) -> Table:
        return self.by_name[name]

    def kind(self, table: Table, column: Column) -> kinds.Kind:
        """What a cell may hold. A reference holds a key, a repetition what the original holds."""
        if column.repeats:
            reference, original = column.repeats.split(".")
            there = self[table.by_name[reference].refers_to]
            return self.kind(there, there.by_name[original])
        if column.refers_to:
            return _Reference()
        return kind_of(table.model_field(column))


@dataclass(frozen=True, slots=True)
class _Reference(kinds.Key):
    """The key of a row; an empty cell refers to none."""

    empty: Any = None


def kind_of(field: Any) -> kinds.Kind:
    """What the model's field may hold, as a kind of cell."""
    if isinstance(field, KeyField):
        return kinds.Key(field.max_length)
    if isinstance(field, PartialDateField):
        return kinds.LooseDay()
    if isinstance(field, ArrayField):
        return kinds.Items(kind_of(field.base_field))
    if field.choices:
        return kinds.Code(tuple(value for value, _label in field.choices if value))
    return _plain_kind(field)


def _plain_kind(field: Any) -> kinds.Kind:
    match field:
        case models.URLField():
            return kinds.Address(field.max_length)
        case models.CharField() | models.TextField():
            return _text_kind(field)
        case models.DecimalField():
            return kinds.Number(field.max_digits, field.decimal_places)
        case models.BooleanField():
            return kinds.Flag()
        case models.IntegerField():
            lowest, highest = BaseDatabaseOperations.integer_field_ranges[field.get_internal_type()]
            return kinds.Whole(lowest, highest)
        case models.DateTimeField():
            return kinds.Moment()
        case models.DateField():
            return kinds.Day()
    raise TypeError(f"No kind of cell for {field!r}.")


def _text_kind(field: Any) -> kinds.Kind:
    shapes = [check for check in field.validators if isinstance(check, RegexValidator)]
    if not shapes:
        return kinds.Text(field.max_length)
    shape, advice = re.compile(shapes[0].regex), shapes[0].message
    return kinds.Shaped(field.max_length, shape=shape, advice=advice)
