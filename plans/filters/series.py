"""Which areas a metric's page shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plans.filters.base import SiteFilterSet
from plans.filters.choices import LateMultipleChoiceFilter, name_of
from plans.models import Area, Observation


def area_choices(areas: Iterable[Any]) -> list[tuple[str, str]]:
    """Offer areas, which carry ``figure_count``, with how many figures there are of each."""
    words = gettext("%(area)s (%(figures)s)")
    return [
        (area.key, words % {"area": name_of(area), "figures": area.figure_count}) for area in areas
    ]


class SeriesFilter(SiteFilterSet):
    """``?area=shanghai&area=pudong``: areas that the metric has figures or targets of."""

    area = LateMultipleChoiceFilter(
        field_name="area__key",
        label=_("Areas"),
        choices_from=list,
        error_messages={
            "invalid_choice": _("This metric has no figure and no target of “%(value)s”.")
        },
    )

    class Meta:
        model = Observation
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, areas: Iterable[Area], default: str) -> None:
        """``default`` is the area that is meant where none is named."""
        if default and "area" not in data:
            data = data.copy()
            data["area"] = default
        super().__init__(data)
        self.filters["area"].choices_from = lambda: area_choices(areas)
