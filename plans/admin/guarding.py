"""The evidence guard in the editors' forms: a figure changes with its citation, or was read again.

The rule is ``plans.domain.guarding``; the database holds it, too, so that no forged form gets
around it. What the editor has to do is said on the field that changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from plans.admin.conflicts import SeenForm
from plans.domain.guarding import READ_AGAIN, Guard, stood_together, uncited
from plans.models import Fact, Revision
from plans.pages.differences import as_it_was

READ = _("I read the place again, and it says so")
STAYS = _(
    "This changes, but not where it is cited from (%(cited)s). Change the source or the place, "
    "too; or read the place again and tick “%(tick)s”."
)
ALONE = _("A figure would change while its citation stays. Nothing is saved: propose it anew.")


class RereadField(forms.BooleanField):
    """An explicit statement: a browser sends it only where somebody ticked it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=READ, required=False, **kwargs)


class GuardedForm(SeenForm):
    """A form of a fact. A record of another kind has no citation, and a new one no change."""

    reread = RereadField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fact: Any = self.instance
        if not isinstance(fact, Fact):
            del self.fields["reread"]
        elif fact._state.adding:
            self.fields["reread"].widget = forms.HiddenInput()
        else:
            self.fields["reread"].help_text = place_of(fact)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        fact: Any = self.instance
        if isinstance(fact, Fact) and not fact._state.adding:
            if data.get("reread"):
                fact.reread_at = timezone.now()
            else:
                self._refuse_uncited(fact, data)
        return data

    def _remember(self, stands: dict[str, Any]) -> Any:
        """What another editor changed meanwhile, this one has not read in the source."""
        given = super()._remember(stands)
        given.pop(self.add_prefix("reread"), None)
        return given

    def _refuse_uncited(self, fact: Fact, data: dict[str, Any]) -> None:
        """Say on each figure that it changes alone."""
        given = dict(_given(fact, data))
        for guard in fact.guards():
            for column in uncited(guard, values_of(fact, guard), given):
                words = {"cited": cited(fact, guard), "tick": READ}
                error = ValidationError(STAYS, params=words, code="uncited")
                self.add_error(fact._meta.get_field(column).name, error)


def _given(fact: Fact, data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The values of a form by column, as the record would hold them."""
    for field in fact._meta.concrete_fields:
        if field.name not in data:
            continue
        value = data[field.name]
        if isinstance(field, ForeignKey):
            value = None if value is None else value.pk
        yield field.attname, value


def values_of(fact: Fact, guard: Guard) -> dict[str, Any]:
    """What a guard looks at, by column."""
    columns = (*guard.figures, *guard.citation, READ_AGAIN)
    return {name: getattr(fact, name) for name in columns}


def place_of(fact: Fact) -> str:
    """Where the fact is cited from, and when that was last read again."""
    places = "; ".join(cited(fact, guard) for guard in fact.guards())
    if fact.reread_at is None:
        return places
    day = date_format(timezone.localtime(fact.reread_at))
    return str(_("%(place)s. Last read again on %(day)s.")) % {"place": places, "day": day}


def cited(fact: Fact, guard: Guard) -> str:
    """A citation in words: the source, and the place in it where one is named."""
    kind: Any = type(fact)
    named = [kind._meta.get_field(column).name for column in guard.citation]
    return ", ".join(str(getattr(fact, name)) for name in named)


def comes_back(row: Any, past: Any) -> bool:
    """Whether all figures that would return to ``row`` return with a citation that vouches for
    them: a new one, or the one under which they stood before. One query at most."""
    if not isinstance(row, Fact):
        return True
    alone = [
        guard
        for guard in row.guards()
        if uncited(guard, values_of(row, guard), values_of(past, guard))
    ]
    if not alone:
        return True
    earlier = list(_earlier(row))
    return all(
        stood_together(guard, values_of(past, guard), (values_of(fact, guard) for fact in earlier))
        for guard in alone
    )


def _earlier(row: Fact) -> Iterator[Fact]:
    """The fact as it was before each of its changes, the last one first."""
    now = row
    for before in Revision.objects.of(row).newest_first().values_list("before", flat=True):
        now = as_it_was(now, before)
        yield now
