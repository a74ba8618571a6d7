"""What files would change, row by row, and whether the database would take it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from cgt_site.datafiles import RULES, TABLES
from cgt_site.importing.bringing import Read, read_file
from cgt_site.importing.brought import UnreadableFileError, place_of
from cgt_site.importing.jobs import LineStatus, Step
from cgt_site.importing.reviewing import Reviewing
from plans.choices import PublicationState
from plans.loaders.checking import is_bad
from plans.loaders.comparing import RowChange, compare, without
from plans.loaders.loading import Loader
from plans.loaders.problems import DataProblemsError, Problem, Problems
from plans.loaders.sheets import Sheet
from plans.models import Fact

Tell = Callable[[Step, int], None]
"""Says which step is under way, and how many per cent of all are done."""

MOST_PROBLEMS = 200
"""Problems of files as a whole that a preview lists."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a file, and what would become of it: cells are column, old, new, reason, place."""

    file: str
    line: int
    key: str
    status: LineStatus
    cells: list[list[str]]


@dataclass(slots=True)
class Preview:
    """All that would happen. ``sheets`` can be written if ``is_clean``."""

    reads: dict[str, Read] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)

    @property
    def sheets(self) -> dict[str, Sheet]:
        return {name: read.sheet for name, read in self.reads.items()}

    @property
    def is_clean(self) -> bool:
        return not self.problems and not any(
            line.status is LineStatus.REFUSED for line in self.lines
        )

    @property
    def digest(self) -> str:
        """SHA-256 of what would change: another state of the database gives another one."""
        whole = hashlib.sha256()
        for line in self.lines:
            said = [line.file, line.line, line.key, line.status.value, line.cells]
            whole.update(json.dumps(said).encode() + b"\n")
        whole.update(json.dumps([self.problems, [each["notes"] for each in self.tables]]).encode())
        return whole.hexdigest()

    def report(self) -> dict[str, Any]:
        return {"tables": self.tables, "problems": self.problems[:MOST_PROBLEMS]}


class Import:
    """Files of tables, in a transaction that the caller holds."""

    def __init__(
        self, files: Mapping[str, tuple[str, bytes]], tell: Tell, reviewing: Reviewing
    ) -> None:
        self.files = files
        self.tell = tell
        self.reviewing = reviewing
        self.loader = Loader(TABLES, RULES)

    def preview(self) -> Preview:
        """Read, check, compare. Nothing is written."""
        self.tell(Step.READING, 0)
        preview, problems = Preview(), Problems()
        for table in TABLES:
            if table.name in self.files:
                name, content = self.files[table.name]
                try:
                    read = read_file(name, content, table, TABLES, problems)
                except UnreadableFileError as problem:
                    preview.problems.append(f"{name}: {problem}")
                else:
                    self.reviewing.hold_back(read.sheet, problems)
                    preview.reads[table.name] = read
        self.tell(Step.CHECKING, 35)
        self.loader.check(preview.sheets, problems)
        self.tell(Step.COMPARING, 50)
        self.describe(preview, problems)
        return preview

    def try_out(self, preview: Preview) -> None:
        """Let the database judge a clean preview, and undo it: what it refuses is a refusal."""
        self.tell(Step.WRITING, 70)
        try:
            with transaction.atomic():
                self.loader.keep_writers_out()
                self.reviewing.write(self.loader, preview.sheets, "")
                transaction.set_rollback(True)
        except DataProblemsError as refused:
            self.describe(preview, refused.problems)

    def write(self, preview: Preview, reason: str) -> None:
        """Save a clean preview. Raises ``DataProblemsError`` if the database refuses it."""
        self.tell(Step.WRITING, 70)
        self.reviewing.write(self.loader, preview.sheets, reason)

    def describe(self, preview: Preview, problems: Problems) -> None:
        """What becomes of each row, given what is wrong with some."""
        preview.lines, preview.tables = [], []
        by_line: dict[tuple[str, int], list[Problem]] = {}
        for problem in problems.in_order():
            if problem.line is None:
                preview.problems.append(str(problem))
            else:
                by_line.setdefault((problem.file, problem.line), []).append(problem)
        unsaid = problems.count - len(problems.kept)
        if unsaid:
            preview.problems.append(_("There are %(n)s more problems.") % {"n": f"{unsaid:,}"})
        for name, read in preview.reads.items():
            changes = _changes_of(read.sheet, by_line)
            unable = self.reviewing.refusals(read.sheet, changes)
            lines = list(_lines_of(read, by_line, changes, unable))
            counts = dict.fromkeys(LineStatus.values, 0)
            for line in lines:
                counts[line.status] += 1
            preview.lines += lines
            notes = [*read.notes, *self.reviewing.notes(read.sheet.table, changes)]
            public = _public(read.sheet, changes)
            preview.tables.append(
                {
                    "table": name,
                    "file": read.sheet.file,
                    "notes": notes,
                    "public": public,
                    **counts,
                }
            )


