"""What a search found, marked where it stands: ``{% load search %}``."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join

from cgt_site.templatetags.figures import in_language, name_of, page_language
from parks.models import Firm
from parks.pages.search import formerly
from plans.domain.searching import Piece, pieces
from plans.domain.texts import CHINESE, ENGLISH, Twin
from plans.pages.search import Hit

register = template.Library()


@register.simple_tag
def highlighted(text: str, searched: str, lang: str = "") -> str:
    """Print ``text`` with what was searched in ``<mark>``: ``{% highlighted firm.note q %}``.

    ``lang`` is the language of the text, where it may be another than the page's.
    """
    if not searched:
        return in_language(text, lang) if lang else text
    marked = format_html_join("", "{}", ((_printed(p),) for p in pieces(text, searched)))
    return in_language(marked, lang) if lang else marked


def _printed(piece: Piece) -> str:
    return format_html("<mark>{}</mark>", piece.text) if piece.is_match else piece.text


@register.simple_tag
def highlighted_name(obj: Any, searched: str) -> str:
    """``{% name obj %}`` with what was searched in ``<mark>``."""
    text, lang = name_of(obj).pick(page_language())
    return highlighted(text, searched, lang)


@register.simple_tag
def highlighted_other_name(obj: Any, searched: str) -> str:
    """``{% other_name obj %}`` with what was searched in ``<mark>``."""
    names = name_of(obj)
    text, lang = names.pick(CHINESE if page_language() == ENGLISH else ENGLISH)
    return "" if (text, lang) == names.pick(page_language()) else highlighted(text, searched, lang)


@register.simple_tag
def highlighted_text(twin: Twin, searched: str) -> str:
    """Print a ``Twin`` in the reader's language with what was searched in ``<mark>``."""
    text, lang = twin.pick(page_language())
    return highlighted(text, searched, lang)


@register.simple_tag
def former_name_found(firm: Firm, searched: str) -> str:
    """Say what a firm was called, where that is why a search found it."""
    if not searched or not firm.former_names:
        return ""
    former = [formerly(name) for name in firm.former_names]
    names = Hit(firm.name_en, firm.name_zh, firm.get_absolute_url(), further=former)
    beside = names.found_beside(searched, page_language())
    return highlighted_text(beside, searched) if beside else ""
