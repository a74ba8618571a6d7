"""Two firms that are one: side by side, what stays of each, and what moves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parks.models import Firm
from parks.models.merging import (
    BOTH,
    CHOICES,
    GOES,
    JOINABLE,
    STAYS,
    MergeRefusedError,
    default_choice,
    disputed,
    merge,
    pointing_at,
)
from plans.admin.guarding import RereadField, place_of
from plans.domain.guarding import READ_AGAIN

TWO = 2


@dataclass(frozen=True, slots=True)
class Side:
    """A value of one of the two firms, and the button that chooses it."""

    words: str
    button: Any


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    label: str
    differs: bool
    sides: list[Side]


def _shown(names: tuple[str, ...]) -> list[str]:
    """When a source was read again goes with it, unsaid."""
    return [name for name in names if name != READ_AGAIN]


def shown_values(firm: Firm, names: tuple[str, ...]) -> str:
    """The columns of a choice, as a person reads them."""
    said = []
    for name in _shown(names):
        value: Any = getattr(firm, name)
        if name == "modality":
            value = ", ".join(firm.modality_labels)
        elif isinstance(value, list):
            value = ", ".join(value)
        elif display := getattr(firm, f"get_{name}_display", None):
            value = display()
        if value not in ("", None):
            said.append(str(value))
    return "\n".join(said)


def fingerprint(*firms: Firm) -> str:
    """Changes when a shown value does: nobody decides on what is no longer there."""
    held = [(firm.pk, *(shown_values(firm, names) for names in CHOICES)) for firm in firms]
    return hashlib.sha256(repr(held).encode()).hexdigest()[:20]


_UNDECIDED = _(
    "Both are cited from the same place, which cannot say two things. Read it again, and tick "
    "that it says what you choose."
)


class MergeForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the two are one"),
        max_length=300,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("Readers see it among the changes."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, stays: Firm, goes: Firm, **kwargs: Any) -> None:
        self.stays, self.goes = stays, goes
        kwargs["initial"] = {"seen": fingerprint(stays, goes)}
        super().__init__(*args, **kwargs)
        for names in CHOICES:
            codes = [STAYS, GOES, *([BOTH] if names[0] in JOINABLE else [])]
            words = {STAYS: stays.key, GOES: goes.key, BOTH: _("both")}
            columns: list[Any] = [Firm._meta.get_field(name) for name in _shown(names)]
            self.fields[names[0]] = forms.ChoiceField(
                label=capfirst(", ".join(str(column.verbose_name) for column in columns)),
                choices=[(code, words[code]) for code in codes],
                widget=forms.RadioSelect,
                initial=default_choice(names, stays, goes),
            )

        if disputed(stays, goes):
            self.fields["reread"] = RereadField(help_text=place_of(stays))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "reread" in self.fields and data.get("source") == GOES and not data.get("reread"):
            self.add_error("reread", _UNDECIDED)
        return data

    def clean_seen(self) -> str:
        if self.cleaned_data["seen"] != fingerprint(self.stays, self.goes):
            raise forms.ValidationError(_("One of the two has been changed. Look again."))
        return str(self.cleaned_data["seen"])

    def rows(self) -> Iterator[ChoiceRow]:
        for names in CHOICES:
            buttons = list(self[names[0]])
            values = [shown_values(firm, names) for firm in (self.stays, self.goes)]
            sides = [
                Side(words, button) for words, button in zip([*values, ""], buttons, strict=False)
            ]
            yield ChoiceRow(str(self[names[0]].label), values[0] != values[1], sides)

    @property
    def chosen(self) -> dict[str, str]:
        return {names[0]: self.cleaned_data[names[0]] for names in CHOICES}


class Merging(admin.ModelAdmin):
    """The action on two chosen firms, and its page."""

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.merge_page)
        return [path("merge/", page, name="parks_firm_merge"), *super().get_urls()]

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) and self.has_delete_permission(request)

    @admin.action(description=_("Merge two firms"), permissions=["merge"])
    def merge_two(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        chosen = list(queryset.order_by("pk").values_list("pk", flat=True)[: TWO + 1])
        if len(chosen) != TWO:
            self.message_user(request, gettext("Choose exactly two firms."), messages.ERROR)
            return None
        return HttpResponseRedirect(merge_address(*chosen))

    def merge_page(self, request: HttpRequest) -> HttpResponse:
        """``/admin/parks/firm/merge/?stays=ID&goes=ID``"""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        stays, goes = self._two(request)
        form = MergeForm(request.POST or None, stays=stays, goes=goes)
        if request.method == "POST" and form.is_valid():
            key, name = goes.key, str(goes)
            try:
                merged = merge(
                    stays,
                    goes,
                    form.chosen,
                    form.cleaned_data["reason"],
                    reread=form.cleaned_data.get("reread", False),
                )
            except MergeRefusedError as refusal:
                form.add_error(None, str(refusal))
            else:
                return self._done(request, merged, key, name, form.cleaned_data["reason"])
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Merge two firms"),
            "form": form,
            "stays": stays,
            "goes": goes,
            "moving": pointing_at(goes),
            "swap": merge_address(goes.pk, stays.pk),
        }
        return render(request, "admin/merge_firms.html", context)

    def _two(self, request: HttpRequest) -> tuple[Firm, Firm]:
        ids = [request.GET.get(name, "") for name in ("stays", "goes")]
        if ids[0] == ids[1] or not all(each.isascii() and each.isdigit() for each in ids):
            raise Http404
        firms = Firm.objects.with_evidence().in_bulk([int(each) for each in ids])
        if len(firms) < TWO:
            raise Http404
        return firms[int(ids[0])], firms[int(ids[1])]

    def _done(
        self, request: HttpRequest, firm: Firm, key: str, name: str, reason: str
    ) -> HttpResponse:
        said = gettext("Merged with “%(key)s”: %(reason)s") % {"key": key, "reason": reason}
        self.log_change(request, firm, said)
        done = gettext("“%(name)s” is now part of “%(firm)s”; its old address leads there.")
        self.message_user(request, done % {"name": name, "firm": firm}, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:parks_firm_change", args=[firm.pk]))


def merge_address(stays: int, goes: int) -> str:
    return f"{reverse('admin:parks_firm_merge')}?stays={stays}&goes={goes}"
