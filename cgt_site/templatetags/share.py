"""What a page gives to those who pass it on: code for a frame, words for previews, data."""

from __future__ import annotations

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.html import escape

from plans.charts.chart import Chart
from plans.domain.asof import reading_day
from plans.pages.chart_files import ChartFiles
from plans.pages.embed import frame_height
from plans.views.asof import PARAMETER

register = template.Library()


def absolute(context: Context, address: str) -> str:
    """The address with the host that the reader used; as it is where there is no request."""
    request: HttpRequest | None = getattr(context, "request", None)
    return request.build_absolute_uri(address) if request else address


@register.simple_tag(takes_context=True)
def embed_code(context: Context, chart: Chart, files: ChartFiles) -> str:
    """The frame to copy, as text: ``{% embed_code chart files %}``.

    It shows what the page shows, also the day that it is read as of. Attributes alone: a strict
    page of somebody else's would forbid a style.
    """
    address, day = absolute(context, files.embed), reading_day()
    if day:
        address += f"{'&' if '?' in address else '?'}{PARAMETER}={day.isoformat()}"
    return (
        f'<iframe src="{escape(address)}" title="{escape(chart.title)}" width="100%" '
        f'height="{frame_height(chart)}" loading="lazy" frameborder="0"></iframe>'
    )
