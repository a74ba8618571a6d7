"""``manage.py make_sample``: a second database, with as many synthetic rows as one likes."""

from __future__ import annotations

import time
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from cgt_site.sample import Made, Size, fill

MARK = "Synthetic sample, made by manage.py make_sample"
"""What the databases of this command say of themselves: only such are made anew."""


class Command(BaseCommand):
    """The site's own database is not touched: the sample is another one on the same server."""

    help = (
        "Make a database of synthetic firms, figures and sources beside that of the site, to"
        " measure with. One made earlier under the same name is replaced."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--firms", type=int, default=20_000)
        parser.add_argument("--observations", type=int, default=200_000)
        parser.add_argument("--metrics", type=int, default=500)
        parser.add_argument("--sources", type=int, default=20_000)
        parser.add_argument("--seed", type=int, default=1, help="Another sample of the same size.")
        parser.add_argument("--name", default="sample", help="Of the database: %(default)s.")
        parser.add_argument("--keep", action="store_true", help="Leave one that is there as it is.")
        parser.add_argument("--drop", action="store_true", help="Remove the database, make none.")

    def handle(self, *, name: str, drop: bool, keep: bool, **options: Any) -> None:
        wanted = {part: options[part] for part in ("firms", "observations", "metrics", "sources")}
        for part, number in wanted.items():
            if number < 1:
                raise CommandError(f"--{part} must be 1 or more, not {number}.")
        begin = time.perf_counter()
        site = connection.settings_dict["NAME"]
        if name == site:
            raise CommandError(f"{name} is the site's own database: give the sample another name.")
        if keep and is_there(name):
            self.stdout.write(f"The database {name} is there already.")
            return
        remove(name)
        if drop:
            self.stdout.write(f"The database {name} is gone.")
            return
        make(name)
        connection.close()
        connection.settings_dict["NAME"] = name
        done = False
        try:
            self._fill(Size(**wanted, seed=options["seed"]))
            done = True
        finally:
            connection.close()
            connection.settings_dict["NAME"] = site
            if not done:
                remove(name)
        self.stdout.write(f"Made in {time.perf_counter() - begin:.0f} s.")
        self.stdout.write(f"Look at it: {setting_for(name)} ./dev serve")
        self.stdout.write(f"Remove it:  ./dev manage make_sample --drop --name {name}")

    def _fill(self, size: Size) -> None:
        begin = time.perf_counter()
        for command in ("migrate", "load_data"):
            call_command(command, verbosity=0, stdout=StringIO())
        spent = time.perf_counter() - begin
        self.stdout.write(f"{'tables, shipped facts':28} {'':>10} {spent:7.1f} s")
        fill(size, self._say)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")  # as the server does by and by: for index-only scans

    def _say(self, made: Made) -> None:
        rows = f"{made.rows:,}" if made.rows else ""
        self.stdout.write(f"{made.name:28} {rows:>10} {made.seconds:7.1f} s")


def is_there(name: str) -> bool:
    """Whether there is a sample of this name; refuse to touch any other database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [name],
        )
        found = cursor.fetchone()
    if found and found[0] != MARK:
        raise CommandError(f"The database {name} is no sample: it is left alone.")
    return found is not None


def remove(name: str) -> None:
    """Drop a sample made earlier."""
    if is_there(name):
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {connection.ops.quote_name(name)} WITH (FORCE)")


def make(name: str) -> None:
    quoted = connection.ops.quote_name(name)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE template0")
        cursor.execute(f"COMMENT ON DATABASE {quoted} IS '{MARK}'")


def setting_for(name: str) -> str:
    """What makes the site use a database, as one sets it in front of a command."""
    if "LOCALDB_DATA" in connection.settings_dict:
        return f"LOCALDB_NAME={name}"
    return f"DATABASE_URL=postgres://.../{name}"  # the whole may hold a password
