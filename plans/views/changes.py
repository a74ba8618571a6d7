"""``/changes/`` and ``/changes.atom``: what was corrected, withdrawn and restored, which verdicts
changed, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plans.charts.wording import say
from plans.domain.dates import date_words
from plans.domain.texts import Twin, is_chinese
from plans.exports import refusals
from plans.filters import ChangeFilter
from plans.models import ChangeEntry
from plans.pages.changes import PublicChange, public_changes, told
from plans.pages.verdict_changes import VerdictChange, figure_name
from plans.views.lists import SiteListView
from plans.views.paging import EitherEndPaginator

IN_A_FEED = 50
"""The newest changes; a reader that looks once a day misses none."""

TITLE = Twin("{name}: {what}", "{name}：{what}")
FROM_TO = Twin("{old} → {new}", "{old} → {new}")
OF_PLAN = Twin("{plan}: {values}", "{plan}：{values}")
JUDGED_AS_OF = Twin("Judged as of {day}.", "按{day}的情况判定。")


class ChangesFeed(Atom1Feed):
    """Entries told in plain text, with links to the evidence beside that to what they are about."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item | {"description": None})
        # As HTML, which Django says it is, "<" of a reason would begin a tag.
        handler.addQuickElement("summary", item["description"], {"type": "text"})
        for address, title in item["related"]:
            handler.addQuickElement("link", "", {"rel": "related", "href": address, "title": title})


class ChangeListView(SiteListView):
    """``/changes/?what=withdrawn&metric=KEY``"""

    filterset_class = ChangeFilter
    template_name = "plans/change_list.html"
    paginator_class = EitherEndPaginator

    def get_queryset(self) -> QuerySet[ChangeEntry]:
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
    feed = ChangesFeed(
        title=_("Shanghai Cell & Gene Therapy: what changed"),
        link=page,
        description="",
        subtitle=_(
            "Published figures that were corrected, facts withdrawn or restored, and verdicts that"
            " changed."
        ),
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
            unique_id=f"tag:{host},2026:changes:{language}:{change.key}",
            pubdate=change.at,
            updateddate=change.at,
            categories=[change.kind],
            related=[
                (request.build_absolute_uri(address), title)
                for address, title in evidence(change, language)
            ],
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


def name_of(change: PublicChange | VerdictChange, language: str) -> str:
    return Twin(change.name_en, change.name_zh).pick(language)[0].rstrip(".。")


def sentence(change: PublicChange | VerdictChange, language: str) -> str:
    """What it was, what it is, and why."""
    if isinstance(change, VerdictChange):
        return _of_verdict(change, language)
    values = change.old
    if change.new:
        values = say(FROM_TO, language, old=change.old, new=change.new)
    return in_sentences([values, change.reason], language)


def _of_verdict(change: VerdictChange, language: str) -> str:
    plan = Twin(change.target.plan.name_en, change.target.plan.name_zh).pick(language)[0]
    values = say(FROM_TO, language, old=change.before.label, new=change.after.label)
    as_of = change.as_of and date_words(change.as_of, "day", language)
    return in_sentences(
        [
            say(OF_PLAN, language, plan=plan, values=values),
            say(JUDGED_AS_OF, language, day=as_of) if as_of else "",
            change.reason.pick(language)[0],
            change.because,
        ],
        language,
    )


def in_sentences(parts: Iterable[str], language: str) -> str:
    """What is said one after the other, each as a sentence of its own but the last.

    >>> in_sentences(["1 → 2", "", "The source says so."], "en")
    '1 → 2. The source says so.'
    >>> in_sentences(["1 → 2", "来源已更正"], "zh-hans")
    '1 → 2。来源已更正'
    """
    stop, space = ("。", "") if is_chinese(language) else (".", " ")
    *firsts, last = [part for part in parts if part] or [""]
    ended = [part if part.endswith((".", "。")) else f"{part}{stop}" for part in firsts]
    return space.join([*ended, last])


def evidence(change: PublicChange | VerdictChange, language: str) -> list[tuple[str, str]]:
    """Addresses and names of what decided a verdict."""
    if not isinstance(change, VerdictChange):
        return []
    figures = [(row.get_absolute_url(), figure_name(row, language)) for row in change.figures]
    series = [(row.get_absolute_url(), row.name.pick(language)[0]) for row in change.counted]
    return figures + series
