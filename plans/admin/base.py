"""What the editors' pages of all records share."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminURLFieldWidget
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import Field, ForeignKey, QuerySet
from django.forms import ModelChoiceField, ModelForm, TextInput
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from plans.admin.amounts import AmountField, AmountsForm
from plans.admin.approving import Approving, words_of
from plans.admin.forms import KnownChoice, PlainDecimalField, RowForm
from plans.admin.guarding import GuardedForm
from plans.admin.history import KeepsHistory, WhyForm, Withdrawing
from plans.admin.kept import TellsWhatIsSaved, kept_name
from plans.admin.mistakes import mistakes
from plans.admin.periods import DayOfPeriodField, PeriodEntry
from plans.admin.resembling import KINDS, attributes, resembling
from plans.admin.rights import may_publish, rights
from plans.admin.states import StateField
from plans.choices import PublicationState, Waits
from plans.domain.quantities import Quantity
from plans.domain.searching import Match
from plans.history import bears_on_verdicts, record_verdicts
from plans.models import Fact, telling
from plans.models.fields import PartialDateField
from plans.models.searching import SearchQuerySet
from plans.models.waiting import Waiting
from plans.views.paging import KeysFirstPaginator

Fieldset = tuple[Any, Any]

MOST_NAMED = 10
"""Records that the page of an action names; of the others it says how many."""

LONG_TEXT = 250
"""From this length on, a line of text gets more than one line to be written in."""

EVIDENCE: Fieldset = (_("Evidence"), {"fields": [("source", "locator")]})
STATE: Fieldset = (_("State"), {"fields": [("state", "state_reason")]})
NOTES: Fieldset = (_("Notes"), {"fields": [("note", "note_zh")]})


def in_words(quantity: Quantity | None) -> str:
    """A number as readers will see it."""
    return quantity.words(get_language() or "en") if quantity else "-"


class References(BaseModelAdmin):
    """Every reference is searched for rather than listed, and no chosen one costs a query."""

    form: type[ModelForm] = RowForm
    formfield_overrides = {
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})},
        models.DecimalField: {"form_class": PlainDecimalField},
        models.URLField: {"widget": AdminURLFieldWidget(), "assume_scheme": "https"},
        PartialDateField: {"widget": TextInput(attrs={"size": 12})},
        models.DateField: {"widget": TextInput(attrs={"size": 12})},
    }
    """A day is typed as it is read: Django's calendar puts two links behind each, and a line on
    the clock of the server, which no day of an announcement depends on."""

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        return [field.name for field in self.opts.fields if isinstance(field, ForeignKey)]

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        kwargs.setdefault("widget", KnownChoice(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        is_long = (db_field.max_length or 0) >= LONG_TEXT and not db_field.choices
        if is_long and type(db_field) is models.CharField:
            kwargs["widget"] = AdminTextareaWidget(attrs={"rows": 2})
        if issubclass(self.form, AmountsForm) and db_field.name in self.form.amounts:
            kwargs["form_class"] = AmountField
        if issubclass(self.form, PeriodEntry) and db_field.name in ("period_start", "period_end"):
            is_last = db_field.name == "period_end"
            kwargs |= {"form_class": DayOfPeriodField, "is_last": is_last}
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs |= attributes(self.model, db_field.name)
        return field

    def formfield_for_choice_field(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """The state of a fact is offered as far as the person may give it (``StateField``)."""
        if db_field.name != "state" or not issubclass(self.model, Fact):
            return super().formfield_for_choice_field(db_field, request, **kwargs)
        kwargs["choices_form_class"] = StateField
        field: Any = super().formfield_for_choice_field(db_field, request, **kwargs)
        field.rights = rights(request, self.model)
        return field

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Where no fields are named, those of the record: what a form asks besides is put where
        it belongs by ``get_fieldsets``."""
        named = super().get_fields(request, obj)
        return [field for field in named if field not in GuardedForm.declared_fields]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """With what the form remembers of the record, out of sight; and below the place in the
        source of a fact, whether it was read again."""
        fieldsets = super().get_fieldsets(request, obj)
        if not fieldsets or not self.has_change_permission(request, obj):
            return fieldsets
        if issubclass(self.model, Fact):
            fieldsets = [
                (title, options | {"fields": _with_reread(options["fields"])})
                for title, options in fieldsets
            ]
        *others, (title, last) = fieldsets
        return [*others, (title, last | {"fields": [*last["fields"], "seen"]})]


