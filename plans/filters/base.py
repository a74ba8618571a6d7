"""What all filters share: mistakes are said aloud, and sorting is complete."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import F, Model, OrderBy, QuerySet
from django.utils.translation import gettext as _
from django_filters import ChoiceFilter, FilterSet

from plans.domain.searching import Match
from plans.filters.names import NameFilter

NOT_FILTERS = {"page", "as_of"}
"""Parameters that a list understands beside its filters."""


class SiteFilterSet(FilterSet):
    """A filter of one list, whatever the list comes out as.

    A value that it does not know is an error on its field, and then there are no rows: never a
    silently complete list. A parameter that it does not know is named in ``unknown``.
    """

    arranging = frozenset({"sort"})
    """Filters that arrange the list and narrow nothing."""

    @property
    def unknown(self) -> list[str]:
        """Parameters of the query string that mean nothing here (a misspelt filter, say)."""
        return sorted(set(self.data or ()) - set(self.filters) - NOT_FILTERS)

    @property
    def problems(self) -> list[str]:
        """Every mistake of the query string, in words, for the top of the page."""
        said = [
            _("%(filter)s: %(problem)s")
            % {"filter": self.form.fields[name].label or name, "problem": " ".join(errors)}
            for name, errors in self.form.errors.items()
            if name in self.form.fields
        ]
        return said + [_("There is no filter “%(name)s” here.") % {"name": n} for n in self.unknown]

    @property
    def mistakes(self) -> dict[str, list[str]]:
        """The same by parameter, for JSON and CSV."""
        said = {name: [str(error) for error in errors] for name, errors in self.form.errors.items()}
        return said | {name: [_("There is no such filter.")] for name in self.unknown}

    @property
    def shows_similar(self) -> str:
        """What was searched, where nothing has it in its name and what is like it is listed."""
        q = self.filters.get("q")
        asked = isinstance(q, NameFilter) and self.is_valid() and self.qs is not None
        return self.form.cleaned_data["q"] if asked and q.way is Match.SIMILAR else ""

    @property
    def is_active(self) -> bool:
        """Whether anything narrows the list, or a mistake empties it."""
        names = set(self.filters) - self.arranging
        asked = any(value for name in names for value in self.data.getlist(name))
        return asked or not self.is_valid()


class SortFilter(ChoiceFilter):
    """``?sort=name`` or ``?sort=-name``: one column, then the tie-breakers.

    ``columns`` gives for each name what it sorts by. Rows without a value come last either
    way: not known is neither small nor large. ``tie`` makes the order complete, so that
    paging neither repeats nor skips a row. A list that is searched begins with what fits best,
    unless not ``by_match``: a timeline stays one. A name that is ``mirrored`` has a value in every
    row: descending is then its ascending order backwards, for which one index does.
    """

    field_class = forms.ChoiceField

    def __init__(
        self,
        *,
        columns: Mapping[str, Sequence[Any]],
        default: str,
        tie: Sequence[str] = ("key",),
        by_match: bool = True,
        mirrored: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        self.columns, self.default, self.tie, self.by_match = columns, default, tie, by_match
        self.mirrored = mirrored
        kwargs.setdefault("label", _("Sort by"))
        kwargs.setdefault("widget", forms.HiddenInput)
        names = [sign + name for name in columns for sign in ("", "-")]
        super().__init__(choices=[(name, name) for name in names], **kwargs)

    def filter(self, qs: Any, value: str) -> QuerySet[Model]:
        """In the order asked for; else what fits a search best, or the default."""
        text = self.parent.form.cleaned_data.get("q") if self.by_match else ""
        if text and not value and isinstance(self.parent.filters["q"], NameFilter):
            found: QuerySet[Model] = qs.best_match_first(text)
            return found
        chosen = value or self.default
        name, descending = chosen.lstrip("-"), chosen.startswith("-")
        if name in self.mirrored:
            ascending: QuerySet[Model] = qs.order_by(*self.columns[name], *self.tie)
            return ascending.reverse() if descending else ascending
        order = [directed(column, descending=descending) for column in self.columns[name]]
        ordered: QuerySet[Model] = qs.order_by(*order, *self.tie)
        return ordered


def directed(column: Any, *, descending: bool) -> OrderBy:
    """Order by a field name or an expression, rows without a value last."""
    expression = F(column) if isinstance(column, str) else column
    if descending:
        return OrderBy(expression, descending=True, nulls_last=True)
    return OrderBy(expression, nulls_last=True)
