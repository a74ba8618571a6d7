"""The history of a record on the editors' pages: why it changes, what changed, and back again.

What was public is not deleted but withdrawn, with a reason that readers see; the database holds
it, too (migration ``plans`` 0007).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plans.admin.guarding import RereadField, comes_back, place_of
from plans.admin.rights import may_touch, refuse_unless_may_touch
from plans.choices import Operation, PublicationState, Shown
from plans.models import Fact, Revision, telling
from plans.pages.differences import as_it_was, differences

MOST_SHOWN = 100
"""Changes on the page of a record's history, the newest first."""

REASON = _("Why the change (readers see it)")


class ReasonField(forms.CharField):
    """Said about a change; it is no part of the record, and alone it is no change."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class ReasonedForm(ModelForm):
    """Asks why a published figure is changed, or taken from the site."""

    change_reason = ReasonField(
        label=REASON,
        max_length=300,
        required=False,
        help_text=_("Needed where a published number changes: it stands among the corrections."),
        widget=forms.TextInput(attrs={"size": 80}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("change_reason") and self._is_correction(data):
            self.add_error("change_reason", _("Say why: the figure is published."))
        return data

    def _is_correction(self, data: dict[str, Any]) -> bool:
        if data.get("state") == PublicationState.WITHDRAWN:
            return False  # that has a reason of its own
        if data.get("state", PublicationState.PUBLISHED) != PublicationState.PUBLISHED:
            return True
        kind: Any = self._meta.model
        figures = {f.name for f in kind._meta.fields if f.attname in kind.figure_columns}
        return bool(figures & set(self.changed_data))


class WhyForm(forms.Form):
    """The reason of a change that is made by one button."""

    reason = forms.CharField(
        label=_("Why (readers see it)"), max_length=300, widget=forms.TextInput(attrs={"size": 80})
    )
    newest = forms.CharField(required=False, widget=forms.HiddenInput)


class TakeBackForm(WhyForm):
    """Asks as well whether the place was read again, where nothing else vouches for the figure."""

    reread = RereadField()

    def __init__(self, *args: Any, place: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if place:
            self.fields["reread"].help_text = place
            self.fields["reread"].required = True
        else:
            del self.fields["reread"]


class KeepsHistory(admin.ModelAdmin):
    """Who changed what, when and why, field by field; and each change can be taken back."""

    object_history_template = "admin/row_history.html"

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        take_back = self.admin_site.admin_view(self.take_back)
        mine = [
            path("<path:object_id>/history/<int:pk>/", take_back, name=f"{name}_take_back"),
        ]
        return [*mine, *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        reason = form.cleaned_data.get("change_reason", "") if form else ""
        with telling(reason=reason):
            super().save_model(request, obj, form, change)

    def put(self, request: HttpRequest, row: Any, reason: str) -> bool:
        """Save a changed row; whether readers see it at once, which facts decide for themselves."""
        with telling(reason=reason):
            row.save()
        return True

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        kept: list[Revision] = []
        said: Sequence[Any] = []
        if row is not None and self.has_view_or_change_permission(request, row):
            changes = Revision.objects.of(row).select_related("editor", "approver").newest_first()
            kept = list(changes[:MOST_SHOWN])
            said = differences(row, kept, get_language() or "en")
        context = {
            "kept": list(zip(kept, said, strict=True)),
            "can_take_back": row is not None
            and self.has_change_permission(request, row)
            and may_touch(request, row),
            "take_back_name": f"admin:{self.opts.app_label}_{self.opts.model_name}_take_back",
        }
        return super().history_view(request, object_id, context | (extra_context or {}))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Where others lean on a row, that is the reason; no permission would help."""
        rows, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return rows, counts, set() if protected else lacking, protected

    def take_back(self, request: HttpRequest, object_id: str, pk: int) -> HttpResponse:
        """Show what would change, ask why, and write the old values as a new change."""
        with transaction.atomic():
            row: Any = self.get_object(request, unquote(object_id))
            if row is None:
                raise Http404
            if not self.has_change_permission(request, row):
                raise PermissionDenied
            refuse_unless_may_touch(request, row)
            self.model._base_manager.select_for_update().get(pk=row.pk)
            row = self.get_object(request, unquote(object_id))  # as it stands, now that it is held
            kept = Revision.objects.of(row).filter(pk=pk, operation=Operation.UPDATE).first()
            if kept is None:
                raise Http404
            return self._take_back(request, row, kept)

    def _take_back(self, request: HttpRequest, row: Any, kept: Revision) -> HttpResponse:
        past = as_it_was(row, kept.before)
        _not_straight_to_readers(row, past)
        undo = _difference(row, past, kept)
        newest = str(Revision.objects.of(row).newest_first().values_list("pk", flat=True).first())
        place = "" if comes_back(row, past) else place_of(past)
        form = TakeBackForm(_sent(request), initial={"newest": newest}, place=place)
        if form.is_valid() and _may_save(form, past, newest):
            if place:
                past.reread_at = timezone.now()
            return self._taken_back(request, past, undo, form.cleaned_data["reason"])
        if form.is_bound:
            form.data = {"reason": request.POST.get("reason", ""), "newest": newest}
        [said] = differences(row, [undo], get_language() or "en")
        context = {"title": _("Take back a change"), "button": _("Take this back"), "said": said}
        return self.asked_why(request, row, form, context)

    def _taken_back(
        self, request: HttpRequest, past: Any, undo: Revision, reason: str
    ) -> HttpResponse:
        with telling(restoring=True):
            is_done = self.put(request, past, reason)
        fields = [str(past._meta.get_field(column).verbose_name) for column in undo.before]
        self.log_change(request, past, [{"changed": {"fields": fields}}])
        if is_done:
            self.message_user(request, _("The change was taken back."), messages.SUCCESS)
        address = f"admin:{self.opts.app_label}_{self.opts.model_name}_history"
        return HttpResponseRedirect(reverse(address, args=[quote(past.pk)]))

    def asked_why(
        self, request: HttpRequest, row: Any, form: WhyForm, context: dict[str, Any]
    ) -> HttpResponse:
        """The page of one button: what it will do, and the field for the reason."""
        shared = self.admin_site.each_context(request)
        about = {"opts": self.opts, "object": row, "form": form, "subtitle": str(row)}
        return TemplateResponse(request, "admin/why.html", shared | about | context)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _difference(row: Any, past: Any, kept: Revision) -> Revision:
    """What taking a change back would do, as a change. It is shown, and not saved."""
    columns = [column for column in kept.before if hasattr(row, column)]
    differing = [column for column in columns if getattr(row, column) != getattr(past, column)]
    return Revision(
        model=kept.model,
        before={column: getattr(row, column) for column in differing},
        after={column: getattr(past, column) for column in differing},
    )


