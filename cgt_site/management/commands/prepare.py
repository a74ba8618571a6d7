"""Bring database, texts, data and static files up to date, before the site is served."""

import errno
import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

NO_SPACE = "53100"
"""PostgreSQL's code for a full disk."""


class Command(BaseCommand):
    """Safe to run again: what is up to date is left alone."""

    help = "Migrate, compile the texts, load the shipped data and collect the static files."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The development server finds static files where they are written."""
        parser.add_argument("--no-static", action="store_false", dest="static")

    def handle(self, *, static: bool, **options: Any) -> None:
        """Do each step, and say how long it took."""
        with plain_words():
            self._step(reaching_the_server(), connection.ensure_connection)
            self._step("Updating the database", migrate)
            self._step("Loading the shipped data", load_data)
            self._step("Compiling the Chinese texts", compile_translations)
            if static:
                self._step("Collecting the static files", collect_static)

    def _step(self, words: str, do: Callable[[], str | None]) -> None:
        self.stdout.write(f"{words} ... ", ending="")
        self.stdout.flush()
        begin = time.perf_counter()
        try:
            first, *more = (do() or "").strip().splitlines() or [""]
        except Exception:
            self.stdout.write("")
            raise
        seconds = f"{time.perf_counter() - begin:.1f} s"
        self.stdout.write(f"{first}, {seconds}" if first else seconds)
        for line in more:
            self.stdout.write(f"    {line}")


def reaching_the_server() -> str:
    """Name the database server and what is to be done with it."""
    chosen = connection.settings_dict
    if "LOCALDB_DATA" in chosen:
        return f"Starting PostgreSQL, which keeps its data in {chosen['LOCALDB_DATA']}"
    return f"Connecting to the PostgreSQL server of DATABASE_URL at {chosen['HOST'] or 'localhost'}"


def migrate() -> str:
    """Apply the migrations that wait."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return "nothing to do"
    call_command("migrate", interactive=False, verbosity=0)
    return f"{len(waiting)} migrations"


def load_data() -> str:
    """Load the files of plans and parks, unless this database has had these very files."""
    return output_of("load_data", "--shipped")


def compile_translations() -> None:
    """Make the catalogue readable for Django."""
    output_of("compile_translations")


def collect_static() -> str:
    """Hash and compress the static files, unless they are the same as last time."""
    stamp = settings.VAR / "static.stamp"
    now = fingerprint()
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if manifest.exists() and stamp.exists() and stamp.read_text() == now:
        return "nothing to do"
    stamp.unlink(missing_ok=True)
    output_of("collectstatic", "--no-input")
    stamp.write_text(now)
    return f"{len(json.loads(manifest.read_text())['paths'])} files"


def fingerprint() -> str:
    """A digest of the names, sizes and times of all static files there are."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def output_of(*command: str) -> str:
    """Run a command of ours or of Django's and give what it writes."""
    output = StringIO()
    call_command(*command, stdout=output)
    return output.getvalue()


@contextmanager
def plain_words() -> Iterator[None]:
    """Say what went wrong and what to do, instead of where in the program."""
    try:
        yield
    except OSError as problem:
        if problem.errno != errno.ENOSPC:
            raise
        raise CommandError(disk_full()) from problem
    except OperationalError as problem:
        if getattr(problem.__cause__, "sqlstate", None) == NO_SPACE:
            raise CommandError(disk_full()) from problem
        raise CommandError(unreachable(problem)) from problem
    except DatabaseError as problem:
        raise CommandError(f"The database refused: {problem}") from problem


def disk_full() -> str:
    """What to do about a full disk."""
    return f"The disk of {settings.VAR} is full: free some space (about 200 MB) and try again."


def unreachable(problem: OperationalError) -> str:
    """What to do about a server that does not let us in."""
    if "LOCALDB_DATA" in connection.settings_dict:
        return str(problem)
    return (
        f"The server of DATABASE_URL cannot be used: {problem}\n"
        "Start it or correct the address; or unset DATABASE_URL to use the embedded server."
    )
