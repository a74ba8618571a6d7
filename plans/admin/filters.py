"""Filters in the margin of the editors' lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import ModelAdmin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Field, Model
from django.db.models.functions import Left
from django.http import HttpRequest
from django.utils.translation import gettext as _


class YearFilter(admin.FieldListFilter):
    """The years of a ``PartialDateField``: a date known by its month or year belongs to it."""

    def __init__(
        self,
        field: Field,
        request: HttpRequest,
        params: dict[str, Any],
        model: type[Model],
        model_admin: ModelAdmin,
        field_path: str,
    ) -> None:
        self.parameter = f"{field_path}__startswith"
        super().__init__(field, request, params, model, model_admin, field_path)
        given: Any = self.used_parameters.get(self.parameter) or [""]
        self.chosen = str(given[-1])
        dates = model_admin.get_queryset(request).exclude(**{field_path: None}).order_by()
        years = dates.values_list(Left(field_path, 4), flat=True).distinct()
        self.years = sorted(map(str, years), reverse=True)

    def has_output(self) -> bool:
        return bool(self.years)

    def expected_parameters(self) -> list[str | None]:
        return [self.parameter]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        yield {
            "selected": not self.chosen,
            "query_string": changelist.get_query_string(remove=[self.parameter]),
            "display": _("All"),
        }
        for year in self.years:
            yield {
                "selected": year == self.chosen,
                "query_string": changelist.get_query_string({self.parameter: year}),
                "display": year,
            }
