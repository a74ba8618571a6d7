"""The rules of plans, targets and policy measures, and those of every kind of fact.

The numbers are those of the data dictionary's "Rules that hold".
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from plans.choices import Basis, MeasureType, PublicationState
from plans.domain.dates import PartialDate
from plans.loaders import kinds
from plans.loaders.rules import Rules, for_tables, row_rule


def ends_before_it_starts(start: PartialDate | None, end: PartialDate | None) -> str | None:
    """The last day that the end may mean lies before the first that the start may mean."""
    if start is None or end is None or end.last_day >= start.first_day:
        return None
    said = _("it ends (%(end)s) before it starts (%(start)s).")
    return said % {"end": end, "start": start}


PLAN_RUNS_FORWARD = row_rule("plans", "period_start", "period_end", at="period_end")(
    ends_before_it_starts
)


@row_rule(
    "targets",
    *("basis", "metric_key", "comparator", "value", "value_upper", "unit"),
    at="basis",
)
def number_or_words(
    basis: str,
    metric: str | None,
    comparator: str,
    value: Decimal | None,
    upper: Decimal | None,
    unit: str,
) -> str | None:
    """Rule 4. That the unit is the metric's is checked as for every repetition."""
    number = {"metric_key": metric, "comparator": comparator, "value": value, "unit": unit}
    filled = [name for name, part in number.items() if part not in (None, "")]
    if basis == Basis.WORDING:
        odd = [*filled, *(["value_upper"] if upper is not None else [])]
        said = _("a target in words has no %(columns)s.")
        return said % {"columns": kinds.listed(odd)} if odd else None
    missing = [name for name in number if name not in filled]
    said = _("a target with a number needs %(columns)s.")
    return said % {"columns": kinds.listed(missing)} if missing else None


@row_rule("targets", "metric_key.measure_type", "value", "value_upper", at="value")
def promised_share_is_0_to_100(
    measure_type: str | None, value: Decimal | None, upper: Decimal | None
) -> str | None:
    """Rule 3."""
    if measure_type != MeasureType.SHARE:
        return None
    odd = next((n for n in (value, upper) if n is not None and not 0 <= n <= 100), None)
    said = _("a share lies in 0 to 100, not %(value)s.")
    return None if odd is None else said % {"value": odd}


@row_rule("targets", "value", "value_upper", at="value_upper")
def range_runs_upwards(value: Decimal | None, upper: Decimal | None) -> str | None:
    """Rule 5."""
    is_odd = upper is not None and (value is None or upper <= value)
    said = _("the upper end %(upper)s is not above the value.")
    return said % {"upper": upper} if is_odd else None


@row_rule("targets", "variant_of", "variant_of.variant_of", at="variant_of")
def variant_of_a_main_row(main: str | None, of_main: str | None) -> str | None:
    """Rule 5. A target that is a variant of itself is caught here too."""
    if main is None or of_main is None:
        return None
    said = _("%(target)s is itself a variant, of %(other)s.")
    return said % {"target": kinds.quoted(main), "other": kinds.quoted(of_main)}


@row_rule("targets", "baseline_value", "baseline_on", at="baseline_on")
def baseline_has_its_day(value: Decimal | None, day: dt.date | None) -> str | None:
    is_half = (value is None) != (day is None)
    return _("a baseline needs its day, and a day its baseline.") if is_half else None


def amount_is_whole_or_absent(qualifier: str, amount: Decimal | None, unit: str) -> str | None:
    """Rule 6."""
    filled = [bool(qualifier), amount is not None, bool(unit)]
    if all(filled) or not any(filled):
        return None
    return _("amount, amount_unit and amount_qualifier are all filled or all empty.")


AMOUNT = ("amount_qualifier", "amount", "amount_unit")
MEASURE_AMOUNT = row_rule("measures", *AMOUNT, at="amount")(amount_is_whole_or_absent)


def withdrawn_with_a_reason(state: str | None, reason: str) -> str | None:
    is_odd = state == PublicationState.WITHDRAWN and not reason
    return _("say why it is withdrawn.") if is_odd else None


def read_by_now(moment: dt.datetime | None) -> str | None:
    """A later reading would count as none of those after it (``plans.domain.guarding``)."""
    is_ahead = moment is not None and moment > timezone.now()
    return _("nobody has read it in the future.") if is_ahead else None


FACTS = ("observations", "plans", "targets", "measures")
WITHDRAWN = for_tables(FACTS, "state", "state_reason", at="state_reason")(withdrawn_with_a_reason)
READ_BY_NOW = for_tables(FACTS, "reread_at", at="reread_at")(read_by_now)

RULES = Rules(
    always=(
        PLAN_RUNS_FORWARD,
        number_or_words,
        promised_share_is_0_to_100,
        range_runs_upwards,
        variant_of_a_main_row,
        baseline_has_its_day,
        MEASURE_AMOUNT,
        *WITHDRAWN,
        *READ_BY_NOW,
    )
)
