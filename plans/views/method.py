"""``/method/``"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans.pages.method import method_page


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """How verdicts are made."""
    return render(request, "plans/method.html", {"page": method_page()})
