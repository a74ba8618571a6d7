"""``manage.py load_data``: data files into the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from cgt_site.datafiles import TABLES, digest, shipped_folders
from plans.loaders.problems import Problems
from plans.loaders.reading import read_folders
from plans.loaders.writing import Tally, Writer
from plans.models import DataLoad

MOST_PROBLEMS = 100


class Command(BaseCommand):
    help = "Load data files. All or nothing, and safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folders", nargs="*", type=Path, metavar="DIR")
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--shipped", action="store_true")

    @transaction.atomic
    def handle(self, *, folders: list[Path], dry_run: bool, shipped: bool, **options: Any) -> None:
        content = digest(shipped_folders())
        if shipped and DataLoad.objects.filter(digest=content).exists():
            self.stdout.write("nothing to do: these files were loaded before")
            return
        tallies = self._load(folders or shipped_folders())
        if not folders:
            DataLoad.objects.get_or_create(digest=content)
        if shipped:
            added, changed = sum(t.added for t in tallies), sum(t.changed for t in tallies)
            self.stdout.write(f"{added:,} rows added, {changed:,} changed")
            return
        for tally in tallies:
            self.stdout.write(
                f"{tally.table.file}: {tally.added} added, {tally.changed} changed,"
                f" {tally.unchanged} unchanged"
            )
        if dry_run:
            transaction.set_rollback(True)
            self.stdout.write("Dry run: nothing was saved.")

    def _load(self, folders: list[Path]) -> list[Tally]:
        problems = Problems()
        sheets = read_folders(folders, TABLES, problems)
        if problems:
            raise CommandError("\n".join(problems.lines(MOST_PROBLEMS)))
        writer = Writer(TABLES)
        return [writer.write(sheet) for sheet in sheets.values()]
