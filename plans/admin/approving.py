"""A change of a published fact waits for a second reader; and how that reader lets it through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from plans.admin.guarding import ALONE
from plans.admin.rights import Rights, may_publish, rights
from plans.choices import PublicationState, Waits
from plans.domain.approving import Approval
from plans.domain.guarding import RULE
from plans.history import bears_on_verdicts, record_verdicts
from plans.models import Revision, telling
from plans.models.waiting import TO_APPROVE, Waiting, propose
from plans.pages.differences import Difference, as_it_was, differences

PROPOSED = _later("Proposed a change; it waits for approval.")
MEANWHILE = _later("It was changed after it was shown to you: look again.")
DONE_ALREADY = _later("It does not wait any more.")


def waits_for(request: HttpRequest, own: Rights) -> str:
    """What is said to whoever saved a change that waits."""
    if own.names:
        said = _("Your change waits for approval by somebody else: %(names)s.")
        return said % {"names": own.names}
    return _("Your change waits for approval. Nobody may give it yet: ask an administrator.")


class Approving(admin.ModelAdmin):
    """Changes of published facts by who needs a second reader are kept waiting, not saved."""

    def put(self, request: HttpRequest, row: Any, reason: str) -> bool:
        """Save a changed row, or let the change wait; whether readers see it at once."""
        own = rights(request, self.model)
        if row.state == PublicationState.PUBLISHED and own.needs_another:
            self._propose(request, row, own, reason)
            return False
        with telling(reason=reason):
            row.save()
        return True

    def _propose(self, request: HttpRequest, row: Any, own: Rights, reason: str) -> None:
        if propose(row, own.person, reason):
            waiting: Any = request
            waiting._proposed = row.pk
            self.message_user(request, waits_for(request, own), messages.SUCCESS)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not (change and getattr(form, "proposes", False)):
            super().save_model(request, obj, form, change)
            return
        reason = form.cleaned_data.get("change_reason", "")
        self._propose(request, obj, rights(request, self.model), reason)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if getattr(formset, "proposed", None):
            own = rights(request, formset.model)
            self.message_user(request, waits_for(request, own), messages.SUCCESS)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        if getattr(request, "_proposed", None) == obj.pk:
            message = str(PROPOSED)
        return super().log_change(request, obj, message)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """What only waits was not "changed successfully"."""
        if getattr(request, "_proposed", None) != obj.pk:
            return super().response_change(request, obj)
        if "_continue" in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        return self.response_post_save_change(request, obj)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None:
            context["waits"] = change_of(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)


@dataclass(frozen=True, slots=True)
class WaitingChange:
    """The change of a published record that waits, as its form shows it."""

    waiting: Waiting
    said: Sequence[Difference]
    url: str
    is_public: bool
    """Whether readers see the record; one that left the site meanwhile takes no change."""


def change_of(row: Any) -> WaitingChange | None:
    """One query where nothing waits."""
    waiting = Waiting.objects.changes().of(row).select_related("author").first()
    if waiting is None:
        return None
    [said] = differences(row, [as_change(waiting)], get_language() or "en")
    is_public = row.state == PublicationState.PUBLISHED
    return WaitingChange(waiting, said, address(waiting), is_public)


def address(waiting: Waiting) -> str:
    return reverse("queue_entry", args=[waiting.pk])


def as_change(waiting: Waiting) -> Revision:
    """What approving it would do, as a change of the history. It is shown, and not saved."""
    return Revision(model=waiting.model, before=waiting.before, after=waiting.after)


# --- Approving, returning ------------------------------------------------------------------------


@dataclass(slots=True)
class Outcome:
    """What became of what was chosen: how many were done, and why the others were not."""

    done: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Each by its name, if it is known, and the reason, in the person's language."""


class NotDoneError(Exception):
    """It was not done; the message says why, for the person."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """An entry of the queue as it was shown: ``edits`` were made to it until then."""

    pk: int
    edits: int


def approve(request: HttpRequest, chosen: Iterable[Chosen], reason: str = "") -> Outcome:
    """Publish what is in review, and let changes through; each for itself."""
    return _each(request, chosen, lambda waiting: _approve(request, waiting, reason))


def give_back(request: HttpRequest, chosen: Iterable[Chosen], reason: str) -> Outcome:
    """Return to its author what is in review, with the reason."""
    return _each(request, chosen, lambda waiting: _give_back(request, waiting, reason))


def send(request: HttpRequest, chosen: Iterable[Chosen]) -> Outcome:
    """Hand drafts and returned changes to review."""
    return _each(request, chosen, lambda waiting: _send(request, waiting))


def discard(request: HttpRequest, chosen: Iterable[Chosen]) -> Outcome:
    """Throw one's own changes of published records away."""
    return _each(request, chosen, lambda waiting: _discard(request, waiting))


