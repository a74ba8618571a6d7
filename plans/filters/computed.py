"""The filter of the numbers that are counted from the records held here, for their file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plans.computed import Series, all_series
from plans.filters.base import SiteFilterSet
from plans.filters.choices import LateMultipleChoiceFilter
from plans.models import Metric


def series_choices() -> Iterable[tuple[str, str]]:
    language = get_language() or "en"
    return [(series.key, series.name.pick(language)[0]) for series in all_series()]


class ComputedFilter(SiteFilterSet):
    """``?series=approved-products&series=park-openings``

    Series are no rows of the database: ``chosen`` says which are asked for.
    """

    series = LateMultipleChoiceFilter(
        method="left_to_choose", label=_("Series"), choices_from=series_choices
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data, queryset=Metric.objects.none())

    def left_to_choose(
        self, rows: QuerySet[Metric], name: str, keys: list[str]
    ) -> QuerySet[Metric]:
        return rows

    def chosen(self) -> list[Series]:
        """The series asked for, or all; none where there is a mistake."""
        if not self.is_valid():
            return []
        keys = self.form.cleaned_data["series"]
        return [series for series in all_series() if not keys or series.key in keys]
