"""What a metric's page shows: which areas, which years, and figures or what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, Filter

from plans.choices import Show
from plans.filters.base import SiteFilterSet
from plans.filters.choices import LateChoiceFilter, LateMultipleChoiceFilter, name_of, named
from plans.models import Area, Metric, Observation

YEARS = range(1900, 2101)
"""Years that may be asked for: no figure is older, no plan looks farther."""


def area_choices(areas: Iterable[Any]) -> list[tuple[str, str]]:
    """Offer areas, which carry ``figure_count``, with how many figures there are of each."""
    words = gettext("%(area)s (%(figures)s)")
    return [
        (area.key, words % {"area": name_of(area), "figures": area.figure_count}) for area in areas
    ]


class YearField(forms.CharField):
    """A year, typed in with four digits."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]  # a year, not a text
        text = (value or "").strip()
        if not text:
            return None
        if text.isascii() and text.isdecimal() and len(text) == 4 and int(text) in YEARS:
            return int(text)
        raise ValidationError(
            gettext("“%(value)s” is not a year from %(first)s to %(last)s, like 2019.")
            % {"value": text, "first": YEARS[0], "last": YEARS[-1]},
            code="invalid",
        )


class YearFilter(Filter):
    field_class = YearField


class SeriesForm(forms.Form):
    """What must fit together."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", gettext("The years end before they begin."))
        show, base = cleaned.get("show"), cleaned.get("base")
        if show == Show.SHARE and not base and "base" not in self.errors:
            self.add_error("base", gettext("Say of which metric: a share needs a base."))
        if base and show != Show.SHARE and "show" not in self.errors:
            self.add_error("base", gettext("Only a share has a base: add show=share."))
        return cleaned


class SeriesFilter(SiteFilterSet):
    """``?area=shanghai&area=pudong&since=2018&until=2024&show=share&base=gdp``

    ``area``: areas that the metric has figures or targets of. ``show`` and ``base`` are chosen by
    links above the chart; the form carries them along.
    """

    area = LateMultipleChoiceFilter(
        field_name="area__key",
        label=_("Areas"),
        choices_from=list,
        error_messages={
            "invalid_choice": _("This metric has no figure and no target of “%(value)s”.")
        },
    )
    since = YearFilter(label=pgettext_lazy("year", "From year"))
    until = YearFilter(label=pgettext_lazy("year", "To year"))
    show = ChoiceFilter(
        label=_("Shown"),
        choices=Show.choices,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("“%(value)s” is none of actual, growth and share.")},
    )
    base = LateChoiceFilter(
        label=_("Base"),
        choices_from=list,
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": _("“%(value)s” has no figures that fit these: choose another base.")
        },
    )

    class Meta:
        model = Observation
        fields: list[str] = []
        form = SeriesForm

    def __init__(
        self,
        data: QueryDict,
        *,
        areas: Iterable[Area],
        default: str,
        bases: Callable[[Sequence[str]], Iterable[Metric]],
    ) -> None:
        """``default`` is the area that is meant where none is named; ``bases`` gives the metrics
        that figures of some areas (by key) can be told as per cent of."""
        if default and "area" not in data:
            data = data.copy()
            data["area"] = default
        super().__init__(data)
        known = {area.key for area in areas}
        asked = [key for key in data.getlist("area") if key in known]
        self.bases = list(bases(asked))
        self.filters["area"].choices_from = lambda: area_choices(areas)
        self.filters["base"].choices_from = lambda: named(self.bases)