def _not_straight_to_readers(row: Any, past: Any) -> None:
    """What comes back from its withdrawal is a draft first, and published like any other."""
    was = getattr(row, "state", None)
    if was and was != past.state == PublicationState.PUBLISHED:
        past.state = PublicationState.DRAFT


def _may_save(form: WhyForm, past: Any, newest: str) -> bool:
    """Whether nothing happened since the page was shown, and every rule holds."""
    if form.cleaned_data["newest"] != newest:
        form.add_error(
            None, _("The record was changed meanwhile: look again at what would change.")
        )
        return False
    try:
        past.full_clean()
    except ValidationError as problem:
        form.add_error(
            None, [error for errors in problem.message_dict.values() for error in errors]
        )
        return False
    return True


class Withdrawing(KeepsHistory):
    """A fact: a change of its published number needs a reason, and its deletion is withdrawal."""

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        if self._asks_why(request, obj):
            form = kwargs.get("form", self.form)
            kwargs["form"] = type(form.__name__, (ReasonedForm, form), {})
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if not self._asks_why(request, obj):
            return fieldsets
        return [*fieldsets, (_("The change"), {"fields": ["change_reason"]})]

    def _asks_why(self, request: HttpRequest, obj: Any) -> bool:
        published = obj is not None and obj.state == PublicationState.PUBLISHED
        return published and self.has_change_permission(request, obj)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        withdraw = self.admin_site.admin_view(self.withdraw)
        mine = [path("<path:object_id>/withdraw/", withdraw, name=f"{name}_withdraw")]
        return [*mine, *super().get_urls()]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Nothing is deleted by the dozen."""
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was ever public is withdrawn instead."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (isinstance(obj, Fact) and was_public(obj))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if self._asks_why(request, obj) and may_touch(request, obj):
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_withdraw"
            context["withdraw_url"] = reverse(name, args=[quote(obj.pk)])
        return super().render_change_form(request, context, add, change, form_url, obj)

    def withdraw(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Take a fact from the site, and say why: its address and its history stay."""
        row: Any = self.get_object(request, unquote(object_id))
        if row is None or row.state != PublicationState.PUBLISHED:
            raise Http404
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        refuse_unless_may_touch(request, row)
        form = WhyForm(_sent(request))
        if form.is_valid():
            row.state = PublicationState.WITHDRAWN
            row.state_reason = form.cleaned_data["reason"]
            with transaction.atomic():
                self.save_model(request, row, None, change=True)
                self.log_change(request, row, [{"changed": {"fields": [str(_("state"))]}}])
            self.message_user(request, _("It was withdrawn; it can be restored."), messages.SUCCESS)
            address = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            return HttpResponseRedirect(reverse(address, args=[quote(row.pk)]))
        context = {"title": _("Withdraw"), "button": _("Withdraw")}
        return self.asked_why(request, row, form, context)


def was_public(fact: Fact) -> bool:
    """Whether readers could ever see it. Asked once for a row."""
    if fact.state in (PublicationState.PUBLISHED, PublicationState.WITHDRAWN):
        return True
    known: Any = fact
    if not hasattr(known, "_was_public"):
        taken = Revision.objects.of(fact).filter(shown=Shown.WITHDRAWN)
        known._was_public = taken.exists()
    return bool(known._was_public)
