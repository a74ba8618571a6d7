"""The embedded PostgreSQL server: look at it, stop it, or save what it holds."""

import subprocess
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from cgt_site.localdb import Cluster, LocalDatabaseError, ensure, programs
from cgt_site.localdb.server import stop


class Command(BaseCommand):
    """``localdb status``, ``localdb stop``, ``localdb dump FILE``."""

    help = "Look at the embedded PostgreSQL server, stop it, or save what it holds."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """One word, and for ``dump`` a file."""
        parser.add_argument("action", choices=["status", "stop", "dump"])
        parser.add_argument("file", nargs="?", type=Path, help="where to write the dump (SQL)")

    def handle(self, *, action: str, file: Path | None, **options: Any) -> None:
        """Do it, or say why not."""
        data = connection.settings_dict.get("LOCALDB_DATA")
        if data is None:
            raise CommandError("The site uses the server of DATABASE_URL, not the embedded one.")
        try:
            if action == "dump":
                self._dump(Path(data), file)
            elif action == "stop":
                stopped = stop(Path(data))
                self.stdout.write("Stopped." if stopped else "It was not running.")
            else:
                self._status(Cluster.at(Path(data)))
        except LocalDatabaseError as problem:
            raise CommandError(str(problem)) from problem

    def _status(self, cluster: Cluster) -> None:
        pid = cluster.answers()
        self.stdout.write(f"Server   {f'runs, process {pid}' if pid else 'does not run'}")
        self.stdout.write(f"Version  PostgreSQL {cluster.version or '(no data yet)'}")
        self.stdout.write(f"Data     {cluster.data}")
        self.stdout.write(f"Socket   {cluster.sockets}")
        self.stdout.write(f"Log      {cluster.log}")

    def _dump(self, data: Path, file: Path | None) -> None:
        if file is None:
            raise CommandError("Name the file to write: localdb dump FILE")
        ensure(data)
        host, name = connection.settings_dict["HOST"], connection.settings_dict["NAME"]
        program = programs.folder() / "pg_dump"
        done = subprocess.run(
            [program, "-h", host, "-U", "postgres", "--no-owner", "-f", file, "-d", name],
            check=False,
        )
        if done.returncode:
            raise CommandError(f"pg_dump ended with status {done.returncode}.")
        self.stdout.write(f"Wrote {file}; psql reads it into an empty database.")
