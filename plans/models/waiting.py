"""What readers do not see: records that are not published, and changes of those that are.

The database keeps a row for each record that is not published (triggers of migration ``plans``
0011), so that the queue of all kinds of facts is one list, and the author of what would be
published is known without reading histories. A change of a published record that waits for a
second reader stands here and nowhere else: the record stays as readers know it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plans.choices import Waits
from plans.models.facts import Fact, one_of
from plans.models.revisions import ExactJSON, Revision, telling

CHANGES = (Waits.CHANGE, Waits.RETURNED)
"""Of published records. The others are records themselves."""

TO_APPROVE = (Waits.IN_REVIEW, Waits.CHANGE)
"""What somebody else has to look at; drafts and returned changes are with their authors."""


class WaitingQuerySet(models.QuerySet["Waiting"]):
    def of(self, row: models.Model) -> Self:
        """What waits of one record: itself, or a change of it."""
        return self.filter(model=row._meta.label_lower, row_id=row.pk)

    def queued(self) -> Self:
        """All that is on its way to readers. What was withdrawn is not."""
        return self.exclude(state=Waits.WITHDRAWN)

    def changes(self) -> Self:
        return self.filter(state__in=CHANGES)

    def records(self) -> Self:
        return self.exclude(state__in=CHANGES)


class Waiting(models.Model):
    """One record that is not published, or one change of a published record."""

    model = models.CharField(_("kind of record"), max_length=60)
    row_id = models.BigIntegerField(_("record"))
    state = models.CharField(_("state"), max_length=9, choices=Waits)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("last changed by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    """Who made the last change of the content since it was last published, if a person did."""
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    """Who gave it its state."""
    since = models.DateTimeField(_("waits since"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    """Of a change: why, in words for readers."""
    before = models.JSONField(encoder=DjangoJSONEncoder, decoder=ExactJSON, null=True)
    after = models.JSONField(encoder=DjangoJSONEncoder, decoder=ExactJSON, null=True)
    """The columns that the change would change, as in ``Revision``."""
    returned_for = models.CharField(_("why it was returned"), max_length=300, blank=True)
    """For its author: it is not shown to readers."""
    edits = models.PositiveIntegerField(default=0, db_default=0)
    """How often its content was changed while it waits: what is approved is what was shown."""

    objects = WaitingQuerySet.as_manager()

    class Meta:
        verbose_name = _("what waits for review")
        verbose_name_plural = _("what waits for review")
        default_permissions = ()
        ordering = ["since", "pk"]
        indexes = [
            models.Index(
                fields=["since", "id"], condition=~Q(state="withdrawn"), name="waiting_queue"
            ),
            models.Index(fields=["model", "since", "id"], name="waiting_by_kind"),
            models.Index(fields=["author", "since", "id"], name="waiting_by_author"),
        ]
        constraints = [
            one_of("waiting_state_is_known", "state", Waits),
            models.UniqueConstraint(
                name="waiting_record_waits_once",
                fields=["model", "row_id"],
                condition=~Q(state__in=["change", "returned"]),
                violation_error_message=_("The record waits already."),
            ),
            models.UniqueConstraint(
                name="waiting_change_waits_alone",
                fields=["model", "row_id"],
                condition=Q(state__in=["change", "returned"]),
                violation_error_message=_("A change of the record waits already."),
            ),
            models.CheckConstraint(
                name="waiting_change_says_what_changes",
                condition=Q(
                    state__in=["change", "returned"], before__isnull=False, after__isnull=False
                )
                | (~Q(state__in=["change", "returned"]) & Q(before=None, after=None)),
                violation_error_message=_("A change says what it changes."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.row_id}: {self.get_state_display()}"

    @property
    def is_change(self) -> bool:
        return self.state in CHANGES

    @property
    def kind(self) -> type[Fact]:
        return kinds_of_facts()[self.model]


# --- Who may publish -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Publisher:
    """Somebody who may publish, by the name that they log in with."""

    pk: int
    name: str


@cache
def kinds_of_facts() -> dict[str, type[Fact]]:
    """Everything that has to be published, by its label."""
    return {
        model._meta.label_lower: model for model in apps.get_models() if issubclass(model, Fact)
    }


def publishers() -> dict[str, list[Publisher]]:
    """Who may publish facts of each kind: one query (``publishers`` in the database).

    Active accounts of the desk that hold the kind's ``publish`` permission, themselves or by a
    group, and active superusers.
    """
    labels = list(kinds_of_facts())
    found: dict[str, list[Publisher]] = {label: [] for label in labels}
    statement = (
        "SELECT kind.label, account.id, account.username"
        " FROM unnest(%s::text[]) AS kind (label) CROSS JOIN publishers(kind.label) AS publisher"
        " JOIN auth_user AS account ON account.id = publisher ORDER BY account.username"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [labels])
        for label, pk, name in cursor.fetchall():
            found[label].append(Publisher(pk, name))
    return found


# --- Changes of published records ----------------------------------------------------------------


def tried(row: Any) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The columns that saving ``row`` would change, before and after. Nothing is saved.

    It is written and undone, so that the rules of the database speak now, and not only when the
    change is approved. Raises ``IntegrityError``.
    """
    newest = Revision.objects.of(row).newest_first().values_list("pk", flat=True).first() or 0
    with transaction.atomic():
        with telling(unread="trial"):
            row.save()
        made = Revision.objects.of(row).filter(pk__gt=newest).first()
        transaction.set_rollback(True)
    return ({}, {}) if made is None else (made.before, made.after or {})


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to change of a published record: its columns before and after."""

    model: str
    row_id: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def propose(row: Any, author: int, reason: str) -> Waiting | None:
    """Let the change that ``row`` carries wait for a second reader; None if it changes nothing.

    A change by the same author that waits already takes it in. Raises ``IntegrityError`` where
    that of somebody else waits, or a rule of the database forbids it.
    """
    before, after = tried(row)
    if not before:
        return None
    proposal = Proposal(row._meta.label_lower, row.pk, before, after)
    [waiting] = let_wait([proposal], author, reason)
    return waiting


def let_wait(proposals: Sequence[Proposal], author: int, reason: str) -> list[Waiting]:
    """Let changes wait; those of the author that wait already take them in.

    Two queries for each kind, and one for each change that waits already. Raises
    ``IntegrityError`` where a change by somebody else waits.
    """
    made = [_waiting(each, author, reason) for each in proposals]
    for label in {each.model for each in proposals}:
        ids = [each.row_id for each in proposals if each.model == label]
        mine = Waiting.objects.changes().filter(model=label, row_id__in=ids, author=author)
        known = {each.row_id: each for each in mine.select_for_update()}
        new = []
        for waiting in made:
            if waiting.model != label:
                continue
            if old := known.get(waiting.row_id):
                waiting.pk, waiting.edits = old.pk, old.edits + 1
                waiting.before = {**(old.before or {}), **(waiting.before or {})}
                waiting.after = {**(old.after or {}), **(waiting.after or {})}
                waiting.reason = waiting.reason or old.reason
                waiting.save(force_update=True)
            else:
                new.append(waiting)
        Waiting.objects.bulk_create(new, batch_size=2_000)
    return made


def _waiting(proposal: Proposal, author: int, reason: str) -> Waiting:
    return Waiting(
        model=proposal.model,
        row_id=proposal.row_id,
        state=Waits.CHANGE,
        author_id=author,
        sender_id=author,
        since=timezone.now(),
        reason=reason[:300],
        before=proposal.before,
        after=proposal.after,
        edits=1,
    )
