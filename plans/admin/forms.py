"""Form fields and widgets of the editors' pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.postgres.forms import SimpleArrayField
from django.utils.translation import gettext_lazy as _

from plans.admin.guarding import GuardedForm
from plans.admin.states import StatedForm
from plans.choices import PublicationState


class KnownChoice(AutocompleteSelect):
    """An autocomplete that is told what is chosen, so that showing it costs no query."""

    known: Mapping[str, str] = {}

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        chosen = [key for key in value if key]
        if not all(key in self.known for key in chosen):
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options += [self.create_option(name, key, self.known[key], True, 1) for key in chosen]
        return [(None, options, 0)]


RESTORED = _("These are your entries from before the login. Look at them, then save.")
RESTORE = "_restore"
"""Posted with entries that were kept through a login: they are shown in their form, not saved."""


class RowForm(StatedForm, GuardedForm):
    """Labels references by the rows fetched with the instance; a public key stays as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fetched = self.instance._state.fields_cache
        for name, field in self.fields.items():
            widget: Any = getattr(field.widget, "widget", field.widget)
            related = fetched.get(name)
            if related and isinstance(widget, KnownChoice):
                widget.known = {str(related.pk): str(related)}
            if self.instance.pk and "data-beside" in widget.attrs:
                widget.attrs["data-itself"] = str(self.instance.pk)
        if "key" in self.fields and not self.instance._state.adding:
            self.fields["key"].disabled = self._has_been_public()

    def clean(self) -> dict[str, Any]:
        if RESTORE in self.data and not self.prefix:  # of a row, the form that it stands on says it
            raise forms.ValidationError(RESTORED, code="restored")
        return super().clean()

    def _has_been_public(self) -> bool:
        """Whether pages and links may lean on the key. What has no state is always public."""
        state = getattr(self.instance, "state", PublicationState.PUBLISHED)
        return state in (PublicationState.PUBLISHED, PublicationState.WITHDRAWN)


class PlainDecimalField(forms.DecimalField):
    """Shows 761714000000, not 761714000000.0000. The mouse wheel does not change it."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = forms.TextInput(attrs={"inputmode": "decimal", "size": 24})
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text


class CheckboxesField(forms.MultipleChoiceField):
    """Several words of a vocabulary, as checkboxes."""

    widget = forms.CheckboxSelectMultiple


class LinesField(SimpleArrayField):
    """Several texts, one a line: a firm's name may hold commas."""

    def __init__(self, base_field: forms.Field, **kwargs: Any) -> None:
        kwargs["delimiter"] = "\n"
        kwargs["widget"] = forms.Textarea(attrs={"rows": 2, "cols": 60})
        super().__init__(base_field, **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "\n".join(line for line in value.splitlines() if line.strip())
        return super().to_python(value)


def in_the_order_of(before: Sequence[str], chosen: Sequence[str]) -> list[str]:
    """Keep what was there where it was; what is new comes after it.

    >>> in_the_order_of(["til", "car_t", "nk"], ["car_t", "nk", "aav"])
    ['car_t', 'nk', 'aav']
    """
    return [
        *(code for code in before if code in chosen),
        *(code for code in chosen if code not in before),
    ]
