"""A load from beginning to end: read, check, write, and let the database judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, IntegrityError, connections
from psycopg import sql

from plans.loaders.checking import check, incomplete
from plans.loaders.comparing import without
from plans.loaders.data import DataSet
from plans.loaders.lookups import Database
from plans.loaders.problems import DataProblemsError, Problem, Problems, UncitedFiguresError
from plans.loaders.queries import name_of
from plans.loaders.reading import read_folders
from plans.loaders.refusals import reason_of
from plans.loaders.rules import Rules
from plans.loaders.sheets import Sheet
from plans.loaders.tables import Tables
from plans.loaders.tallies import Tally
from plans.loaders.writing import TableWriter


@dataclass(slots=True)
class Outcome:
    """What a load did, table by table, and what it found wanting without refusing it."""

    tallies: list[Tally] = field(default_factory=list)
    notes: Problems = field(default_factory=Problems)
    kept: Problems = field(default_factory=Problems)
    """Figures that stay as they are, since their places were read again here."""

    @property
    def added(self) -> int:
        return sum(tally.added for tally in self.tallies)

    @property
    def changed(self) -> int:
        return sum(tally.changed for tally in self.tallies)


class Loader:
    """Loads folders of data files. The caller holds the transaction: all or nothing."""

    def __init__(
        self, tables: Tables, rules: Rules, *, details: bool = False, using: str = DEFAULT_DB_ALIAS
    ) -> None:
        self.tables = tables
        self.rules = rules
        self.details = details
        self.connection = connections[using]

    def load(self, folders: Sequence[Path], *, yielding: bool = False) -> Outcome:
        """Make the database agree with the files, or raise with every problem there is.

        ``yielding``: rows whose figures were corrected here, by somebody who read the place again,
        stay as they are, where the files know nothing of that reading.
        """
        self.keep_writers_out()
        problems = Problems()
        sheets = read_folders(folders, self.tables, problems)
        data = self.check(sheets, problems)
        if problems:
            raise DataProblemsError(problems)
        outcome = Outcome()
        for problem in incomplete(data, self.rules):
            outcome.notes.add(problem)
        if yielding:
            sheets = {name: self._yielding(sheet, outcome) for name, sheet in sheets.items()}
        outcome.tallies = self.write(sheets)
        return outcome

    def _yielding(self, sheet: Sheet, outcome: Outcome) -> Sheet:
        """The sheet without the rows that would undo a reading of this database."""
        cells = TableWriter(self.tables, sheet, self.connection).uncited()
        rows = {cell.row for cell in cells if cell.read_here}
        outcome.kept.add_all(cell.problem for cell in cells if cell.row in rows)
        return without(sheet, rows)[0] if rows else sheet

    def check(self, sheets: Mapping[str, Sheet], problems: Problems) -> DataSet:
        """Add every rule that the sheets break, with the database behind them."""
        data = DataSet(self.tables, sheets, Database(self.tables, self.connection))
        check(data, self.rules, problems)
        return data

    def keep_writers_out(self) -> None:
        """Nobody else writes what is compared here, until the transaction ends. Readers may."""
        names = sql.SQL(", ").join(name_of(table.model) for table in self.tables)
        self._execute(sql.SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(names))

    def write(self, sheets: Mapping[str, Sheet]) -> list[Tally]:
        """Add and change rows, and let the database judge; the sheets have been checked."""
        writers = [TableWriter(self.tables, sheet, self.connection) for sheet in sheets.values()]
        tallies = self._write_each(writers)
        self._settle()
        for tally in tallies:
            if tally.added or tally.changed:
                self._execute(sql.SQL("ANALYZE {}").format(name_of(tally.table.model)))
        return tallies

    def _write_each(self, writers: Sequence[TableWriter]) -> list[Tally]:
        """Table by table. Once one changes figures without their citations, the others are only
        asked whether they do, too: all such rows are told at once."""
        tallies: list[Tally] = []
        refused = Problems()
        for writer in writers:
            if refused:
                refused.add_all(cell.problem for cell in writer.uncited())
                continue
            try:
                tallies.append(writer.write(details=self.details))
            except UncitedFiguresError as error:
                refused = error.problems
        if refused:
            raise UncitedFiguresError(refused)
        return tallies

    def _settle(self) -> None:
        """Ask now for the rules that the database would check when the transaction ends."""
        try:
            self._execute(sql.SQL("SET CONSTRAINTS ALL IMMEDIATE"))
        except IntegrityError as error:
            problems = Problems()
            problems.add(Problem("The database", reason_of(error, self.tables)))
            raise DataProblemsError(problems) from error
        self._execute(sql.SQL("SET CONSTRAINTS ALL DEFERRED"))

    def _execute(self, statement: sql.Composable) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(statement)
