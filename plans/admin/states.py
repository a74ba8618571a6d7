"""The state of a fact in its form: what a person may make of it, and what becomes of a change.

Whoever wrote a fact last does not publish it while somebody else may (``plans.domain.approving``).
A change of a published fact is not saved by such a person: it waits for a second reader, and the
fact stays on the site as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import BaseInlineFormSet, ModelForm
from django.utils.translation import gettext_lazy as _

from plans.admin.rights import UNPUBLISHED, Rights, author_of
from plans.choices import PublicationState
from plans.domain.approving import Approval
from plans.models import telling
from plans.models.waiting import Waiting, propose

REVIEWED = _("Somebody else reads it before it is published.")
KEPT = _("What you change waits for a second reader. Until then readers see the record as it is.")
OWN = _(
    "You wrote this last, so that somebody else approves it: %(names)s. "
    "Leave it in review for them."
)
NOT_YOURS = _("A reviewer publishes it.")
ANOTHERS_WAITS = _(
    "A change of this record by %(who)s waits for approval. It is decided first: see the queue."
)
WITHDRAWN_FOR = _("Say why it is withdrawn.")
SAY_WHY_OFF = _("Say why: it leaves the site, and readers see the reason.")


class OfferedStates(forms.Select):
    """Shows a state that the person may not give as what becomes of it when they save."""

    def format_value(self, value: Any) -> Any:
        offered = {key for key, _label in self.choices}
        given = super().format_value(value)
        return given if offered.issuperset(given) else [PublicationState.IN_REVIEW.value]


class StateField(forms.TypedChoiceField):
    """Offers the states that the person may give to the record at hand, and takes no other."""

    rights: Rights
    instead: Mapping[str, str] = {}
    """What is taken for a state that a form sends without having offered it."""

    def clean(self, value: Any) -> Any:
        return super().clean(self.instead.get(value, value))

    def offer(self, states: Iterable[PublicationState], help_text: Any) -> None:
        self.choices = [(state.value, state.label) for state in states]
        self.widget = OfferedStates(choices=self.choices, attrs=self.widget.attrs)
        self.help_text = help_text


class StatedForm(ModelForm):
    """A form of a fact that knows who may publish it."""

    proposes = False
    """Whether saving it lets a change wait, rather than changing a published record."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("state")
        if isinstance(field, StateField):
            self._offer(field, field.rights)

    def _offer(self, field: StateField, rights: Rights) -> None:
        if not rights.needs_another:
            return
        row = self.instance
        if row._state.adding:
            field.offer(UNPUBLISHED, REVIEWED)
            self.initial["state"] = PublicationState.IN_REVIEW.value  # a blank row stays blank
            if "_saveasnew" in self.data:  # the form was that of a published record
                field.instead = {PublicationState.PUBLISHED: PublicationState.IN_REVIEW.value}
        elif row.state == PublicationState.PUBLISHED:
            states = PublicationState if rights.may_publish else [PublicationState.PUBLISHED]
            field.offer(states, KEPT)
        elif not rights.may_publish:
            field.offer(UNPUBLISHED, REVIEWED)
        elif not self.prefix and rights.on(author_of(row)) is Approval.REFUSED:
            own = [*UNPUBLISHED, PublicationState.WITHDRAWN]
            field.offer(own, OWN % {"names": rights.names})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        field = self.fields.get("state")
        is_blank = self.empty_permitted and not self.has_changed()
        if isinstance(field, StateField) and "state" in data and not is_blank:
            self._let_another_read(field.rights, data)
            self._say_why(data.get("state"), data.get("state_reason"))
        return data

    def _say_why(self, state: str | None, reason: str | None) -> None:
        """Ask for the reason at its field. The rule of the database knows no field. No state: it
        was refused already."""
        if reason or not state:
            return
        was = None if self.instance._state.adding else self.instance.state
        leaves = was == PublicationState.PUBLISHED and state != was
        if state == PublicationState.WITHDRAWN:
            self.add_error("state_reason", WITHDRAWN_FOR)
        elif leaves and self.prefix:
            self.add_error("state_reason", SAY_WHY_OFF)

    def _let_another_read(self, rights: Rights, data: dict[str, Any]) -> None:
        row = self.instance
        was = None if row._state.adding else row.state
        to_readers = data["state"] == PublicationState.PUBLISHED
        is_touched = bool(set(self.changed_data) - {"state", "state_reason"})
        if was == PublicationState.PUBLISHED and to_readers:
            if is_touched and rights.needs_another:
                self._propose(rights)
        elif to_readers:
            author = rights.person if was is None or is_touched else author_of(row)
            if rights.on(author) is Approval.REFUSED:
                why = OWN if rights.may_publish else NOT_YOURS
                self.add_error("state", ValidationError(why, params={"names": rights.names}))

    def _propose(self, rights: Rights) -> None:
        waiting = Waiting.objects.changes().of(self.instance).select_related("author").first()
        if waiting and waiting.author_id != rights.person:
            who = waiting.author.get_username() if waiting.author else "?"
            self.add_error(None, ValidationError(ANOTHERS_WAITS, params={"who": who}))
        self.proposes = True


class FactsInline(BaseInlineFormSet):
    """Facts on the form of another: a change of a published one waits here as well."""

    proposed: list[Model]

    def save(self, commit: bool = True) -> Any:
        self.proposed = []
        return super().save(commit)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        if getattr(form, "proposes", False):
            propose(obj, form.fields["state"].rights.person, "")
            self.proposed.append(obj)
            return obj
        with telling(reason=form.cleaned_data.get("state_reason", "")):
            return super().save_existing(form, obj, commit)
