"""The queue of the editors: what waits for a second reader, over all kinds of facts, oldest first.

``/admin/queue/`` lists it and decides on several at once, ``/admin/queue/ID/`` shows one entry
beside what readers know of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from django.views.decorators.http import require_http_methods

from plans.admin.approving import (
    Chosen,
    Outcome,
    address,
    approve,
    as_change,
    discard,
    give_back,
    may_change,
    send,
)
from plans.admin.rights import Rights, rights
from plans.choices import Operation, PublicationState, Shown, Waits
from plans.domain.approving import Approval
from plans.domain.texts import Twin
from plans.models import Revision, Source
from plans.models.waiting import TO_APPROVE, Waiting, WaitingQuerySet, kinds_of_facts
from plans.pages.changes import kinds_by_model
from plans.pages.differences import (
    NOTHING,
    Difference,
    as_it_was,
    columns_of,
    differences,
    know_related,
    shown,
)
from plans.pages.evidence import FactKind

ROWS = 50
"""Entries on a page."""

MOST_REFUSED = 10
"""Refusals of one press of a button that are told one by one."""

STATES: Mapping[str, tuple[str | Promise, tuple[Waits, ...]]] = {
    "review": (_later("In review"), TO_APPROVE),
    "drafts": (_later("Drafts"), (Waits.DRAFT, Waits.RETURNED)),
}
WHOSE: Mapping[str, str | Promise] = {
    "approvable": _later("I may approve"),
    "mine": _later("Mine"),
    "others": _later("Of others"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to narrow the queue: its words, its address, how many it leaves."""

    words: str
    url: str
    is_chosen: bool
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the queue: what, who wrote and sent it, and what the person may do with it."""

    waiting: Waiting
    kind: str
    name: str
    detail: str
    """What it says, in a line."""
    changes: Sequence[str]
    """Of a change of a published record: the fields that it changes."""
    form_url: str
    url: str
    approval: Approval
    names: str
    """Who may approve it in the person's place."""
    may_return: bool

    @property
    def value(self) -> str:
        """What its checkbox sends: the entry as it was shown."""
        return f"{self.waiting.pk}.{self.waiting.edits}"

    @property
    def is_to_approve(self) -> bool:
        return self.waiting.state in TO_APPROVE

    @property
    def may_approve(self) -> bool:
        return self.is_to_approve and self.approval.is_allowed

    @property
    def is_own(self) -> bool:
        return self.is_to_approve and not self.approval.is_allowed and bool(self.names)

    @property
    def may_choose(self) -> bool:
        return self.may_approve or self.may_return


