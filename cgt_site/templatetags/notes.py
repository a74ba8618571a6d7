"""Notes whose source keys are links."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cgt_site.templatetags.figures import in_language, page_language
from plans.domain.notes import split_note
from plans.domain.texts import Twin
from plans.pages.notes import Noted

register = template.Library()


@register.simple_tag
def note(obj: Any, field: str, noted: Noted) -> str:
    """Print a text with its source keys as links: ``{% note firm "note" page.noted %}``.

    It is the text in the reader's language, or its twin. ``noted`` holds the sources that may
    be named. A key reads as the publisher of its source; what only looks like one stays.
    """
    twin = Twin(getattr(obj, field), getattr(obj, f"{field}_zh"))
    text, language = twin.pick(page_language())
    pieces = (
        (source_link(part.text, noted) if part.is_key else part.text,)
        for part in split_note(text, noted)
    )
    return in_language(format_html_join("", "{}", pieces), language)


def source_link(key: str, noted: Noted) -> SafeString:
    source = noted[key]
    return format_html(
        '<a href="{}" title="{}" lang="en">{}</a>',
        source.get_absolute_url(),
        source.title,
        source.publisher,
    )
