"""``manage.py run_import``: the work on an import that is too long for a request."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cgt_site.importing.jobs import AT_WORK, ImportJob
from cgt_site.importing.running import run_apart


class Command(BaseCommand):
    """Started by the editors' pages; safe to run again."""

    help = "Prepare or save an import that an editor has brought; the editors' pages start it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("job", type=int, help="Number of the import.")

    def handle(self, *, job: int, **options: Any) -> None:
        found = ImportJob.objects.filter(pk=job, state__in=AT_WORK).first()
        if found is None:
            raise CommandError(f"No import {job} waits to be worked on.")
        run_apart(found)
