"""What a column of a list is: its name, what it means, and where a row has it.

One description serves CSV, Excel and JSON alike, and the catalogue of downloads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

Words: TypeAlias = Any
"""A text that is translated when it is shown."""


class Form(Enum):
    """What a cell holds, and so how each kind of file writes it."""

    CODE = "code"
    """A key, a code, a date, an address: a text that no spreadsheet would run."""
    TEXT = "text"
    """Any other text."""
    CODES = "codes"
    """A list of codes."""
    TEXTS = "texts"
    """A list of texts."""
    DECIMAL = "decimal"
    """A number with all its digits: a text in JSON."""
    WHOLE = "whole"
    """A whole number."""
    DAY = "day"
    """A full date."""


@dataclass(frozen=True, slots=True)
class Column:
    """``meaning`` is one line for readers of the catalogue."""

    name: str
    meaning: Words
    form: Form


@dataclass(frozen=True, slots=True)
class Stored(Column):
    """A column that the database gives: a field, by its path, or an expression.

    An expression is made anew for each file (``at`` is called), since what is public depends
    on the day that the site is read as of.
    """

    at: str | Callable[[], Any]

    @property
    def expression(self) -> Any:
        return self.at if isinstance(self.at, str) else self.at()


@dataclass(frozen=True, slots=True)
class Gathered(Column):
    """A list that is gathered from rows of another table, all at once.

    ``pairs`` gives the SQL, with its parameters, of pairs: the id of the row, and an item.
    """

    pairs: Callable[[], tuple[str, Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Given(Column):
    """A column of rows that were made in Python: a text, a number or a list of texts."""

    value: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Address(Column):
    """The address of the row's page, in English: of ``view``, by the keys in the columns ``of``.

    ``{key}`` in ``fragment`` is a column, too.
    """

    view: str
    of: tuple[str, ...]
    fragment: str = ""

    @property
    def template(self) -> str:
        """The address with the names of columns in it: ``/firms/{key}/``."""
        with override(settings.LANGUAGE_CODE):
            address = reverse(self.view, args=[f"0{name}0" for name in self.of])
        for name in self.of:
            address = address.replace(f"0{name}0", f"{{{name}}}")
        return address + self.fragment


# --- Short ways to write one -----------------------------------------------------------------

At = str | Callable[[], Any]


def code(name: str, meaning: Words, at: At = "") -> Stored:
    return Stored(name, meaning, Form.CODE, at or name)


def text(name: str, meaning: Words, at: At = "") -> Stored:
    return Stored(name, meaning, Form.TEXT, at or name)


def codes(name: str, meaning: Words, at: At = "") -> Stored:
    return Stored(name, meaning, Form.CODES, at or name)


def texts(name: str, meaning: Words, at: At = "") -> Stored:
    return Stored(name, meaning, Form.TEXTS, at or name)


def decimal(name: str, meaning: Words, at: At = "") -> Stored:
    return Stored(name, meaning, Form.DECIMAL, at or name)


def whole(name: str, meaning: Words, at: At = "") -> Stored:
    return Stored(name, meaning, Form.WHOLE, at or name)


def day(name: str, meaning: Words, at: At = "") -> Stored:
    return Stored(name, meaning, Form.DAY, at or name)
