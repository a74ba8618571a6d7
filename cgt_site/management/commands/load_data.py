"""``manage.py load_data``: data files into the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from cgt_site.datafiles import RULES, TABLES, digest, shipped_folders
from cgt_site.settling import settle
from plans.choices import Way
from plans.loaders.kinds import quoted
from plans.loaders.loading import Loader, Outcome
from plans.loaders.problems import DataProblemsError
from plans.loaders.tallies import Tally
from plans.models import DataLoad, telling

MOST_PROBLEMS = 100
MOST_NOTES = 20


class Command(BaseCommand):
    """All or nothing, and safe to run again: what is the same is left alone."""

    help = (
        "Load data files into the database: everything or nothing. What is new is added, what"
        " differs is changed, what is gone from the files is reported and kept."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folders",
            nargs="*",
            type=Path,
            metavar="DIR",
            help="Folders with data files; the facts that the site ships with if not given.",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Report what would be done, and do nothing."
        )
        parser.add_argument(
            "--shipped",
            action="store_true",
            help=(
                "Load the shipped files unless this database has had these very files before,"
                " so that a start of the site does not undo what an editor changed."
            ),
        )

        parser.add_argument(
            "--reason",
            default="",
            help="Why published figures change: readers see it among the corrections.",
        )

    @transaction.atomic
    def handle(self, *, folders: list[Path], dry_run: bool, shipped: bool, **options: Any) -> None:
        if shipped and folders:
            raise CommandError("Give folders or --shipped, not both.")
        content = "" if folders else digest(shipped_folders())
        if shipped and DataLoad.objects.filter(digest=content).exists():
            self.stdout.write("nothing to do: this database has had these files")
            return
        loaded = folders or shipped_folders()
        with telling(reason=options["reason"], way=Way.LOAD, detail=digest(loaded)):
            details = options["verbosity"] > 1
            outcome = self._load(loaded, details=details, yielding=shipped)
        if content:
            DataLoad.objects.get_or_create(digest=content)
        if shipped and options["verbosity"] < 2:
            self.stdout.write(f"{outcome.added:,} rows added, {outcome.changed:,} changed")
        else:
            self._report(outcome)
        if outcome.kept:
            self.stdout.write("Left as they are, since their places were read again here:")
            for line in outcome.kept.lines(MOST_NOTES):
                self.stdout.write(f"  {line}")
        self._settle(outcome)
        if dry_run:
            transaction.set_rollback(True)
            self.stdout.write("Dry run: nothing was saved.")

    def _load(self, folders: list[Path], *, details: bool, yielding: bool) -> Outcome:
        try:
            return Loader(TABLES, RULES, details=details).load(folders, yielding=yielding)
        except DataProblemsError as found:
            lines = found.problems.lines(MOST_PROBLEMS)
            raise CommandError("\n".join([*lines, "Nothing was loaded."])) from found

    def _settle(self, outcome: Outcome) -> None:
        """Keep the verdicts that the new facts, or the days since, have changed."""
        written = [each.table.model for each in outcome.tallies if each.added or each.changed]
        if changes := settle(written):
            self.stdout.write(f"verdicts: {changes:,} changed and recorded")

    def _report(self, outcome: Outcome) -> None:
        for tally in outcome.tallies:
            self._report_table(tally)
        if outcome.notes:
            self.stdout.write("Loaded, though a whole data set would not have it so:")
            for line in outcome.notes.lines(MOST_NOTES):
                self.stdout.write(f"  {line}")
        if not outcome.added and not outcome.changed:
            self.stdout.write("Nothing changed.")

    def _report_table(self, tally: Tally) -> None:
        self.stdout.write(
            f"{tally.table.file}: {tally.added:,} added, {tally.changed:,} changed,"
            f" {tally.unchanged:,} unchanged"
        )
        for change in tally.changes:
            old, new = quoted(change.old), quoted(change.new)
            self.stdout.write(f"  {change.key}, {change.column}: {old} -> {new}")
        if tally.absent:
            more = tally.absent - len(tally.absent_keys)
            keys = ", ".join([*tally.absent_keys, *([f"and {more:,} more"] if more else [])])
            self.stdout.write(
                f"  {tally.absent:,} in the database but not in the files, kept: {keys}"
            )
