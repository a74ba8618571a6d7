"""``manage.py dbshell``, with the psql that comes with the server."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db.backends.postgresql import client

from cgt_site.localdb import ensure, programs


class DatabaseClient(client.DatabaseClient):
    """psql, once the server answers."""

    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        """Name the program by its path."""
        arguments, environment = super().settings_to_cmd_args_env(settings_dict, parameters)
        return [str(programs.folder() / "psql"), *arguments[1:]], environment

    def runshell(self, parameters: Iterable[str]) -> None:
        """Start the server; it lives as long as this process, and so as the shell."""
        ensure(Path(self.connection.settings_dict["LOCALDB_DATA"]))
        super().runshell(parameters)
