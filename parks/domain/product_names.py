"""Which events of a firm name which of its products.

The data tie an event to a firm, not to a product. An event concerns a product where its title or
summary, in either language, has one of the product's names:

- the name in front of a comma (what follows says for what), and what stands in its brackets;
- the Chinese name likewise, also without 注射液 ("injection");
- the generic name, and the short form that everybody writes for it: relma-cel for
  relmacabtagene autoleucel.

A name counts as a whole word, whatever its case: GC101 is not in GC1012 nor in GC101-B. Names that
are too short, or that are the firm's own, are left out: they say nothing about a product.

Several products of a firm may share a name and differ in what follows the comma. Where an event
has the words of one or some of them ("follicular lymphoma"), it concerns these alone; else all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

SHORTEST_LATIN, SHORTEST_CHINESE = 4, 3
"""Shorter names turn up within other words, or are the name of a whole class, such as TIL."""

LATIN = "0-9A-Za-zÀ-ɏ"
BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]")
INN_OF_CELLS = re.compile(r"(?P<stem>[a-z]+)cabtagene [a-z]*leucel")
"""International names of CAR-T products."""

INJECTION = "注射液"

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Named(Generic[K]):
    """A product by the names that an event may call it, and what sets it apart from others
    of the same name."""

    key: K
    names: frozenset[str]
    apart: str = ""


def product_named(
    key: K, name_en: str, name_zh: str, generic_name: str, firm_names: Iterable[str] = ()
) -> Named[K]:
    """Collect the names of a product.

    >>> sorted(product_named(1, "Yikaida (Yescarta), second line", "奕凯达", "").names)
    ['yescarta', 'yikaida', '奕凯达']
    >>> sorted(product_named(1, "Carteyva", "", "relmacabtagene autoleucel").names)
    ['carteyva', 'relma-cel', 'relmacabtagene autoleucel']
    """
    before, _comma, apart = name_en.partition(", ")
    found = [*parts(before), *parts(name_zh), *parts(generic_name)]
    found += [name.strip().removesuffix(INJECTION) for name in found]
    found += [f"{inn['stem']}-cel" for inn in INN_OF_CELLS.finditer(generic_name.lower())]
    firm = " ".join(firm_names).lower()
    names = {folded(name) for name in found}
    return Named(
        key,
        frozenset(name for name in names if is_telling(name) and not is_in(name, firm)),
        folded(apart),
    )


def parts(name: str) -> list[str]:
    """A name without its brackets, and what stands in them."""
    return [BRACKETS.sub(" ", name), *BRACKETS.findall(name)]


def folded(text: str) -> str:
    """In small letters, with single spaces: how names and texts are compared."""
    return " ".join(text.lower().split())


def is_telling(name: str) -> bool:
    is_latin = re.search(f"[{LATIN}]", name) is not None
    return len(name) >= (SHORTEST_LATIN if is_latin else SHORTEST_CHINESE)


def is_in(name: str, text: str) -> bool:
    """Whether a folded text has a name as a whole word. Chinese has no spaces between words.

    >>> is_in("gc101", "gc101获批"), is_in("gc101", "gc1012"), is_in("gc101", "gc101-b")
    (True, False, False)
    """
    if name not in text:
        return False
    before = rf"(?<![{LATIN}])(?<![{LATIN}]-)" if re.match(f"[{LATIN}]", name) else ""
    after = rf"(?!-?[{LATIN}])" if re.search(f"[{LATIN}]$", name) else ""
    return re.search(before + re.escape(name) + after, text) is not None


def concerned(products: Sequence[Named[K]], texts: Iterable[str]) -> list[K]:
    """Give the products that the texts of an event concern, in the order given."""
    text = folded(" | ".join(texts))
    called: dict[str, list[Named[K]]] = defaultdict(list)
    for product in products:
        for name in product.names:
            called[name].append(product)
    found: set[K] = set()
    for name, sharing in called.items():
        if is_in(name, text):
            found |= {product.key for product in set_apart(sharing, text)}
    return [product.key for product in products if product.key in found]


def set_apart(sharing: Sequence[Named[K]], text: str) -> Sequence[Named[K]]:
    """Of products that share a name, those whose own words the text has; else all of them."""
    plain = text.replace("-", " ")
    said = [p for p in sharing if p.apart and is_in(p.apart.replace("-", " "), plain)]
    return said or sharing
