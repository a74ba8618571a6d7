"""Products: what the firms develop, and how far it has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import (
    Case,
    CharField,
    Func,
    IntegerField,
    Prefetch,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Lower
from django.db.models.lookups import LessThan
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parks.choices import Authority, Modality, Stage
from parks.domain.rechecks import Recheck, recheck_from
from parks.models.firms import Firm, shown_sites
from plans.domain.asof import reading_day
from plans.models import Fact, FactQuerySet
from plans.models.facts import one_of, openly_linked
from plans.models.fields import KeyField, LastDay, PartialDateField
from plans.models.naming import called
from plans.models.searching import Searchable, SoundsField, folded_column, search_indexes

RUNG = Case(
    *(When(stage=stage, then=Value(place)) for place, stage in enumerate(Stage.values)),
    output_field=IntegerField(),
)
"""How far a stage is, 0 first: the order of ``Stage``."""


def day_read_as_of() -> dt.date:
    """The day that the site is read as of: today in Shanghai where the reader asked for none."""
    return reading_day() or timezone.localdate()


def recheck_on(day: dt.date) -> Case:
    """SQL: how old the day of a product's stage is. The rule is ``parks.domain.rechecks``."""
    return Case(
        When(status_on=None, then=Value(Recheck.UNKNOWN)),
        When(is_before(recheck_from(day)), then=Value(Recheck.STALE)),
        default=Value(Recheck.RECENT),
        output_field=CharField(),
    )


def is_before(day: dt.date) -> LessThan:
    """Whether even the last day that a stage's date may mean is before ``day``."""
    return LessThan(LastDay("status_on"), day)


TARGETS = Func(
    Lower("modality_detail"),
    Value(", "),
    function="string_to_array",
    output_field=ArrayField(TextField()),
)
"""SQL: the targets and vectors of a product, in small letters."""


class ProductQuerySet(FactQuerySet["Product"]):
    leans_on = ("firm",)

    def with_evidence(self) -> Self:
        return self.select_related("source", *openly_linked("firm"))

    def with_places_of_firm(self) -> Self:
        """Fetch the firm's city, and its published sites in one more query."""
        sites = Prefetch("firm__sites", shown_sites(), to_attr="public_sites")
        return self.select_related("firm__area", "firm__source").prefetch_related(sites)

    def of_firms(self, firms: models.QuerySet[Firm]) -> Self:
        """Keep the products of ``firms``."""
        return self.filter(firm__in=firms)

    def checked(self, answers: Collection[str]) -> Self:
        """Keep products by how old the day of their stage is: ``["stale", "unknown"]``."""
        return self.alias(recheck=recheck_on(day_read_as_of())).filter(recheck__in=list(answers))

    def resting_on(self, authorities: Collection[str], *, or_none: bool = False) -> Self:
        """Keep products whose stage rests on any of the authorities, or on none stated."""
        wanted = Q(authority__overlap=list(authorities))
        return self.filter(wanted | Q(authority=[]) if or_none else wanted)

    def alike(self, product: Product) -> Self:
        """Keep the others with the same indication, word for word, or a target in common."""
        same = Q(indication__iexact=product.indication)
        if product.targets:
            same |= Q(all_targets__overlap=product.targets)
        return self.alias(all_targets=TARGETS).filter(same).exclude(pk=product.pk)

    def furthest_first(self) -> Self:
        """Approved products first, then down the ladder; by name within a stage."""
        return self.order_by(RUNG.desc(), "name_en", "key")


class Product(Searchable, Fact):
    """A therapy in development or on the market, at the last stage that a source gives."""

    stated_columns: ClassVar[tuple[str, ...]] = ("stage", "authority", "status_on")

    key = KeyField(unique=True)
    firm = models.ForeignKey(
        Firm,
        verbose_name=_("firm"),
        on_delete=models.PROTECT,
        related_name="products",
        help_text=_("Developer or licence holder."),
    )
    name_en = models.CharField(
        _("name in English"), max_length=120, help_text=_("Brand or code name.")
    )
    name_zh = models.CharField(_("name in Chinese"), max_length=60, blank=True)
    generic_name = models.CharField(_("generic name"), max_length=120, blank=True)
    modality = models.CharField(_("modality"), max_length=20, choices=Modality)
    modality_detail = models.CharField(
        _("target or vector"), max_length=80, blank=True, help_text=_("Such as CD19.")
    )
    indication = models.CharField(_("indication"), max_length=250)
    indication_zh = models.CharField(_("indication in Chinese"), max_length=120, blank=True)
    stage = models.CharField(_("stage"), max_length=11, choices=Stage)
    authority = ArrayField(
        models.CharField(max_length=4, choices=Authority),
        verbose_name=_("authorities"),
        default=list,
        blank=True,
        help_text=_("Empty for a trial started by investigators."),
    )
    status_on = PartialDateField(
        _("stage as of"),
        null=True,
        blank=True,
        help_text=_("When the stage was reached or last reported; not today's status."),
    )
    note = models.TextField(_("note"), blank=True)
    note_zh = models.TextField(_("note in Chinese"), blank=True)

    search_names = folded_column("name_en", "name_zh", "generic_name")
    search_texts = folded_column("indication", "indication_zh", "modality_detail")
    search_sounds = SoundsField(of=["name_zh"])

    objects = ProductQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["name_en", "key"]
        indexes = [
            models.Index("stage", "modality", name="product_stage_modality"),
            *search_indexes("product"),
        ]
        constraints = [
            *Fact.Meta.constraints,
            one_of("product_stage_is_known", "stage", Stage),
            one_of("product_modality_is_known", "modality", Modality),
            models.CheckConstraint(
                name="product_authorities_are_known",
                condition=Q(authority__contained_by=Authority.values),
                violation_error_message=_("There is no such authority."),
            ),
            models.CheckConstraint(
                name="product_has_name_and_indication",
                condition=~Q(name_en="") & ~Q(indication=""),
                violation_error_message=_("A product needs a name and an indication."),
            ),
        ]

    def __str__(self) -> str:
        return called(self.name_en, self.name_zh)

    def get_absolute_url(self) -> str:
        return reverse("parks:product_detail", args=[self.key])

    @property
    def targets(self) -> list[str]:
        """Its targets and vectors one by one, in small letters: how products are compared."""
        return self.modality_detail.lower().split(", ") if self.modality_detail else []
