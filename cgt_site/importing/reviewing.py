"""What an import publishes: nothing that a second editor has to read first.

Whoever needs a second reader (``plans.admin.rights.Rights.needs_another``) brings new facts into
review, whatever their file says of the state; what the file changes of published facts waits as
it would from the form, and the facts stay as readers know them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cgt_site.datafiles import TABLES
from plans.admin.rights import Rights, rights_of
from plans.choices import Operation, PublicationState
from plans.loaders.checking import is_bad
from plans.loaders.comparing import RowChange, without
from plans.loaders.loading import Loader
from plans.loaders.lookups import Database
from plans.loaders.problems import Problems
from plans.loaders.sheets import Sheet
from plans.loaders.tables import Table
from plans.models import Fact, Revision, telling
from plans.models.waiting import Proposal, Waiting, let_wait, publishers

STATE = "state"


@dataclass(slots=True)
class Held:
    """Rows of a sheet that are published already: a change of them waits."""

    rows: set[int] = field(default_factory=set)
    sent: int = 0
    """Rows that go to review although the file calls them published, or says nothing."""


class Reviewing:
    """The rights of the person who brings the files, applied to what is in them."""

    def __init__(self, person: Any) -> None:
        self.person = person
        self.known = publishers()
        self.held: dict[str, Held] = {}

    def rights(self, table: Table) -> Rights | None:
        """None where nobody has to publish: of what facts rest on."""
        if not issubclass(table.model, Fact):
            return None
        return rights_of(self.person, table.model, self.known)

    def hold_back(self, sheet: Sheet, problems: Problems) -> None:
        """Let nothing of a sheet be published, and refuse to take off the site who may not."""
        own = self.rights(sheet.table)
        keys = sheet.keys()
        if own is None or not own.needs_another or not keys:
            return
        held = self.held[sheet.table.name] = Held()
        states = self._states(sheet, keys)
        given = sheet.columns.get(STATE) or [None] * len(sheet)
        sheet.columns[STATE] = new = list(given)
        for row, key in enumerate(keys):
            was, says = states.get(key), given[row]
            if is_bad(says):
                continue
            to_readers = says in (None, PublicationState.PUBLISHED)
            if was == PublicationState.PUBLISHED and to_readers:
                held.rows.add(row)
            elif was != says and not own.may_publish and says == PublicationState.WITHDRAWN:
                said = _("is for a reviewer: only who may publish a record withdraws it.")
                problems.add(sheet.problem(row, said, STATE))
            elif was == PublicationState.PUBLISHED and not own.may_publish:
                said = _("is for a reviewer: the record is published, and would leave the site.")
                problems.add(sheet.problem(row, said, STATE))
            elif says == PublicationState.PUBLISHED or (was is None and to_readers):
                new[row] = PublicationState.IN_REVIEW.value
                held.sent += 1

    def _states(self, sheet: Sheet, keys: list[Any]) -> Mapping[Any, str]:
        wanted = {key for key in keys if _is_readable(key)}
        column = sheet.table.by_name[STATE]
        found = Database(TABLES, connection).find(sheet.table, wanted, [column]) if wanted else {}
        return {key: values[STATE] for key, values in found.items()}

    def notes(self, table: Table, changes: Mapping[int, RowChange]) -> list[str]:
        """What is said of a file beside its counts."""
        own, held = self.rights(table), self.held.get(table.name)
        if own is None or held is None:
            return []
        said = []
        names = own.names or _("nobody yet")
        waiting = len(held.rows & changes.keys())
        if waiting:
            words = ngettext(
                "%(n)d row changes a published record: the change waits for approval (%(names)s).",
                "%(n)d rows change published records: the changes wait for approval (%(names)s).",
                waiting,
            )
            said.append(words % {"n": waiting, "names": names})
        if held.sent:
            words = ngettext(
                "%(n)d row goes to review; somebody else publishes it (%(names)s).",
                "%(n)d rows go to review; somebody else publishes them (%(names)s).",
                held.sent,
            )
            said.append(words % {"n": held.sent, "names": names})
        return said

    def refusals(self, sheet: Sheet, changes: Mapping[int, RowChange]) -> dict[int, str]:
        """Rows whose change cannot wait, since that of somebody else does: a query a sheet."""
        held = self.held.get(sheet.table.name)
        if held is None:
            return {}
        rows = {pk: row for row in held.rows & changes.keys() if (pk := changes[row].pk)}
        others = Waiting.objects.changes().exclude(author=self.person.pk)
        found = others.filter(
            model=sheet.table.model._meta.label_lower, row_id__in=rows
        ).select_related("author")
        said = _("A change of this record by %(who)s waits for approval.")
        return {
            rows[each.row_id]: said % {"who": each.author.get_username() if each.author else "?"}
            for each in found
        }

    def write(self, loader: Loader, sheets: Mapping[str, Sheet], reason: str) -> None:
        """Write what is not published, and let the rest wait.

        Raises ``DataProblemsError`` where the database refuses either.
        """
        loader.write({name: self._part(sheet, held=False) for name, sheet in sheets.items()})
        waiting = {
            name: self._part(sheet, held=True)
            for name, sheet in sheets.items()
            if name in self.held and self.held[name].rows
        }
        if waiting:
            let_wait(self._tried(loader, waiting), self.person.pk, reason)

    def _part(self, sheet: Sheet, *, held: bool) -> Sheet:
        rows = self.held[sheet.table.name].rows if sheet.table.name in self.held else set()
        if not rows and not held:
            return sheet
        left_out = set(range(len(sheet))) - rows if held else rows
        part, _rows = without(sheet, left_out)
        return part

    def _tried(self, loader: Loader, sheets: Mapping[str, Sheet]) -> list[Proposal]:
        """What writing these rows would change: they are written, looked at and undone."""
        newest = Revision.objects.newest_first().values_list("pk", flat=True).first() or 0
        labels = [sheet.table.model._meta.label_lower for sheet in sheets.values()]
        with transaction.atomic():
            with telling(unread="trial"):
                loader.write(sheets)
            made = Revision.objects.filter(
                pk__gt=newest, model__in=labels, operation=Operation.UPDATE
            )
            proposals = [
                Proposal(each.model, each.row_id, each.before, each.after or {}) for each in made
            ]
            transaction.set_rollback(True)
        return proposals


def _is_readable(key: Any) -> bool:
    parts = key if isinstance(key, tuple) else (key,)
    return all(isinstance(part, str) for part in parts)
