"""Facets of a short list, counted in Python: which rows pass, and how many there are of a value.

For lists of some hundred rows whose values are made by rules and not stored. The firms, which may
be many, are counted by the database (parks.models.facets).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

Values = Mapping[str, Collection[str]]
"""By the name of the facet: of a row the values that it has, of a query those that are chosen."""

Row = TypeVar("Row")


def passes(row: Values, chosen: Values) -> bool:
    """Whether a row has a chosen value of each facet in which any is chosen.

    >>> passes({"theme": ["rd"]}, {"theme": ["rd", "finance"]}), passes({"theme": ["rd"]}, {})
    (True, True)
    """
    return all(
        not wanted or not set(wanted).isdisjoint(row[name]) for name, wanted in chosen.items()
    )


def found(rows: Mapping[Row, Values], chosen: Values) -> list[Row]:
    """The rows that pass, in the order given."""
    return [row for row, values in rows.items() if passes(values, chosen)]


def counts(rows: Iterable[Values], chosen: Values, of: str) -> Counter[str]:
    """How many rows there are of each value of a facet, as if nothing were chosen in it.

    >>> rows = [{"theme": ["rd"], "place": ["pudong"]}, {"theme": ["finance"], "place": ["xuhui"]}]
    >>> counts(rows, {"theme": ["rd"], "place": ["pudong"]}, of="theme")
    Counter({'rd': 1})
    """
    others = {name: wanted for name, wanted in chosen.items() if name != of}
    return Counter(value for row in rows if passes(row, others) for value in set(row[of]))