def _each(request: HttpRequest, chosen: Iterable[Chosen], act: Any) -> Outcome:
    outcome, bears = Outcome(), False
    for each in chosen:
        waiting: Waiting | None = None
        try:
            with transaction.atomic():
                waiting = Waiting.objects.select_for_update().filter(pk=each.pk).first()
                if waiting is None:
                    raise NotDoneError(DONE_ALREADY)
                if waiting.edits != each.edits:
                    raise NotDoneError(MEANWHILE)
                act(waiting)
        except NotDoneError as refusal:
            outcome.refused.append((_name(waiting), str(refusal)))
        except IntegrityError as problem:
            kind = waiting.kind if waiting else Waiting
            outcome.refused.append((_name(waiting), words_of(kind, problem)))
        else:
            outcome.done += 1
            bears |= waiting is not None and bears_on_verdicts(waiting.kind)
    if bears:
        record_verdicts(timezone.localdate())
    return outcome


def _name(waiting: Waiting | None) -> str:
    """The name of what waits; nothing where somebody decided it meanwhile."""
    row = waiting and waiting.kind._default_manager.filter(pk=waiting.row_id).first()
    return str(row or "")


def words_of(model: type[Any], problem: IntegrityError) -> str:
    """The words of the rule that the database refused by."""
    if f'"{RULE}"' in str(problem):
        return str(ALONE)
    for rule in model._meta.constraints:
        if f'"{rule.name}"' in str(problem):
            return str(rule.violation_error_message)
    return str(problem)


def _refuse_own(own: Rights, waiting: Waiting) -> None:
    if not own.may_publish:
        raise NotDoneError(_("You may not publish records of this kind."))
    if own.on(waiting.author_id) is Approval.REFUSED:
        said = _("You wrote it last, so that somebody else approves it: %(names)s.")
        raise NotDoneError(said % {"names": own.names})


def _approve(request: HttpRequest, waiting: Waiting, reason: str) -> None:
    if waiting.state not in TO_APPROVE:
        raise NotDoneError(_("It is not in review."))
    _refuse_own(rights(request, waiting.kind), waiting)
    facts = waiting.kind._default_manager
    if waiting.is_change:
        row = _let_through(waiting, facts.select_for_update().get(pk=waiting.row_id))
        waiting.delete()
    else:
        with telling(reason=reason):
            facts.filter(pk=waiting.row_id).update(state=PublicationState.PUBLISHED)
        row = facts.get(pk=waiting.row_id)
    _log(request, row, _("Approved."))


def _let_through(waiting: Waiting, row: Any) -> Any:
    """Change a record as was proposed, unless it says something else by now."""
    if row.state != PublicationState.PUBLISHED:
        raise NotDoneError(
            _("The record is not published any more. Return the change to its author.")
        )
    was = as_it_was(row, waiting.before or {})
    columns = list(waiting.before or {})
    if any(getattr(was, column) != getattr(row, column) for column in columns):
        raise NotDoneError(
            _("The record was changed after the change was proposed. Return it to its author.")
        )
    changed = as_it_was(row, waiting.after or {})
    try:
        changed.full_clean()
    except ValidationError as problem:
        raise NotDoneError(" ".join(problem.messages)) from problem
    # The evidence guard let it be proposed; that it takes an earlier change back is no less true.
    with telling(reason=waiting.reason, author=str(waiting.author_id or ""), restoring=True):
        changed.save()
    return changed


def _give_back(request: HttpRequest, waiting: Waiting, reason: str) -> None:
    if waiting.state not in TO_APPROVE:
        raise NotDoneError(_("It is not in review."))
    is_own = waiting.author_id == request.user.pk
    if not (may_publish(request, waiting.kind) or (is_own and may_change(request, waiting))):
        raise NotDoneError(_("You may not return records of this kind."))
    row: Any = waiting.kind._default_manager.get(pk=waiting.row_id)
    if waiting.is_change:
        waiting.state, waiting.returned_for = Waits.RETURNED, reason[:300]
        waiting.since, waiting.sender_id = timezone.now(), request.user.pk
        waiting.save()
    else:
        with telling(reason=reason):
            type(row).objects.filter(pk=row.pk).update(state=PublicationState.DRAFT)
    _log(request, row, _("Returned: %(reason)s") % {"reason": reason})


def _send(request: HttpRequest, waiting: Waiting) -> None:
    if waiting.state not in (Waits.DRAFT, Waits.RETURNED):
        raise NotDoneError(_("It is in review already."))
    if not may_change(request, waiting):
        raise NotDoneError(_("You may not change records of this kind."))
    row: Any = waiting.kind._default_manager.get(pk=waiting.row_id)
    if waiting.is_change:
        waiting.state, waiting.since = Waits.CHANGE, timezone.now()
        waiting.sender_id, waiting.returned_for = request.user.pk, ""
        waiting.save()
    else:
        type(row).objects.filter(pk=row.pk).update(state=PublicationState.IN_REVIEW)
    _log(request, row, _("Handed to review."))


def _discard(request: HttpRequest, waiting: Waiting) -> None:
    if not waiting.is_change or waiting.author_id != request.user.pk:
        raise NotDoneError(_("Only who proposed a change throws it away."))
    row = waiting.kind._default_manager.get(pk=waiting.row_id)
    waiting.delete()
    _log(request, row, _("Threw the proposed change away."))


def may_change(request: HttpRequest, waiting: Waiting) -> bool:
    meta = waiting.kind._meta
    return request.user.has_perm(f"{meta.app_label}.change_{meta.model_name}")


def _log(request: HttpRequest, row: Any, said: str) -> None:
    person: Any = request.user
    LogEntry.objects.log_actions(person.pk, [row], CHANGE, said, single_object=True)
