"""What a calculation is written in: steps of sentences that name their observations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plans.domain.texts import Twin, is_chinese
from plans.domain.verdicts.evidence import Promise, Reading
from plans.domain.verdicts.words import Part, said, stated_words


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a calculation; ``keys`` name the observations that it speaks of."""

    text: Twin
    keys: tuple[str, ...] = ()

    @classmethod
    def of(cls, sentence: Twin, *keys: str, **parts: Part) -> Line:
        """Fill a sentence and begin it with a capital, whatever it begins with.

        >>> Line.of(Twin("{n} days are over.", "已过{n}天。"), n="five").text.en
        'Five days are over.'
        """
        filled = said(sentence, **parts)
        return cls(Twin(filled.en[:1].upper() + filled.en[1:], filled.zh), keys)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a calculation under its heading."""

    title: Twin
    lines: Sequence[Line]


def figure(promise: Promise, reading: Reading) -> Part:
    """An observation as a calculation names it: "about 100 (2024)"."""

    def words(language: str) -> str:
        stated = stated_words(reading, promise.unit, language)
        period = reading.evidence.period.words(language)
        return f"{stated}（{period}）" if is_chinese(language) else f"{stated} ({period})"

    return words