class Desk:
    """What one person sees of the queue."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.person: Any = request.user

    @cached_property
    def kinds(self) -> dict[str, Any]:
        """The kinds of facts that the person may see, by their labels."""
        return {
            label: model
            for label, model in kinds_of_facts().items()
            if admin.site.get_model_admin(model).has_view_permission(self.request)
        }

    @cached_property
    def rights(self) -> dict[str, Rights]:
        return {label: rights(self.request, model) for label, model in self.kinds.items()}

    def queue(self) -> WaitingQuerySet:
        found: WaitingQuerySet = Waiting.objects.queued()
        return found.filter(model__in=self.kinds) if len(self.kinds) < _all() else found

    def approvable(self) -> Q:
        """What the person may approve: not what they wrote, unless nobody else could."""
        alone: list[str] = []
        others: list[str] = []
        for label, own in self.rights.items():
            if own.may_publish:
                (others if own.others else alone).append(label)
        not_own = ~Q(author=self.person.pk) | Q(author=None)
        open_to = Q(model__in=alone) | Q(model__in=others) & not_own
        return Q(state__in=TO_APPROVE) & open_to

    def counts(self) -> dict[str, int]:
        """How much waits, and how much of it for this person: one query."""
        mine = Q(author=self.person.pk)
        return self.queue().aggregate(
            review=Count("pk", filter=Q(state__in=TO_APPROVE)),
            drafts=Count("pk", filter=~Q(state__in=TO_APPROVE)),
            approvable=Count("pk", filter=self.approvable()),
            mine=Count("pk", filter=mine),
        )

    def entries(self, waiting: Sequence[Waiting]) -> list[Entry]:
        """A query for each kind among them and for each kind that they refer to."""
        by_kind: dict[str, list[int]] = {}
        for each in waiting:
            by_kind.setdefault(each.model, []).append(each.row_id)
        rows = {
            label: self.kinds[label]._default_manager.with_evidence().in_bulk(ids)
            for label, ids in by_kind.items()
        }
        know_related(row for found in rows.values() for row in found.values())
        return [self._entry(each, rows[each.model][each.row_id]) for each in waiting]

    def _entry(self, waiting: Waiting, row: Any) -> Entry:
        meta, own = self.kinds[waiting.model]._meta, self.rights[waiting.model]
        name, detail = self._words(waiting.model, row)
        is_own = waiting.author_id == self.person.pk
        return Entry(
            waiting=waiting,
            kind=str(capfirst(meta.verbose_name)),
            name=name,
            detail=detail,
            changes=[
                str(field.verbose_name)
                for column, field in columns_of(type(row)).items()
                if column in (waiting.before or {})
            ],
            form_url=reverse(
                f"admin:{meta.app_label}_{meta.model_name}_change", args=[waiting.row_id]
            ),
            url=address(waiting),
            approval=own.on(waiting.author_id),
            names=own.names,
            may_return=waiting.state in TO_APPROVE
            and (own.may_publish or (is_own and may_change(self.request, waiting))),
        )

    @cached_property
    def worded(self) -> dict[str, list[FactKind[Any]]]:
        return kinds_by_model()

    def _words(self, label: str, row: Any) -> tuple[str, str]:
        """The name of a fact and what it says, as the page of its source puts it."""
        language = get_language() or "en"
        for kind in self.worded.get(label, []):
            said = kind.row(row, language)
            return Twin(said.name_en, said.name_zh).pick(language)[0], said.detail
        return str(row), ""


def _all() -> int:
    return len(kinds_of_facts())


@dataclass(frozen=True, slots=True)
class QueuePage:
    entries: Sequence[Entry]
    page_obj: Page
    states: Sequence[Choice]
    whose: Sequence[Choice]
    kinds: Sequence[Choice]
    is_narrowed: bool

    @property
    def may_decide(self) -> bool:
        return any(entry.may_choose for entry in self.entries)


@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """``/admin/queue/?state=review&whose=approvable&kind=plans.observation``"""
    desk = Desk(request)
    if not desk.kinds:
        raise Http404
    if request.method == "POST":
        _decide(request)
        return HttpResponseRedirect(request.get_full_path())
    context = {
        **admin.site.each_context(request),
        "title": _("What waits for review"),
        "page": _page(desk),
    }
    return render(request, "admin/queue.html", context)


def _page(desk: Desk) -> QueuePage:
    asked = desk.request.GET
    state, whose, kind = (asked.get(name, "") for name in ("state", "whose", "kind"))
    counts = desk.counts()
    counts["others"] = counts["review"] + counts["drafts"] - counts["mine"]
    narrowed = desk.queue()
    if state in STATES:
        narrowed = narrowed.filter(state__in=STATES[state][1])
    if whose == "approvable":
        narrowed = narrowed.filter(desk.approvable())
    elif whose == "mine":
        narrowed = narrowed.filter(author=desk.person.pk)
    elif whose == "others":
        narrowed = narrowed.exclude(author=desk.person.pk)
    by_kind = dict(narrowed.order_by().values_list("model").annotate(Count("pk")))
    found = narrowed.filter(model=kind) if kind in desk.kinds else narrowed
    pages = Paginator(found.select_related("author", "sender").order_by("since", "pk"), ROWS)
    pages.count = by_kind.get(kind, 0) if kind in desk.kinds else sum(by_kind.values())
    page = pages.get_page(asked.get("page"))

    def choice(name: str, value: str, words: Any, number: int | None) -> Choice:
        kept = {key: asked[key] for key in ("state", "whose", "kind") if asked.get(key)}
        kept[name] = value
        query = urlencode({key: text for key, text in kept.items() if text})
        url = f"{desk.request.path}?{query}" if query else desk.request.path
        return Choice(str(words), url, asked.get(name, "") == value, number)

    return QueuePage(
        entries=desk.entries(list(page)),
        page_obj=page,
        states=[
            choice("state", "", _("All"), counts["review"] + counts["drafts"]),
            *(choice("state", key, words, counts[key]) for key, (words, _s) in STATES.items()),
        ],
        whose=[
            choice("whose", "", _("Of all"), None),
            *(choice("whose", key, words, counts[key]) for key, words in WHOSE.items()),
        ],
        kinds=[
            choice("kind", "", _("All kinds"), None),
            *(
                choice("kind", label, capfirst(model._meta.verbose_name_plural), number)
                for label, model in desk.kinds.items()
                if (number := by_kind.get(label, 0)) or label == kind
            ),
        ],
        is_narrowed=any(asked.get(name) for name in ("state", "whose", "kind")),
    )


# --- Deciding ------------------------------------------------------------------------------------


def _decide(request: HttpRequest) -> None:
    """Do what a button says with what is chosen, and tell what became of each."""
    chosen = list(_chosen(request.POST.getlist("entry")))
    reason = request.POST.get("reason", "").strip()[:300]
    action = request.POST.get("action", "")
    if not chosen:
        messages.warning(request, _("Choose what it is about."))
    elif action == "return" and not reason:
        messages.error(request, _("Say why it is returned: its author reads it."))
    elif action == "approve":
        _tell(request, approve(request, chosen, reason), _approved)
    elif action == "return":
        _tell(request, give_back(request, chosen, reason), _returned)
    elif action == "send":
        _tell(request, send(request, chosen), _sent)
    elif action == "discard":
        _tell(request, discard(request, chosen), _discarded)


def _chosen(values: Iterable[str]) -> Iterable[Chosen]:
    for value in values:
        pk, _dot, edits = value.partition(".")
        if pk.isascii() and pk.isdigit() and edits.isascii() and edits.isdigit():
            yield Chosen(int(pk), int(edits))


def _approved(n: int) -> str:
    return ngettext("%(n)d approved: readers see it.", "%(n)d approved: readers see them.", n)


def _returned(n: int) -> str:
    return ngettext("%(n)d returned to its author.", "%(n)d returned to their authors.", n)


def _sent(n: int) -> str:
    return ngettext("%(n)d handed to review.", "%(n)d handed to review.", n)


def _discarded(n: int) -> str:
    return ngettext("%(n)d change thrown away.", "%(n)d changes thrown away.", n)


def _tell(request: HttpRequest, outcome: Outcome, words: Any) -> None:
    if outcome.done:
        messages.success(request, words(outcome.done) % {"n": outcome.done})
    for name, why in outcome.refused[:MOST_REFUSED]:
        # In quotes: the desk begins messages with a capital, and a key has none.
        said = _("“%(name)s”: %(why)s") % {"name": name, "why": why} if name else why
        messages.error(request, said)
    unsaid = len(outcome.refused) - MOST_REFUSED
    if unsaid > 0:
        more = ngettext("%(n)d more was left alone.", "%(n)d more were left alone.", unsaid)
        messages.error(request, more % {"n": unsaid})


# --- One entry -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cited:
    """Where an entry can be checked: the document, and the place in it where one is named."""

    source: Source
    locator: str


@dataclass(frozen=True, slots=True)
class EntryPage:
    entry: Entry
    evidence: Sequence[Cited]
    """As the entry would have it once it is approved."""
    said: Sequence[Difference]
    """What readers would see change; of what was never public, all that it says."""
    was_public: bool
    may_send: bool
    may_discard: bool


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """``/admin/queue/ID/``: one entry, beside what readers know of it."""
    desk = Desk(request)
    waiting = desk.queue().filter(pk=pk).select_related("author", "sender").first()
    if request.method == "POST":
        _decide(request)
        gone = not Waiting.objects.filter(pk=pk).exists()
        back = reverse("queue") if gone else request.get_full_path()
        return HttpResponseRedirect(back)
    if waiting is None:
        messages.warning(request, _("It does not wait any more."))
        return HttpResponseRedirect(reverse("queue"))
    [found] = desk.entries([waiting])
    context = {
        **admin.site.each_context(request),
        "title": found.name,
        "page": _entry_page(desk, found),
    }
    return render(request, "admin/queue_entry.html", context)


def _entry_page(desk: Desk, found: Entry) -> EntryPage:
    waiting = found.waiting
    editing: Any = admin.site.get_model_admin(desk.kinds[waiting.model])
    row = editing.get_queryset(desk.request).get(pk=waiting.row_id)
    language = get_language() or "en"
    may = may_change(desk.request, waiting)
    is_back = waiting.state in (Waits.DRAFT, Waits.RETURNED)
    published = as_change(waiting) if waiting.is_change else _since_published(row)
    if published is None:
        fields = columns_of(type(row)).values()
        said = [
            Difference(each.attname, str(capfirst(each.verbose_name)), "", text)
            for each in fields
            if each.name not in ("state", "state_reason")
            and (text := shown(row, each, language)) != NOTHING
        ]
    else:
        [said] = differences(row, [published], language)
    return EntryPage(
        entry=found,
        evidence=_evidence(as_it_was(row, waiting.after) if waiting.after else row),
        said=said,
        was_public=published is not None,
        may_send=is_back and may,
        may_discard=waiting.is_change and waiting.author_id == desk.person.pk,
    )


def _evidence(fact: Any) -> list[Cited]:
    found = []
    for guard in fact.guards():
        source, *places = (fact._meta.get_field(column).name for column in guard.citation)
        said = Cited(getattr(fact, source), "".join(getattr(fact, place) for place in places))
        if said not in found:
            found.append(said)
    return found


def _since_published(row: Any) -> Revision | None:
    """All that changed since readers saw the record last, as one change; None if never."""
    before: dict[str, Any] = {}
    was_public = False
    history = Revision.objects.of(row).filter(operation=Operation.UPDATE).newest_first()
    for change in history:
        before |= change.before
        if change.shown == Shown.WITHDRAWN:
            was_public = True
            break
        if (change.after or {}).get("state") == PublicationState.PUBLISHED:
            break
    if not was_public:
        return None
    before = {name: value for name, value in before.items() if name in columns_of(type(row))}
    past = as_it_was(row, before)
    differing = [name for name in before if getattr(past, name) != getattr(row, name)]
    kept = [name for name in differing if name not in ("state", "state_reason")]
    return Revision(
        model=row._meta.label_lower,
        before={name: before[name] for name in kept},
        after={name: getattr(row, name) for name in kept},
    )
