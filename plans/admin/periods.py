"""The period of a figure in the editors' forms: written as in the announcement, stored as days.

The first field takes a day, or all of it: "2023", "2023-08", "January-August 2023", "2023年1-8月".
The second may then stay empty.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plans.choices import MeasureType
from plans.domain.periods import Period
from plans.domain.written_periods import UnreadablePeriodError, read_period

HELP_FIRST = _(
    "The first day, or the whole period: 2023, 2023-08, 2023 H1, January-August 2023. "
    "For a level on a day, that day."
)
HELP_LAST = _("The last day; empty if the whole period stands in the field before.")
NO_END = _("Say when it ends, or write the whole period before it, such as 2023.")
TWO_ENDS = _("The field before says that it ends on %(day)s. Leave this one empty, or change one.")


class DayOfPeriodField(forms.DateField):
    """One end of a period: a day, or of what is longer its first (or its last) day."""

    def __init__(self, *, is_last: bool = False, **kwargs: Any) -> None:
        kwargs["widget"] = forms.TextInput(attrs={"size": 22, "autocomplete": "off"})
        super().__init__(**kwargs)
        self.is_last = is_last
        self.help_text = HELP_LAST if is_last else HELP_FIRST

    def to_python(self, value: Any) -> dt.date | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        period = written(value)
        return period.end if self.is_last else period.start


def written(text: str) -> Period:
    """What a text says; a ``ValidationError`` in the editor's language where it is unclear."""
    try:
        return read_period(text)
    except UnreadablePeriodError as problem:
        reason, _language = problem.reason.pick(get_language() or "en")
        raise ValidationError(reason, code="invalid") from problem


def end_of_period(first: str, last: dt.date | None, measure_type: str) -> dt.date | None:
    """The last day of a period of which the first field holds ``first``.

    ``last`` is what the second field says. None where neither says it: a day alone is a period
    only for what is counted on a day. Raises ``ValidationError`` where the two differ.
    """
    said = written(first)
    if last is None:
        is_whole = not said.is_day or measure_type == MeasureType.STOCK
        return said.end if is_whole else None
    if not said.is_day and _names_its_end(first) and last != said.end:
        raise ValidationError(TWO_ENDS, params={"day": said.end.isoformat()}, code="two_ends")
    return last


def _names_its_end(first: str) -> bool:
    """Whether more than a year or a month stands there, which may be the start of a longer one."""
    return not written(first).is_whole_year and not _is_month(written(first))


def _is_month(period: Period) -> bool:
    starts_and_ends = (period.start.year, period.start.month) == (period.end.year, period.end.month)
    return period.is_whole_months and starts_and_ends


class PeriodEntry(forms.BaseForm):
    """What a form makes of its fields ``period_start`` and ``period_end``. To be mixed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "period_end" in self.fields:
            self.fields["period_end"].required = False

    def clean_period_end(self) -> dt.date | None:
        last: dt.date | None = self.cleaned_data.get("period_end")
        if "period_start" not in self.cleaned_data:
            return last
        metric = self.cleaned_data.get("metric")
        first = str(self["period_start"].data or "")
        end = end_of_period(first, last, metric.measure_type if metric else "")
        if end is None:
            raise ValidationError(NO_END, code="required")
        return end