def _changes_of(
    sheet: Sheet, by_line: Mapping[tuple[str, int], list[Problem]]
) -> dict[int, RowChange]:
    """What the rows that are not refused would change, by their places in the sheet."""
    if not all(each.optional or each.name in sheet.columns for each in sheet.table.columns):
        return {}
    refused = {row for row, line in enumerate(sheet.lines) if (sheet.file, line) in by_line}
    part, left = without(sheet, refused)
    return {left[each.row]: each for each in compare(TABLES, part, connection)}


def _public(sheet: Sheet, changes: Mapping[int, RowChange]) -> int:
    """How many published facts change: readers are told why."""
    model: Any = sheet.table.model
    ids = [each.pk for each in changes.values() if each.pk is not None]
    if not ids or not issubclass(model, Fact):
        return 0
    number: int = model._default_manager.filter(
        pk__in=ids, state=PublicationState.PUBLISHED
    ).count()
    return number


def _lines_of(
    read: Read,
    by_line: Mapping[tuple[str, int], list[Problem]],
    changes: Mapping[int, RowChange],
    unable: Mapping[int, str],
) -> Iterator[Line]:
    """Every row of a file, in its order; lines that are no rows of it come first.

    ``unable``: rows whose change cannot wait for approval, and why.
    """
    sheet, name = read.sheet, read.sheet.file
    refused = {
        row: by_line[name, line] for row, line in enumerate(sheet.lines) if (name, line) in by_line
    }
    at_rows = {sheet.lines[row] for row in refused}
    for (file, line), problems in by_line.items():
        if file == name and line not in at_rows:
            yield Line(file, line, "", LineStatus.REFUSED, _refusals(read, problems))
    keys = sheet.keys()
    for row, line in enumerate(sheet.lines):
        key = _words(keys[row]) if keys else ""
        if row in refused:
            cells = _refusals(read, refused[row])
            yield Line(name, line, key, LineStatus.REFUSED, cells)
        elif row in unable:
            yield Line(name, line, key, LineStatus.REFUSED, [["", "", "", unable[row], ""]])
        elif row in changes:
            change = changes[row]
            status = LineStatus.NEW if change.is_new else LineStatus.CHANGED
            cells = [[each.column, each.old, each.new, "", ""] for each in change.cells]
            yield Line(name, line, key, status, cells)
        else:
            yield Line(name, line, key, LineStatus.SAME, [])


def _words(key: Any) -> str:
    if is_bad(key):
        return ""
    return "/".join(key) if isinstance(key, tuple) else str(key)


def _refusals(read: Read, problems: list[Problem]) -> list[list[str]]:
    return [
        [problem.column or "", "", "", problem.reason, _place(read, problem)]
        for problem in problems
    ]


def _place(read: Read, problem: Problem) -> str:
    if not read.is_workbook or problem.column not in read.header or problem.line is None:
        return ""
    return place_of(problem.line, read.header.index(problem.column), is_workbook=True)
