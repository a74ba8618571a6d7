"""``manage.py check_links``: ask the addresses of sources whether they still work."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cgt_site.links.asking import Answer, Asker
from cgt_site.links.checking import AlreadyRunningError, Tally, check, waiting
from cgt_site.links.pacing import Pacer
from plans.models import Source


def not_negative(text: str) -> float:
    number = float(text)
    if not 0 <= number < float("inf"):
        raise ArgumentTypeError("0 or more")
    return number


class Command(BaseCommand):
    help = (
        "Ask the addresses of sources whether they still work, one at a time, the longest "
        "unchecked first. Each answer is kept at once: what was interrupted goes on there. "
        "A source whose address works is marked as checked today."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, metavar="N", help="At most so many sources.")
        parser.add_argument(
            "--older-than",
            type=not_negative,
            default=30,
            metavar="DAYS",
            help="Leave out what was checked within so many days (30).",
        )
        parser.add_argument("--again", action="store_true", help="Leave out nothing.")
        parser.add_argument(
            "--delay",
            type=not_negative,
            default=2,
            metavar="SECONDS",
            help="Between two requests to the same host (2).",
        )
        parser.add_argument(
            "--timeout",
            type=not_negative,
            default=20,
            metavar="SECONDS",
            help="To wait for each step of an answer (20).",
        )
        parser.add_argument(
            "--allow-local",
            action="store_true",
            help="Ask hosts of private networks, too, and of this machine.",
        )

    def handle(self, **options: Any) -> None:
        if options["limit"] is not None and options["limit"] < 1:
            raise CommandError("--limit: 1 or more.")
        age = None if options["again"] else dt.timedelta(days=options["older_than"])
        sources = waiting(older_than=age, now=timezone.now())[: options["limit"]]
        asker = Asker(
            Pacer(options["delay"]),
            timeout=options["timeout"],
            allow_local=options["allow_local"],
        )
        tally = Tally()
        try:
            check(sources, asker, tally, self._report)
        except AlreadyRunningError as problem:
            raise CommandError("Another check of links is under way.") from problem
        except KeyboardInterrupt:
            self._sum_up(tally)
            raise CommandError("Interrupted. The same command goes on with the rest.") from None
        self._sum_up(tally)

    def _report(self, source: Source, answer: Answer) -> None:
        if not answer.ok:
            self.stdout.write(f"{source.key}: {answer.status or answer.problem} {answer.url}")
        elif answer.url != source.url:
            self.stdout.write(f"{source.key}: works, and leads to {answer.url}")

    def _sum_up(self, tally: Tally) -> None:
        self.stdout.write(
            f"{tally.checked:,d} checked: {tally.works:,d} work "
            f"({tally.moved:,d} at another address), {tally.failed:,d} failed"
        )
        if tally.left:
            hosts = ", ".join(sorted(tally.resting))
            self.stdout.write(f"{tally.left:,d} left for another time, as asked by {hosts}")
