"""Action plans, their targets, and the policy measures that they offer."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plans.choices import Basis, Comparator, MeasureTheme, PlanField, PublicationState
from plans.domain.asof import reading_day
from plans.domain.quantities import Quantity
from plans.models.areas import Area
from plans.models.facts import (
    DECIMALS,
    AmountFact,
    Fact,
    FactQuerySet,
    is_public,
    one_of,
    openly_linked,
)
from plans.models.fields import FirstDay, KeyField, LastDay, PartialDateField
from plans.models.metrics import Metric
from plans.models.naming import called
from plans.models.promises import unfit_for
from plans.models.searching import (
    NAMES,
    TEXTS,
    Searchable,
    SoundsField,
    folded_column,
    search_indexes,
)
from plans.models.validity import validity_on


def is_announced(relation: str = "", plan: str = "") -> Q:
    """Whether a plan or target is published, and announced by the reading day.

    It exists for the reader from the earlier of the plan's day of issue and the day that its own
    source could be known (method, section 8). ``plan`` is the way to the plan from the query's
    model, "" where it is the plan itself.
    """
    at = f"{relation}__" if relation else ""
    seen = Q(**{f"{at}state": PublicationState.PUBLISHED})
    if day := reading_day():
        issued = LastDay(f"{plan}__issued_on" if plan else "issued_on")
        seen &= Q(**{f"{at}source__known_from__lte": day}) | Q(LessThanOrEqual(issued, day))
    return seen


class PlanQuerySet(FactQuerySet["Plan"]):
    def published(self) -> Self:
        """Keep the plans that the public may see, announced by the day that is read as of."""
        return self.filter(is_announced())

    def with_evidence(self) -> Self:
        return self.select_related("area", "source")

    def newest_first(self) -> Self:
        """Order by the day of issue, newest first."""
        return self.order_by("-issued_on", "key")

    def counted(self) -> Self:
        """Add how many published targets (variants aside) and measures each plan has."""
        return self.annotate(
            target_count=models.Count(
                "targets",
                filter=is_announced("targets", "targets__plan") & Q(targets__variant_of=None),
                distinct=True,
            ),
            measure_count=models.Count("measures", filter=is_public("measures"), distinct=True),
        )


class Plan(Searchable, Fact):
    """An action plan, a regulation, a set of measures: what an authority says it will do."""

    stated_columns: ClassVar[tuple[str, ...]] = ("issued_on", "period_start", "period_end")

    key = KeyField(unique=True)
    name_en = models.CharField(
        _("name in English"),
        max_length=250,
        help_text=_("The official English title where there is one, else ours."),
    )
    name_zh = models.CharField(_("name in Chinese"), max_length=120, blank=True)
    area = models.ForeignKey(
        Area,
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        related_name="plans",
        help_text=_("Where it applies."),
    )
    issued_on = PartialDateField(_("issued on"), help_text=_("2024, 2024-07 or 2024-07-30."))
    period_start = PartialDateField(_("period from"), null=True, blank=True)
    period_end = PartialDateField(
        _("period to"), null=True, blank=True, help_text=_("Empty: open, or not known.")
    )
    issuers = models.CharField(
        _("issuers"), max_length=300, blank=True, help_text=_("Joined by “; ”.")
    )
    issuers_zh = models.CharField(_("issuers in Chinese"), max_length=120, blank=True)
    field = models.CharField(_("field"), max_length=30, choices=PlanField)
    note = models.TextField(_("note"), blank=True)
    note_zh = models.TextField(_("note in Chinese"), blank=True)

    search_names = folded_column("name_en", "name_zh")
    search_texts = folded_column("issuers", "issuers_zh", "key")
    search_sounds = SoundsField(of=["name_zh"])

    objects = PlanQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["-issued_on", "key"]
        indexes = search_indexes("plan")
        constraints = [
            *Fact.Meta.constraints,
            one_of("plan_field_is_known", "field", PlanField),
            models.CheckConstraint(
                name="plan_has_a_name",
                condition=~Q(name_en=""),
                violation_error_message=_("A plan needs a name."),
            ),
            models.CheckConstraint(
                name="plan_period_runs_forward",
                condition=GreaterThanOrEqual(LastDay("period_end"), FirstDay("period_start")),
                violation_error_message=_("The plan ends before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return called(self.name_en, self.name_zh)

    def get_absolute_url(self) -> str:
        return reverse("plans:plan_detail", args=[self.key])


class TargetQuerySet(FactQuerySet["Target"]):
    leans_on = ("plan",)
    search_columns = (NAMES, TEXTS)

    def published(self) -> Self:
        """Keep the targets of public plans that the public may see, announced by the day."""
        return self.filter(is_announced(plan="plan"), plan__state=PublicationState.PUBLISHED)

    def main(self) -> Self:
        """Leave out variants: rivals of a main row never count as further targets."""
        return self.filter(variant_of=None)

    def in_plan_order(self) -> Self:
        """The plan's own order: its position where given, else the place in the source."""
        return self.order_by("plan", F("position").asc(nulls_last=True), "locator", "key")

    def with_evidence(self) -> Self:
        return self.select_related("metric", "area", "source", *openly_linked("plan"))


