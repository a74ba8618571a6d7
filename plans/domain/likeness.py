"""Which names speak of the same subject: they share words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

COMMON = frozenset(
    [
        *("a", "above", "and", "at", "by", "for", "from", "in", "into", "its", "of", "on", "or"),
        *("over", "per", "the", "to", "with", "cumulative", "earlier", "growth", "industry"),
        *("least", "more", "new", "number", "scale", "share", "total", "year"),
    ]
)
"""Words that say nothing of the subject."""

FEWEST_SHARED = 2
"""One word in common is chance: "firms" alone joins half of all metrics."""


def words_of(text: str) -> frozenset[str]:
    """The words of an English name that say what it is about, in the singular.

    >>> sorted(words_of("Cell therapy products, approved by 2024"))
    ['approved', 'cell', 'product', 'therapy']
    """
    found = re.findall(r"[a-z][a-z0-9+-]+", text.lower())
    return frozenset(_singular(word) for word in found if word not in COMMON)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "is", "us")) else word


def most_alike(text: str, names: Mapping[int, str], *, most: int) -> list[int]:
    """Find the names that share at least two words with ``text``, the likest first.

    ``names`` by id. Of those that share as many, the shorter is the likelier.

    >>> most_alike("Cell therapy clusters", {1: "Cell therapy products", 2: "Firms"}, most=5)
    [1]
    """
    wanted = words_of(text)
    shared = {key: (len(wanted & words), len(words)) for key, words in _words(names.items())}
    alike = [key for key, (common, _) in shared.items() if common >= FEWEST_SHARED]
    alike.sort(key=lambda key: (-shared[key][0], shared[key][1], names[key]))
    return alike[:most]


def _words(names: Iterable[tuple[int, str]]) -> Iterable[tuple[int, frozenset[str]]]:
    return ((key, words_of(name)) for key, name in names)
