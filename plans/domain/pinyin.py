"""How Chinese names sound, so that they are found by pinyin, by initials, and in spite of a
character that sounds the same.

The sounds of names are stored as one text: a line for each reading of a name, every syllable
after a blank (``\\n xi bi man``), then the initials, each after ``=`` (``=xbm``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_RUNS = re.compile(f"(?P<han>[{HAN}]+)|[a-z0-9]+", re.IGNORECASE)
_TYPED = re.compile(r"[a-z0-9]+(?:[ '][a-z0-9]+)*")
_LETTERS = re.compile(r"[a-z]+")

READ_TWICE = {
    "重": ("chong", "zhong"),
    "长": ("chang", "zhang"),
    "行": ("hang", "xing"),
    "乐": ("le", "yue"),
    "朝": ("chao", "zhao"),
    "曾": ("ceng", "zeng"),
    "盛": ("sheng", "cheng"),
    "血": ("xue", "xie"),
    "传": ("chuan", "zhuan"),
    "种": ("zhong", "chong"),
    "都": ("du", "dou"),
    "调": ("diao", "tiao"),
    "厦": ("sha", "xia"),
    "藏": ("cang", "zang"),
    "柏": ("bai", "bo"),
    "单": ("dan", "shan"),
    "解": ("jie", "xie"),
    "莘": ("xin", "shen"),
}
"""Characters that names read in two ways. A dictionary of words knows which way only where it
knows the word, and a name is often none."""

MOST_READINGS = 5
"""Of one name."""

SHORTEST = 2
"""Letters from which on a text may be pinyin."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A syllable, or a word in other letters, and the characters that it stands for."""

    letters: str
    start: int
    end: int


@lru_cache(maxsize=20_000)
def _read(piece: str) -> tuple[str, ...]:
    """How the characters of a word read in it. One that no dictionary has has no sound."""
    # Here, since its dictionaries take half a second that most commands need not wait.
    from pypinyin import lazy_pinyin

    read = lazy_pinyin(piece)
    if len(read) != len(piece):  # unknown characters stand together
        read = [lazy_pinyin(character)[0] for character in piece]
    return tuple(syllable if syllable.isascii() else "" for syllable in read)


@lru_cache(maxsize=20_000)
def sounds(text: str) -> tuple[Sound, ...]:
    """How ``text`` sounds: word by word, so that 重 is "chong" in 重庆 and "zhong" in 重要.

    >>> [sound.letters for sound in sounds("重庆CAR-T产品")]
    ['chong', 'qing', 'car', 't', 'chan', 'pin']
    """
    return tuple(sound for sound in _all_sounds(text) if sound.letters)


def _all_sounds(text: str) -> Iterator[Sound]:
    from pypinyin.seg.mmseg import seg

    for run in _RUNS.finditer(text):
        if not run["han"]:
            yield Sound(run[0].lower(), run.start(), run.end())
            continue
        at = run.start()
        for piece in seg.cut(run[0]):
            for syllable in _read(piece):
                yield Sound(syllable, at, at + 1)
                at += 1


def readings(text: str) -> list[tuple[Sound, ...]]:
    """The ways in which ``text`` may be read, the likeliest first."""
    first = sounds(text)
    ways = [first]
    for place, sound in enumerate(first):
        for other in _others(text[sound.start : sound.end], sound.letters):
            changed = Sound(other, sound.start, sound.end)
            ways.append((*first[:place], changed, *first[place + 1 :]))
    return ways[:MOST_READINGS]


def _others(character: str, read: str) -> list[str]:
    others = [other for other in READ_TWICE.get(character, ()) if other != read]
    if read in ("lv", "nv"):  # ü is typed as v or as u
        others.append(read.replace("v", "u"))
    return others


def initials(way: Iterable[Sound]) -> str:
    return "".join(sound.letters[0] for sound in way)


def stored_sounds(names: Iterable[str]) -> str:
    """What is stored of the sounds of ``names``; nothing where none is Chinese.

    >>> stored_sounds(["AbelZeta", "西比曼"])
    '\\n xi bi man\\n=xbm='
    """
    ways = [
        way
        for name in names
        if any(run["han"] for run in _RUNS.finditer(name))
        for way in readings(name)
        if way
    ]
    if not ways:
        return ""
    lines = ["".join(f" {sound.letters}" for sound in way) for way in ways]
    starts = dict.fromkeys(map(initials, ways))
    return "\n" + "\n".join(lines) + "\n=" + "=".join(starts) + "="


def as_typed(text: str) -> list[str]:
    """The syllables, or runs of them, of what may be pinyin; none where it cannot be.

    >>> as_typed("xibi man"), as_typed("xi'an"), as_typed("car-t"), as_typed("西")
    (['xibi', 'man'], ['xi', 'an'], [], [])
    """
    if len(text) < SHORTEST or not _TYPED.fullmatch(text):
        return []
    return re.split("[ ']", text)


def sound_pattern(typed: list[str]) -> str:
    """A regular expression that finds in stored sounds what was typed: from a syllable on.

    >>> sound_pattern(["xi", "bi"])
    ' x ?i b ?i'
    """
    return "".join(" " + " ?".join(run) for run in typed)


def initials_pattern(typed: list[str]) -> str:
    """The same for initials: two letters must begin a name, three may stand anywhere in it."""
    [letters, *more] = typed
    if more or not _LETTERS.fullmatch(letters):
        return ""
    return f"={letters}" if len(letters) == SHORTEST else f"=[a-z0-9=]*{letters}"


def homophones(text: str) -> str:
    """How a Chinese text would stand among stored sounds; nothing where it is too short.

    >>> homophones("西比漫")
    ' xi bi man'
    """
    way = sounds(text)
    is_chinese = sum(sound.end - sound.start == 1 for sound in way) >= SHORTEST
    has_han = any(run["han"] for run in _RUNS.finditer(text))
    return "".join(f" {sound.letters}" for sound in way) if is_chinese and has_han else ""


def sounding_part(text: str, typed: list[str]) -> tuple[int, int] | None:
    """Which characters of ``text`` sound like what was typed: from where to where.

    >>> sounding_part("上海西比曼", ["xbm"]), sounding_part("上海西比曼", ["xib"])
    ((2, 5), (2, 4))
    """
    pattern = re.compile(sound_pattern(typed))
    for way in readings(text):
        line = "".join(f" {sound.letters}" for sound in way)
        if found := pattern.search(line):
            first = line.count(" ", 0, found.start())
            last = line.count(" ", 0, found.end()) - 1
            return way[first].start, way[last].end
    if not initials_pattern(typed):
        return None
    for way in readings(text):
        at = initials(way).find(typed[0])
        if at == 0 or (at > 0 and len(typed[0]) > SHORTEST):
            return way[at].start, way[at + len(typed[0]) - 1].end
    return None