class Target(Fact):
    """What a plan promises: a number of a metric, for an area, by a day, or words alone."""

    figure_columns: ClassVar[tuple[str, ...]] = (
        "metric_id",
        "area_id",
        "basis",
        "comparator",
        "value",
        "value_upper",
        "due_on",
        "baseline_value",
        "baseline_on",
    )

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="targets"
    )
    key = KeyField(help_text=_("Unique within the plan."))
    position = models.PositiveSmallIntegerField(
        _("position"), null=True, blank=True, help_text=_("Place in the plan's own order.")
    )
    statement = models.CharField(
        _("statement"),
        max_length=300,
        help_text=_("The target in our own words, never a sentence of the source."),
    )
    statement_zh = models.CharField(_("statement in Chinese"), max_length=150, blank=True)
    metric = models.ForeignKey(
        Metric,
        verbose_name=_("metric"),
        on_delete=models.PROTECT,
        related_name="targets",
        null=True,
        blank=True,
        help_text=_("Empty for a target in words alone."),
    )
    area = models.ForeignKey(
        Area,
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        related_name="targets",
        help_text=_("Where it is to be reached; may be narrower than the plan's area."),
    )
    basis = models.CharField(
        _("basis"),
        max_length=13,
        choices=Basis,
        help_text=_("“To have 20 platforms” is a level, “to build 20” a running total."),
    )
    comparator = models.CharField(
        _("comparator"),
        max_length=5,
        choices=Comparator,
        blank=True,
        help_text=_("The words of the source."),
    )
    value = models.DecimalField(
        _("value"),
        null=True,
        blank=True,
        **DECIMALS,
        help_text=_("In the metric's unit. The lower end of a range."),
    )
    value_upper = models.DecimalField(_("upper end"), null=True, blank=True, **DECIMALS)
    due_on = PartialDateField(_("due"), help_text=_("A bare year means its last day."))
    baseline_value = models.DecimalField(_("baseline"), null=True, blank=True, **DECIMALS)
    baseline_on = models.DateField(_("day of the baseline"), null=True, blank=True)
    variant_of = models.ForeignKey(
        "self",
        verbose_name=_("variant of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="variants",
        help_text=_("Set where this is what a second source says of a target of the same plan."),
    )
    note = models.TextField(_("note"), blank=True)
    note_zh = models.TextField(_("note in Chinese"), blank=True)

    search_names = folded_column("statement", "statement_zh")
    search_texts = folded_column("key")

    objects = TargetQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["plan", "key"]
        indexes = search_indexes("target", (NAMES, TEXTS))
        constraints = [
            *Fact.Meta.constraints,
            one_of("target_basis_is_known", "basis", Basis),
            one_of("target_comparator_is_known", "comparator", Comparator, blank=True),
            models.UniqueConstraint(
                fields=["plan", "key"],
                name="target_key_once_in_a_plan",
                violation_error_message=_("The plan has a target with this key already."),
            ),
            models.CheckConstraint(
                name="target_has_a_number_or_words",
                condition=(
                    Q(basis=Basis.WORDING, metric=None, comparator="", value=None, value_upper=None)
                    | (
                        ~Q(basis=Basis.WORDING)
                        & Q(metric__isnull=False, value__isnull=False)
                        & ~Q(comparator="")
                    )
                ),
                violation_error_message=_(
                    "A target in words has no metric and no number; any other has both."
                ),
            ),
            models.CheckConstraint(
                name="target_range_runs_upwards",
                condition=Q(value_upper=None) | Q(value_upper__gt=F("value")),
                violation_error_message=_("The upper end lies above the value."),
            ),
            models.CheckConstraint(
                name="target_baseline_has_its_day",
                condition=Q(baseline_value=None, baseline_on=None)
                | Q(baseline_value__isnull=False, baseline_on__isnull=False),
                violation_error_message=_("A baseline needs its day, and a day its baseline."),
            ),
            models.CheckConstraint(
                name="target_is_no_variant_of_itself",
                condition=~Q(variant_of=F("id")),
                violation_error_message=_("A target cannot be a variant of itself."),
            ),
            models.CheckConstraint(
                name="target_says_what",
                condition=~Q(statement=""),
                violation_error_message=_("Say what is promised."),
            ),
        ]

    def __str__(self) -> str:
        return called(self.statement, self.statement_zh)

    def get_absolute_url(self) -> str:
        return reverse("plans:target_detail", args=[self.plan.key, self.key])

    def clean(self) -> None:
        """A variant is of a main row of its plan, and tied series suit it (triggers hold it)."""
        main = self.variant_of
        if main and main.plan_id != self.plan_id:
            raise ValidationError({"variant_of": _("That target is of another plan.")})
        if main and main.variant_of_id:
            raise ValidationError({"variant_of": _("That target is itself a variant.")})
        if main and self.pk and self.variants.exists():
            raise ValidationError({"variant_of": _("This target has variants of its own.")})
        if self.pk and self.variants.exclude(plan=self.plan_id).exists():
            raise ValidationError({"plan": _("Its variants belong to another plan.")})
        if self.pk and unfit_for(self):
            raise ValidationError(_("A computed series that is tied to it would not suit it then."))

    @property
    def quantity(self) -> Quantity | None:
        """What is promised, as a number without its comparator; None for words alone."""
        if self.metric is None or self.value is None:
            return None
        return Quantity(self.value, self.metric.unit, upper=self.value_upper)


class PolicyMeasureQuerySet(FactQuerySet["PolicyMeasure"]):
    leans_on = ("plan",)
    search_columns = (NAMES, TEXTS)

    def with_evidence(self) -> Self:
        return self.select_related("plan__source", "area", "source")

    def with_validity(self, day: dt.date) -> Self:
        """Add ``validity``: whether what is offered is still on offer on a day."""
        return self.annotate(validity=validity_on(day, "plan"))


class PolicyMeasure(AmountFact):
    """What a plan offers or permits, other than targets."""

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="measures"
    )
    key = KeyField(help_text=_("Unique within the plan."))
    theme = models.CharField(_("theme"), max_length=20, choices=MeasureTheme)
    summary = models.CharField(
        _("summary"), max_length=500, help_text=_("In our own words, never the source's sentence.")
    )
    summary_zh = models.CharField(_("summary in Chinese"), max_length=250, blank=True)
    beneficiary = models.CharField(
        _("for whom"),
        max_length=120,
        blank=True,
        help_text=_("Who gains, where it is a group and not a place."),
    )
    beneficiary_zh = models.CharField(_("for whom, in Chinese"), max_length=60, blank=True)
    area = models.ForeignKey(
        Area,
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        related_name="measures",
        help_text=_("Where it applies. For a spatial layout, the place that gets the role."),
    )

    search_names = folded_column("summary", "summary_zh")
    search_texts = folded_column("beneficiary", "beneficiary_zh", "key")

    objects = PolicyMeasureQuerySet.as_manager()

    class Meta(AmountFact.Meta):
        verbose_name = _("policy measure")
        verbose_name_plural = _("policy measures")
        ordering = ["plan", "key"]
        indexes = search_indexes("measure", (NAMES, TEXTS))
        constraints = [
            *AmountFact.Meta.constraints,
            one_of("policymeasure_theme_is_known", "theme", MeasureTheme),
            models.UniqueConstraint(
                fields=["plan", "key"],
                name="policymeasure_key_once_in_a_plan",
                violation_error_message=_("The plan has a measure with this key already."),
            ),
            models.CheckConstraint(
                name="policymeasure_says_what",
                condition=~Q(summary=""),
                violation_error_message=_("Say what the measure does."),
            ),
        ]

    def __str__(self) -> str:
        return called(self.summary, self.summary_zh)

    def get_absolute_url(self) -> str:
        return f"{self.plan.get_absolute_url()}#measure-{self.key}"
