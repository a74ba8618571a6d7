"""The metrics that a metric's page leads on to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from plans.domain.related import Candidate, Reason, related
from plans.models import Metric
from plans.pages.targets import public_targets

REASONS = {
    Reason.SUBJECT: _("same subject, counted in another way"),
    Reason.THEME: _("same theme"),
    Reason.PLAN: _("a plan has targets for both"),
    Reason.NAME: _("similar name"),
}


@dataclass(frozen=True, slots=True)
class RelatedMetric:
    metric: Metric
    reason: Reason

    @property
    def why(self) -> str:
        return str(REASONS[self.reason])


def related_metrics(metric: Metric) -> list[RelatedMetric]:
    """Find the metrics related to one (``plans.domain.related``). Two queries."""
    metrics = {
        other.key: other
        for other in Metric.objects.only(
            "key", "name_en", "name_zh", "theme", "unit", "measure_type"
        )
    }
    plans: dict[int, set[int]] = defaultdict(set)
    asked = public_targets().exclude(metric=None).select_related(None).order_by()
    for metric_id, plan_id in asked.values_list("metric_id", "plan_id").distinct():
        plans[metric_id].add(plan_id)
    others = [
        Candidate(other.key, other.name_en, other.theme, frozenset(plans[other.pk]))
        for other in metrics.values()
    ]
    this = Candidate(metric.key, metric.name_en, metric.theme, frozenset(plans[metric.pk]))
    return [RelatedMetric(metrics[one.key], one.reason) for one in related(this, others)]
