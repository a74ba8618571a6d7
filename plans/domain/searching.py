"""What a search compares, finds first, and marks: plain functions, for the database and for pages.

``folded`` is what the SQL function ``search_folded`` does to stored names: both write what a
reader takes for the same in the same way. A test holds them together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum

from plans.domain.pinyin import as_typed, sounding_part

LONGEST = 100
"""Characters of a search. Longer ones are refused: no name is that long."""

_QUOTES_AND_DASHES = str.maketrans("‘’“”‐–—", "''\"\"---")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_BLANKS = re.compile(r"[\t-\r ]+")
_WORDS = re.compile(r"[^\W_]+")


class Rank(IntEnum):
    """How well a row fits what was searched: the best first."""

    EXACT = 0
    START = 1
    WORD_START = 2
    INSIDE = 3
    SOUND_START = 4
    SOUND = 5
    ELSEWHERE = 6
    """In a former name, or in the text beside the names."""
    WORDS = 7
    """Every word, but not in one piece."""
    SIMILAR = 8


class Match(IntEnum):
    """How a text is searched. The second and third way are tried only where the one before
    finds nothing."""

    WHOLE = 1
    WORDS = 2
    SIMILAR = 3


def _folded(text: str) -> str:
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    plain = unicodedata.normalize("NFKC", bare).translate(_QUOTES_AND_DASHES)
    return "".join(character.lower() for character in plain)


def folded(text: str) -> str:
    """``text`` as it is compared: small letters, no accents, no wide forms, single blanks.

    >>> folded("  ＡｂｅｌＺeta　Phármа— (集团）")
    'abelzeta pharmа- (集团)'
    """
    seen = "".join(
        character
        for character in text
        if character.isspace() or unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    )
    return _BLANKS.sub(" ", _folded(seen)).strip()


def words(text: str) -> list[str]:
    """The words of a folded text, without what stands between them.

    >>> words("abelzeta pharma, inc.")
    ['abelzeta', 'pharma', 'inc']
    """
    return _WORDS.findall(text)


def grams(text: str) -> list[str]:
    """The pieces that a text with ``text`` in it must have, as the index has them.

    Three characters of ASCII, two where one is not, and a single one that is not. A single
    letter of ASCII is in almost every name: no index helps, and there is none.

    >>> grams("gene"), grams("生物"), grams("药"), grams("a"), grams("t细胞")
    (['gen', 'ene'], ['生物'], ['药'], [], ['t细', '细胞'])
    """
    if len(text) == 1:
        return [] if text.isascii() else [text]
    if len(text) == 2:
        return [text]
    threes = [text[i : i + 3] for i in range(len(text) - 2)]
    twos = [text[i : i + 2] for i in range(len(text) - 1)]
    kept = [three for three in threes if three.isascii()]
    kept += [
        two
        for place, two in enumerate(twos)
        if not any(three.isascii() for three in threes[max(place - 1, 0) : place + 1])
    ]
    return list(dict.fromkeys(kept))


def swaps(word: str) -> list[str]:
    """The words that are meant if two neighbours changed places.

    >>> swaps("wuix")
    ['uwix', 'wiux', 'wuxi']
    """
    places = range(len(word) - 1)
    return [word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in places]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, and whether it is what was searched."""

    text: str
    is_match: bool


def pieces(text: str, searched: str) -> list[Piece]:
    """``text`` cut where a search found something: the whole, its words, or what sounds like it.

    >>> [(piece.text, piece.is_match) for piece in pieces("AbelZeta Pharma", "zeta")]
    [('Abel', False), ('Zeta', True), (' Pharma', False)]
    """
    wanted = folded(searched)
    spans = _spans(text, wanted) if wanted else []
    cut: list[Piece] = []
    at = 0
    for start, end in spans:
        cut += [Piece(text[at:start], False), Piece(text[start:end], True)]
        at = end
    cut.append(Piece(text[at:], False))
    return [piece for piece in cut if piece.text]


def is_found_in(text: str, searched: str) -> bool:
    """Whether ``pieces`` would mark anything."""
    wanted = folded(searched)
    return bool(wanted and _spans(text, wanted))


def likeness(text: str, searched: str) -> float:
    """How much of two texts is the same, from 0 to 1: to say which one a misspelling means.

    >>> likeness("AbelZeta", "abelzetta") > 0.9 > likeness("Oricell", "abelzetta")
    True
    """
    return SequenceMatcher(None, folded(text), folded(searched), autojunk=False).ratio()


def _spans(text: str, wanted: str) -> list[tuple[int, int]]:
    line, origins = _with_origins(text)
    whole = _all_of(wanted, line)
    if not whole and (typed := as_typed(wanted)) and not line.isascii():
        part = sounding_part(text, typed)
        if part:
            return [part]
    found = whole or [span for word in words(wanted) for span in _all_of(word, line)]
    return _joined((origins[start], origins[end - 1] + 1) for start, end in found)


def _with_origins(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place that it came from."""
    line, origins = "", []
    for place, character in enumerate(text):
        plain = " " if character.isspace() else _folded(character)
        if plain == " " and line.endswith(" "):
            continue
        line += plain
        origins += [place] * len(plain)
    return line, origins


def _all_of(wanted: str, line: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(re.escape(wanted), line)]


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that touch as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
