"""``manage.py check_data``: are these data files in order? No database is needed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cgt_site.datafiles import RULES, TABLES
from plans.loaders.checking import check_folders

MOST_PROBLEMS = 100


class Command(BaseCommand):
    """The checks of ``load_data`` on files that stand alone."""

    help = "Check data files without a database: form, keys, references and rules."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")

    def handle(self, *, folders: list[Path], **options: Any) -> None:
        problems = check_folders(folders, TABLES, RULES)
        if problems:
            found = "1 problem" if problems.count == 1 else f"{problems.count:,} problems"
            raise CommandError("\n".join([*problems.lines(MOST_PROBLEMS), f"{found} found."]))
        self.stdout.write("The data files are in order.")
