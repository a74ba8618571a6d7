"""``manage.py export_data``: the database as data files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cgt_site.datafiles import TABLES
from plans.loaders.exporting import Exporter, UnwritableError


class Command(BaseCommand):
    """Everything, whatever its publication state: loading the files again changes nothing."""

    help = "Write the facts of the database as data files, in the form that load_data reads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *, folder: Path, **options: Any) -> None:
        try:
            rows = Exporter(TABLES).export(folder)
        except (UnwritableError, OSError) as problem:
            raise CommandError(str(problem)) from problem
        for file, count in rows.items():
            self.stdout.write(f"{file}: {count:,} rows")
