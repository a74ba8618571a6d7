"""What of the evidence needs care."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg, BoolOr
from django.db.models import Count, Exists, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plans.choices import SourceKind, Verdict
from plans.domain.dates import PartialDate
from plans.domain.disagreement import compatible
from plans.domain.publishing import usually_out
from plans.domain.texts import is_chinese
from plans.models import LinkCheck, Metric, Observation, Source, Target, VerdictRecord
from plans.pages.care import CareKind, CareRow, edited
from plans.pages.series import name_in, point_of
from plans.pages.wording import joined

UNCHECKED_AFTER = dt.timedelta(days=365)

MOST_RIVALS = 1_000
"""Periods of which several figures are compared. With more of them, the newest come first."""


def _day(day: dt.date, language: str) -> str:
    return PartialDate.of(day).words(language)


# --- Sources --------------------------------------------------------------------------------


def unchecked(day: dt.date) -> QuerySet[Any]:
    """Sources that nobody has read or reached for a year, the longest first."""
    seen = Source.objects.annotate(seen_on=Coalesce("checked_on", "retrieved_on"))
    return seen.filter(seen_on__lt=day - UNCHECKED_AFTER).order_by("seen_on", "key")


def unchecked_row(source: Any, language: str) -> CareRow:
    why = gettext("last seen on %(day)s") % {"day": _day(source.seen_on, language)}
    return CareRow([edited(source)], why)


def failed(day: dt.date) -> QuerySet[Any]:
    return LinkCheck.objects.failed().select_related("source").order_by("-checked_at", "pk")


def failed_row(check: LinkCheck, language: str) -> CareRow:
    answer = check.get_problem_display() if check.problem else f"HTTP {check.status}"
    why = gettext("%(answer)s, on %(day)s")
    day = _day(timezone.localdate(check.checked_at), language)
    return CareRow([edited(check.source)], why % {"answer": answer, "day": day})


# --- Targets --------------------------------------------------------------------------------


def without_evidence(day: dt.date) -> QuerySet[Any]:
    """Targets whose kept verdict is that nobody published anything."""
    newest = VerdictRecord.objects.filter(target=OuterRef("pk"), as_of__lte=day).newest_first()
    return (
        Target.objects.published()
        .annotate(kept=Subquery(newest.values("verdict")[:1]))
        .filter(kept=Verdict.NO_EVIDENCE)
        .select_related("plan")
        .in_plan_order()
    )


def without_evidence_row(target: Any, language: str) -> CareRow:
    statement = target.statement_zh if is_chinese(language) else ""
    due = gettext("due %(day)s") % {"day": target.due_on.words(language)}
    why = joined([name_in(language, target.plan), due], language)
    return CareRow([edited(target, statement or target.statement)], why)


# --- Metrics --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Overdue:
    metric: Metric
    newest: Observation
    since: dt.date


def overdue(day: dt.date) -> Sequence[Overdue]:
    """Metrics whose next figure is usually out by now, the latest to become so first.

    Only where a figure is usual: the metric states its lag, or had figures of two periods.
    The ids alone are sorted: as whole rows, 200,000 figures take twice as long.
    """
    told = Observation.objects.published().reported()
    first = dict(told.order_by().values_list("metric").annotate(Min("period_end")))
    newest = told.order_by("metric_id", "-period_end", "-period_start", "key").distinct("metric_id")
    figures = Observation.objects.filter(pk__in=newest.values("pk")).select_related("metric")
    found = []
    for figure in figures.order_by():
        lag = figure.metric.publication_lag_days
        if lag is None and first[figure.metric_id] == figure.period_end:
            continue
        since = usually_out(figure.period, lag)
        if since < day:
            found.append(Overdue(figure.metric, figure, since))
    return sorted(found, key=lambda each: (-each.since.toordinal(), each.metric.key))


def overdue_row(found: Overdue, language: str) -> CareRow:
    why = gettext("newest figure for %(period)s; the next was to be expected by %(day)s")
    words = {"period": found.newest.period.words(language), "day": _day(found.since, language)}
    return CareRow([edited(found.metric, name_in(language, found.metric))], why % words)


# --- Figures --------------------------------------------------------------------------------


def _beside() -> QuerySet[Observation]:
    """Published figures of the same metric, area, period and kind, by other sources."""
    return (
        Observation.objects.published()
        .filter(
            metric=OuterRef("metric"),
            area=OuterRef("area"),
            period_start=OuterRef("period_start"),
            period_end=OuterRef("period_end"),
            kind=OuterRef("kind"),
        )
        .exclude(pk=OuterRef("pk"))
    )


def rivals(day: dt.date) -> Sequence[Sequence[Observation]]:
    """Figures that cannot all be true, where nobody has said which to prefer. Two queries.

    What speaks of the same is counted before it is fetched: to look beside each of 200,000
    figures takes the database a second and more.
    """
    same = ("metric_id", "area_id", "period_start", "period_end", "kind")
    open_ones = (
        Observation.objects.published()
        .order_by()
        .values(*same)
        .annotate(said=Count("pk"), decided=BoolOr("preferred"), figures=ArrayAgg("pk"))
        .filter(said__gt=1, decided=False)
        .order_by("-period_end", *same)
        .values_list("figures", flat=True)[:MOST_RIVALS]
    )
    candidates = (
        Observation.objects.filter(pk__in=[pk for figures in open_ones for pk in figures])
        .with_evidence()
        .order_by("-period_end", *same, "key")
    )
    groups = groupby(candidates, key=lambda row: [getattr(row, name) for name in same])
    return [rows for _same, each in groups if _disagree(rows := list(each))]


def _disagree(rows: Sequence[Observation]) -> bool:
    points = [point_of(row) for row in rows]
    return any(not compatible(one, other) for one, other in combinations(points, 2))


def rivals_row(rows: Sequence[Observation], language: str) -> CareRow:
    first = rows[0]
    subject = [name_in(language, first.metric), name_in(language, first.area)]
    words = joined([*subject, first.period.words(language)], language)
    return CareRow([edited(row, _said(row, language)) for row in rows], words)


def _said(row: Observation, language: str) -> str:
    return f"{row.quantity.words(language)} ({row.source.publisher})"


def of_one_report(day: dt.date) -> QuerySet[Any]:
    """Figures that a single news report states and nobody else, the newest period first."""
    elsewhere = _beside().exclude(source=OuterRef("source"))
    return (
        Observation.objects.published()
        .filter(~Exists(elsewhere), source__kind=SourceKind.NEWS)
        .with_evidence()
        .order_by("-period_end", "key")
    )


def of_one_report_row(row: Observation, language: str) -> CareRow:
    subject = [name_in(language, row.metric), name_in(language, row.area)]
    words = joined([*subject, row.period.words(language)], language)
    return CareRow([edited(row, words)], _said(row, language))


KINDS = [
    CareKind(
        key="sources-unchecked",
        title=_("Sources not checked for a year"),
        advice=_("Open the address. If it still says the same, set “checked on” to today."),
        model=Source,
        find=unchecked,
        row=unchecked_row,
    ),
    CareKind(
        key="links-failed",
        title=_("Links that failed at the last check"),
        advice=_(
            "Open the address yourself: some sites refuse programs (HTTP 403, 412, 521). If it is"
            " gone, give the source the address of a copy."
        ),
        model=Source,
        find=failed,
        row=failed_row,
    ),
    CareKind(
        key="targets-without-evidence",
        title=_("Targets without evidence"),
        advice=_("Look for a published figure. If there is none, leave a search note."),
        model=Target,
        find=without_evidence,
        row=without_evidence_row,
    ),
    CareKind(
        key="metrics-overdue",
        title=_("Metrics past their usual publication day"),
        advice=_(
            "Look for the next figure. The day follows from the newest period and the metric’s"
            " publication lag, a year where none is stated."
        ),
        model=Metric,
        find=overdue,
        row=overdue_row,
    ),
    CareKind(
        key="rivals-undecided",
        title=_("Rivals without a decision"),
        advice=_("These figures cannot all be true. Prefer one of them, with a reason."),
        model=Observation,
        find=rivals,
        row=rivals_row,
    ),
    CareKind(
        key="one-news-report",
        title=_("Figures resting on one news report"),
        advice=_("Look for the document that the report speaks of, and enter it as well."),
        model=Observation,
        find=of_one_report,
        row=of_one_report_row,
    ),
]
