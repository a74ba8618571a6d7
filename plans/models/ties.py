"""What an editor shows beside a target: a series that is computed from the records held here."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.choices import PublicationState
from plans.models.facts import one_of
from plans.models.fields import KeyField
from plans.models.plans import Target


class ComputedTieQuerySet(models.QuerySet["ComputedTie"]):
    def standing_on(self, day: dt.date) -> Self:
        """Keep the published ties that were made on ``day`` or before, in the order made."""
        made = self.filter(state=PublicationState.PUBLISHED, made_on__lte=day)
        return made.order_by("made_on", "pk")


class ComputedTie(models.Model):
    """A computed series, tied to a target by an editor who says why. It is context, not evidence:
    records are never all that there is."""

    target = models.ForeignKey(
        Target, verbose_name=_("target"), on_delete=models.PROTECT, related_name="computed_ties"
    )
    series = KeyField(help_text=_("What is computed: one of the series of the page /computed/."))
    reason = models.TextField(
        _("reason"), help_text=_("Why it says something of the target. Readers see it.")
    )
    reason_zh = models.TextField(_("reason in Chinese"), blank=True)
    made_on = models.DateField(_("tied on"), help_text=_("From this day on it is shown."))
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=PublicationState,
        default=PublicationState.DRAFT,
        help_text=_("Only published ties are public."),
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
