"""The filter of all targets of all plans. A verdict is no column: it is judged, then kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, MultipleChoiceFilter

from plans.choices import Verdict
from plans.domain.verdicts.rules import NO_GRADE
from plans.filters.base import SiteFilterSet
from plans.filters.choices import LateChoiceFilter, LateMultipleChoiceFilter, named
from plans.filters.lists import years_of
from plans.filters.names import NameFilter
from plans.models import Area, Metric, Plan, SearchNote, Target
from plans.standings import Standing

GRADES = [
    ("A", _("A: official statistics")),
    ("B", _("B: government body")),
    ("C", _("C: company, paper or register")),
    ("D", _("D: news")),
    ("E", _("E: counted from the records held here")),
    (NO_GRADE, _("none: no evidence")),
]


def _with_targets(relation: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(Exists(Target.objects.published().filter(**{relation: OuterRef("pk")})))


def plans_with_targets() -> Iterable[tuple[str, str]]:
    return named(_with_targets("plan", Plan.objects.published().newest_first()))


def metrics_with_targets() -> Iterable[tuple[str, str]]:
    return named(_with_targets("metric", Metric.objects.order_by("name_en")))


def areas_with_targets() -> Iterable[tuple[str, str]]:
    return named(_with_targets("area", Area.objects.by_size()))


def due_years() -> Iterable[tuple[str, str]]:
    return [(year, year) for year in years_of(Target, "due_on")]


SORTS: dict[str, Callable[[Standing], Any]] = {
    "plan": lambda stand: stand.target.plan.name_en,
    "due": lambda stand: stand.promise.due_on,
    "verdict": lambda stand: list(Verdict).index(stand.verdict),
    "grade": lambda stand: (stand.grade == NO_GRADE, stand.grade),
}
"""What the list can be sorted by. Without a choice it is in the order of the plans."""


class TargetFilter(SiteFilterSet):
    """``?plan=KEY&verdict=missed&due=2025&area=pudong&metric=KEY&grade=B&variants=1``

    ``as_of`` is the day that the targets are judged on, and searches were made by.
    """

    def __init__(self, *args: Any, as_of: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.as_of = as_of

    q = NameFilter(label=_("Statement contains"))
    verdict = MultipleChoiceFilter(
        method="left_to_keep",
        label=_("Verdict"),
        choices=Verdict.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    plan = LateMultipleChoiceFilter(
        field_name="plan__key", label=_("Plan"), choices_from=plans_with_targets
    )
    due = LateChoiceFilter(
        field_name="due_on", lookup_expr="startswith", label=_("Due in"), choices_from=due_years
    )
    area = LateMultipleChoiceFilter(
        field_name="area__key", label=_("Area"), choices_from=areas_with_targets
    )
    grade = MultipleChoiceFilter(
        method="left_to_keep",
        label=_("Grade of the evidence"),
        choices=GRADES,
        widget=forms.CheckboxSelectMultiple,
    )
    metric = LateChoiceFilter(
        field_name="metric__key", label=_("Metric"), choices_from=metrics_with_targets
    )
    searched = ChoiceFilter(
        method="with_search",
        label=_("Search for evidence"),
        choices=[("yes", _("recorded")), ("no", _("none recorded"))],
        empty_label=_("all"),
    )
    variants = ChoiceFilter(
        method="with_variants",
        label=_("Variants of other sources"),
        choices=[("1", _("shown as rows of their own"))],
        empty_label=_("left out"),
    )
    sort = ChoiceFilter(
        method="left_to_keep",
        label=_("Sort by"),
        choices=[(sign + name, name) for name in SORTS for sign in ("", "-")],
        widget=forms.HiddenInput,
    )

    def left_to_keep(
        self, targets: QuerySet[Target], name: str, values: list[str]
    ) -> QuerySet[Target]:
        """Nothing yet: ``keep`` does it, once the targets are judged."""
        return targets

    def with_search(self, targets: QuerySet[Target], name: str, answer: str) -> QuerySet[Target]:
        searches = SearchNote.objects.made_by(self.as_of).filter(target=OuterRef("pk"))
        return targets.filter(Exists(searches) if answer == "yes" else ~Exists(searches))

    def with_variants(self, targets: QuerySet[Target], name: str, chosen: str) -> QuerySet[Target]:
        """Nothing here either: ``main_only`` asks for it."""
        return targets

    @property
    def main_only(self) -> bool:
        """Whether variants are left out, as they are unless asked for."""
        return not self.form.cleaned_data.get("variants")

    def filter_queryset(self, queryset: QuerySet[Target]) -> QuerySet[Target]:
        found: QuerySet[Target] = super().filter_queryset(queryset)
        return found.filter(variant_of=None) if self.main_only else found

    @property
    def is_by_plan(self) -> bool:
        """Whether the targets of a plan follow one another, as they do unless asked otherwise."""
        sort = self.form.cleaned_data.get("sort", "")
        return sort.lstrip("-") in ("", "plan")

    def keep(self, stands: Iterable[Standing]) -> list[Standing]:
        """Keep the standings with the chosen verdicts and grades, in the chosen order.

        Grade B takes in B+: the plus is a second opinion, no other grade.
        """
        chosen = self.form.cleaned_data
        verdicts, grades = chosen["verdict"], chosen["grade"]
        kept = [
            stand
            for stand in stands
            if (not verdicts or stand.verdict in verdicts)
            and (not grades or stand.grade.rstrip("+") in grades)
        ]
        if sort := chosen["sort"]:
            kept.sort(key=SORTS[sort.lstrip("-")], reverse=sort.startswith("-"))
        return kept
