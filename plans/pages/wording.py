"""Sentences that are built in another order in Chinese, as twins beside their rules."""

from __future__ import annotations

from collections.abc import Sequence

from plans.charts.wording import say
from plans.domain.dates import PartialDate
from plans.domain.quantities import comparator_words
from plans.domain.texts import Twin, is_chinese
from plans.models import Target

BY_THE_END = Twin("by the end of {date}", "到{date}底")
BY = Twin("by {date}", "到{date}")

FROM_TO = Twin("{start} to {end}", "{start}至{end}")
FROM = Twin("from {start}", "自{start}起")
UNTIL = Twin("until {end}", "至{end}")


def due_words(due: PartialDate, language: str) -> str:
    """Say by when a target is due, as precisely as its source does and no more.

    >>> due_words(PartialDate(2025), "en"), due_words(PartialDate(2025, 7), "zh-hans")
    ('by the end of 2025', '到2025年7月底')
    >>> due_words(PartialDate(2025, 12, 31), "en")
    'by 31 December 2025'
    """
    sentence = BY if due.precision == "day" else BY_THE_END
    return say(sentence, language, date=due.words(language))


def span_words(start: PartialDate | None, end: PartialDate | None, language: str) -> str:
    """Say how long a plan runs; one end may be open or not known, and both may.

    >>> span_words(PartialDate(2022), PartialDate(2024), "en")
    '2022 to 2024'
    >>> span_words(PartialDate(2024, 9, 7), None, "zh-hans")
    '自2024年9月7日起'
    """
    if start and end:
        if start == end:
            return start.words(language)
        return say(FROM_TO, language, start=start.words(language), end=end.words(language))
    if start:
        return say(FROM, language, start=start.words(language))
    return say(UNTIL, language, end=end.words(language)) if end else ""


def asked_words(target: Target, language: str) -> str:
    """Say what number a target asks for, with its source's comparator; nothing for words."""
    asked = target.quantity
    return "" if asked is None else comparator_words(target.comparator, asked, language)


def enumerated(words: Sequence[str], language: str) -> str:
    """List things of one kind, in the order given.

    >>> enumerated(["stem cells", "exosomes"], "en"), enumerated(["干细胞", "外泌体"], "zh-hans")
    ('stem cells, exosomes', '干细胞、外泌体')
    """
    return ("、" if is_chinese(language) else ", ").join(words)


def joined(words: Sequence[str], language: str) -> str:
    """Join what is there of some words by commas.

    >>> joined(["Shanghai", "", "2022"], "en")
    'Shanghai, 2022'
    """
    return ("，" if is_chinese(language) else ", ").join(word for word in words if word)
