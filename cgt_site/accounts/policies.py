"""Rules for accounts that administrators set."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _


class GroupPolicy(models.Model):
    """What is asked of the members of a group."""

    group = models.OneToOneField(
        Group, verbose_name=_("group"), on_delete=models.CASCADE, related_name="policy"
    )
    demands_second_factor = models.BooleanField(
        _("demands a second factor"),
        default=False,
        help_text=_("Members without one are led to set one up before anything else."),
    )

    class Meta:
        verbose_name = _("rule for a group")
        verbose_name_plural = _("rules for groups")

    def __str__(self) -> str:
        return str(self.group)
