"""What a cell may hold: from its text to a value and back, or the reason why not.

``read`` gets a text that is not empty and raises ``ValueError`` with a sentence for people, in
their language.
``write`` is its inverse, up to the form of numbers: ``365.30`` is written ``365.3``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from plans.domain.dates import PartialDate

SEPARATOR = ";"
"""Joins the items of a list inside a cell."""

KEY_SHAPE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NUMBER_SHAPE = re.compile(r"-?(?P<whole>[0-9]+)(\.(?P<part>[0-9]+))?", re.ASCII)
GROUPED_SHAPE = re.compile(r"-?[0-9]{1,3}([, _'’，][0-9]{3})+(\.[0-9]+)?", re.ASCII)
DAY_SHAPE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
ADDRESS_SHAPE = re.compile(r"https?://[^/\s]+\S*")
MOMENT_SHAPE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?",
    re.ASCII,
)
YEARS = range(1990, 2100)
"""In which somebody may have read something."""
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
                _("%(cell)s has %(n)d characters; there is room for %(room)d.")
                % {"cell": quoted(text), "n": len(text), "room": self.longest}
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
                _(
                    "%(cell)s is no key; write lower-case letters and digits, in words joined by"
                    " hyphens."
                )
                % {"cell": quoted(text)}
            )
        return Text.read(self, text)


@dataclass(frozen=True, slots=True)
class Shaped(Text):
    """A text with a shape of its own, such as a division code; ``advice`` describes it."""

    shape: re.Pattern[str] = re.compile("")
    advice: str | Promise = ""

    def read(self, text: str) -> str:
        if not self.shape.fullmatch(text):
            said = _("%(cell)s does not fit. %(advice)s")
            raise ValueError(said % {"cell": quoted(text), "advice": self.advice})
        return Text.read(self, text)


@dataclass(frozen=True, slots=True)
class Address(Text):
    """A web address."""

    def read(self, text: str) -> str:
        if not ADDRESS_SHAPE.fullmatch(text):
            raise ValueError(
                _(
                    "%(cell)s is no web address; it starts with http:// or https:// and holds no"
                    " blanks."
                )
                % {"cell": quoted(text)}
            )
        return Text.read(self, text)


@dataclass(frozen=True, slots=True)
class Code:
    """One of the listed words."""

    words: tuple[str, ...]
    empty: str = ""

    def read(self, text: str) -> str:
        if text not in self.words:
            said = _("%(cell)s is not one of %(words)s.")
            raise ValueError(said % {"cell": quoted(text), "words": listed(self.words)})
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
            raise ValueError(_no_number(text) % {"cell": quoted(text)})
        if len((shape["part"] or "").rstrip("0")) > self.places:
            said = _("%(cell)s has more than %(n)d decimal places.")
            raise ValueError(said % {"cell": quoted(text), "n": self.places})
        if len(shape["whole"].lstrip("0")) > self.digits - self.places:
            said = _("%(cell)s has more than %(n)d digits before the point.")
            raise ValueError(said % {"cell": quoted(text), "n": self.digits - self.places})
        return Decimal(text)

    def write(self, value: Decimal) -> str:
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text


def _no_number(text: str) -> str:
    if GROUPED_SHAPE.fullmatch(text):
        return _("%(cell)s is not a number; write it without separators.")
    return _(
        "%(cell)s is not a number; write digits alone, in the base unit, with a point before"
        " decimals."
    )


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from ``lowest`` to ``highest``."""

    lowest: int
    highest: int
    empty: None = None

    def read(self, text: str) -> int:
        if not text.isascii() or not text.removeprefix("-").isdigit():
            said = _("%(cell)s is not a whole number; write digits alone.")
            raise ValueError(said % {"cell": quoted(text)})
        if len(text) > 20 or not self.lowest <= int(text) <= self.highest:
            said = _("%(cell)s is not within %(lowest)d to %(highest)d.")
            bounds = {"lowest": self.lowest, "highest": self.highest}
            raise ValueError(said % {"cell": quoted(text), **bounds})
        return int(text)

    def write(self, value: int) -> str:
        return str(value)


@dataclass(frozen=True, slots=True)
class Day:
    """A full date."""

    empty: None = None

    def read(self, text: str) -> dt.date:
        if not DAY_SHAPE.fullmatch(text):
            said = _("%(cell)s is not a full date; write it as 2024-07-30.")
            raise ValueError(said % {"cell": quoted(text)})
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            said = _("%(cell)s is not in the calendar.")
            raise ValueError(said % {"cell": quoted(text)}) from None

    def write(self, value: dt.date) -> str:
        return value.isoformat()


@dataclass(frozen=True, slots=True)
class Moment:
    """A day with its time, or a day from its start; in Shanghai, if no other zone is named."""

    empty: None = None

    def read(self, text: str) -> dt.datetime:
        if not MOMENT_SHAPE.fullmatch(text):
            said = _("%(cell)s is not a moment; write it as 2024-07-30 or 2024-07-30T15:20.")
            raise ValueError(said % {"cell": quoted(text)})
        try:
            moment = dt.datetime.fromisoformat(text)
        except ValueError:
            said = _("%(cell)s is not in the calendar.")
            raise ValueError(said % {"cell": quoted(text)}) from None
        if moment.year not in YEARS:
            said = _("%(cell)s is no moment at which anybody read it.")
            raise ValueError(said % {"cell": quoted(text)})
        return moment if moment.tzinfo else timezone.make_aware(moment)

    def write(self, value: dt.datetime) -> str:
        moment = value.astimezone(dt.UTC).isoformat(timespec="microseconds")
        return moment.replace("+00:00", "Z").replace(".000000Z", "Z")


@dataclass(frozen=True, slots=True)
class LooseDay:
    """A date known to the year, the month or the day."""

    empty: None = None

    def read(self, text: str) -> PartialDate:
        try:
            return PartialDate.parse(text)
        except ValueError:
            said = _("%(cell)s is not a date; write it as 2024, 2024-07 or 2024-07-30.")
            raise ValueError(said % {"cell": quoted(text)}) from None

    def write(self, value: PartialDate) -> str:
        return value.text


@dataclass(frozen=True, slots=True)
class Flag:
    """``true`` or ``false``."""

    empty: None = None

    def read(self, text: str) -> bool:
        if text not in ("true", "false"):
            raise ValueError(_("%(cell)s is neither true nor false.") % {"cell": quoted(text)})
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
            said = _("%(cell)s is not a list; join the items by semicolons, without blanks.")
            raise ValueError(said % {"cell": quoted(text)})
        return [self.each.read(item) for item in items]

    def write(self, value: list[Any]) -> str:
        return SEPARATOR.join(self.each.write(item) for item in value)
