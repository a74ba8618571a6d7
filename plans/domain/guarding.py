"""The evidence guard: what a source states changes together with the citation, or not at all.

A citation says "it stands there". Where a figure changes and its citation does not, nobody can
know whether the place was looked at. So a change of a figure also changes its source or the place
in it; or it says when the place was read again; or it takes an earlier change back.

The database holds the same rule by triggers (migration ``plans`` 0014), which are written from
the same columns (``Fact.guards``). A test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

RULE = "figure_changes_with_its_citation"
"""What the triggers of the database call it."""

READ_AGAIN = "reread_at"
"""The column that says when somebody last read the place in the source again. It only counts when
it moves forward: what an old file or form says of it vouches for nothing new."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Columns that a source states, and the columns that cite it for them."""

    figures: tuple[str, ...]
    citation: tuple[str, ...] = ("source_id", "locator")


def guards_of(columns: Sequence[str], elsewhere: Mapping[str, str]) -> tuple[Guard, ...]:
    """The guards of a kind of fact. ``elsewhere``: columns that another column cites.

    >>> guards_of(["area_km2", "population"], {"area_km2": "area_source_id"})
    (Guard(figures=('population',), citation=('source_id', 'locator')), \
Guard(figures=('area_km2',), citation=('area_source_id',)))
    """
    own = tuple(column for column in columns if column not in elsewhere)
    guards = [Guard(own)] if own else []
    for citation in dict.fromkeys(elsewhere.values()):
        cited = tuple(column for column in columns if elsewhere.get(column) == citation)
        guards.append(Guard(cited, (citation,)))
    return tuple(guards)


def is_read_again(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether the change says that the place was read again, later than was said before."""
    before, after = old.get(READ_AGAIN), new.get(READ_AGAIN)
    return after is not None and (before is None or after > before)


def uncited(guard: Guard, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """The figures that would change while nothing vouches for what they become.

    ``old`` and ``new`` give the values by column; a column that ``new`` lacks stays as it is.
    """

    def changed(columns: Iterable[str]) -> list[str]:
        return [name for name in columns if name in new and new[name] != old[name]]

    figures = changed(guard.figures)
    return [] if changed(guard.citation) or is_read_again(old, new) else figures


def stood_together(
    guard: Guard, row: Mapping[str, Any], earlier: Iterable[Mapping[str, Any]]
) -> bool:
    """Whether these figures stood under this very citation before: a change is taken back."""
    columns = (*guard.figures, *guard.citation, READ_AGAIN)
    return any(all(row[name] == past[name] for name in columns) for past in earlier)
