"""A target on the terms of the method, and what series of the records held here suit it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plans.computed import Series
from plans.domain.dates import PartialDate
from plans.domain.verdicts import Baseline, Misfit, Promise, misfit
from plans.domain.verdicts.evidence import DEFAULT_LAG_DAYS

if TYPE_CHECKING:
    from plans.models.plans import Target


def promise_of(target: Target) -> Promise:
    """Read a target with its metric and its plan."""
    metric, plan = target.metric, target.plan
    start = plan.period_start
    baseline = None
    if target.baseline_value is not None and target.baseline_on is not None:
        baseline = Baseline(target.baseline_value, target.baseline_on)
    return Promise(
        basis=target.basis,
        due_on=target.due_on.last_day,
        comparator=target.comparator,
        value=target.value,
        upper=target.value_upper,
        unit=metric.unit if metric else "",
        direction=metric.direction if metric else "",
        measure_type=metric.measure_type if metric else "",
        plan_start=start.first_day if start else None,
        baseline=baseline,
        lag_days=(
            metric.publication_lag_days
            if metric and metric.publication_lag_days is not None
            else DEFAULT_LAG_DAYS
        ),
    )


def misfit_of(series: Series, target: Target) -> Misfit | None:
    """Why a series does not suit a target; None where it does.

    Not asked of a target that is only half filled in: its own form refuses that.
    """
    is_whole = target.plan_id and target.area_id and isinstance(target.due_on, PartialDate)
    return misfit(series, promise_of(target), target.area.key) if is_whole else None


def unfit_for(target: Target) -> Misfit | None:
    """Why a target cannot become what it is now: a series is tied to it that would not suit."""
    ties = target.computed_ties.in_force()
    found = (misfit_of(series, target) for tie in ties if (series := tie.counting))
    return next(filter(None, found), None)
