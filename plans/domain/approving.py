"""Whether a person may publish what was written: by somebody else, or by themselves.

What readers see was read by two people wherever there are two. The database holds the same rule
(``keep_changes``, migration ``plans`` 0011), so that no way in goes around it.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum


class Approval(Enum):
    """How it stands with one person, one text and those who may publish texts of its kind."""

    OF_ANOTHERS = "anothers"
    """Somebody else wrote it, or a program did: they may publish it."""
    ALONE = "alone"
    """They wrote it, and nobody else could read it: they may, and the history says so."""
    REFUSED = "refused"
    """They wrote it, and a second editor is there to read it."""

    @property
    def is_allowed(self) -> bool:
        return self is not Approval.REFUSED


def approval(person: int, author: int | None, publishers: Collection[int]) -> Approval:
    """May ``person``, who holds the right to publish, publish what ``author`` wrote last?

    ``author`` made the last change of the content since it was last published; None where that
    was a program, or nobody knows. ``publishers`` are all who may publish records of this kind:
    active accounts of the desk with that permission, or superusers. A *second editor* is one of
    them who is not the author. Whoever may only write is none: they could not approve it either,
    and the record would wait for ever.

    >>> approval(1, 2, {1, 2}).value, approval(1, 1, {1}).value, approval(1, 1, {1, 2}).value
    ('anothers', 'alone', 'refused')
    """
    if author != person:
        return Approval.OF_ANOTHERS
    if any(publisher != person for publisher in publishers):
        return Approval.REFUSED
    return Approval.ALONE
