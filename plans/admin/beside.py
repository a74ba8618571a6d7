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
    period_start = forms.DateField(required=False)
    period_end = forms.DateField(required=False)
    value = forms.CharField(required=False)
    itself = forms.IntegerField(required=False)


@dataclass(frozen=True, slots=True)
class Beside:
    """What the fragment shows. ``said``: other figures of the same metric, area and period."""

    unit: str
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
    context = {"beside": of_figure(metric, given) if metric else None}
    return render(request, "admin/plans/beside.html", context)


def of_figure(metric: Metric, given: dict[str, Any]) -> Beside:
    reading, problem = _reading(given.get("value") or "", metric.unit)
    key_facts = [given.get(name) for name in ("area", "period_start", "period_end")]
    is_asked = all(key_facts)
    same: Any = Observation.objects.none()
    if is_asked:
        same = _same(metric, *key_facts).exclude(pk=given.get("itself"))
    said = list(same[: SHOWN + 1])
    source = given.get("source")
    return Beside(
        unit=str(UNIT_LABELS[metric.unit]),
        reading=reading,
        problem=problem,
        said=said[:SHOWN],
        more=max(0, same.count() - SHOWN) if len(said) > SHOWN else 0,
        is_asked=is_asked,
        is_here=source is not None and any(one.source_id == source.pk for one in said),
    )


def _same(metric: Metric, area: Any, start: Any, end: Any) -> Any:
    """All figures of a metric, area and period, whatever their state."""
    figures = Observation.objects.filter(metric=metric, area=area)
    return figures.filter(period_start=start, period_end=end).with_evidence().newest_first()


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
