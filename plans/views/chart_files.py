"""A chart as files: ``/metrics/KEY.svg``, ``.csv`` and ``.json``, with its page's query string.

So for targets: ``/plans/PLAN/targets/KEY.svg``.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plans.charts.chart import Chart
from plans.exports import Rows, refusals
from plans.exports.files import csv_file, json_file, sent
from plans.exports.slots import BusyError
from plans.models import Metric
from plans.pages.chart_rows import Joined, observation_rows, target_rows
from plans.pages.derived import computed
from plans.pages.derived_rows import derived_rows
from plans.pages.metrics import figures_of, metric_chart, targets_of
from plans.pages.target import targets_with_all
from plans.pages.target_chart import drawn_with, family_of, known_figures, target_chart
from plans.views.asof import as_of_day
from plans.views.metrics import Asked, asked_of
from plans.views.targets import announced_target

SVG = "image/svg+xml; charset=utf-8"
CSV = "text/csv; charset=utf-8"
JSON = "application/json"


@require_safe
def metric_svg(request: HttpRequest, key: str) -> HttpResponseBase:
    """The picture of a metric's page, for any place that has no script."""
    asked = asked_of(request, get_object_or_404(Metric, key=key))
    if asked.filter.mistakes:
        return refusals.refused(request.path, asked.filter.mistakes)
    chart = metric_chart(asked.metric, asked.areas, get_language() or "en", asked.choice)
    page = request.build_absolute_uri().replace(f"/{key}.svg", f"/{key}/", 1)
    return svg_file(request, chart, page, f"{key}.svg")


def svg_file(request: HttpRequest, chart: Chart | None, page: str, name: str) -> HttpResponse:
    """The chart as a document that leads back to its page."""
    document = chart.file(page, as_of_day(request)) if chart else None
    if document is None:
        raise Http404(_("There is no picture of this: a single number needs none."))
    response = HttpResponse(document, content_type=SVG)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@require_safe
def metric_csv(request: HttpRequest, key: str) -> HttpResponseBase:
    """All figures and targets of a metric's page as a table."""
    return _metric_rows(request, key, "csv")


@require_safe
def metric_json(request: HttpRequest, key: str) -> HttpResponseBase:
    """All figures and targets of a metric's page as ``{"count": n, "results": [...]}``."""
    return _metric_rows(request, key, "json")


def _metric_rows(request: HttpRequest, key: str, form: str) -> HttpResponseBase:
    asked = asked_of(request, get_object_or_404(Metric, key=key))
    if asked.filter.mistakes:
        return refusals.refused(request.path, asked.filter.mistakes)
    return rows_file(request, _rows_of(asked), key, form)


def _rows_of(asked: Asked) -> Rows:
    """Figures and targets of the years asked for, or what is computed of the figures."""
    figures, choice = figures_of(asked.metric, asked.areas), asked.choice
    if choice.is_computed:
        return derived_rows(computed(asked.metric, asked.areas, figures, choice))
    targets = targets_of(asked.metric).filter(area__in=asked.areas)
    return Joined(observation_rows(choice.figures(figures)), target_rows(choice.targets(targets)))


@require_safe
def target_svg(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    """The picture of a target's page."""
    target = announced_target(request, plan, key)
    chart = target_chart(target, as_of_day(request), get_language() or "en")
    page = request.build_absolute_uri().replace(f"/{key}.svg", f"/{key}/", 1)
    return svg_file(request, chart, page, f"{key}.svg")


@require_safe
def target_csv(request: HttpRequest, plan: str, key: str) -> HttpResponseBase:
    """The figures of a target's chart, the target, and what other sources say of it."""
    return _target_rows(request, plan, key, "csv")


@require_safe
def target_json(request: HttpRequest, plan: str, key: str) -> HttpResponseBase:
    """The same as ``{"count": n, "results": [...]}``."""
    return _target_rows(request, plan, key, "json")


def _target_rows(request: HttpRequest, plan: str, key: str, form: str) -> HttpResponseBase:
    target = announced_target(request, plan, key)
    drawn = [row.pk for row in drawn_with(target, family_of(target))]
    rows = Joined(
        observation_rows(known_figures(target, as_of_day(request))),
        target_rows(targets_with_all().filter(pk__in=drawn)),
    )
    return rows_file(request, rows, key, form)


def rows_file(request: HttpRequest, rows: Rows, name: str, form: str) -> HttpResponseBase:
    """The numbers of a chart; a question for the head alone makes none."""
    try:
        response = (
            HttpResponse()
            if request.method == "HEAD"
            else sent(rows, csv_file if form == "csv" else json_file)
        )
    except BusyError:
        return refusals.busy()
    filename = f"{name}-{as_of_day(request).isoformat()}.{form}"
    response["Content-Type"] = CSV if form == "csv" else JSON
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
