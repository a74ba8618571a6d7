"""``/computed/`` and ``/computed/KEY/``: figures computed from the records held here."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plans.computed import Series, series_of
from plans.exports.rows import GivenRows
from plans.pages.computed import Reading, computed_list, computed_page, reading_of
from plans.pages.computed_rows import COLUMNS, file_rows
from plans.views.asof import PARAMETER, as_of_day
from plans.views.chart_files import rows_file, svg_file


def _series(key: str) -> Series:
    series = series_of(key)
    if series is None:
        raise Http404(_("Nothing of this name is computed."))
    return series


def computed_reading(key: str, day: dt.date) -> Reading:
    """The series of that key, or 404."""
    return reading_of(_series(key), day)


def _reading(request: HttpRequest, key: str) -> Reading:
    return computed_reading(key, as_of_day(request))


@require_safe
def computed_index(request: HttpRequest) -> HttpResponse:
    rows = computed_list(as_of_day(request))
    return render(request, "plans/computed_list.html", {"rows": rows})


@require_safe
def computed_detail(request: HttpRequest, key: str) -> HttpResponse:
    day = request.GET.get(PARAMETER)
    query = [(PARAMETER, day)] if day else []
    page = computed_page(_series(key), as_of_day(request), get_language() or "en", query)
    return render(request, "plans/computed_detail.html", {"page": page})


@require_safe
def computed_svg(request: HttpRequest, key: str) -> HttpResponseBase:
    """The picture of the page, for any place that has no script."""
    chart = _reading(request, key).chart(get_language() or "en")
    page = request.build_absolute_uri().replace(f"/{key}.svg", f"/{key}/", 1)
    return svg_file(request, chart, page, f"{key}.svg")


@require_safe
def computed_csv(request: HttpRequest, key: str) -> HttpResponseBase:
    return _file(request, key, "csv")


@require_safe
def computed_json(request: HttpRequest, key: str) -> HttpResponseBase:
    return _file(request, key, "json")


def _file(request: HttpRequest, key: str, form: str) -> HttpResponseBase:
    reading = _reading(request, key)
    return rows_file(request, GivenRows(COLUMNS, file_rows(reading)), key, form)
