"""A figure as a small picture, for slides, previews and feeds: drawn as text, by the server."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from plans.charts.wording import marks
from plans.domain.quoting import SITE, SITE_ZH
from plans.domain.texts import is_chinese

WIDTH, HEIGHT, MARGIN = 640, 360, 36
"""In the units of the picture."""

INK, SOFT, ACCENT, PAPER = "#1d2228", "#545b63", "#0f766e", "#fbfaf7"
SERIF = "Georgia, 'Songti SC', 'Noto Serif CJK SC', serif"
SANS = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"

NARROW = 0.56
"""The usual width of a letter as a part of its height; a Chinese character is as wide as high."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the picture says: the same words as the page of the figure."""

    subject: str
    period: str
    value: str
    source: str
    address: str
    language: str


@dataclass(frozen=True, slots=True)
class _Style:
    size: int
    colour: str
    family: str
    weight: str = "normal"
    most_lines: int = 1


def card_svg(card: Card) -> str:
    """Draw the card: no script, no style sheet, nothing that has to be fetched."""
    site = SITE_ZH if is_chinese(card.language) else SITE
    between = marks(card.language)
    title = f"{card.subject}{between.comma}{card.period}{between.colon}{card.value}"
    parts: list[str] = []
    y = 0
    for text, style, gap in (
        (card.subject, _Style(24, INK, SERIF, most_lines=3), 28),
        (card.period, _Style(18, SOFT, SANS), 10),
        (card.value, _value_style(card.value), 16),
        (card.source, _Style(15, SOFT, SANS, most_lines=2), 16),
    ):
        y += gap
        lines = wrapped(text, style)
        parts += _lines(lines, style, y)
        y += len(lines) * _line_height(style)
    foot = _Style(12, ACCENT, SANS, most_lines=2)
    address = wrapped(card.address, foot)
    parts += _lines([site, *address], foot, HEIGHT - 16 - (1 + len(address)) * _line_height(foot))
    lang = "zh-Hans" if is_chinese(card.language) else "en"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}"'
        f' height="{HEIGHT}" role="img" aria-labelledby="title" xml:lang="{lang}">'
        f'<title id="title">{escape(title)}</title>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>'
        f'<rect width="6" height="{HEIGHT}" fill="{ACCENT}"/>'
        f"{''.join(parts)}</svg>"
    )


def _value_style(value: str) -> _Style:
    """As large as fits on a line, within bounds; what is longer takes a second one."""
    fitting = int((WIDTH - 2 * MARGIN) / max(_width(value), 1))
    return _Style(max(30, min(58, fitting)), ACCENT, SERIF, "bold", most_lines=2)


def _line_height(style: _Style) -> int:
    return round(style.size * 1.25)


def _lines(lines: Sequence[str], style: _Style, top: int) -> list[str]:
    return [
        f'<text x="{MARGIN}" y="{top + style.size + place * _line_height(style)}"'
        f' font-family="{style.family}" font-size="{style.size}" font-weight="{style.weight}"'
        f' fill="{style.colour}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    ]


def wrapped(text: str, style: _Style) -> list[str]:
    """Break a text into lines that fit; what does not fit at last ends in an ellipsis."""
    room = (WIDTH - 2 * MARGIN) / style.size
    lines: list[str] = []
    rest = text
    while rest and len(lines) < style.most_lines:
        line = _fitting(rest, room)
        rest = rest[len(line) :].lstrip()
        lines.append(line.rstrip())
    if rest:
        last = lines[-1]
        while last and _width(f"{last}…") > room:
            last = last[:-1]
        lines[-1] = f"{last.rstrip()}…"
    return lines


def _fitting(text: str, room: float) -> str:
    """As much of a text as fits, broken after a space, a slash, a hyphen or a Chinese character."""
    width, last_break = 0.0, 0
    for place, letter in enumerate(text):
        width += _letter(letter)
        if width > room:
            return text[: last_break or max(place, 1)]
        if letter in " /-" or _is_wide(letter):
            last_break = place + 1
    return text


def _width(text: str) -> float:
    """How wide a text is, as a multiple of its size."""
    return sum(map(_letter, text))


def _letter(letter: str) -> float:
    return 1.0 if _is_wide(letter) else NARROW


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"
