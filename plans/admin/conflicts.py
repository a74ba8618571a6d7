"""Two editors at once: the second to save is told what the first changed, and can merge.

A form carries what it showed when it was opened. If the record says something else by the time it
is saved, nothing is saved: what only the other editor touched is put into the form, what both
touched is shown in its three versions, and saving once more decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import quote
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

SALT = "what a form showed when it was opened"
LONGEST_SHOWN = 80
OPENED_ELSEWHERE = _(
    "The form does not say what the record was when it was opened. Nothing is saved yet: compare "
    "it with the record, then save again."
)


class SeenField(forms.CharField):
    """What the record said when the form was opened, signed. It is no entry of the editor."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class SeenForm(forms.ModelForm):
    """A form of a record that does not overwrite what it has not shown."""

    seen = SeenField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial["seen"] = self._sealed(self.initial)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.instance._state.adding and self.has_changed():
            self._compare()
        return data

    def _compare(self) -> None:
        # Held until this save is through: a third cannot slip in between.
        rows: Any = self._meta.model._base_manager
        row = rows.select_for_update().filter(pk=self.instance.pk).first()
        if row is None:
            return
        stands = model_to_dict(row, fields=list(self.fields))
        opened = self._opened()
        if opened is None:
            self._remember(stands)
            self.add_error(None, ValidationError(OPENED_ELSEWHERE, code="unknown"))
            return
        theirs = [
            name
            for name in self._compared()
            if name in opened["values"] and self._posted(name, stands) != opened["values"][name]
        ]
        if theirs:
            self._report(theirs, opened, stands)

    def _report(self, theirs: list[str], opened: dict[str, Any], stands: dict[str, Any]) -> None:
        given = self._remember(stands)
        for name in theirs:
            shown = opened["values"][name]
            if self._is_as_shown(name, shown):
                self._put(given, name, stands)
                reason = _("The other editor made this “%(now)s”; it was “%(before)s”.")
            else:
                reason = _(
                    "You and the other editor both changed this. It was “%(before)s”, "
                    "the other made it “%(now)s”; your entry stands here."
                )
            now = self._posted(name, stands)
            words = {"now": self._words(name, now), "before": self._words(name, shown)}
            self.add_error(name, ValidationError(reason, params=words, code="changed_meanwhile"))
        self.add_error(None, self._who(opened["at"]))

    def _remember(self, stands: dict[str, Any]) -> Any:
        """Let the form that is sent back know what the record says now. Gives its entries."""
        posted: Any = self.data
        given = posted.copy()
        given[self.add_prefix("seen")] = self._sealed(stands)
        self.data = given
        return given

    def _who(self, opened: str) -> ValidationError:
        """Say who was first, as far as the log of the editors' pages knows."""
        entry = (
            LogEntry.objects.filter(
                content_type=ContentType.objects.get_for_model(self._meta.model),
                object_id=quote(self.instance.pk),
                action_time__gte=dt.datetime.fromisoformat(opened),
            )
            .select_related("user")
            .first()
        )
        if entry is None:
            reason = _(
                "The record was changed while you had it open. Nothing is saved yet: look at the "
                "fields named below, then save again."
            )
            return ValidationError(reason, code="changed_meanwhile")
        reason = _(
            "%(who)s changed the record at %(time)s, while you had it open. Nothing is saved yet: "
            "look at the fields named below, then save again."
        )
        at = date_format(timezone.localtime(entry.action_time), "H:i")
        words = {"who": entry.user.get_username(), "time": at}
        return ValidationError(reason, params=words, code="changed_meanwhile")

    # --- How a value is compared -------------------------------------------------------------

    def _compared(self) -> Iterator[str]:
        for name, field in self.fields.items():
            if name != "seen" and not field.disabled and name in self._model_fields():
                yield name

    def _model_fields(self) -> set[str]:
        return {field.name for field in self._meta.model._meta.get_fields()}

    def _posted(self, name: str, values: Mapping[str, Any]) -> Any:
        """A value as a browser sends it: a text, or a list of them."""
        value = self.fields[name].prepare_value(values.get(name))
        if isinstance(value, (list, tuple)):
            return [str(one) for one in value]
        return "" if value in (None, False) else str(value)

    def _is_as_shown(self, name: str, shown: Any) -> bool:
        """Whether the editor left the field as it was when the form was opened."""
        field: Any = self.fields[name]
        raw = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        if isinstance(field, forms.ModelChoiceField):
            return bool(str(raw or "") == shown)
        try:
            same: bool = field.to_python(raw) == field.to_python(shown)
        except ValidationError:
            return False
        return same

    def _put(self, given: Any, name: str, stands: dict[str, Any]) -> None:
        value, key = self._posted(name, stands), self.add_prefix(name)
        if isinstance(value, list):
            given.setlist(key, value)
        elif isinstance(self.fields[name], forms.BooleanField) and not value:
            given.pop(key, None)
        else:
            given[key] = value

    def _words(self, name: str, posted: Any) -> str:
        """A value as editors read it: the label of a choice, the name of a record."""
        field: Any = self.fields[name]
        if hasattr(field, "queryset"):
            row = field.queryset.filter(pk=posted).first() if posted else None
            return _short(str(row or ""))
        if hasattr(field, "choices") and not isinstance(posted, list):
            return _short(str(dict(field.choices).get(posted, posted)))
        return _short(posted)

    # --- What the form remembers -------------------------------------------------------------

    def _sealed(self, values: Mapping[str, Any]) -> str:
        shown = {name: self._posted(name, values) for name in self._compared()}
        now = timezone.now().isoformat()
        return signing.dumps({"at": now, "values": shown}, salt=SALT, compress=True)

    def _opened(self) -> dict[str, Any] | None:
        """What the form showed; None where it is not said or was tampered with."""
        try:
            sealed = str(self.data.get(self.add_prefix("seen")))
            opened: dict[str, Any] = signing.loads(sealed, salt=SALT)
        except signing.BadSignature:
            return None
        return opened


def _short(value: Any) -> str:
    text = ", ".join(value) if isinstance(value, list) else str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
