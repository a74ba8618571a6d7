"""The values of a facet: which stand in view, which are folded away, and how each looks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import template
from django.forms import BaseForm
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext

from cgt_site.templatetags.ui import bar
from plans.filters.facets import Facet, FacetValue

register = template.Library()

SHORT = 9
"""Up to so many values a facet shows all of them, in their own order."""

IN_VIEW = 6
"""So many values of a longer facet stand in view: all the chosen ones, then the commonest."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """The values of a facet in the order of the page; ``unknown`` stands last, apart."""

    shown: Sequence[FacetValue]
    folded: Sequence[FacetValue]
    unknown: Sequence[FacetValue]

    @property
    def count(self) -> int:
        return len(self.shown) + len(self.folded)


@register.simple_tag
def arranged(facet: Facet) -> Arranged:
    """Put the values where readers look for them: ``{% arranged facet as parts %}``.

    A short facet keeps the order of its values, which may be one of years or of stages. A
    long one starts with what is chosen, so that no fold hides it.
    """
    known = [value for value in facet.values if not value.is_unknown]
    unknown = [value for value in facet.values if value.is_unknown]
    if len(known) <= SHORT:
        return Arranged(known, [], unknown)
    known.sort(key=lambda value: (not value.chosen, -value.count))
    in_view = max(IN_VIEW, facet.chosen)
    return Arranged(known[:in_view], known[in_view:], unknown)


@register.simple_tag
def facet_values(facet: Facet, values: Iterable[FacetValue], *, bars: bool = False) -> SafeString:
    """Check boxes with the count of each value, and a bar of it: ``{% facet_values facet some %}``.

    Written here and not by an include: a page has a hundred of them.
    """
    return format_html_join("\n", "{}", ((facet_value(facet, value, bars),) for value in values))


def facet_value(facet: Facet, value: FacetValue, bars: bool) -> SafeString:
    """A value with none left is pale and can be chosen all the same."""
    key = f"{facet.name}-{slugify(value.value)}"
    return format_html(
        '<li class="facet__value{}" id="value-{}"><label class="facet__choice">'
        '<input type="checkbox" id="choose-{}" name="{}" value="{}"{}> '
        '<span class="facet__label">{}</span>{} <span class="facet__count">{}</span></label></li>',
        "" if value.count else " facet__value--none",
        key,
        key,
        facet.name,
        value.value,
        SafeString(" checked") if value.chosen else "",
        value.label,
        format_html(' <span class="facet__bar">{}</span>', bar(value.count, facet.most))
        if bars and not value.is_unknown
        else "",
        number(value.count),
    )


def number(count: int) -> str:
    """A count as people write it.

    >>> number(12345)
    '12,345'
    """
    return f"{count:,}"


@register.filter
def with_commas(count: int) -> str:
    """``{{ page.total|with_commas }}``: "12,345"."""
    return number(count)


@register.simple_tag
def chosen_words(facet: Facet) -> str:
    """How many values of a facet are chosen, behind its name; nothing for none."""
    return gettext("%(count)s chosen") % {"count": facet.chosen} if facet.chosen else ""


@register.filter
def errors_of(form: BaseForm, field: str) -> list[str]:
    """What is wrong with one field of a form: ``{{ filter.form|errors_of:facet.name }}``."""
    return [str(error) for error in form.errors.get(field, [])]
