"""Django's PostgreSQL, on the embedded server: the first connection starts it."""

from pathlib import Path
from typing import Any

from django.db import OperationalError
from django.db.backends.postgresql import base

from cgt_site.localdb import LocalDatabaseError, ensure
from cgt_site.localdb.client import DatabaseClient
from cgt_site.localdb.creation import DatabaseCreation


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that starts, or heals, its server first."""

    client_class = DatabaseClient
    creation_class = DatabaseCreation

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect once the server answers."""
        try:
            ensure(Path(self.settings_dict["LOCALDB_DATA"]))
        except LocalDatabaseError as problem:
            raise OperationalError(str(problem)) from problem
        return super().get_new_connection(conn_params)
