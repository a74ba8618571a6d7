"""What a cell may hold: from its text to a value and back, or the reason why not.

``read`` gets a text that is not empty and raises ``ValueError`` with a sentence for people.
``write`` is its inverse, up to the form of numbers: ``365.30`` is written ``365.3``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from plans.domain.dates import PartialDate

SEPARATOR = ";"
"""Joins the items of a list inside a cell."""

KEY_SHAPE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NUMBER_SHAPE = re.compile(r"-?(?P<whole>[0-9]+)(\.(?P<part>[0-9]+))?", re.ASCII)
GROUPED_SHAPE = re.compile(r"-?[0-9]{1,3}([, _'’，][0-9]{3})+(\.[0-9]+)?", re.ASCII)
DAY_SHAPE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
ADDRESS_SHAPE = re.compile(r"https?://[^/\s]+\S*")
QUOTED = 60
"""Characters of a cell that a message repeats."""


def quoted(text: str) -> str:
    """The cell in a message, cut where it is long.

    >>> print(quoted("1,200"))
    "1,200"
    """
    return f'"{text}"' if len(text) <= QUOTED else f'"{text[:QUOTED]}..."'


def listed(words: Iterable[str]) -> str:
    return ", ".join(words)


class Kind(Protocol):
    """The type of a column."""

    @property
    def empty(self) -> Any:
        """The value of an empty cell: "" for texts, None for what is then not known."""

    def read(self, text: str) -> Any: ...

    def write(self, value: Any) -> str: ...


@dataclass(frozen=True, slots=True)
class Text:
    """Free text of at most ``longest`` characters (None: of any length)."""

    longest: int | None = None
    empty: str = ""

    def read(self, text: str) -> str:
        if self.longest is not None and len(text) > self.longest:
            raise ValueError(
                f"{quoted(text)} has {len(text)} characters; there is room for {self.longest}."
            )
        return text

    def write(self, value: str) -> str:
        return value


@dataclass(frozen=True, slots=True)
class Key(Text):
    """A public key: lower-case ASCII words joined by hyphens."""

    def read(self, text: str) -> str:
        if not KEY_SHAPE.fullmatch(text):
            raise ValueError(
                f"{quoted(text)} is no key; write lower-case letters and digits,"
                " in words joined by hyphens."
            )
        return Text.read(self, text)


@dataclass(frozen=True, slots=True)
class Shaped(Text):
    """A text with a shape of its own, such as a division code; ``advice`` describes it."""

    shape: re.Pattern[str] = re.compile("")
    advice: str = ""

    def read(self, text: str) -> str:
        if not self.shape.fullmatch(text):
            raise ValueError(f"{quoted(text)} does not fit. {self.advice}")
        return Text.read(self, text)


@dataclass(frozen=True, slots=True)
class Address(Text):
    """A web address."""

    def read(self, text: str) -> str:
        if not ADDRESS_SHAPE.fullmatch(text):
            raise ValueError(
                f"{quoted(text)} is no web address; it starts with http:// or https://"
                " and holds no blanks."
            )
        return Text.read(self, text)


@dataclass(frozen=True, slots=True)
class Code:
    """One of the listed words."""

    words: tuple[str, ...]
    empty: str = ""

    def read(self, text: str) -> str:
        if text not in self.words:
            raise ValueError(f"{quoted(text)} is not one of {listed(self.words)}.")
        return text

    def write(self, value: str) -> str:
        return value


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal with at most ``digits`` digits, ``places`` of them after the point."""

    digits: int
    places: int
    empty: None = None

    def read(self, text: str) -> Decimal:
        shape = NUMBER_SHAPE.fullmatch(text)
        if shape is None:
            advice = (
                "write it without separators"
                if GROUPED_SHAPE.fullmatch(text)
                else "write digits alone, in the base unit, with a point before decimals"
            )
            raise ValueError(f"{quoted(text)} is not a number; {advice}.")
        if len((shape["part"] or "").rstrip("0")) > self.places:
            raise ValueError(f"{quoted(text)} has more than {self.places} decimal places.")
        if len(shape["whole"].lstrip("0")) > self.digits - self.places:
            raise ValueError(
                f"{quoted(text)} has more than {self.digits - self.places} digits before the point."
            )
        return Decimal(text)

    def write(self, value: Decimal) -> str:
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from ``lowest`` to ``highest``."""

    lowest: int
    highest: int
    empty: None = None

    def read(self, text: str) -> int:
        if not text.isascii() or not text.removeprefix("-").isdigit():
            raise ValueError(f"{quoted(text)} is not a whole number; write digits alone.")
        if len(text) > 20 or not self.lowest <= int(text) <= self.highest:
            raise ValueError(f"{quoted(text)} is not within {self.lowest} to {self.highest}.")
        return int(text)

    def write(self, value: int) -> str:
        return str(value)


@dataclass(frozen=True, slots=True)
class Day:
    """A full date."""

    empty: None = None

    def read(self, text: str) -> dt.date:
        if not DAY_SHAPE.fullmatch(text):
            raise ValueError(f"{quoted(text)} is not a full date; write it as 2024-07-30.")
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"{quoted(text)} is not in the calendar.") from None

    def write(self, value: dt.date) -> str:
        return value.isoformat()


@dataclass(frozen=True, slots=True)
class LooseDay:
    """A date known to the year, the month or the day."""

    empty: None = None

    def read(self, text: str) -> PartialDate:
        try:
            return PartialDate.parse(text)
        except ValueError:
            raise ValueError(
                f"{quoted(text)} is not a date; write it as 2024, 2024-07 or 2024-07-30."
            ) from None

    def write(self, value: PartialDate) -> str:
        return value.text


@dataclass(frozen=True, slots=True)
class Flag:
    """``true`` or ``false``."""

    empty: None = None

    def read(self, text: str) -> bool:
        if text not in ("true", "false"):
            raise ValueError(f"{quoted(text)} is neither true nor false.")
        return text == "true"

    def write(self, value: bool) -> str:
        return "true" if value else "false"


@dataclass(frozen=True, slots=True)
class Items:
    """A list of ``each``, joined by semicolons."""

    each: Kind
    empty: list[Any] = field(default_factory=list)

    def read(self, text: str) -> list[Any]:
        items = text.split(SEPARATOR)
        if any(item != item.strip() or not item for item in items):
            raise ValueError(
                f"{quoted(text)} is not a list; join the items by semicolons, without blanks."
            )
        return [self.each.read(item) for item in items]

    def write(self, value: list[Any]) -> str:
        return SEPARATOR.join(self.each.write(item) for item in value)
