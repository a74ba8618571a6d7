"""Districts and parks: what a place is, beyond its name in the evidence.

Key and names are those of the place's ``plans.Area``: kept once, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parks.choices import ParkKind
from parks.models.facets import FacetCounts, facet_counts
from plans.choices import PublicationState
from plans.domain.citations import Citation
from plans.domain.quantities import Quantity
from plans.models import Area, Fact, FactQuerySet, Source
from plans.models.facts import one_of
from plans.models.fields import PartialDateField


class _Place(Fact):
    """Shared by districts and parks: the names of their area."""

    class Meta(Fact.Meta):
        abstract = True

    area: Area

    def __str__(self) -> str:
        return str(self.area)

    @property
    def key(self) -> str:
        return self.area.key

    @property
    def name_en(self) -> str:
        return self.area.name_en

    @property
    def name_zh(self) -> str:
        return self.area.name_zh


class DistrictQuerySet(FactQuerySet["District"]):
    search_at = "area__"

    def published(self) -> Self:
        """Keep what the public may see. A district is there on every day that is read as of:
        only its figures wait for their sources."""
        return self.filter(state=PublicationState.PUBLISHED)

    def with_evidence(self) -> Self:
        return self.select_related("area", "source", "area_source")

    def by_name(self) -> Self:
        return self.order_by("area__name_en")


class District(_Place):
    """One of the 16 districts of Shanghai."""

    figure_columns: ClassVar[tuple[str, ...]] = ("area_km2", "population", "population_year")
    cited_elsewhere: ClassVar[Mapping[str, str]] = {"area_km2": "area_source_id"}

    area = models.OneToOneField(
        Area,
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="district",
        limit_choices_to={"kind": "district"},
    )
    division_code = models.CharField(
        _("division code"),
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^[0-9]{6}$", _("Six digits, GB/T 2260."))],
        help_text=_("Six digits, GB/T 2260. It ties the district to its shape on the map."),
    )
    area_km2 = models.DecimalField(
        _("land area, km²"), max_digits=8, decimal_places=2, help_text=_("The official area.")
    )
    area_source = models.ForeignKey(
        Source, verbose_name=_("source of the area"), on_delete=models.PROTECT, related_name="+"
    )
    population = models.PositiveIntegerField(_("resident population"))
    population_year = models.PositiveSmallIntegerField(_("year of the population"))
    role = models.CharField(
        _("role in the plans"), max_length=200, blank=True, help_text=_("Where they name one.")
    )
    role_zh = models.CharField(_("role in Chinese"), max_length=100, blank=True)

    objects = DistrictQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ["area__name_en"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="district_division_code_has_six_digits",
                condition=Q(division_code__regex=r"^[0-9]{6}$"),
                violation_error_message=_("A division code has six digits."),
            ),
            models.CheckConstraint(
                name="district_has_land_and_people",
                condition=Q(area_km2__gt=0, population__gt=0),
                violation_error_message=_("Land area and population are above zero."),
            ),
            models.CheckConstraint(
                name="district_population_year_is_a_year",
                condition=Q(population_year__gte=1900, population_year__lte=2100),
                violation_error_message=_("Give the year of the population."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("parks:district_detail", args=[self.area.key])

    @property
    def area_citation(self) -> Citation:
        """The source of the land area, which the data names without a place in it."""
        return self.area_source.cited_at("land area")


class ParkQuerySet(FactQuerySet["Park"]):
    search_at = "area__"

    def with_evidence(self) -> Self:
        return self.select_related("area", "district__area", "source")

    def with_firm_count(self, counted: FacetCounts | None = None) -> Self:
        """Add ``firm_count``: firms with a site in the park, as the directory counts them.

        One statement at once for all parks, unless the firms are ``counted`` already.
        """
        counts = (counted or facet_counts({})).values("park")
        firms = models.Case(
            *(models.When(area__key=key, then=models.Value(n)) for key, n in counts.items()),
            default=models.Value(0),
            output_field=models.IntegerField(),
        )
        return self.annotate(firm_count=firms)

    def by_name(self) -> Self:
        return self.order_by("area__name_en")


class Park(_Place):
    """An industrial park, science city or special area."""

    figure_columns: ClassVar[tuple[str, ...]] = ("area_m2",)
    stated_columns: ClassVar[tuple[str, ...]] = ("opened_on",)

    area = models.OneToOneField(
        Area,
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="park",
        limit_choices_to={"kind": "park"},
    )
    district = models.ForeignKey(
        District,
        verbose_name=_("district"),
        on_delete=models.PROTECT,
        related_name="parks",
        null=True,
        blank=True,
        help_text=_("Of two districts, that of its seat. Empty only for a city-wide zone."),
    )
    kind = models.CharField(_("kind"), max_length=15, choices=ParkKind)
    role = models.CharField(pgettext_lazy("park", "role"), max_length=200)
    role_zh = models.CharField(_("role in Chinese"), max_length=100, blank=True)
    area_m2 = models.DecimalField(
        _("area, m²"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Land or floor area as published; the note says which."),
    )
    opened_on = PartialDateField(
        _("opened on"),
        null=True,
        blank=True,
        help_text=_("Opened, unveiled or founded; the note says which if it is not clear."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        help_text=_("WGS84, our own estimate within about 2 km."),
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    operator = models.CharField(_("operator"), max_length=120, blank=True)
    operator_zh = models.CharField(_("operator in Chinese"), max_length=60, blank=True)
    note = models.TextField(_("note"), blank=True)
    note_zh = models.TextField(_("note in Chinese"), blank=True)

    objects = ParkQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("park")
        verbose_name_plural = _("parks")
        ordering = ["area__name_en"]
        constraints = [
            *Fact.Meta.constraints,
            one_of("park_kind_is_known", "kind", ParkKind),
            models.CheckConstraint(
                name="park_has_a_role",
                condition=~Q(role=""),
                violation_error_message=_("Say what the park is for."),
            ),
            models.CheckConstraint(
                name="park_area_is_above_zero",
                condition=Q(area_m2=None) | Q(area_m2__gt=0),
                violation_error_message=_("An area is above zero; leave it empty if unknown."),
            ),
            models.CheckConstraint(
                name="park_position_is_whole_or_absent",
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,  # or half a position is NULL, which no check refuses
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                violation_error_message=_("Give latitude and longitude together, in degrees."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("parks:park_detail", args=[self.area.key])

    def clean(self) -> None:
        """Its sites lie in its district (a trigger holds it, too)."""
        if not self.pk or not self.district_id:
            return
        elsewhere = self.sites.exclude(district=None).exclude(district=self.district_id).first()
        if elsewhere:
            reason = _("Its site “%(key)s” lies in another district.")
            words = {"key": elsewhere.key}
            raise ValidationError({"district": ValidationError(reason, params=words)})

    @property
    def public_district(self) -> District | None:
        """The district that it lies in, where readers may see it."""
        return self.district if self.district and self.district.is_published else None

    @property
    def quantity(self) -> Quantity | None:
        """The published land or floor area; None where nobody published one."""
        return None if self.area_m2 is None else Quantity(self.area_m2, "m2")
