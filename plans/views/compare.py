"""``/compare/`` and the same as files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from plans.charts.svg.file import file_picture
from plans.choices import Arrangement
from plans.exports import refusals
from plans.filters.compare import CompareFilter, Misfit
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
from plans.pages.compare_files import file_rows
from plans.pages.compare_rows import groups
from plans.pages.compare_ways import WayOut, ways_out
from plans.pages.embed import EmbedPage, nothing_of
from plans.pages.metrics import chosen_areas, default_area
from plans.views.asof import as_of_day
from plans.views.chart_files import SVG, rows_file
from plans.views.embed import shown, state_of
from plans.views.frames import framed

NOTHING = _("Choose at least one metric.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be compared; without a comparison nothing is, or the question is wrong. ``ways``
    lead on where one chart cannot hold it."""

    filter: CompareFilter
    areas: list[Any]
    comparison: Comparison | None = None
    ways: Sequence[WayOut] = ()


def asked_of(request: HttpRequest) -> Asked:
    """Read the question and compare, in four queries."""
    metrics, areas = offered_metrics(), offered_areas()
    asked = CompareFilter(request.GET, metrics=metrics, areas=areas, default=default_area(areas))
    if asked.misfits:
        has_room = Misfit.LINES not in asked.misfits
        ways = ways_out(_choice(asked, metrics, areas), has_room=has_room)
        return Asked(asked, areas, ways=ways)
    if not asked.is_valid() or asked.unknown or not asked.form.cleaned_data["metric"]:
        return Asked(asked, areas)
    return Asked(asked, areas, _made(asked, _choice(asked, metrics, areas)))


def _choice(asked: CompareFilter, metrics: list[Any], areas: list[Any]) -> Choice:
    said = asked.form.cleaned_data
    by_key = {metric.key: metric for metric in metrics}
    return Choice(
        metrics=[by_key[key] for key in dict.fromkeys(said["metric"])],
        areas=chosen_areas(areas, said["area"]),
        layout=said.get("layout") or Arrangement.ONE,  # what one chart cannot hold is an error
        base=said["base"],
        since=said["since"],
        until=said["until"],
    )


def _made(asked: CompareFilter, choice: Choice) -> Comparison | None:
    try:
        return comparison(choice, get_language() or "en")
    except TooManyFiguresError:
        words = gettext(
            "There are more than %(most)s figures: choose fewer years, metrics or areas."
        )
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
        "ways": asked.ways,
        "examples": examples(asked.filter.metrics, asked.areas) if is_empty else [],
        "metrics": request.GET.getlist("metric"),
    }
    return render(request, "plans/compare.html", context)


@require_safe
@framed
def compare_embed(request: HttpRequest) -> HttpResponse:
    """``/embed/compare/?metric=KEY&metric=KEY2``: the charts of the page, for other sites."""
    asked = asked_of(request)
    made = asked.comparison
    charts = made.charts if made and made.has_figures else []
    page = EmbedPage(
        title=made.title if made else gettext("Compare metrics and areas"),
        charts=charts,
        address=reverse("plans:compare") + (state_of(request) if made else ""),
        as_of=as_of_day(request),
        problems=asked.filter.problems if asked.filter.problems or made else [str(NOTHING)],
        nothing=nothing_of(
            is_computed=made.choice.base is not None, has_years=made.choice.has_years
        )
        if made
        else "",
    )
    return shown(request, page)


@require_safe
def compare_svg(request: HttpRequest) -> HttpResponseBase:
    """All charts of the page in one picture."""
    asked = asked_of(request)
    made = asked.comparison
    if made is None:
        return _refused(request, asked)
    if not made.has_picture:
        raise Http404(gettext("There is no picture of this: a single number needs none."))
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
    return refusals.refused(request.path, asked.filter.mistakes or {"metric": [str(NOTHING)]})