def _with_reread(rows: Sequence[Any]) -> list[Any]:
    """The rows of a fieldset, the one with the place in the source followed by a tick."""
    given: list[Any] = []
    for row in rows:
        given.append(row)
        if row == "locator" or (isinstance(row, tuple) and "locator" in row):
            given.append("reread")
    return given


class Judging(admin.ModelAdmin):
    """An edit that changes a verdict leaves it in the kept history, in the same transaction."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self.judge_again()
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self.judge_again()
        return super().log_change(request, obj, message)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        self.judge_again()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        super().delete_queryset(request, queryset)
        self.judge_again()

    def judge_again(self) -> None:
        if bears_on_verdicts(self.model):
            record_verdicts(timezone.localdate())


class RowAdmin(References, TellsWhatIsSaved, KeepsHistory, Judging):
    """A list that stays quick when it is long, and a form that leads on to what is added next."""

    class Media:
        js = [Script(f"js/admin/{name}.js", type="module") for name in ("forms", "beside")]

    change_form_template = "admin/row_change_form.html"
    list_per_page = 50
    paginator = KeysFirstPaginator
    """To sort 200,000 rows with the source and the area of each takes the database seconds."""
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    additions: Sequence[tuple[str, Any]] = ()
    """What is often added to a row of this kind: model label and words, ``?model=ID`` filled in."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Where a reference is searched for, what fits best comes first, as in the site's search.

        What the list is searched by, such as a key, comes before names that are merely similar.
        """
        plainly: tuple[QuerySet[Any], bool] = super().get_search_results(
            request, queryset, search_term
        )
        is_reference = request.path == reverse("admin:autocomplete")
        rows: Any = queryset
        has_names = isinstance(rows, SearchQuerySet) and hasattr(self.model, "search_names")
        if not (is_reference and has_names and search_term.strip()):
            return plainly
        way = rows.how_found(search_term)
        if way is Match.SIMILAR and plainly[0].exists():
            return plainly
        return rows.found_by(search_term, way).best_match_first(search_term), False

    def get_urls(self) -> list[URLPattern]:
        urls: list[URLPattern] = super().get_urls()
        if self.model not in KINDS:
            return urls
        name = f"{self.opts.app_label}_{self.opts.model_name}_resembling"
        return [path("resembling/", self.admin_site.admin_view(self.resembling), name=name), *urls]

    def resembling(self, request: HttpRequest) -> HttpResponse:
        """What is here already and resembles a record that is being typed."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return resembling(request, self.model)

    def next_steps(self, request: HttpRequest, obj: Any) -> list[tuple[str, Any]]:
        """What else follows from a row: addresses and words, for who may add its like."""
        return []

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        if obj is None or not hasattr(obj, "get_absolute_url") or not self.is_on_site(obj):
            return None
        address: str = obj.get_absolute_url()
        return address

    def is_on_site(self, row: Any) -> bool:
        """Whether readers can see it."""
        return True

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        links = []
        for label, words in self.additions if obj else ():
            app, model = label.split(".")
            if request.user.has_perm(f"{app}.add_{model}"):
                address = reverse(f"admin:{app}_{model}_add")
                links.append((f"{address}?{self.opts.model_name}={obj.pk}", words))
        if obj is not None and self.has_add_permission(request):
            links += self.next_steps(request, obj)
        context |= {"additions": links, "kept": kept_name(request)}
        if context.get("errors"):
            found = mistakes(context["adminform"].form, context["inline_admin_formsets"])
            wrong = sum(not mistake.is_notice for mistake in found)
            context |= {"mistakes": found, "wrong": wrong}
        return super().render_change_form(request, context, add, change, form_url, obj)


