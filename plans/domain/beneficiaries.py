"""For whom a policy measure is: the free words of the data, in groups that can be chosen.

The rule: a phrase belongs to every group of which it has a word, in English or in Chinese. One
that is there and has no word of any group is of "others"; without a phrase it is "not stated".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from plans.choices import Beneficiary


class GroupWords(NamedTuple):
    """Words that put a phrase into a group. English ones match whole, with or without an s."""

    english: tuple[str, ...]
    chinese: tuple[str, ...]


WORDS: Mapping[Beneficiary, GroupWords] = {
    Beneficiary.FIRMS: GroupWords(
        ("firm", "company", "companies", "enterprise", "applicant", "start-up", "manufacturer"),
        ("企业", "公司", "申请单位", "合同研究组织"),
    ),
    Beneficiary.STARTUPS: GroupWords(("start-up",), ("初创", "创业企业")),
    Beneficiary.FOREIGN: GroupWords(
        ("foreign-invested", "foreign-owned", "foreign investor", "foreign firm"),
        ("外商投资", "外国投资者", "外资"),
    ),
    Beneficiary.INVESTORS: GroupWords(("investor",), ("投资者", "投资人", "投资机构")),
    Beneficiary.HOSPITALS: GroupWords(
        ("hospital", "clinic", "medical institution"), ("医院", "医疗机构")
    ),
    Beneficiary.RESEARCH: GroupWords(
        ("research institution", "research institute", "university", "universities", "researcher"),
        ("科研机构", "研究机构", "科研院所", "高校", "大学", "研究者", "科研人员"),
    ),
    Beneficiary.PATIENTS: GroupWords(("patient",), ("患者", "病人")),
}
"""An applicant or a start-up is taken for a firm: who looks for support of firms must find it."""


def _pattern(words: GroupWords) -> re.Pattern[str]:
    english = "|".join(map(re.escape, words.english))
    return re.compile(rf"\b(?:{english})s?\b|{'|'.join(words.chinese)}", re.IGNORECASE)


_PATTERNS = {group: _pattern(words) for group, words in WORDS.items()}


@lru_cache(maxsize=4096)
def beneficiaries(english: str, chinese: str = "") -> frozenset[Beneficiary]:
    """The groups of a phrase, of which either language may be missing.

    >>> sorted(beneficiaries("hospitals and firms", "医院和企业"))
    [Beneficiary.FIRMS, Beneficiary.HOSPITALS]
    >>> beneficiaries("", "")
    frozenset({Beneficiary.UNKNOWN})
    """
    phrase = f"{english}\n{chinese}"
    if not phrase.strip():
        return frozenset([Beneficiary.UNKNOWN])
    found = frozenset(group for group, pattern in _PATTERNS.items() if pattern.search(phrase))
    return found or frozenset([Beneficiary.OTHER])
