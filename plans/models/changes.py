"""The list of what changed for readers: facts and verdicts, newest first.

A view of the database (migration ``plans`` 0018) over the kept history of facts and that of
verdicts. Each half has an index in the order of the list, so that a page of it is merged from
both, however long either is.
"""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from plans.choices import Happened


class ChangeEntryQuerySet(models.QuerySet["ChangeEntry"]):
    def of(self, row: models.Model) -> Self:
        """What happened to one record."""
        return self.filter(model=row._meta.label_lower, row_id=row.pk)

    def newest_first(self) -> Self:
        return self.order_by("-at", "-number", "-key")


class ChangeEntryManager(models.Manager.from_queryset(ChangeEntryQuerySet)):  # type: ignore[misc]
    """Of what is kept, only what readers are told."""

    def get_queryset(self) -> ChangeEntryQuerySet:
        told: ChangeEntryQuerySet = super().get_queryset().filter(is_told=True)
        return told


class ChangeEntry(models.Model):
    """One entry. ``number`` is the id of the ``Revision`` or, where ``what`` says so, of the
    ``VerdictRecord`` that it tells; ``model`` and ``row_id`` name what it happened to."""

    key = models.CharField(primary_key=True, max_length=40)
    """As addresses and the feed name it: "123" a change of a fact, "verdict-45" of a verdict."""
    at = models.DateTimeField(_("when"))
    number = models.BigIntegerField()
    is_told = models.BooleanField()
    what = models.CharField(max_length=9, choices=Happened)
    model = models.CharField(_("kind of record"), max_length=60)
    row_id = models.BigIntegerField(_("record"))

    objects = ChangeEntryManager()

    class Meta:
        managed = False
        db_table = "plans_changeentry"
        default_permissions = ()
        ordering = ["-at", "-number", "-key"]

    def __str__(self) -> str:
        return f"{self.key}: {self.what} ({self.at:%Y-%m-%d})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        raise TypeError("what changed is told from the kept histories: keep a change there")