class FactAdmin(Approving, Withdrawing, RowAdmin):
    """A fact: its evidence beside it, its state to be changed one by one or many at once."""

    actions = ["publish", "to_review", "back_to_draft"]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_publish(request, self.model)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: Any = super().get_queryset(request)
        joined: QuerySet[Any] = rows.with_evidence()
        return joined

    def is_on_site(self, row: Any) -> bool:
        facts: Any = self.model._default_manager
        return bool(facts.published().filter(pk=row.pk).exists())

    @admin.display(description=_("source"), ordering="source__publisher")
    def evidence(self, fact: Fact) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>, {}', fact.source.url, fact.source.publisher, fact.locator
        )

    @admin.display(description=_("in words"))
    def shown_value(self, fact: Any) -> str:
        return in_words(fact.quantity) if fact.pk else "-"

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """All but what the person wrote last, where somebody else may read it."""
        rows, own = queryset, rights(request, self.model)
        if own.others:
            mine = Waiting.objects.filter(
                model=self.opts.label_lower,
                author=own.person,
                state__in=[Waits.DRAFT, Waits.IN_REVIEW],
            ).values("row_id")
            rows = queryset.exclude(pk__in=mine)
            kept_back = queryset.filter(pk__in=mine).count()
            if kept_back:
                said = ngettext(
                    "%(n)d record was left alone: you wrote it last, so that somebody else "
                    "approves it: %(names)s.",
                    "%(n)d records were left alone: you wrote them last, so that somebody else "
                    "approves them: %(names)s.",
                    kept_back,
                )
                words = {"n": kept_back, "names": own.names}
                self.message_user(request, said % words, messages.WARNING)
        self._move(request, rows, PublicationState.PUBLISHED)

    @admin.action(description=_("Hand drafts to review"), permissions=["change"])
    def to_review(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        drafts = queryset.filter(state=PublicationState.DRAFT)
        self._move(request, drafts, PublicationState.IN_REVIEW)

    @admin.action(description=_("Back to draft"), permissions=["publish"])
    def back_to_draft(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """What leaves the site does so with a reason, as when it is withdrawn."""
        public = queryset.filter(state=PublicationState.PUBLISHED)
        number = public.count()
        form = WhyForm(request.POST if "reason" in request.POST else None)
        if number and not form.is_valid():
            context = {
                **self.admin_site.each_context(request),
                "title": _("Back to draft"),
                "opts": self.opts,
                "form": form,
                "number": number,
                "rows": public[:MOST_NAMED],
                "sent": [
                    (name, value)
                    for name in ("action", "select_across", "index", ACTION_CHECKBOX_NAME)
                    for value in request.POST.getlist(name)
                ],
            }
            return TemplateResponse(request, "admin/why_many.html", context)
        reason = form.cleaned_data["reason"] if number else ""
        with telling(reason=reason):
            self._move(request, queryset, PublicationState.DRAFT)
        return None

    def _move(self, request: HttpRequest, rows: QuerySet[Any], to: PublicationState) -> None:
        """Give the rows their new state. What was withdrawn has a public reason: it stays."""
        moving = rows.exclude(state__in=[to, PublicationState.WITHDRAWN])
        withdrawn = rows.filter(state=PublicationState.WITHDRAWN).count()
        try:
            with transaction.atomic():
                changed = self._change_state(request, list(moving), to)
        except IntegrityError as problem:
            self.message_user(request, words_of(self.model, problem), messages.ERROR)
            return
        said = ngettext("%(n)d record changed.", "%(n)d records changed.", changed)
        self.message_user(request, said % {"n": changed}, messages.SUCCESS)
        if withdrawn:
            said = ngettext(
                "%(n)d withdrawn record was left alone: open it to change its state.",
                "%(n)d withdrawn records were left alone: open them to change their state.",
                withdrawn,
            )
            self.message_user(request, said % {"n": withdrawn}, messages.WARNING)

    def _change_state(self, request: HttpRequest, rows: list[Any], to: PublicationState) -> int:
        done = json.dumps([{"changed": {"fields": [str(_("state"))]}}])
        editor: Any = request.user
        LogEntry.objects.log_actions(editor.pk, rows, CHANGE, done)
        facts = self.model._default_manager.filter(pk__in=[row.pk for row in rows])
        changed: int = facts.update(state=to)
        self.judge_again()
        return changed

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The next figure is most often of the same source."""
        response = super().response_add(request, obj, post_url_continue)
        if "_addanother" in request.POST and isinstance(response, HttpResponseRedirect):
            given = QueryDict(mutable=True)
            given["source"] = obj.source_id
            response["Location"] = f"{request.path}?{given.urlencode()}"
        return response


class ReadOnlyAdmin(RowAdmin):
    """A record that programs keep: to be read."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Overview(References, admin.TabularInline):
    """Rows that lean on this one, to be read here and edited on their own pages."""

    extra = 0
    can_delete = False
    show_change_link = True
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: Any = super().get_queryset(request)
        joined: QuerySet[Any] = rows.with_evidence()
        return joined

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
