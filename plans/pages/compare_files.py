"""The table of a comparison as a list to take away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from plans.exports import Form, GivenRows
from plans.exports.columns import Column, Given
from plans.models import Target
from plans.pages.compare import Comparison
from plans.pages.compare_rows import AskedRow, CompareRow, asked_of, rows_of


def file_rows(comparison: Comparison) -> GivenRows:
    """The figures, then the targets."""
    rows: list[CompareRow | AskedRow] = [row for one in comparison.series for row in rows_of(one)]
    rows += [row for one in comparison.series for row in asked_of(one)]
    return GivenRows(_columns(comparison.choice.base), rows)


class Pair(NamedTuple):
    """A column of figures and targets: where each has it, or None where it has none."""

    name: str
    meaning: Any
    form: Form
    figure: Callable[[CompareRow], Any] | None
    target: Callable[[Target], Any] | None = None

    def column(self) -> Given:
        return Given(self.name, self.meaning, self.form, self._value)

    def _value(self, row: CompareRow | AskedRow) -> Any:
        nothing = None if self.form in (Form.DECIMAL, Form.DAY) else ""
        if isinstance(row, AskedRow):
            return self.target(row.target) if self.target else nothing
        return self.figure(row) if self.figure else nothing


def _columns(year: int | None) -> list[Column]:
    code, text, decimal, day = Form.CODE, Form.TEXT, Form.DECIMAL, Form.DAY

    def of_index(name: str, nothing: Any = None) -> Any:
        return lambda row: getattr(row.derived, name) if row.derived else nothing

    pairs = [
        Pair(
            "role",
            _("Stands, agrees or rival for a figure; target or variant for what is promised"),
            code,
            lambda row: row.role,
            lambda target: "target" if target.variant_of_id is None else "variant",
        ),
        Pair(
            "key",
            _("Key of the figure, or of the target"),
            code,
            lambda row: row.point.key,
            lambda target: target.key,
        ),
        Pair("plan", _("Key of the plan"), code, None, lambda target: target.plan.key),
        Pair(
            "metric",
            _("Key of the metric"),
            code,
            lambda row: row.metric.key,
            lambda target: target.metric.key if target.metric else "",
        ),
        Pair(
            "area",
            _("Key of the place"),
            code,
            lambda row: row.area.key,
            lambda target: target.area.key,
        ),
        Pair("period_start", _("First day of the period"), day, lambda row: row.period.start),
        Pair("period_end", _("Last day of the period"), day, lambda row: row.period.end),
        Pair(
            "due_on",
            _("Day, month or year by which"),
            code,
            None,
            lambda target: target.due_on.text,
        ),
        Pair(
            "comparator",
            _("At least, more than, about and the like"),
            code,
            None,
            lambda target: target.comparator,
        ),
        Pair(
            "value",
            _("Value in the unit, with all its digits"),
            decimal,
            lambda row: row.point.value,
            lambda target: target.value,
        ),
        Pair(
            "value_upper",
            _("Upper end of a range"),
            decimal,
            None,
            lambda target: target.value_upper,
        ),
        Pair(
            "unit",
            _("Unit of the value"),
            code,
            lambda row: row.metric.unit,
            lambda target: target.metric.unit if target.metric else "",
        ),
        Pair(
            "qualifier",
            _("How firmly the source states it"),
            code,
            lambda row: row.point.qualifier,
        ),
        Pair("kind", _("Actual, estimate or forecast"), code, lambda row: row.point.kind),
        Pair("series", _("Definition, where it has changed"), text, lambda r: r.point.series),
        Pair("series_zh", _("The definition in Chinese"), text, lambda r: r.point.series_zh),
        Pair("base_year", _("Year that is 100"), code, lambda row: str(year or "")),
        Pair("index", _("Computed: no source gives this number"), decimal, of_index("value")),
        Pair("index_low", _("Least that “about” allows"), decimal, of_index("low")),
        Pair("index_high", _("Most that “about” allows"), decimal, of_index("high")),
        Pair("formula", _("The computation"), text, of_index("formula", "")),
        Pair(
            "base_key",
            _("Key of the figure of the base year"),
            code,
            lambda row: row.derived.other.key if row.derived else "",
        ),
        Pair(
            "source",
            _("Key of the source"),
            code,
            lambda row: row.point.citation.source_key,
            lambda target: target.citation.source_key,
        ),
        Pair(
            "locator",
            _("Place in the source"),
            text,
            lambda row: row.point.citation.locator,
            lambda target: target.citation.locator,
        ),
        Pair(
            "source_url",
            _("Address of the source"),
            code,
            lambda row: row.point.citation.url,
            lambda target: target.citation.url,
        ),
        Pair(
            "url",
            _("Page of the row on this site"),
            code,
            lambda row: _address("plans:figure_detail", row.point.key),
            lambda target: _address("plans:target_detail", target.plan.key, target.key),
        ),
    ]
    return [pair.column() for pair in pairs]


def _address(view: str, *keys: str) -> str:
    """In English, as in all files."""
    with override(settings.LANGUAGE_CODE):
        return reverse(view, args=keys)
