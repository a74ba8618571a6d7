"""Computed numbers as a list to take away, each with its formula and the figures it rests on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from plans.exports import Form, GivenRows
from plans.exports.columns import Column, Given
from plans.pages.derived import Computed, DerivedRow


def derived_rows(computed: Computed) -> GivenRows:
    """The rows of the table under a computed chart, in its order."""
    return GivenRows(_columns(computed), computed.rows)


def _columns(computed: Computed) -> list[Column]:
    metric, base = computed.metric, computed.choice.base
    other = "" if base is None else base.key

    def inputs(row: DerivedRow) -> list[str]:
        return [row.derived.figure.key, row.derived.other.key]

    return [
        Given("role", _("Always “computed”: no source gives this number"), Form.CODE, _role),
        Given("metric", _("Key of the metric"), Form.CODE, lambda row: metric.key),
        Given("base", _("Key of the metric it is told as per cent of"), Form.CODE, lambda _: other),
        Given("area", _("Key of the place"), Form.CODE, lambda row: row.area.key),
        Given("period_start", _("First day of the period"), Form.DAY, lambda r: r.period.start),
        Given("period_end", _("Last day of the period"), Form.DAY, lambda row: row.period.end),
        Given("value", _("The number, rounded"), Form.DECIMAL, lambda row: row.derived.value),
        Given("low", _("Least that “about” allows"), Form.DECIMAL, lambda r: r.derived.low),
        Given("high", _("Most that “about” allows"), Form.DECIMAL, lambda row: row.derived.high),
        Given("unit", _("Per cent, or percentage points"), Form.CODE, lambda r: r.derived.way.unit),
        Given(
            "qualifier",
            _("About, if one of the two figures is"),
            Form.CODE,
            lambda row: row.derived.qualifier,
        ),
        Given("kind", _("Kind of the two figures"), Form.CODE, lambda r: r.derived.figure.kind),
        Given("series", _("Definition"), Form.TEXT, lambda row: row.derived.series),
        Given(
            "series_zh",
            _("The definition in Chinese"),
            Form.TEXT,
            lambda row: row.derived.series_zh,
        ),
        Given("formula", _("The computation"), Form.TEXT, lambda row: row.derived.formula),
        Given("inputs", _("Keys of the two figures"), Form.CODES, inputs),
    ]


def _role(row: DerivedRow) -> str:
    return "computed"
