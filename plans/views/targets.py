"""``/targets/``, ``/targets.json`` and ``/targets.csv``: the same rows for the same query."""

from __future__ import annotations

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plans.columns import TARGET_COLUMNS
from plans.exports import as_csv, as_json, refused_as_csv, refused_as_json
from plans.filters import TargetFilter
from plans.pages.targets import in_list_order, public_targets
from plans.pages.verdicts import standing_rows
from plans.standings import Standing, counts, standings
from plans.views.lists import PAGE_SIZE


def target_filter(params: QueryDict) -> TargetFilter:
    targets = public_targets().select_related("variant_of").in_plan_order()
    return TargetFilter(params, queryset=targets)


def judged(found: TargetFilter) -> list[Standing]:
    """The targets that pass, judged. A mistake in the query leaves none."""
    if not found.is_valid():
        return []
    targets = in_list_order(list(found.qs))
    return found.keep(standings(targets, timezone.localdate()))


@require_safe
def target_list(request: HttpRequest) -> HttpResponse:
    found = target_filter(request.GET)
    stands = judged(found)
    try:
        page = Paginator(stands, PAGE_SIZE).page(request.GET.get("page", 1))
    except (EmptyPage, PageNotAnInteger) as problem:
        raise Http404(_("The list has no such page.")) from problem
    context = {
        "filter": found,
        "counts": counts(stands),
        "page_obj": page,
        "rows": standing_rows(page.object_list, get_language() or "en"),
    }
    return render(request, "plans/target_list.html", context)


@require_safe
def targets_json(request: HttpRequest) -> HttpResponse:
    found = target_filter(request.GET)
    if found.mistakes:
        return refused_as_json(found.mistakes)
    return as_json(TARGET_COLUMNS, judged(found))


@require_safe
def targets_csv(request: HttpRequest) -> HttpResponseBase:
    found = target_filter(request.GET)
    if found.mistakes:
        return refused_as_csv(found.mistakes)
    return as_csv("targets.csv", TARGET_COLUMNS, judged(found))
