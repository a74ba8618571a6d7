"""Figures, their sources and texts in two languages, as every page shows them."""

import datetime as dt
from functools import lru_cache
from typing import Any, Protocol
from urllib.parse import urlsplit

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from plans.domain.citations import Citation
from plans.domain.dates import PartialDate
from plans.domain.quantities import Quantity
from plans.domain.texts import CHINESE, ENGLISH, Twin, is_chinese

register = template.Library()

WORD_JOINER = "\u2060"
"""Before a mark: it must not open a line of its own."""

LONG_LIST = 6
"""From this many sources on, their list is set in two columns where there is room."""


class Cited(Protocol):
    """Anything that says where it was read."""

    @property
    def citation(self) -> Citation: ...


class CitedFigure(Cited, Protocol):
    """A number that says where it was read."""

    @property
    def quantity(self) -> Quantity | None: ...


class HasWords(Protocol):
    """A date, a period or a quantity."""

    def words(self, language: str) -> str: ...


class SourceMarks:
    """The numbers of one page's sources, in the order of their first use."""

    def __init__(self) -> None:
        self.citations: dict[tuple[str, str], Citation] = {}
        self._numbers: dict[tuple[str, str], int] = {}

    def number(self, citation: Citation) -> int:
        """Give the number of a place in a source: always the same one on a page."""
        self.citations.setdefault(citation.identity, citation)
        return self._numbers.setdefault(citation.identity, len(self._numbers) + 1)


def marks_of(context: Context) -> SourceMarks | None:
    """Give the marks of the page being rendered, or None where there is no request."""
    request: HttpRequest | None = getattr(context, "request", None)
    if request is None:
        return None
    marks: SourceMarks = vars(request).setdefault("source_marks", SourceMarks())
    return marks


def page_language() -> str:
    """The language that readers get, as the value of ``lang``: ``en`` or ``zh-Hans``."""
    return CHINESE if is_chinese(get_language() or ENGLISH) else ENGLISH


def in_language(text: str, language: str) -> str:
    """Wrap a text in its language where that is not the page's."""
    if not text or language == page_language():
        return text
    return format_html('<span lang="{}">{}</span>', language, text)


@register.simple_tag(takes_context=True)
def source_mark(context: Context, fact: Cited | Citation) -> SafeString:
    """Mark a statement with its source: ``{% source_mark fact %}``.

    A small number that opens publisher, place and address. Outside a page (in a mail, in
    a test without a request) it is a plain link to the source's own page.
    """
    citation = fact if isinstance(fact, Citation) else fact.citation
    place = f"{citation.publisher}, {citation.locator}"
    marks = marks_of(context)
    if marks is None:
        return format_html(
            '<sup class="mark"><a href="{}" aria-label="{}">{}</a></sup>',
            reverse("plans:source_detail", args=[citation.source_key]),
            gettext("Source: %(place)s") % {"place": place},
            gettext("source"),
        )
    number = marks.number(citation)
    return format_html(
        '{0}<sup class="mark" data-number="{1}">'
        '<button type="button" popovertarget="cite-{1}" aria-label="{2}">{1}</button></sup>',
        WORD_JOINER,
        number,
        gettext("Source %(number)s: %(place)s") % {"number": number, "place": place},
    )


@register.simple_tag(takes_context=True)
def page_sources(context: Context) -> str:
    """List the sources that the page has marked so far; nothing where it marked none."""
    marks = marks_of(context)
    if marks is None or not marks.citations:
        return ""
    return format_html(
        '<section class="sources" id="sources" aria-labelledby="sources-title">'
        '<h2 id="sources-title">{}</h2><ol class="sources__list{}">{}</ol></section>',
        gettext("Sources"),
        " sources__list--long" if len(marks.citations) >= LONG_LIST else "",
        format_html_join(
            "\n",
            '<li class="sources__item" id="source-{0}">'
            '<div class="source-note" id="cite-{0}" popover>{1}</div></li>',
            (
                (number, source_note(citation, page_language()))
                for number, citation in enumerate(marks.citations.values(), start=1)
            ),
        ),
    )


@register.simple_tag(takes_context=True)
def page_notes(context: Context) -> str:
    """The notes that the marks of a bare page open, without a list; on paper they follow it."""
    marks = marks_of(context)
    if marks is None or not marks.citations:
        return ""
    notes = (
        (number, source_note(citation, page_language()))
        for number, citation in enumerate(marks.citations.values(), start=1)
    )
    return format_html(
        '<div class="embed__notes">{}</div>',
        format_html_join("\n", '<div class="source-note" id="cite-{}" popover>{}</div>', notes),
    )


@lru_cache(maxsize=4096)
def source_note(citation: Citation, language: str) -> SafeString:
    """Publisher, title (in its own words, too), place, day and address of one place in a source.

    Kept, since it is the same on every page of a language: a page of fifty rows would spend
    more time on writing dates and addresses than on all the rest.
    """
    published = citation.published
    return format_html(
        '<span class="source-note__publisher">{}</span> '
        '<cite class="source-note__title"><a href="{}">{}</a>{}</cite> '
        '<span class="source-note__place">{}</span> '
        '<span class="source-note__date">{}</span> '
        '<a class="source-note__out" href="{}" rel="external noopener">{}</a>',
        in_language(citation.publisher, ENGLISH),
        reverse("plans:source_detail", args=[citation.source_key]),
        in_language(citation.title, ENGLISH),
        original_title(citation),
        in_language(citation.locator, ENGLISH),
        published.words(language) if published else gettext("date not known"),
        citation.url,
        urlsplit(citation.url).netloc.removeprefix("www."),
    )


@register.simple_tag
def original_title(citation: Citation) -> str:
    """The title as the document has it, in brackets; nothing where ours is its own."""
    if not citation.title_original:
        return ""
    language = CHINESE if is_chinese(citation.language) else citation.language
    title = in_language(citation.title_original, language)
    return format_html(' <span class="source-note__original">[{}]</span>', title)


@register.simple_tag(takes_context=True)
def figure(context: Context, fact: CitedFigure) -> str:
    """Print a fact's number in the reader's words, with its mark: ``{% figure fact %}``."""
    if fact.quantity is None:
        return ""
    return format_html(
        '<span class="figure">{}{}</span>', words(fact.quantity), source_mark(context, fact)
    )


@register.filter
def words(value: HasWords | dt.date | None) -> str:
    """Write a date, a period or a quantity in the reader's language; nothing for None."""
    if not value:
        return ""
    if isinstance(value, dt.date):
        value = PartialDate.of(value)
    return value.words(page_language())


@register.filter
def bracketed(text: object) -> str:
    """Words or a number behind others, in the brackets of the reader's language."""
    if text in ("", None):
        return ""
    return f"（{text}）" if page_language() == CHINESE else f" ({text})"


@register.simple_tag
def twin(obj: Any, field: str) -> str:
    """Print a text in the reader's language, or its twin: ``{% twin target "statement" %}``."""
    text = Twin(getattr(obj, field), getattr(obj, f"{field}_zh"))
    return in_language(*text.pick(page_language()))


@register.simple_tag
def text(twin: Twin) -> str:
    """Print a ``Twin`` in the reader's language, or the language that there is."""
    return in_language(*twin.pick(page_language()))


def name_of(obj: Any) -> Twin:
    return Twin(obj.name_en, obj.name_zh)


@register.simple_tag
def name(obj: Any) -> str:
    """Print the name in the reader's language, or the one that there is: ``{% name firm %}``."""
    return in_language(*name_of(obj).pick(page_language()))


@register.simple_tag
def other_name(obj: Any) -> str:
    """Print the name in the other language, marked as such; nothing where there is none."""
    names = name_of(obj)
    shown = names.pick(page_language())
    other = names.pick(CHINESE if page_language() == ENGLISH else ENGLISH)
    return "" if other == shown else in_language(*other)
