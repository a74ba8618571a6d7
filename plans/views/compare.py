"""``/compare/`` and the same as files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plans.charts.svg.file import file_picture
from plans.exports import refusals
from plans.filters.compare import CompareFilter
from plans.pages.compare import (
    MOST_FIGURES,
    Choice,
    Comparison,
    TooManyFiguresError,
    comparison,
    offered_areas,
    offered_metrics,
)
from plans.pages.compare_examples import examples
from plans.pages.compare_rows import file_rows, groups
from plans.pages.metrics import chosen_areas, default_area
from plans.views.asof import as_of_day
from plans.views.chart_files import SVG, rows_file


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be compared; without a comparison nothing is, or the question is wrong."""

    filter: CompareFilter
    areas: list[Any]
    comparison: Comparison | None


def asked_of(request: HttpRequest) -> Asked:
    """Read the question and compare, in three queries."""
    metrics, areas = offered_metrics(), offered_areas()
    asked = CompareFilter(request.GET, metrics=metrics, areas=areas, default=default_area(areas))
    made = None
    if asked.is_valid() and not asked.unknown and asked.form.cleaned_data["metric"]:
        made = _made(asked, metrics, areas)
    return Asked(asked, areas, made)


def _made(asked: CompareFilter, metrics: list[Any], areas: list[Any]) -> Comparison | None:
    said = asked.form.cleaned_data
    by_key = {metric.key: metric for metric in metrics}
    choice = Choice(
        metrics=[by_key[key] for key in dict.fromkeys(said["metric"])],
        areas=chosen_areas(areas, said["area"]),
        layout=said["layout"],
        base=said["base"],
        since=said["since"],
        until=said["until"],
    )
    try:
        return comparison(choice, get_language() or "en")
    except TooManyFiguresError:
        words = _("There are more than %(most)s figures: choose fewer years, metrics or areas.")
        asked.form.add_error("since", words % {"most": MOST_FIGURES})
        return None


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Several metrics or areas, side by side or in one chart."""
    asked = asked_of(request)
    made = asked.comparison
    is_empty = made is None and not asked.filter.problems
    context = {
        "filter": asked.filter,
        "page": made,
        "groups": groups(made) if made else [],
        "examples": examples(asked.filter.metrics, asked.areas) if is_empty else [],
        "metrics": request.GET.getlist("metric"),
    }
    return render(request, "plans/compare.html", context)


@require_safe
def compare_svg(request: HttpRequest) -> HttpResponseBase:
    """All charts of the page in one picture."""
    asked = asked_of(request)
    made = asked.comparison
    if made is None:
        return _refused(request, asked)
    if not made.has_picture:
        raise Http404(_("There is no picture of this: a single number needs none."))
    page = request.build_absolute_uri().replace("/compare.svg", "/compare/", 1)
    response = HttpResponse(file_picture(made.charts, page, as_of_day(request)), content_type=SVG)
    response["Content-Disposition"] = 'inline; filename="compare.svg"'
    return response


@require_safe
def compare_csv(request: HttpRequest) -> HttpResponseBase:
    """The figures of the page, and their indexes, as a table."""
    return _rows(request, "csv")


@require_safe
def compare_json(request: HttpRequest) -> HttpResponseBase:
    """The same as ``{"count": n, "results": [...]}``."""
    return _rows(request, "json")


def _rows(request: HttpRequest, form: str) -> HttpResponseBase:
    asked = asked_of(request)
    if asked.comparison is None:
        return _refused(request, asked)
    return rows_file(request, file_rows(asked.comparison), "compare", form)


def _refused(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Say what is wrong with the question. A file of nothing is none."""
    nothing = {"metric": [_("Choose at least one metric.")]}
    return refusals.refused(request.path, asked.filter.mistakes or nothing)
