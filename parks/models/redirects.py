"""Firms that were merged with another: their old address leads to the one that stayed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from parks.models.firms import Firm


class FirmRedirect(models.Model):
    """A withdrawn firm, and the firm that took in all that was known of it.

    The database holds that the first is withdrawn (one that is published again has its address
    again) and that a redirect never leads to another.
    """

    gone = models.OneToOneField(
        Firm, verbose_name=_("merged firm"), on_delete=models.PROTECT, related_name="merged_into"
    )
    firm = models.ForeignKey(
        Firm, verbose_name=_("is now part of"), on_delete=models.PROTECT, related_name="redirects"
    )
    merged_at = models.DateTimeField(_("merged at"), auto_now_add=True)
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        verbose_name = _("merged firm")
        verbose_name_plural = _("merged firms")
        ordering = ["-merged_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="firm_redirect_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Say why the two are one."),
            ),
            models.CheckConstraint(
                name="firm_redirect_leads_elsewhere",
                condition=~Q(gone=F("firm")),
                violation_error_message=_("A firm is no part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone.key} → {self.firm.key}"
