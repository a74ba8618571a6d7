"""``/changes/`` and ``/changes.atom``: what was corrected, withdrawn and restored, and why."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plans.charts.wording import say
from plans.domain.texts import Twin
from plans.exports import refusals
from plans.filters import ChangeFilter
from plans.models import Revision
from plans.pages.changes import PublicChange, public_changes, told
from plans.views.lists import SiteListView

IN_A_FEED = 50
"""The newest changes; a reader that looks once a day misses none."""

TITLE = Twin("{name}: {what}", "{name}：{what}")
BECAUSE = Twin("{values}. {reason}", "{values}。{reason}")
FROM_TO = Twin("{old} → {new}", "{old} → {new}")


class ChangeListView(SiteListView):
    """``/changes/?what=withdrawn&metric=KEY``"""

    filterset_class = ChangeFilter
    template_name = "plans/change_list.html"

    def get_queryset(self) -> QuerySet[Revision]:
        return public_changes().newest_first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"rows": told(context["object_list"], get_language() or "en")}


@require_safe
def changes_atom(request: HttpRequest) -> HttpResponse:
    """The same to be followed, with the same filters. A wrong one is told, not passed over."""
    asked = ChangeFilter(request.GET, queryset=public_changes().newest_first())
    if not asked.is_valid() or asked.unknown:
        return refusals.refused(request.path, asked.mistakes)
    language = get_language() or "en"
    host = request.get_host().split(":")[0]
    page = request.build_absolute_uri(reverse("plans:change_list"))
    feed = Atom1Feed(
        title=_("Shanghai Cell & Gene Therapy: corrections"),
        link=page,
        description="",
        subtitle=_("Published figures that were corrected, and facts withdrawn or restored."),
        language=language,
        feed_url=request.build_absolute_uri(),
        feed_guid=f"tag:{host},2026:changes:{language}",
        author_name=_("Shanghai Cell & Gene Therapy"),
    )
    for change in told(asked.qs[:IN_A_FEED], language):
        feed.add_item(
            title=say(TITLE, language, name=name_of(change, language), what=change.words),
            link=request.build_absolute_uri(change.url) if change.url else page,
            description=sentence(change, language),
            unique_id=f"tag:{host},2026:changes:{language}:{change.pk}",
            pubdate=change.at,
            updateddate=change.at,
            categories=[change.kind],
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


def name_of(change: PublicChange, language: str) -> str:
    return Twin(change.name_en, change.name_zh).pick(language)[0].rstrip(".。")


def sentence(change: PublicChange, language: str) -> str:
    """What it was, what it is, and why."""
    values = change.old
    if change.new:
        values = say(FROM_TO, language, old=change.old, new=change.new)
    if not change.reason:
        return values
    return say(BECAUSE, language, values=values, reason=change.reason)
