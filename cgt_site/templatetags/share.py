"""What a page gives to those who pass it on: code for a frame, words for previews, data."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.html import escape, format_html, strip_tags
from django.utils.safestring import SafeString

from plans.charts.chart import Chart
from plans.domain.asof import reading_day
from plans.pages.chart_files import ChartFiles
from plans.pages.datasets import DataCatalog, Dataset
from plans.pages.embed import frame_height
from plans.views.asof import PARAMETER

register = template.Library()

ARRANGING = (PARAMETER, "size", "sort", "shade")
"""Parameters that show the same in another way, or on another day."""

NO_MARKUP = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}
"""So that no text in JSON can end the element that holds it."""


def absolute(context: Context, address: str) -> str:
    """The address with the host that the reader used; as it is where there is no request."""
    request: HttpRequest | None = getattr(context, "request", None)
    return request.build_absolute_uri(address) if request else address


@register.simple_tag(takes_context=True)
def embed_code(
    context: Context, title: str, charts: Chart | Sequence[Chart], files: ChartFiles
) -> str:
    """The frame to copy, as text: ``{% embed_code title charts files as code %}``.

    It shows what the page shows, also the day that it is read as of. Attributes alone: a strict
    page of somebody else's would forbid a style.
    """
    address, day = absolute(context, files.embed), reading_day()
    if day:
        address += f"{'&' if '?' in address else '?'}{PARAMETER}={day.isoformat()}"
    height = frame_height([charts] if isinstance(charts, Chart) else charts)
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" '
        f'height="{height}" loading="lazy" frameborder="0"></iframe>'
    )


@register.simple_block_tag
def plain(content: str) -> SafeString:
    """Words without tags, for titles and attributes: ``{% plain as title %}...{% endplain %}``."""
    words = " ".join(strip_tags(content).split())
    return SafeString(words.replace('"', "&quot;"))  # what was escaped still is


@register.simple_tag(takes_context=True)
def canonical_url(context: Context) -> str:
    """The one address of what the page shows, whatever its order; empty without a request."""
    request: HttpRequest | None = getattr(context, "request", None)
    if request is None:
        return ""
    query = request.GET.copy()
    for name in ARRANGING:
        query.pop(name, None)
    asked = f"?{query.urlencode()}" if query else ""
    return request.build_absolute_uri(request.path) + asked


@register.simple_tag(takes_context=True)
def structured(context: Context, data: Dataset | DataCatalog | None) -> str:
    """Print data about the page for programs, as JSON-LD: ``{% structured page.dataset %}``."""
    if data is None:
        return ""
    said = {"@context": "https://schema.org"} | data.as_json(lambda path: absolute(context, path))
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":")).translate(NO_MARKUP)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))
