"""``/sources/`` and ``/sources/KEY/``."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from plans.filters import SourceFilter
from plans.models import Source
from plans.pages.sources import source_page, source_rows, sources_to_list
from plans.views.lists import SiteListView


class SourceListView(SiteListView):
    """``/sources/?kind=official&year=2023``"""

    filterset_class = SourceFilter
    template_name = "plans/source_list.html"

    def get_queryset(self) -> QuerySet[Source]:
        return sources_to_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"rows": source_rows(context["object_list"])}


@require_safe
def source_detail(request: HttpRequest, key: str) -> HttpResponse:
    source = get_object_or_404(Source.objects.public().select_related("origin"), key=key)
    page = source_page(source, get_language() or "en")
    return render(request, "plans/source_detail.html", {"page": page})
