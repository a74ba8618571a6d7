"""``/embed/...``: a chart alone, which other sites may show in a frame. No other address may be.

The page takes the query string of the page that the chart is from, and draws the same chart.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from plans.domain.texts import Twin
from plans.models import Metric
from plans.pages.embed import EmbedPage, nothing_of
from plans.pages.metrics import metric_chart
from plans.pages.series import name_in
from plans.pages.target_chart import target_chart
from plans.views.asof import PARAMETER, as_of_day
from plans.views.computed import computed_reading
from plans.views.frames import framed
from plans.views.metrics import asked_of
from plans.views.targets import announced_target

NOT_KEPT = ("page", PARAMETER)
"""The page of a table says nothing of its chart; the day is carried into every link anyhow."""


def state_of(request: HttpRequest) -> str:
    """What is chosen, as the query string of the chart's page."""
    chosen = request.GET.copy()
    for name in NOT_KEPT:
        chosen.pop(name, None)
    return f"?{chosen.urlencode()}" if chosen else ""


@require_safe
@framed
def metric_embed(request: HttpRequest, key: str) -> HttpResponse:
    """``/embed/metrics/KEY/?area=pudong``"""
    asked = asked_of(request, get_object_or_404(Metric, key=key))
    language = get_language() or "en"
    mistaken = bool(asked.filter.mistakes)
    chart = None if mistaken else metric_chart(asked.metric, asked.areas, language, asked.choice)
    address = asked.metric.get_absolute_url()
    page = EmbedPage(
        title=chart.title if chart else name_in(language, asked.metric),
        charts=[chart] if chart and chart.rows else [],
        address=address if mistaken else address + state_of(request),
        as_of=as_of_day(request),
        problems=asked.filter.problems if mistaken else (),
        nothing=nothing_of(is_computed=asked.choice.is_computed, has_years=asked.choice.has_years),
    )
    return shown(request, page)


@require_safe
@framed
def target_embed(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    """``/embed/plans/PLAN/targets/KEY/``"""
    target = announced_target(request, plan, key)
    language = get_language() or "en"
    chart = target_chart(target, as_of_day(request), language)
    statement = Twin(target.statement, target.statement_zh).pick(language)[0]
    page = EmbedPage(
        title=chart.title if chart else statement,
        charts=[chart] if chart else [],
        address=target.get_absolute_url() + state_of(request),
        as_of=as_of_day(request),
        nothing=nothing_of(is_computed=False, has_years=False),
    )
    return shown(request, page)


@require_safe
@framed
def computed_embed(request: HttpRequest, key: str) -> HttpResponse:
    """``/embed/computed/KEY/``"""
    day, language = as_of_day(request), get_language() or "en"
    reading = computed_reading(key, day)
    chart = reading.chart(language)
    page = EmbedPage(
        title=chart.title,
        charts=[chart] if reading.found.points else [],
        address=reading.series.get_absolute_url() + state_of(request),
        as_of=day,
        note=reading.series.completeness.pick(language)[0],
        nothing=gettext("No record is held here."),
    )
    return shown(request, page)


def shown(request: HttpRequest, page: EmbedPage) -> HttpResponse:
    """The page, or what is wrong with its address: in the frame, where it is read."""
    status = 400 if page.problems else 200
    return render(request, "plans/embed.html", {"page": page}, status=status)
