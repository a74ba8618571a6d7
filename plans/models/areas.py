"""Areas: every place that a fact may speak of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plans.choices import AreaKind
from plans.models.facts import one_of
from plans.models.fields import KeyField
from plans.models.naming import called
from plans.models.searching import Searchable, SoundsField, folded_column, search_indexes


class AreaQuerySet(models.QuerySet["Area"]):
    def districts(self) -> Self:
        return self.filter(kind=AreaKind.DISTRICT)

    def parks(self) -> Self:
        return self.filter(kind=AreaKind.PARK)

    def by_size(self) -> Self:
        """Country, city, district, park, other: the order in which readers look for a place."""
        order = [models.When(kind=kind, then=place) for place, kind in enumerate(AreaKind.values)]
        return self.order_by(models.Case(*order, output_field=models.IntegerField()), "name_en")


class Area(Searchable):
    """A place: country, city, district, park. What it is beyond that, ``parks`` knows.

    Figures of an area are never the sum of the areas inside it: parks overlap, and each
    source draws its own line.
    """

    key = KeyField(unique=True)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_zh = models.CharField(
        _("name in Chinese"),
        max_length=60,
        blank=True,
        help_text=_("As its owner writes it. Empty where it was not found: do not translate."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=AreaKind)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("lies in"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
    )

    # Districts and parks are found by these: their names are kept nowhere else.
    search_names = folded_column("name_en", "name_zh")
    search_texts = folded_column("key")
    search_sounds = SoundsField(of=["name_zh"])

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["name_en"]
        indexes = search_indexes("area")
        constraints = [
            one_of("area_kind_is_known", "kind", AreaKind),
            models.CheckConstraint(
                name="area_lies_in_another",
                condition=Q(kind=AreaKind.COUNTRY, parent=None)
                | (~Q(kind=AreaKind.COUNTRY) & Q(parent__isnull=False)),
                violation_error_message=_("Every area but a country lies in another."),
            ),
            models.CheckConstraint(
                name="area_has_a_name",
                condition=~Q(name_en=""),
                violation_error_message=_("An area needs a name."),
            ),
        ]

    def __str__(self) -> str:
        return called(self.name_en, self.name_zh)

    def get_absolute_url(self) -> str:
        """Its profile where it has one, else the metrics that have figures for it."""
        if self.kind == AreaKind.DISTRICT:
            return reverse("parks:district_detail", args=[self.key])
        if self.kind == AreaKind.PARK:
            return reverse("parks:park_detail", args=[self.key])
        return f"{reverse('plans:metric_list')}?area={self.key}"

    def clean(self) -> None:
        """An area with a profile keeps the kind of it; none lies in itself (triggers hold both)."""
        for profile in self._meta.related_objects:
            if profile.one_to_one and profile.name != self.kind and hasattr(self, profile.name):
                reason = _("The area has the profile of a %(kind)s: it stays one.")
                words = {"kind": profile.related_model._meta.verbose_name}
                raise ValidationError({"kind": ValidationError(reason, params=words)})
        if self.pk and self in self.around():
            raise ValidationError({"parent": _("An area cannot lie in itself.")})

    def around(self) -> Iterator[Area]:
        """The areas that it lies in, the nearest first: a query each that is not fetched yet."""
        area = self.parent
        while area is not None:
            yield area
            if area == self:  # entered so, not saved so
                return
            area = area.parent
