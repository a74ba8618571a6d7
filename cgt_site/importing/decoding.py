"""Bytes to text: UTF-8, UTF-16 with its mark, or GB18030, as Excel in China saves. No guess."""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter

from django.utils.translation import gettext as _

from cgt_site.importing.brought import UnreadableFileError

MARKS = (
    (codecs.BOM_UTF8, "utf-8", ""),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)

COMMON = 0.9
"""Share of the Chinese characters that must be among the 7,000 of everyday use (GB 2312).

What other encodings leave looks like Chinese in GB18030, but of characters that nobody uses.
"""


def decoded(content: bytes) -> tuple[str, list[str]]:
    """The text of a file, and what is to be said of its encoding."""
    for mark, encoding, name in MARKS:
        if content.startswith(mark):
            text = _strictly(content[len(mark) :], encoding)
            return text, [_("The file was read as %(name)s.") % {"name": name}] if name else []
    if b"\0" in content:
        raise UnreadableFileError(
            _("The file holds NUL bytes, so it is no text. Save it as CSV in UTF-8, or as XLSX.")
        )
    try:
        return _without_controls(content.decode("utf-8")), []
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        return _in_gb18030(content, line), [
            _("The file is not UTF-8; it was read as GB18030 (GBK), as Excel in China saves.")
        ]


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return _without_controls(content.decode(encoding))
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise UnreadableFileError(
            _("The file begins as %(name)s and is not: see line %(line)d. Save it as UTF-8.")
            % {"name": encoding.upper(), "line": line}
        ) from problem


def _in_gb18030(content: bytes, line: int) -> str:
    neither = UnreadableFileError(
        _("The file is neither UTF-8 nor GB18030: see line %(line)d. Save it as UTF-8.")
        % {"line": line}
    )
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError as problem:
        raise neither from problem
    characters = Counter(each for each in text if each > "\x7f")
    everyday = sum(times for each, times in characters.items() if _is_everyday(each))
    is_odd = any(unicodedata.category(each) in ("Co", "Cn", "Cc") for each in characters)
    if is_odd or everyday < COMMON * characters.total():
        raise neither
    return _without_controls(text)


def _is_everyday(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _without_controls(text: str) -> str:
    """The text, if it holds no sign that no text holds."""
    for sign in set(text):
        if sign == "\ufffd" or (sign < " " and sign not in "\t\r\n"):
            line = text.count("\n", 0, text.index(sign)) + 1
            raise UnreadableFileError(
                _("Line %(line)d holds a character that was lost or is no text: U+%(code)s.")
                % {"line": line, "code": f"{ord(sign):04X}"}
            )
    return text
