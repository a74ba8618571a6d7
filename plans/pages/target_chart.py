"""The chart of a target: its metric over time with the line that the plan draws.

It is made here alone, for the page of the target, for its files and for other sites.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from plans.charts.chart import Chart
from plans.charts.lines import values_over_time
from plans.models import Observation, Target
from plans.models.metrics import ObservationQuerySet
from plans.models.plans import TargetQuerySet
from plans.pages.chart_files import ChartFiles, chart_files
from plans.pages.series import marks_of, subject_of, values_of
from plans.pages.targets import plan_order, public_targets
from plans.pages.thinned import drawn
from plans.standings import about


def known_figures(target: Target, as_of: dt.date) -> ObservationQuerySet:
    """What was published of its metric and area by the day, forecasts too, newest first."""
    known = Observation.objects.published().known_on(as_of).filter(about([target]))
    rows = known.with_evidence().select_related("source__origin").order_by("-period_end", "key")
    return rows if target.metric_id else rows.none()


def main_of(target: Target) -> int:
    """The row that stands for the target: itself, or the one that it is a variant of."""
    return target.variant_of_id or target.pk


def family_of(target: Target) -> TargetQuerySet:
    """The target with all that other sources say of it."""
    main = main_of(target)
    return public_targets().filter(Q(pk=main) | Q(variant_of=main), plan=target.plan_id)


def drawn_with(target: Target, family: Iterable[Target]) -> list[Target]:
    """Those that are drawn beside it: a variant may speak of another metric or area."""
    others = [row for row in family if row.pk != target.pk]
    subject = target.metric_id, target.area_id
    return [row for row in (target, *others) if (row.metric_id, row.area_id) == subject]


def chart_of(
    target: Target, family: Iterable[Target], as_of: dt.date, language: str
) -> Chart | None:
    """Draw what was known of the metric by the day; None where there is nothing to draw by.

    Two queries, or five where figures are picked (``plans.pages.thinned``).
    """
    figures = known_figures(target, as_of)
    total = figures.count()
    if target.metric is None or not total:
        return None
    shown = drawn(figures, total)
    chart = values_over_time(
        subject_of(target.metric, [target.area], language),
        values_of([target.area], shown.figures, language),
        marks_of(drawn_with(target, family), language),
        note=shown.note(language),
    )
    return chart if chart.drawing else None


def target_chart(target: Target, as_of: dt.date, language: str) -> Chart | None:
    """The chart of the page, alone: one query more, for what other sources say of the target."""
    family = sorted(family_of(target), key=plan_order)
    return chart_of(target, family, as_of, language)


def target_files(target: Target) -> ChartFiles:
    """Where the chart is to be had."""
    embed = reverse("plans:target_embed", args=[target.plan.key, target.key])
    return chart_files(target.get_absolute_url().removesuffix("/"), [], embed)
