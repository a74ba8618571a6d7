"""The first page, and what a monitor asks.

Error pages are Django's own views with our templates (400, 403, 500.html), but for 404 and for what
is shown in a frame.
"""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.defaults import bad_request, server_error

from cgt_site.catalogue import catalogue_page
from cgt_site.pages import home_page
from cgt_site.search import search_page
from plans.views import frames
from plans.views.asof import as_of_day
from plans.views.paging import NoSuchPageError


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where the industry stands: newest figures, plans, places, events."""
    page = home_page(as_of_day(request), get_language() or "en")
    return render(request, "cgt_site/home.html", {"page": page})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """``/search/?q=xibiman``: whatever on the site has it in its name."""
    page = search_page(request.GET, get_language() or "en")
    return render(request, "cgt_site/search.html", {"page": page})


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """``/data/``: every list as a file, and what is in it."""
    return render(request, "cgt_site/catalogue.html", {"page": catalogue_page(request)})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing is at the address; of a page past the end of a list, the way to its beginning."""
    if frames.is_framed(request.path):
        return frames.nothing_here()
    rest = request.GET.copy()
    rest.pop("page", None)
    beginning = f"{request.path}?{rest.urlencode()}" if rest else request.path
    past_the_end = isinstance(exception, NoSuchPageError)
    context = {"beginning": beginning if past_the_end else ""}
    return render(request, "404.html", context, status=404)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that Django itself refuses."""
    if frames.is_framed(request.path):
        return frames.not_understood()
    return bad_request(request, exception)


def failed(request: HttpRequest) -> HttpResponse:
    """An error of ours."""
    return frames.failed() if frames.is_framed(request.path) else server_error(request)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Says nothing of the database."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The site can serve: its database answers and has every migration. Else 503."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    if waiting:
        names = [f"{migration.app_label}.{migration.name}" for migration, _ in waiting]
        return JsonResponse({"status": "migrations wait", "migrations": names}, status=503)
    return JsonResponse({"status": "ready"})
