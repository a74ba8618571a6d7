"""The form of a figure, on its own page and on that of its source."""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from plans.admin.amounts import AmountsForm
from plans.admin.keys import free_key, period_key
from plans.admin.periods import PeriodEntry
from plans.domain.periods import Period
from plans.domain.publishing import period_after
from plans.models import Observation


class ObservationForm(PeriodEntry, AmountsForm):
    """Leave the key empty and it is made from metric, area, period and source."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "value" in self.fields:
            told: dict[str, Any] = {
                "data-beside": reverse_lazy("admin:plans_observation_beside"),
                "data-facts": "metric area source period_start period_end value",
            }
            if self.instance.pk:
                told["data-itself"] = str(self.instance.pk)
            self.fields["value"].widget.attrs |= told
        if "key" in self.fields:
            self.fields["key"].required = False
            self.fields["key"].help_text = _(
                "Leave it empty: it is made from metric, area, period and source."
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "key" in self.fields and not data.get("key"):
            data["key"] = self._made_key(data)
        return data

    def _made_key(self, data: dict[str, Any]) -> str:
        """The key by the habit of the data files; empty while something else is amiss."""
        metric, area = (data.get(name) for name in ("metric", "area"))
        # On the form of a source, that is the source, which may be new itself.
        source = data.get("source") or self.instance._state.fields_cache.get("source")
        start, end = data.get("period_start"), data.get("period_end")
        if not (metric and area and source and start and end and start <= end):
            return ""
        wanted = f"{metric.key}-{area.key}-{period_key(Period(start, end))}-{source.key}"
        taken = Observation.objects.filter(key__startswith=wanted).values_list("key", flat=True)
        return free_key(wanted, set(taken))


def next_figure(figure: Observation) -> dict[str, Any]:
    """What the form of the next figure starts with: the same, a period later."""
    period = period_after(figure.period)
    return {
        "metric": figure.metric_id,
        "area": figure.area_id,
        "kind": figure.kind,
        "series": figure.series,
        "period_start": period.start.isoformat(),
        "period_end": period.end.isoformat(),
    }
