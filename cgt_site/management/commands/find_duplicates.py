"""``manage.py find_duplicates``: look for firms that are likely one, for the quality desk."""

from typing import Any

from django.core.management.base import BaseCommand

from parks.models.pairs import find_pairs


class Command(BaseCommand):
    help = (
        "Look for firms with similar names in either language, former names included. Editors "
        "judge them on the quality desk; what they said is different stays so."
    )

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{find_pairs():,d} pairs of firms are likely one")
