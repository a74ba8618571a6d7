"""Numbers, dates, codes and keys as they are typed in Chinese, to the form of the data files.

Free text is never touched: there a full-width sign is what the editor meant.
"""

from __future__ import annotations

import re

from plans.loaders.kinds import Address, Day, Items, Kind, LooseDay, Moment, Text

FULL_WIDTH = {0xFF01 + place: 0x21 + place for place in range(94)} | {
    0x3000: 0x20,  # the wide blank
    0x00A0: 0x20,  # a blank that does not break
    0x2212: 0x2D,  # a minus
    0xFEFF: None,
}
CHINESE_DATE = re.compile(
    r"(?P<y>\d{4})\s*年\s*((?P<m>\d{1,2})\s*月\s*((?P<d>\d{1,2})\s*[日号]\s*)?)?", re.ASCII
)
OTHER_DATE = re.compile(r"(?P<y>\d{4})([/.])(?P<m>\d{1,2})(\2(?P<d>\d{1,2}))?", re.ASCII)
SHORT_DATE = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})(-(?P<d>\d{1,2}))?", re.ASCII)


def plain(text: str) -> str:
    """Full-width signs as ASCII, without blanks around.

    >>> plain("　１２３．５ ")
    '123.5'
    """
    return text.translate(FULL_WIDTH).strip()


def is_free_text(kind: Kind) -> bool:
    """Whether a column holds words of people, which are left as they are."""
    if isinstance(kind, Items):
        return is_free_text(kind.each)
    return type(kind) in (Text, Address)


def is_date(kind: Kind) -> bool:
    return isinstance(kind, Day | LooseDay | Moment)


def folded(text: str, kind: Kind) -> str:
    """A cell in the form of the data files, as far as its meaning is beyond doubt.

    >>> folded("２０２４年７月", LooseDay()), folded("（全角）", Text())
    ('2024-07', '（全角）')
    """
    if is_free_text(kind):
        return text
    text = plain(text)
    return iso_date(text) if is_date(kind) else text


def iso_date(text: str) -> str:
    """A date with its year first as ISO writes it; any other text as it is."""
    for shape in (CHINESE_DATE, OTHER_DATE, SHORT_DATE):
        found = shape.fullmatch(text)
        if found:
            parts = [found["y"], *(each.zfill(2) for each in (found["m"], found["d"]) if each)]
            return "-".join(parts)
    return text
