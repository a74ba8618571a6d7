"""Notes: running text in which keys of sources stand, to be turned into links."""

import re
from collections.abc import Container, Iterable
from typing import NamedTuple

WORDS = re.compile(r"(?<![A-Za-z0-9-])[a-z0-9]+(?:-[a-z0-9]+)+(?![A-Za-z0-9-])")
"""Lower-case words joined by hyphens: what a source key looks like. Not every such text is one."""


class Part(NamedTuple):
    """A piece of a note: running text, or (with ``is_key``) the key of a source."""

    text: str
    is_key: bool = False


def possible_keys(texts: Iterable[str]) -> set[str]:
    """Collect what may be keys of sources; which of them are is for the register to say.

    >>> sorted(possible_keys(["Since 2017 (siliconreview-atlatl).", "见36kr-2025-10。"]))
    ['36kr-2025-10', 'siliconreview-atlatl']
    """
    return {found for text in texts for found in WORDS.findall(text)}


def split_note(text: str, keys: Container[str]) -> list[Part]:
    """Cut a note at the ``keys`` that it names. Joined again, the parts are the note.

    >>> split_note("见36kr-2025-10。", {"36kr-2025-10"})[1]
    Part(text='36kr-2025-10', is_key=True)
    """
    parts, end = [], 0
    for found in WORDS.finditer(text):
        if found[0] in keys:
            parts += [Part(text[end : found.start()]), Part(found[0], is_key=True)]
            end = found.end()
    return [part for part in [*parts, Part(text[end:])] if part.text]
