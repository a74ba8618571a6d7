"""``/targets/`` and one target."""

from __future__ import annotations

import datetime as dt

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plans.filters import TargetFilter
from plans.filters.sizes import PAGE_SIZE
from plans.models import Target
from plans.pages.target import target_page, targets_with_all
from plans.pages.targets import in_list_order, public_targets
from plans.pages.verdicts import RowGroup, by_plan, standing_rows
from plans.standings import Standing, announced_from, counts, standings
from plans.views.asof import as_of_day
from plans.views.paging import NoSuchPageError


def target_filter(params: QueryDict, as_of: dt.date) -> TargetFilter:
    targets = public_targets().select_related("variant_of").in_plan_order()
    return TargetFilter(params, queryset=targets, as_of=as_of)


def judged(found: TargetFilter) -> list[Standing]:
    """The targets that pass, judged. A mistake in the query leaves none."""
    if not found.is_valid():
        return []
    targets = in_list_order(list(found.qs))
    return found.keep(standings(targets, found.as_of))


@require_safe
def target_list(request: HttpRequest) -> HttpResponse:
    found = target_filter(request.GET, as_of_day(request))
    stands = judged(found)
    try:
        page = Paginator(stands, PAGE_SIZE).page(request.GET.get("page", 1))
    except (EmptyPage, PageNotAnInteger) as problem:
        raise NoSuchPageError from problem
    rows = standing_rows(page.object_list, get_language() or "en")
    context = {
        "filter": found,
        "counts": counts(stands),
        "page_obj": page,
        "groups": by_plan(rows) if found.is_by_plan else [RowGroup(None, rows)],
    }
    return render(request, "plans/target_list.html", context)


def announced_target(request: HttpRequest, plan: str, key: str) -> Target:
    """The target of a page, or "not found" where it was not announced by the day."""
    target = get_object_or_404(targets_with_all(), plan__key=plan, key=key)
    if announced_from(target) > as_of_day(request):
        raise Http404(_("The target was not announced yet."))
    return target


@require_safe
def target_detail(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    """``/plans/PLAN/targets/KEY/``"""
    target = announced_target(request, plan, key)
    page = target_page(target, as_of_day(request), get_language() or "en")
    return render(request, "plans/target_detail.html", {"page": page})
