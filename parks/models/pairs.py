"""Pairs of firms that are likely one: found by their names, judged by editors."""

from __future__ import annotations

from typing import Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from parks.domain.duplicates import Named, likely_pairs
from parks.models.firms import Firm
from plans.choices import PublicationState

MOST = 1_000
"""Pairs that are kept: the most alike. Nobody looks through more."""


class FirmPairQuerySet(models.QuerySet["FirmPair"]):
    def undecided(self) -> Self:
        """Keep what nobody has judged, of firms that are not withdrawn."""
        gone = Q(first__state=PublicationState.WITHDRAWN) | Q(
            second__state=PublicationState.WITHDRAWN
        )
        return self.filter(different=False).exclude(gone)


class FirmPair(models.Model):
    """Two firms with similar names. It goes with either: a program finds it again."""

    first = models.ForeignKey(
        Firm, verbose_name=_("firm"), on_delete=models.CASCADE, related_name="+"
    )
    second = models.ForeignKey(
        Firm, verbose_name=_("other firm"), on_delete=models.CASCADE, related_name="+"
    )
    likeness = models.PositiveSmallIntegerField(_("likeness in per cent"))
    different = models.BooleanField(
        _("not one firm"), default=False, help_text=_("An editor has looked: they are two.")
    )

    objects = FirmPairQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair of similar firms")
        verbose_name_plural = _("pairs of similar firms")
        ordering = ["-likeness", "pk"]
        constraints = [
            models.CheckConstraint(
                name="firm_pair_is_in_order",
                condition=Q(first__lt=F("second")),
                violation_error_message=_("The firm that was entered first comes first."),
            ),
            models.CheckConstraint(
                name="firm_pair_likeness_is_a_percentage",
                condition=Q(likeness__gte=1, likeness__lte=100),
                violation_error_message=_("The likeness lies above 0 and up to 100 per cent."),
            ),
            models.UniqueConstraint(
                fields=["first", "second"],
                name="firm_pair_only_once",
                violation_error_message=_("This pair is already here."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"


def find_pairs() -> int:
    """Look for likely duplicates anew and give their number. What editors judged stays judged."""
    rows = Firm.objects.exclude(state=PublicationState.WITHDRAWN).order_by("pk")
    columns = rows.values_list("pk", "name_en", "name_zh", "former_names")
    firms = [Named(pk, [en, zh, *former]) for pk, en, zh, former in columns]
    with transaction.atomic():
        FirmPair.objects.filter(different=False).delete()
        FirmPair.objects.bulk_create(
            (
                FirmPair(first_id=pair.first, second_id=pair.second, likeness=pair.likeness)
                for pair in likely_pairs(firms)[:MOST]
            ),
            ignore_conflicts=True,
        )
    return FirmPair.objects.undecided().count()
