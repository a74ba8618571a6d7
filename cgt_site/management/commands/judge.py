"""``manage.py judge``: record the verdicts that have changed, and say which and why."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from plans.domain.asof import parse_day
from plans.history import record_verdicts

REFUSED = {
    "malformed": "--as-of {text}: write the day as YYYY-MM-DD.",
    "future": "--as-of {text}: that day is still to come.",
}


class Command(BaseCommand):
    help = (
        "Judge every target and record what changed. "
        "Meant to run once a day: time alone moves verdicts."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as-of",
            metavar="DAY",
            help="Judge as a reader could on this day, YYYY-MM-DD. Default: today in Shanghai.",
        )

    def handle(self, *, as_of: str | None, **options: Any) -> None:
        day = self._day(as_of)
        changes = record_verdicts(day)
        for change in changes:
            before = change.before.value if change.before else "nothing"
            self.stdout.write(
                f"{change.target.plan.key}/{change.target.key}: "
                f"{before} -> {change.after.value}. {change.reason}"
            )
        verdicts = "verdict" if len(changes) == 1 else "verdicts"
        self.stdout.write(f"{len(changes):,d} {verdicts} changed as of {day}.")

    def _day(self, text: str | None) -> dt.date:
        today = timezone.localdate()
        if text is None:
            return today
        try:
            return parse_day(text, today)
        except ValueError as problem:
            raise CommandError(REFUSED[str(problem)].format(text=text)) from problem
