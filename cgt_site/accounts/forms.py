"""The forms of the doors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.utils.translation import gettext_lazy as _

CODE = {"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}


class LoginForm(AdminAuthenticationForm):
    """Says the same of a wrong name, a wrong password and an account that may not log in here."""

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": _("This name and password do not belong together. Case counts in both."),
        "inactive": _("This name and password do not belong together. Case counts in both."),
    }


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"), max_length=20, widget=forms.TextInput(attrs=CODE | {"autofocus": True})
    )


class SetUpForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs=CODE | {"inputmode": "numeric"}),
    )


class ChangeForm(forms.Form):
    """To change the second factor takes both factors."""

    action = forms.ChoiceField(
        label=_("What to do"),
        choices=[
            ("codes", _("Get new recovery codes")),
            ("replace", _("Set it up on another device")),
            ("remove", _("Remove it")),
        ],
        widget=forms.RadioSelect,
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(label=_("Code"), max_length=20, widget=forms.TextInput(attrs=CODE))

    def __init__(self, *args: Any, is_demanded: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_demanded:
            actions: Any = self.fields["action"]
            actions.choices = [row for row in actions.choices if row[0] != "remove"]
