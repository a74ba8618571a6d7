"""Products: what the firms develop, and how far it has come."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parks.choices import Authority, Modality, Stage
from parks.models.firms import Firm
from plans.models import Fact, FactQuerySet
from plans.models.facts import one_of
from plans.models.fields import KeyField, PartialDateField

RUNG = Case(
    *(When(stage=stage, then=Value(place)) for place, stage in enumerate(Stage.values)),
    output_field=IntegerField(),
)
"""How far a stage is, 0 first: the order of ``Stage``."""


class ProductQuerySet(FactQuerySet["Product"]):
    leans_on = ("firm",)

    def with_evidence(self) -> Self:
        return self.select_related("firm", "source")

    def named_like(self, text: str) -> Self:
        """Keep products with ``text`` in a name, in the indication or in the target."""
        columns = ["name_en", "name_zh", "generic_name"]
        columns += ["indication", "indication_zh", "modality_detail"]
        found = Q()
        for column in columns:
            found |= Q(**{f"{column}__icontains": text})
        return self.filter(found)

    def of_firms(self, firms: models.QuerySet[Firm]) -> Self:
        """Keep the products of ``firms``."""
        return self.filter(firm__in=firms)

    def furthest_first(self) -> Self:
        """Approved products first, then down the ladder; by name within a stage."""
        return self.order_by(RUNG.desc(), "name_en", "key")


class Product(Fact):
    """A therapy in development or on the market, at the last stage that a source gives."""

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

    objects = ProductQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["name_en", "key"]
        indexes = [models.Index("stage", "modality", name="product_stage_modality")]
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
        return self.name_en

    def get_absolute_url(self) -> str:
        return reverse("parks:product_detail", args=[self.key])
