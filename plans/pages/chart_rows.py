"""The numbers of a chart over time as a list to take away: every figure, then every target."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case, DateField, DecimalField, F, Q, TextField, Value, When, Window
from django.db.models.functions import Cast, FirstValue
from django.utils.translation import gettext_lazy as _

from plans.exports import Address, Column, DatabaseRows, Form, Stored
from plans.exports.columns import At
from plans.exports.rows import Pieces
from plans.models.fields import LastDay
from plans.models.metrics import ObservationQuerySet
from plans.models.plans import TargetQuerySet
from plans.pages.ordering import OF_ONE_PERIOD, by_period


def observation_rows(figures: ObservationQuerySet) -> DatabaseRows:
    """Figures as the table of the page has them: newest period first, rivals after what stands."""
    return DatabaseRows.of(with_role(by_period(figures)), FIGURE_COLUMNS)


def target_rows(targets: TargetQuerySet) -> DatabaseRows:
    """Targets that are numbers, by due day, with the columns of figures."""
    asked = targets.exclude(value=None).annotate(last_day=LastDay("due_on"))
    return DatabaseRows.of(asked.order_by("last_day", "plan__key", "key"), TARGET_COLUMNS)


def with_role(figures: ObservationQuerySet) -> ObservationQuerySet:
    """Say of each figure whether it stands for its period, says the same, or something else."""
    same = Q(value=F("stands_value"), qualifier=F("stands_qualifier"), kind=F("stands_kind"))
    return figures.annotate(
        stands_value=Window(FirstValue("value"), **OF_ONE_PERIOD),
        stands_qualifier=Window(FirstValue("qualifier"), **OF_ONE_PERIOD),
        stands_kind=Window(FirstValue("kind"), **OF_ONE_PERIOD),
        role=Case(
            When(place=1, then=Value("stands")),
            When(same, then=Value("agrees")),
            default=Value("rival"),
        ),
    )


@dataclass(frozen=True, slots=True)
class Joined:
    """The rows of two lists with the same columns, one after the other."""

    first: DatabaseRows
    then: DatabaseRows

    @property
    def columns(self) -> Sequence[Column]:
        return self.first.columns

    def moment(self) -> AbstractContextManager[Any]:
        return self.first.moment()

    def count(self) -> int:
        return self.first.count() + self.then.count()

    def csv_lines(self) -> Pieces:
        yield from self.first.csv_lines()
        yield from self.then.csv_lines()

    def json_objects(self) -> Pieces:
        yield from self.first.json_objects()
        yield from self.then.json_objects()


def _empty(form: Form) -> Any:
    """An expression for what a row of this kind does not have."""
    if form is Form.DECIMAL:
        return Cast(Value(None), DecimalField(max_digits=9, decimal_places=2))
    if form is Form.DAY:
        return Cast(Value(None), DateField())
    return Value("", output_field=TextField())


class Pair(NamedTuple):
    """A column of both lists: where a figure has it, and where a target; None: it has none."""

    name: str
    meaning: Any
    form: Form
    figure: At | None
    target: At | None

    def column(self, at: At | None) -> Stored:
        return Stored(self.name, self.meaning, self.form, at or (lambda: _empty(self.form)))


def _main_or_variant() -> Any:
    return Case(When(variant_of=None, then=Value("target")), default=Value("variant"))


def _is_preferred() -> Any:
    return Case(When(preferred=True, then=Value("true")), default=Value("false"))


PAIRS = [
    Pair(
        "role",
        _("Stands, agrees or rival for a figure; target or variant for what is promised"),
        Form.CODE,
        lambda: F("role"),
        _main_or_variant,
    ),
    Pair("key", _("Key of the figure, or of the target"), Form.CODE, "key", "key"),
    Pair("plan", _("Key of the plan"), Form.CODE, None, "plan__key"),
    Pair("metric", _("Key of the metric"), Form.CODE, "metric__key", "metric__key"),
    Pair("area", _("Key of the place"), Form.CODE, "area__key", "area__key"),
    Pair("period_start", _("First day of the period"), Form.DAY, "period_start", None),
    Pair("period_end", _("Last day of the period"), Form.DAY, "period_end", None),
    Pair("due_on", _("Day, month or year by which"), Form.CODE, None, "due_on"),
    Pair("comparator", _("At least, more than, about and the like"), Form.CODE, None, "comparator"),
    Pair("value", _("Value in the unit, with all its digits"), Form.DECIMAL, "value", "value"),
    Pair("value_upper", _("Upper end of a range"), Form.DECIMAL, None, "value_upper"),
    Pair("unit", _("Unit of the value"), Form.CODE, "metric__unit", "metric__unit"),
    Pair("qualifier", _("How firmly the source states it"), Form.CODE, "qualifier", None),
    Pair("kind", _("Actual, estimate or forecast"), Form.CODE, "kind", None),
    Pair("series", _("Definition, where it has changed"), Form.TEXT, "series", None),
    Pair("series_zh", _("The definition in Chinese"), Form.TEXT, "series_zh", None),
    Pair(
        "interval_percent",
        _("Plus or minus per cent, where the usual 5 does not fit."),
        Form.DECIMAL,
        "interval_percent",
        None,
    ),
    Pair("preferred", _("Whether an editor chose it"), Form.CODE, _is_preferred, None),
    Pair("preference_reason", _("Why preferred"), Form.TEXT, "preference_reason", None),
    Pair("source", _("Key of the source"), Form.CODE, "source__key", "source__key"),
    Pair("locator", _("Place in the source"), Form.TEXT, "locator", "locator"),
    Pair("source_url", _("Address of the source"), Form.CODE, "source__url", "source__url"),
]


def _url(view: str, *of: str) -> Address:
    return Address("url", _("Page of the row on this site"), Form.CODE, view=view, of=of)


FIGURE_COLUMNS: list[Column] = [
    *(pair.column(pair.figure) for pair in PAIRS),
    _url("plans:figure_detail", "key"),
]
TARGET_COLUMNS: list[Column] = [
    *(pair.column(pair.target) for pair in PAIRS),
    _url("plans:target_detail", "plan", "key"),
]
