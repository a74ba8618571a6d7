"""``manage.py update_translations``: collect the interface's texts into the catalogue."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cgt_site import translations


class Command(BaseCommand):
    help = "Collect the texts of the interface into the Chinese catalogue, to be translated there."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="Write nothing; fail if the catalogue lacks a text or a translation.",
        )

    def handle(self, *, check: bool, **options: Any) -> None:
        catalogue = translations.merged()
        waiting = translations.untranslated(catalogue)
        if not check:
            translations.CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
            translations.CATALOGUE.write_bytes(translations.as_po(catalogue))
            self.stdout.write(f"{len(catalogue)} texts, {len(waiting)} without a translation.")
            return
        known = {(message.id, message.context) for message in translations.read()}
        missing = [m.id for m in catalogue if m.id and (m.id, m.context) not in known]
        if missing or waiting:
            listed = "\n".join(f"  {text}" for text in [*missing, *waiting][:20])
            raise CommandError(
                f"{len(missing)} texts are not in the catalogue, "
                f"{len(waiting)} have no translation:\n{listed}\n"
                "Run ./dev manage update_translations and translate them."
            )
        self.stdout.write(f"All {len(catalogue)} texts are translated.")
