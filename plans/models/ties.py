"""What an editor ties to a target: a series that is computed from the records held here."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.choices import PublicationState
from plans.computed import Series, series_of
from plans.domain.texts import Twin
from plans.domain.verdicts import Misfit
from plans.models.areas import Area
from plans.models.facts import one_of
from plans.models.fields import KeyField
from plans.models.plans import Target
from plans.models.promises import misfit_of

MISFITS = {
    Misfit.WORDS: _("The target is in words: no number says anything of it."),
    Misfit.UNIT: _("It counts in another unit than the metric of the target."),
    Misfit.MEASURE_TYPE: _(
        "It does not count as the target does: one is a level on a day, the other an amount over a"
        " period."
    ),
    Misfit.AREA: _("Its records are not those of the area of the target, or not of it alone."),
    Misfit.NO_FLOOR: _(
        "Records are never all that there is, so they only say how much there is at least: nothing"
        " of a target that asks for so much or less, or for just so much."
    ),
}


class ComputedTieQuerySet(models.QuerySet["ComputedTie"]):
    def in_force(self) -> Self:
        """Keep those that nobody withdrew: what they rest on must not change below them."""
        return self.exclude(state=PublicationState.WITHDRAWN)

    def standing_on(self, day: dt.date) -> Self:
        """Keep the published ties that were made on ``day`` or before, in the order made."""
        made = self.filter(state=PublicationState.PUBLISHED, made_on__lte=day)
        return made.order_by("made_on", "pk")


class ComputedTie(models.Model):
    """A computed series, tied to a target by an editor who says why.

    It may show that the target is met or on its way, where sources leave that open
    (``plans.domain.verdicts.held``); records are never all that there is, so no more than that.
    ``unit``, ``measure_type`` and ``area`` are those of the series: the database compares them
    with the target's, and keeps them alike.
    """

    target = models.ForeignKey(
        Target, verbose_name=_("target"), on_delete=models.PROTECT, related_name="computed_ties"
    )
    series = KeyField(help_text=_("What is computed: one of the series of the page /computed/."))
    reason = models.TextField(
        _("reason"),
        help_text=_(
            "Why everything that it counts belongs to what the target counts, and is still there."
            " Readers see it beside the verdict."
        ),
    )
    reason_zh = models.TextField(_("reason in Chinese"), blank=True)
    made_on = models.DateField(
        _("tied on"), help_text=_("From this day on it bears on the verdict.")
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=PublicationState,
        default=PublicationState.DRAFT,
        help_text=_("Only published ties are public."),
    )
    unit = models.CharField(_("unit"), max_length=12, blank=True, editable=False)
    measure_type = models.CharField(_("kind of number"), max_length=6, blank=True, editable=False)
    area = models.ForeignKey(
        Area,
        verbose_name=_("area"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    objects = ComputedTieQuerySet.as_manager()

    class Meta:
        verbose_name = _("tie of a computed series")
        verbose_name_plural = _("ties of computed series")
        ordering = ["-made_on", "-pk"]
        constraints = [
            one_of("computed_tie_state_is_known", "state", PublicationState),
            models.CheckConstraint(
                name="computed_tie_gives_its_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Say why: readers see it."),
            ),
            models.UniqueConstraint(
                fields=["target", "series"],
                name="computed_tie_once_a_target",
                violation_error_message=_("This series is tied to the target already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target.key}: {self.series}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write down beside the key what the series counts, for the rule of the database."""
        series = self.counting
        if series:
            self.unit, self.measure_type = series.unit, series.measure_type
            self.area = Area.objects.filter(key=series.area).first()
        super().save(*args, **kwargs)

    @property
    def counting(self) -> Series | None:
        """The series; None where it is computed no more."""
        return series_of(self.series)

    @property
    def why(self) -> Twin:
        """The reason, in both languages."""
        return Twin(self.reason, self.reason_zh)

    def clean(self) -> None:
        """The series must suit the target. One that is withdrawn need not."""
        if not self.series or self.state == PublicationState.WITHDRAWN:
            return
        series = self.counting
        if series is None:
            raise ValidationError({"series": _("There is no such series.")})
        target = self._target()
        if target and (why := misfit_of(series, target)):
            raise ValidationError({"series": MISFITS[why]})

    def _target(self) -> Target | None:
        """The target, also one that is not saved yet; None where none is chosen."""
        return self.target if "target" in self._state.fields_cache or self.target_id else None
