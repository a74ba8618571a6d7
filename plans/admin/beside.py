"""What stands beside a figure while it is typed: unit, reading, and who said the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plans.admin.amounts import UNIT_LABELS, refused
from plans.admin.periods import DayOfPeriodField, end_of_period, written
from plans.domain.periods import Period
from plans.domain.quantities import Quantity, plain_number
from plans.domain.written import UnreadableAmountError, is_plain, read_as
from plans.models import Area, Metric, Observation, Source

SHOWN = 10
"""Figures of the same period that are named; more would hide the form."""


class KeyFacts(forms.Form):
    """As far as they are typed. What is not understood yet is as if it were not there."""

    metric = forms.ModelChoiceField(Metric.objects.all())
    area = forms.ModelChoiceField(Area.objects.all(), required=False)
    source = forms.ModelChoiceField(Source.objects.all(), required=False)
    period_start = forms.CharField(required=False)
    period_end = DayOfPeriodField(is_last=True, required=False)
    value = forms.CharField(required=False)
    itself = forms.IntegerField(required=False)

    @property
    def period(self) -> Period | None:
        """What the two fields say together; None while they say no period."""
        given = self.cleaned_data
        first, metric = given.get("period_start"), given.get("metric")
        if not first or metric is None:
            return None
        try:
            start = written(first).start
            end = end_of_period(first, given.get("period_end"), metric.measure_type)
        except forms.ValidationError:
            return None
        return Period(start, end) if end and start <= end else None


@dataclass(frozen=True, slots=True)
class Beside:
    """What the fragment shows. ``said``: other figures of the same metric, area and period."""

    unit: str
    period: str
    reading: str
    problem: str
    said: Sequence[Observation]
    more: int
    is_asked: bool
    """Whether metric, area and period are all there, so that "none" means something."""
    is_here: bool
    """Whether this source already has a figure for them."""


def beside_figure(request: HttpRequest) -> HttpResponse:
    """The fragment for ``?metric=&area=&period_start=&period_end=&value=&source=&itself=``.

    Up to five queries: metric, area, source, and the figures and their number.
    """
    facts = KeyFacts(request.GET)
    facts.is_valid()
    given = facts.cleaned_data
    metric = given.get("metric")
    context = {"beside": of_figure(metric, given, facts.period) if metric else None}
    return render(request, "admin/plans/beside.html", context)


def of_figure(metric: Metric, given: dict[str, Any], period: Period | None) -> Beside:
    reading, problem = _reading(given.get("value") or "", metric.unit)
    area = given.get("area")
    same: Any = Observation.objects.none()
    if area and period:
        same = _same(metric, area, period).exclude(pk=given.get("itself"))
    said = list(same[: SHOWN + 1])
    source = given.get("source")
    return Beside(
        unit=str(UNIT_LABELS[metric.unit]),
        period=period.words(get_language() or "en") if period else "",
        reading=reading,
        problem=problem,
        said=said[:SHOWN],
        more=max(0, same.count() - SHOWN) if len(said) > SHOWN else 0,
        is_asked=bool(area and period),
        is_here=source is not None and any(one.source_id == source.pk for one in said),
    )


def _same(metric: Metric, area: Any, period: Period) -> Any:
    """All figures of a metric, area and period, whatever their state."""
    figures = Observation.objects.filter(metric=metric, area=area)
    same = figures.filter(period_start=period.start, period_end=period.end)
    return same.with_evidence().newest_first()


def _reading(text: str, unit: str) -> tuple[str, str]:
    """How a value is read, in words with every digit; or else why it cannot be."""
    text = text.strip()
    if not text:
        return "", ""
    try:
        written = read_as(text, unit)
    except UnreadableAmountError as problem:
        return "", str(refused(problem).message)
    words = Quantity(written.value, unit, written.qualifier or "exact").words(
        get_language() or "en"
    )
    if is_plain(text):
        return words, ""
    parts = {"words": words, "number": plain_number(written.value), "unit": UNIT_LABELS[unit]}
    return str(_("%(words)s, that is %(number)s %(unit)s")) % parts, ""
