"""The cells of the years over the timeline. Written here and not by includes: there are many."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from cgt_site.templatetags.ui import as_link, query_of
from parks.charts.year_strip import Column, YearCell

register = template.Library()


def events_url(context: Context, **values: str) -> str:
    """This list with other kinds and years; an empty value takes the filter away."""
    query = query_of(context)
    for name, value in values.items():
        query.setlist(name, [value] if value else [])
    return as_link(query)


def event_words(count: int) -> str:
    return ngettext("%(count)s event", "%(count)s events", count) % {"count": f"{count:,}"}


def linked(url: str, count: int, words: str, inside: SafeString | str = "") -> SafeString:
    """A number that leads to its events and says, read alone, what it counts."""
    said = gettext("%(events)s: %(about)s") % {"events": event_words(count), "about": words}
    return format_html('<a href="{}" aria-label="{}">{}{}</a>', url, said, inside, f"{count:,}")


@register.simple_tag
def year_head(column: Column) -> SafeString:
    """The year over a column; years without any event in a row share one."""
    if not column.until:
        return format_html('<th scope="col" class="years__head">{}</th>', column.year)
    span = {"first": column.year, "last": column.until}
    return format_html(
        '<th scope="col" class="years__head years__head--gap"><span aria-hidden="true">…</span>'
        '<span class="visually-hidden">{}</span></th>',
        gettext("%(first)s to %(last)s") % span,
    )


@register.simple_tag(takes_context=True)
def year_bar(context: Context, column: Column, height: int) -> SafeString:
    """A year's bar with its number: ``{% year_bar column strip.height %}``."""
    if not column.count:
        return format_html('<td class="years__bar">{}</td>', none(column.until))
    bar = format_html(
        '<svg viewBox="0 0 10 {0}" preserveAspectRatio="none" aria-hidden="true">'
        '<rect y="{1}" width="10" height="{2}"/></svg>',
        height,
        column.top,
        column.bar,
    )
    return format_html(
        '<td class="years__bar{}">{}</td>',
        " years__bar--listed" if column.is_listed else "",
        linked(events_url(context, year=column.year), column.count, column.year, bar),
    )


@register.simple_tag(takes_context=True)
def year_cell(context: Context, cell: YearCell, kind: str) -> SafeString:
    """The events of a kind in a year; without a year those of all its (chosen) years."""
    if not cell.count:
        return format_html('<td class="years__cell years__cell--none">{}</td>', none())
    if cell.year:
        url = events_url(context, kind=cell.kind, year=cell.year)
        words = gettext("%(kind)s, %(year)s") % {"kind": kind, "year": cell.year}
    else:
        url, words = events_url(context, kind=cell.kind), kind
    return format_html(
        '<td class="years__cell years__cell--{}{}">{}</td>',
        cell.shade if cell.year else "total",
        " years__cell--listed" if cell.is_listed else "",
        linked(url, cell.count, words),
    )


def none(until: str = "") -> SafeString | str:
    """No event: a dot for the eye, words for the ear. A gap of years needs neither."""
    if until:
        return ""
    return format_html(
        '<span aria-hidden="true">·</span><span class="visually-hidden">{}</span>', gettext("none")
    )
