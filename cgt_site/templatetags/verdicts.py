"""How verdicts look: a sign and a word, never colour alone; and the strip of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from plans.choices import Verdict
from plans.domain.verdicts.judgement import NO_GRADE
from plans.domain.verdicts.words import grade_words

register = template.Library()

NARROW = 6
"""A segment of less than this share of the strip, in per cent, has no room for its number."""


@register.simple_tag
def verdict(value: str) -> SafeString:
    """A verdict as sign and word: ``{% verdict stand.verdict %}``."""
    said = Verdict(value)
    return format_html(
        '<span class="verdict verdict--{}"><span class="verdict__sign" aria-hidden="true">{}</span>'
        "{}</span>",
        said.group.value,
        said.sign,
        said.label,
    )


@register.simple_tag
def grade(value: str) -> SafeString:
    """A grade of evidence with what it means, for whoever asks: ``{% grade stand.grade %}``."""
    words = grade_words(value).pick(get_language() or "en")[0]
    if value == NO_GRADE:
        return format_html('<span class="soft" title="{}">{}</span>', words, gettext("none"))
    return format_html('<abbr class="grade" title="{}">{}</abbr>', words, value)


@dataclass(frozen=True, slots=True)
class Segment:
    """One verdict's part of a strip. ``start`` and ``width`` in per cent of the whole."""

    verdict: Verdict
    count: int
    start: float
    width: float
    url: str

    @property
    def words(self) -> str:
        """ "3 missed": what the segment says without its colour."""
        said = {"count": self.count, "verdict": self.verdict.label}
        return gettext("%(count)s %(verdict)s") % said

    @property
    def middle(self) -> str:
        return f"{self.start + self.width / 2:.2f}%"


def segments(counts: Mapping[str, int], url: str) -> list[Segment]:
    """Lay the counts out side by side, in the order of ``Verdict``. Zero has no segment.

    ``url`` is the list of the counted targets, with or without a query.
    """
    whole = sum(counts.values())
    url = f"{url}{'&' if '?' in url else '?'}" if not url.endswith("?") else url
    found, start = [], 0.0
    for value in Verdict:
        count = counts.get(value, 0)
        if count:
            width = 100 * count / whole
            found.append(Segment(value, count, start, width, f"{url}verdict={value.value}"))
            start += width
    return found


@register.simple_tag
def verdict_strip(counts: Mapping[str, int], url: str) -> SafeString:
    """One bar of verdicts, each segment a link, with the same in words below.

    ``{% verdict_strip page.counts "/targets/?plan=KEY" %}``. Where nothing is counted it says so.
    """
    parts = segments(counts, url)
    if not parts:
        return format_html('<p class="verdict-strip__none">{}</p>', gettext("No target to judge."))
    whole = sum(part.count for part in parts)
    bar = format_html_join(
        "",
        '<rect class="verdict-strip__part verdict-strip__part--{0}" x="{1}%" width="{2}%"'
        ' height="100%"/>{3}',
        (
            (
                part.verdict.group.value,
                f"{part.start:.2f}",
                f"{part.width:.2f}",
                format_html(
                    '<text class="verdict-strip__count verdict-strip__count--{}" x="{}" y="50%"'
                    ' dy="0.35em">{} {}</text>',
                    part.verdict.group.value,
                    part.middle,
                    part.verdict.sign,
                    part.count,
                )
                if part.width >= NARROW
                else "",
            )
            for part in parts
        ),
    )
    words = format_html_join(
        "",
        '<li><a class="verdict verdict--{}" href="{}">'
        '<span class="verdict__sign" aria-hidden="true">{}</span>{}</a></li>',
        ((part.verdict.group.value, part.url, part.verdict.sign, part.words) for part in parts),
    )
    return format_html(
        '<div class="verdict-strip"><svg class="verdict-strip__bar" aria-hidden="true">{}</svg>'
        '<ul class="verdict-strip__words" aria-label="{}">{}</ul></div>',
        bar,
        ngettext("%(count)s target", "%(count)s targets", whole) % {"count": whole},
        words,
    )
