"""What is compared: which metrics in which areas, drawn how, of which years."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from enum import Enum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter

from plans.charts.compare import MOST_AXES, MOST_LINES
from plans.choices import Arrangement
from plans.domain.searching import is_found_in
from plans.filters.base import SiteFilterSet
from plans.filters.choices import LateMultipleChoiceFilter
from plans.filters.series import YearFilter, area_choices
from plans.models import Metric, Observation

MOST_METRICS = 6
MOST_AREAS = 6


class Misfit(Enum):
    """Why one chart cannot hold what is asked for. The values are codes of errors."""

    LINES = "lines"
    UNITS = "units"


class CompareForm(forms.Form):
    """What must fit together. ``units`` of metrics by key is set by the filter."""

    units: dict[str, str]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        metrics, areas = cleaned.get("metric") or [], cleaned.get("area") or []
        if len(metrics) > MOST_METRICS:
            words = gettext("%(most)s metrics at most can be compared, and these are %(count)s.")
            self.add_error("metric", words % {"most": MOST_METRICS, "count": len(metrics)})
        if len(areas) > MOST_AREAS:
            words = gettext("%(most)s areas at most can be compared, and these are %(count)s.")
            self.add_error("area", words % {"most": MOST_AREAS, "count": len(areas)})
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", gettext("The years end before they begin."))
        if cleaned.get("layout") == Arrangement.ONE and not self.errors:
            self._fit_in_one(metrics, areas, has_units=not cleaned.get("base"))
        return cleaned

    def _fit_in_one(self, metrics: Sequence[str], areas: Sequence[str], *, has_units: bool) -> None:
        """Refuse what one chart cannot hold."""
        lines = len(metrics) * len(areas)
        if lines > MOST_LINES:
            words = gettext(
                "One chart holds %(most)s lines at most, and these would be %(count)s. Choose "
                "fewer metrics or areas, or a chart for each metric."
            )
            self._misfit(Misfit.LINES, words % {"most": MOST_LINES, "count": lines})
        units = {self.units[key] for key in metrics}
        if has_units and len(units) > MOST_AXES:
            words = gettext(
                "One chart has two value axes at most, and these metrics have %(count)s units. "
                "Choose a chart for each metric, or a base year: indexes have no unit."
            )
            self._misfit(Misfit.UNITS, words % {"count": len(units)})

    def _misfit(self, why: Misfit, words: str) -> None:
        self.add_error("layout", ValidationError(words, code=why.value))


class CompareFilter(SiteFilterSet):
    """``?metric=KEY&metric=KEY2&area=shanghai&layout=one&base=2020&since=2018&until=2024``

    ``q`` narrows the metrics that are offered, and nothing else.
    """

    arranging = frozenset({"q", "layout"})

    q = CharFilter(label=_("Find metrics in this list"))
    metric = LateMultipleChoiceFilter(
        label=_("Metrics"),
        choices_from=list,
        error_messages={
            "invalid_choice": _("There is no metric “%(value)s” with published figures.")
        },
    )
    area = LateMultipleChoiceFilter(
        label=_("Areas"),
        choices_from=list,
        error_messages={
            "invalid_choice": _("There is no area “%(value)s” with published figures.")
        },
    )
    layout = ChoiceFilter(
        label=_("Arrangement"),
        choices=Arrangement.choices,
        empty_label=None,
        error_messages={"invalid_choice": _("“%(value)s” is neither multiples nor one.")},
    )
    base = YearFilter(label=_("Index: this year = 100"))
    since = YearFilter(label=pgettext_lazy("year", "From year"))
    until = YearFilter(label=pgettext_lazy("year", "To year"))

    class Meta:
        model = Observation
        fields: list[str] = []
        form = CompareForm

    def __init__(
        self, data: QueryDict, *, metrics: Collection[Metric], areas: Iterable[Any], default: str
    ) -> None:
        """``metrics`` and ``areas`` (with ``figure_count``) are those that have figures;
        ``default`` is the area that is meant where none is named."""
        asked = data.copy()
        if default and "area" not in asked:
            asked["area"] = default
        if "layout" not in asked:
            asked["layout"] = Arrangement.MULTIPLES
        super().__init__(asked)
        self.metrics = metrics
        chosen = set(asked.getlist("metric"))
        text = asked.get("q", "").replace("\0", "").strip()
        offered = [one for one in metrics if one.key in chosen or _is_like(one, text)]
        self.filters["metric"].choices_from = lambda: area_choices(offered)
        self.filters["area"].choices_from = lambda: area_choices(areas)

    @property
    def misfits(self) -> frozenset[Misfit]:
        """Why one chart cannot hold it, where nothing else is wrong."""
        errors = self.form.errors.as_data()
        if self.unknown or set(errors) != {"layout"}:
            return frozenset()
        codes = {error.code for error in errors["layout"]}
        return frozenset(why for why in Misfit if why.value in codes)

    @property
    def form(self) -> Any:
        form = super().form
        form.units = {metric.key: metric.unit for metric in self.metrics}
        return form


def _is_like(metric: Metric, text: str) -> bool:
    """Whether a metric is found by its names, its key or its theme."""
    names = (metric.name_en, metric.name_zh, metric.key, metric.theme)
    return not text or any(is_found_in(name, text) for name in names)
