"""``/firms/compare/?firm=KEY&firm=KEY``"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from parks.filters.common import printable
from parks.pages.compare import compare_page


@require_safe
def firm_compare(request: HttpRequest) -> HttpResponse:
    """Up to four firms side by side; ``q`` looks for another one."""
    asked = [key for key in printable(request.GET.getlist("firm")) if key]
    text = request.GET.get("q", "").replace("\0", "").strip()
    page = compare_page(asked, text, get_language() or "en")
    return render(request, "parks/firm_compare.html", {"page": page})
