"""``/figures/KEY/``: one figure with an address to quote it by, as a page, data and a picture."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from plans.charts.card import card_svg
from plans.charts.wording import marks
from plans.domain.quoting import Quote, bibtex, in_brief, ris, sentence
from plans.models import Observation
from plans.pages.changes import figure_changes
from plans.pages.figure import (
    card_of,
    corrections_data,
    figure_data,
    figure_page,
    public_figures,
    quote_of,
)
from plans.views.asof import PARAMETER, as_of_day


def address_of(request: HttpRequest, figure: Observation) -> str:
    """The absolute address of the figure's page, with the day where one is asked for."""
    address = request.build_absolute_uri(reverse("plans:figure_detail", args=[figure.key]))
    day = request.GET.get(PARAMETER)
    return f"{address}?{PARAMETER}={day}" if day else address


def _figure(key: str) -> Observation:
    return get_object_or_404(public_figures(), key=key)


def _withdrawn(key: str) -> Observation | None:
    return Observation.objects.filter(key=key, state="withdrawn").with_evidence().first()


def _quote(request: HttpRequest, key: str) -> Quote:
    figure = _figure(key)
    address = address_of(request, figure)
    return quote_of(figure, as_of_day(request), address, get_language() or "en")


@require_safe
def figure_detail(request: HttpRequest, key: str) -> HttpResponse:
    """The figure, who says it where, what others say, and how to quote it."""
    if withdrawn := _withdrawn(key):
        return render(request, "plans/figure_withdrawn.html", {"figure": withdrawn}, status=410)
    figure = _figure(key)
    language = get_language() or "en"
    page = figure_page(figure, as_of_day(request), address_of(request, figure), language)
    context = {
        "page": page,
        "cited": sentence(page.quote, language),
        "brief": in_brief(page.quote, language),
        "bibtex": bibtex(page.quote, language),
        "ris": ris(page.quote, language),
    }
    return render(request, "plans/figure_detail.html", context)


@require_safe
def figure_json(request: HttpRequest, key: str) -> JsonResponse:
    if withdrawn := _withdrawn(key):
        return JsonResponse(
            {
                "key": key,
                "withdrawn": withdrawn.state_reason,
                "corrections": corrections_data(figure_changes(withdrawn, get_language() or "en")),
            },
            status=410,
            json_dumps_params={"ensure_ascii": False},
        )
    figure = _figure(key)
    address = address_of(request, figure)
    page = figure_page(figure, as_of_day(request), address, get_language() or "en")
    return JsonResponse(figure_data(figure, page), json_dumps_params={"ensure_ascii": False})


@require_safe
def figure_svg(request: HttpRequest, key: str) -> HttpResponse:
    if gone := _gone(key):
        return gone
    card = card_of(_quote(request, key), get_language() or "en")
    return HttpResponse(card_svg(card), content_type="image/svg+xml; charset=utf-8")


@require_safe
def figure_bib(request: HttpRequest, key: str) -> HttpResponse:
    if gone := _gone(key):
        return gone
    text = bibtex(_quote(request, key), get_language() or "en")
    return _download(text, "application/x-bibtex", f"{key}.bib")


@require_safe
def figure_ris(request: HttpRequest, key: str) -> HttpResponse:
    if gone := _gone(key):
        return gone
    text = ris(_quote(request, key), get_language() or "en")
    return _download(text, "application/x-research-info-systems", f"{key}.ris")


def _gone(key: str) -> HttpResponse | None:
    """Say of the picture and the citations of a withdrawn figure what its page says."""
    withdrawn = _withdrawn(key)
    if withdrawn is None:
        return None
    said = [gettext("This figure was withdrawn"), withdrawn.state_reason]
    words = marks(get_language() or "en").colon.join(said)
    return HttpResponse(f"{words}\n", content_type="text/plain; charset=utf-8", status=410)


def _download(text: str, content_type: str, filename: str) -> HttpResponse:
    return HttpResponse(
        text,
        content_type=f"{content_type}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )
