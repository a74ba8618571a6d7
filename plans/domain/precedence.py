"""Which of several sources is believed first (method 6). Nothing is averaged or overwritten."""

from __future__ import annotations

from functools import cache

from plans.choices import ObservationKind, Qualifier, SourceKind
from plans.domain.computed import RECORDS

_KINDS = list(ObservationKind)
"""Actual before estimate before forecast: the order of their declaration."""

_SOURCES: list[str] = [*SourceKind.values, RECORDS]
"""Official statistics first, news last: the order of their declaration. Then what nobody
published."""

_FIRMNESS = {Qualifier.EXACT.value: 0, Qualifier.ABOUT.value: 1}
_BOUND = 2

Rank = tuple[int, int, int, int, int]


@cache  # of few values each: thousands of figures share some dozen ranks
def rank(*, preferred: bool, kind: str, source_kind: str, is_copy: bool, qualifier: str) -> Rank:
    """Order rivals, the least first; equal ranks stand side by side.

    An editor's choice; actual before estimate; the kind of source; an original before its
    copy; exact before about before a bound. The day of publication orders display only.
    """
    return (
        0 if preferred else 1,
        _KINDS.index(ObservationKind(kind)),
        _SOURCES.index(source_kind),
        1 if is_copy else 0,
        _FIRMNESS.get(qualifier, _BOUND),
    )
