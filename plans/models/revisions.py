"""The kept history of every record: what stood there before each change, who changed it and why.

The database writes it (triggers of migration ``plans`` 0007), so no way in goes around it: forms,
loads, ``update()``, SQL by hand. Nobody can change or delete it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.choices import Operation, Shown, Way
from plans.models.facts import one_of


class ExactJSON(json.JSONDecoder):
    """Reads numbers as decimals: a float would round a figure of twenty digits."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"parse_float": Decimal, "parse_int": Decimal})


class RevisionQuerySet(models.QuerySet["Revision"]):
    def of(self, row: models.Model) -> Self:
        """The history of one record."""
        return self.filter(model=row._meta.label_lower, row_id=row.pk)

    def shown(self) -> Self:
        """What readers may learn of: a change of what was published at the time."""
        return self.exclude(shown="")

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Revision(models.Model):
    """One change of one record. ``before`` and ``after`` hold the columns that differ, by their
    names in the database; of a deleted record, ``before`` holds all; of a new one, neither."""

    model = models.CharField(_("kind of record"), max_length=60)
    row_id = models.BigIntegerField(_("record"))
    operation = models.CharField(_("what was done"), max_length=6, choices=Operation)
    at = models.DateTimeField(_("when"), db_index=True)
    before = models.JSONField(_("before"), decoder=ExactJSON)
    after = models.JSONField(_("after"), decoder=ExactJSON, null=True)
    shown = models.CharField(_("shown to readers as"), max_length=9, choices=Shown, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    way = models.CharField(_("way in"), max_length=4, choices=Way, blank=True)
    detail = models.CharField(_("by what"), max_length=100, blank=True)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.PROTECT,  # who edited is switched off, never deleted
        null=True,
        related_name="+",
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    """Who let a change of a published record through that somebody else had written."""
    alone = models.BooleanField(_("without a second reader"), default=False, db_default=False)
    """Whether readers see what only its author has read, since nobody else may publish it."""

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["model", "row_id", "-id"], name="revision_of_record"),
            models.Index(
                fields=["-at", "-id"],
                condition=~Q(shown=""),
                include=["model", "row_id", "shown"],
                name="revision_shown",
            ),
        ]
        constraints = [
            one_of("revision_operation_is_known", "operation", Operation),
            one_of("revision_shown_is_known", "shown", Shown, blank=True),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.row_id} ({self.at:%Y-%m-%d})"


def tell(values: dict[str, str], *, local: bool) -> None:
    """Set what the triggers read: ``cgt.editor``, ``cgt.reason``, ``cgt.way``, ``cgt.detail``,
    ``cgt.author``, ``cgt.unread``, ``cgt.restoring``.

    ``local``: until the transaction ends, else until it is told anew.
    """
    calls = ", ".join("set_config(%s, %s, %s)" for _name in values)
    parameters = [part for name in values for part in (f"cgt.{name}", values[name], local)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", parameters)


def _told(names: Iterable[str]) -> dict[str, str]:
    calls = ", ".join("coalesce(current_setting(%s, true), '')" for _name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", [f"cgt.{name}" for name in names])
        return dict(zip(names, cursor.fetchone(), strict=True))


@contextmanager
def telling(
    *,
    reason: str = "",
    way: str = "",
    detail: str = "",
    author: str = "",
    unread: str = "",
    restoring: bool = False,
) -> Iterator[None]:
    """Say why, and by which way in, records change within the block: one transaction.

    ``reason`` is for readers, ``detail`` for editors (which files were loaded), ``author`` (an
    account's id) wrote what the editor lets through. ``unread`` says why a published record
    changes without a second reader: ``"trial"``, since it is undone, or ``"merge"``.
    ``restoring``: a change is taken back, so that a figure may return to the citation under which
    it stood before (the evidence guard looks it up in the history). What is not given stays as it
    was told before.
    """
    given = {"reason": reason[:300], "way": way, "detail": detail[:100]}
    given |= {"author": author, "unread": unread, "restoring": "yes" if restoring else ""}
    given = {name: text for name, text in given.items() if text}
    with transaction.atomic():
        before = _told(given) if given else {}
        if given:
            tell(given, local=True)
        yield
        if given:
            tell(before, local=True)
