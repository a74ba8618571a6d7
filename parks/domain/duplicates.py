"""Which firms are likely one: names alike once legal forms and places are taken off.

Compared are equal names, by a look-up, and neighbours in the alphabet: no name is compared with
all others, so 200,000 firms take seconds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from plans.domain.searching import folded, words

LEGAL_FORMS = frozenset(
    ["ag", "co", "company", "corp", "corporation", "gmbh", "inc", "limited", "llc", "ltd", "plc"]
)
PLACES = frozenset({"china", "shanghai"})
_CHINESE_ENDS = re.compile(r"(股份有限公司|有限责任公司|有限公司|集团|公司)$")
_CHINESE_PLACES = re.compile(r"^(上海市?|中国)|\((上海市?|中国|集团)\)")

NEIGHBOURS = 4
"""How many names further in the alphabet a name is compared with."""

ALIKE = 0.6
"""From this share of common pieces on, two names are likely one. ``pg_trgm`` measures alike."""

SHORTEST = 6
"""Letters: of shorter names most pieces are common by chance."""

CROWD = 6
"""More firms than this with one name are no duplicates: the name says too little."""


@dataclass(frozen=True, slots=True)
class Named:
    """A firm by its names, former ones included."""

    id: int
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two firms, the first with the smaller id; likeness in per cent."""

    first: int
    second: int
    likeness: int


def core(name: str) -> str:
    """What is left of a name without legal form, place, blanks and signs.

    >>> core("Shanghai Fosun Kite Biotechnology Co., Ltd."), core("上海复星凯瑞生物科技有限公司")
    ('fosunkitebiotechnology', '复星凯瑞生物科技')
    """
    plain = _CHINESE_PLACES.sub("", folded(name))
    plain = _CHINESE_ENDS.sub("", _CHINESE_ENDS.sub("", plain))
    kept = [word for word in words(plain) if word not in LEGAL_FORMS | PLACES]
    return "".join(kept)


def likely_pairs(firms: Iterable[Named]) -> list[Pair]:
    """Find the firms that are likely one, the most alike first.

    >>> likely_pairs([Named(1, ["Fosun Kite"]), Named(2, ["Fosun Kite Co., Ltd."])])
    [Pair(first=1, second=2, likeness=100)]
    """
    by_core: dict[str, set[int]] = defaultdict(set)
    for firm in firms:
        for name in firm.names:
            if short := core(name):
                by_core[short].add(firm.id)
    found: dict[tuple[int, int], int] = {}
    for ids, likeness in (*_equal(by_core), *_neighbours(by_core)):
        found[ids] = max(found.get(ids, 0), likeness)
    pairs = [Pair(first, second, likeness) for (first, second), likeness in found.items()]
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.first, pair.second))


Found = Iterator[tuple[tuple[int, int], int]]


def _equal(by_core: dict[str, set[int]]) -> Found:
    for ids in by_core.values():
        if 1 < len(ids) <= CROWD:
            for pair in combinations(sorted(ids), 2):
                yield pair, 100


def _neighbours(by_core: dict[str, set[int]]) -> Found:
    """Names that differ in a few letters stand near one another, read from one end or the other."""
    latin = [name for name in by_core if name.isascii() and len(name) >= SHORTEST]
    for key in (str, _backwards):
        ordered = sorted(latin, key=key)
        for place, name in enumerate(ordered):
            for other in ordered[place + 1 : place + 1 + NEIGHBOURS]:
                if likeness := alike(name, other):
                    yield from _each(by_core[name], by_core[other], likeness)


def _backwards(name: str) -> str:
    return name[::-1]


def _each(ones: set[int], others: set[int], likeness: int) -> Found:
    if len(ones) * len(others) <= CROWD:
        for one in ones:
            for other in others - {one}:
                yield (min(one, other), max(one, other)), likeness


def alike(one: str, other: str) -> int:
    """How alike two names are, in per cent; 0 for those that are not, or that count differently.

    >>> alike("fosunkairos", "fosunkairo") > 0, alike("cellplant2", "cellplant3")
    (True, 0)
    """
    longest, shortest = max(len(one), len(other)), min(len(one), len(other))
    if shortest < longest * ALIKE or _digits(one) != _digits(other):
        return 0
    mine, theirs = _pieces(one), _pieces(other)
    share = len(mine & theirs) / len(mine | theirs)
    return min(99, round(share * 100)) if share >= ALIKE else 0


def _digits(name: str) -> list[str]:
    return re.findall(r"\d+", name)


def _pieces(name: str) -> set[str]:
    padded = f"  {name} "
    return {padded[place : place + 3] for place in range(len(padded) - 2)}
