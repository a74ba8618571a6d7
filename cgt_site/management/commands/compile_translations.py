"""``manage.py compile_translations``: make the catalogue readable for Django."""

from typing import Any

from django.core.management.base import BaseCommand

from cgt_site import translations


class Command(BaseCommand):
    help = "Compile the Chinese texts of the interface. Needs no gettext programs."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        translations.compile_catalogue()
        self.stdout.write("Compiled the Chinese texts of the interface.")
