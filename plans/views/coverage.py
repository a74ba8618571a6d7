"""``/coverage/``"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans.pages.coverage import coverage_page
from plans.views.asof import as_of_day


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """What is not known, by plan, area and year."""
    return render(request, "plans/coverage.html", {"page": coverage_page(as_of_day(request))})
