"""Metrics and observations: what is counted, and every number that somebody published of it."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plans.choices import (
    Direction,
    MeasureType,
    ObservationKind,
    PublicationState,
    Qualifier,
    SourceKind,
    Unit,
)
from plans.domain.derived import above
from plans.domain.periods import Period
from plans.domain.quantities import Quantity
from plans.models.areas import Area
from plans.models.facts import DECIMALS, Fact, FactQuerySet, one_of
from plans.models.fields import KeyField
from plans.models.naming import called
from plans.models.promises import unfit_for
from plans.models.searching import (
    Searchable,
    SearchQuerySet,
    SoundsField,
    folded_column,
    search_indexes,
)

AUTHORITY = Case(
    *(When(source__kind=kind, then=Value(place)) for place, kind in enumerate(SourceKind.values)),
    output_field=IntegerField(),
)
"""Who speaks with more weight, 0 first: the order of ``SourceKind``."""

IS_COPY = Case(
    When(source__origin=None, then=Value(0)), default=Value(1), output_field=IntegerField()
)
"""Whether the source republishes another one: an original, 0, comes first."""

FIRMNESS = Case(
    When(qualifier=Qualifier.EXACT, then=Value(0)),
    When(qualifier=Qualifier.ABOUT, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
"""How firmly the number is stated, 0 first: exact, about, a bound."""


class MetricQuerySet(SearchQuerySet["Metric"]):
    """Metrics found by name. A metric is public on every day: only its figures are dated."""


class Metric(Searchable):
    """Something that is counted, with its unit. The definition is that of each source."""

    key = KeyField(unique=True)
    name_en = models.CharField(_("name in English"), max_length=160)
    name_zh = models.CharField(_("name in Chinese"), max_length=80)
    unit = models.CharField(
        _("unit"),
        max_length=8,
        choices=Unit,
        help_text=_("Values are stored in whole units: yuan, not 亿元; per cent from 0 to 100."),
    )
    measure_type = models.CharField(_("kind of number"), max_length=6, choices=MeasureType)
    direction = models.CharField(
        _("direction"),
        max_length=13,
        choices=Direction,
        help_text=_("Which way is good. A plain target is judged by it."),
    )
    description = models.TextField(_("description"))
    description_zh = models.TextField(_("description in Chinese"), blank=True)
    theme = models.CharField(_("theme"), max_length=60, blank=True)
    part_of = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text=_(
            "The metric whose definition takes in all that this one counts. Shares are told of it, "
            "and of what it is a part of."
        ),
    )
    publication_lag_days = models.PositiveSmallIntegerField(
        _("publication lag"),
        null=True,
        blank=True,
        help_text=_("Days from the end of a period until its figure is usually out."),
    )
    headline = models.PositiveSmallIntegerField(
        _("place on the home page"),
        null=True,
        blank=True,
        unique=True,
        help_text=_("1 comes first. Empty: not among the headline figures."),
    )
    search_names = folded_column("name_en", "name_zh")
    search_texts = folded_column("description", "description_zh", "key")
    search_sounds = SoundsField(of=["name_zh"])

    objects = MetricQuerySet.as_manager()

    class Meta:
        verbose_name = _("metric")
        verbose_name_plural = _("metrics")
        ordering = ["name_en", "key"]
        indexes = search_indexes("metric")
        constraints = [
            one_of("metric_unit_is_known", "unit", Unit),
            one_of("metric_measure_type_is_known", "measure_type", MeasureType),
            one_of("metric_direction_is_known", "direction", Direction),
            models.CheckConstraint(
                name="metric_share_is_in_percent",
                condition=~Q(measure_type=MeasureType.SHARE) | Q(unit=Unit.PERCENT),
                violation_error_message=_("A share is in per cent."),
            ),
            models.CheckConstraint(
                name="metric_part_is_an_amount",
                condition=Q(part_of=None)
                | Q(measure_type__in=(MeasureType.FLOW, MeasureType.STOCK)) & ~Q(unit=Unit.PERCENT),
                violation_error_message=_(
                    "Only amounts and levels are parts, percentages are not."
                ),
            ),
            models.CheckConstraint(
                name="metric_has_names",
                condition=~Q(name_en="") & ~Q(name_zh="") & ~Q(description=""),
                violation_error_message=_("A metric needs both names and a description."),
            ),
        ]

    def __str__(self) -> str:
        return called(self.name_en, self.name_zh)

    def get_absolute_url(self) -> str:
        return reverse("plans:metric_detail", args=[self.key])

    def wholes(self) -> list[Metric]:
        """What it is a part of, the nearest first. One query, whatever the depth."""
        if self.part_of_id is None:
            return []
        known = Metric.objects.filter(Q(parts__isnull=False) | Q(part_of__isnull=False)).distinct()
        by_id = {metric.pk: metric for metric in known}
        return [
            by_id[pk] for pk in above(self.pk, {pk: one.part_of_id for pk, one in by_id.items()})
        ]

    def clean(self) -> None:
        """A share has no figures outside 0 to 100, a part is of the unit and kind of its whole,
        tied series suit its targets, and published numbers keep their unit: triggers hold all."""
        self._clean_part()
        if self.pk and self.measure_type == MeasureType.SHARE:
            outside = self.observations.filter(~Q(value__range=(0, 100))).first()
            if outside:
                reason = _("Its figure “%(key)s” lies outside 0 to 100.")
                words = {"key": outside.key}
                raise ValidationError({"measure_type": ValidationError(reason, params=words)})
        self._clean_ties()
        self._clean_unit()

    def _clean_part(self) -> None:
        whole = self.part_of
        if whole is None:
            return
        if self.pk and (whole == self or self in whole.wholes()):
            raise ValidationError({"part_of": _("A metric cannot be a part of itself.")})
        if (whole.unit, whole.measure_type) != (self.unit, self.measure_type):
            raise ValidationError({"part_of": _("A part has the unit and kind of its whole.")})

    def _clean_ties(self) -> None:
        for target in self.targets.filter(computed_ties__isnull=False) if self.pk else ():
            target.metric = self
            if unfit_for(target):
                reason = _("A computed series that is tied to the target “%(key)s” would not suit.")
                raise ValidationError(reason, params={"key": target.key})

    def _clean_unit(self) -> None:
        """Another unit would change every number at once, with no citation touched."""
        if not self.pk or not type(self).objects.filter(pk=self.pk).exclude(unit=self.unit):
            return
        known = {"state": PublicationState.PUBLISHED}
        if self.observations.filter(**known).exists() or self.targets.filter(**known).exists():
            reason = _("Published numbers are in the unit as it was: enter another metric.")
            raise ValidationError({"unit": reason})


class ObservationQuerySet(FactQuerySet["Observation"]):
    """What the site asks of observations. Every method returns a queryset."""

    def actuals(self) -> Self:
        """Leave out estimates and forecasts."""
        return self.filter(kind=ObservationKind.ACTUAL)

    def reported(self) -> Self:
        """Leave out forecasts: nothing has happened yet."""
        return self.exclude(kind=ObservationKind.FORECAST)

    def known_on(self, day: dt.date) -> Self:
        """Keep what a reader could know on ``day``: the source was out by then."""
        return self.filter(source__known_from__lte=day)

    def newest_per_area(self) -> Self:
        """Keep one observation per metric and area: newest period, then the best source.

        The order is that of the method: an editor's choice, actual before estimate, the
        source's authority. Call it last: ordering the result again would undo DISTINCT ON.
        """
        keys = ["metric_id", "area_id"]
        return self.order_by(
            *keys, "-period_end", "-preferred", "kind", AUTHORITY, IS_COPY, FIRMNESS, "key"
        ).distinct(*keys)

    def newest_first(self) -> Self:
        """Order for tables: newest period first, the best source of a period first."""
        return self.order_by("-period_end", "-period_start", "-preferred", AUTHORITY, "key")

    def with_evidence(self) -> Self:
        """Fetch, in the same query, what is shown beside every figure."""
        return self.select_related("metric", "area", "source")


class Observation(Fact):
    """One number, for one metric, area and period, as one source gives it.

    Sources that disagree make two observations. Nothing is averaged or merged.
    """

    figure_columns: ClassVar[tuple[str, ...]] = (
        "metric_id",
        "area_id",
        "period_start",
        "period_end",
        "value",
        "qualifier",
        "kind",
        "interval_percent",
    )

    key = KeyField(unique=True, max_length=160)
    metric = models.ForeignKey(
        Metric, verbose_name=_("metric"), on_delete=models.PROTECT, related_name="observations"
    )
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="observations"
    )
    period_start = models.DateField(
        _("period from"),
        help_text=_("First day of the period. For a level on a day, that day."),
    )
    period_end = models.DateField(
        _("period to"), help_text=_("Last day of the period. January to August is not a year.")
    )
    value = models.DecimalField(
        _("value"),
        **DECIMALS,
        help_text=_("In the metric's base unit: yuan, not 亿元; per cent from 0 to 100."),
    )
    qualifier = models.CharField(
        _("qualifier"),
        max_length=10,
        choices=Qualifier,
        default=Qualifier.EXACT,
        help_text=_("How firmly the source states the number."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=8,
        choices=ObservationKind,
        default=ObservationKind.ACTUAL,
        help_text=_("Reported as fact; preliminary or an expert's view; expected or planned."),
    )
    preferred = models.BooleanField(
        _("preferred"),
        default=False,
        help_text=_("Choose it over its rivals. Needs a written reason."),
    )
    preference_reason = models.CharField(_("why preferred"), max_length=300, blank=True)
    interval_percent = models.DecimalField(
        _("width of “about”"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Plus or minus per cent, where the usual 5 does not fit."),
    )
    series = models.CharField(
        _("series"),
        max_length=60,
        blank=True,
        help_text=_("Name a definition where it broke. A line never joins two series."),
    )
    series_zh = models.CharField(_("series in Chinese"), max_length=60, blank=True)
    note = models.TextField(_("note"), blank=True)
    note_zh = models.TextField(_("note in Chinese"), blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["metric", "area", "period_end", "key"]
        indexes = [
            models.Index("metric", "area", F("period_end").desc(), name="observation_newest"),
            models.Index("area", "metric", name="observation_of_area"),
            models.Index(F("period_end").desc(), name="observation_by_period"),
        ]
        constraints = [
            *Fact.Meta.constraints,
            one_of("observation_qualifier_is_known", "qualifier", Qualifier),
            one_of("observation_kind_is_known", "kind", ObservationKind),
            models.CheckConstraint(
                name="observation_period_runs_forward",
                condition=Q(period_end__gte=F("period_start")),
                violation_error_message=_("The period ends before it starts."),
            ),
            models.CheckConstraint(
                name="observation_preferred_with_a_reason",
                condition=Q(preferred=False) | ~Q(preference_reason=""),
                violation_error_message=_("Say why this figure is preferred."),
            ),
            models.CheckConstraint(
                name="observation_series_is_named_in_english_too",
                condition=~Q(series="") | Q(series_zh=""),
                violation_error_message=_("Name the definition in English, too."),
            ),
            models.CheckConstraint(
                name="observation_interval_is_a_percentage",
                condition=Q(interval_percent=None)
                | Q(interval_percent__gt=0, interval_percent__lte=100),
                violation_error_message=_("The width lies above 0 and up to 100 per cent."),
            ),
            models.UniqueConstraint(
                fields=["metric", "area", "period_start", "period_end", "value", "source"],
                name="observation_only_once",
                violation_error_message=_("This source's figure is already here."),
            ),
            models.UniqueConstraint(
                fields=["metric", "area", "period_start", "period_end", "kind"],
                condition=Q(preferred=True),
                name="observation_one_preferred_of_its_rivals",
                violation_error_message=_("Another figure of this period is preferred already."),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        """Its own page, by which it is quoted."""
        return reverse("plans:figure_detail", args=[self.key])

    @property
    def series_url(self) -> str:
        """Its row among the figures of its metric and area."""
        return f"{self.metric.get_absolute_url()}?area={self.area.key}#{self.key}"

    def clean(self) -> None:
        """What looks at metric and source (triggers hold it, too)."""
        problems = {}
        is_share = self.metric_id and self.metric.measure_type == MeasureType.SHARE
        if is_share and self.value is not None and not 0 <= self.value <= 100:
            problems["value"] = _("A share lies in 0 to 100.")
        happened = self.kind != ObservationKind.FORECAST and self.source_id and self.period_end
        if happened and self.period_end > self.source.known_from:
            problems["period_end"] = _("The source came out before the period ended.")
        if problems:
            raise ValidationError(problems)

    @property
    def quantity(self) -> Quantity:
        """The number as the source states it."""
        return Quantity(self.value, self.metric.unit, Qualifier(self.qualifier))

    @property
    def period(self) -> Period:
        return Period(self.period_start, self.period_end)
