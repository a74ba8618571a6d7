"""Test databases live on a server of their own, ``...-test``, which never waits for the disk."""

from pathlib import Path
from typing import Any

from django.db.backends.postgresql import creation

from cgt_site.localdb import socket_dir

SUFFIX = "-test"


class DatabaseCreation(creation.DatabaseCreation):
    """Makes test databases, whoever runs the tests: pytest, its workers, ``manage.py test``."""

    def create_test_db(self, *args: Any, **kwargs: Any) -> str:
        """Turn to the test server, then make the database there."""
        self._use(self._data if self._data.name.endswith(SUFFIX) else f"{self._data}{SUFFIX}")
        return super().create_test_db(*args, **kwargs)

    def destroy_test_db(self, *args: Any, **kwargs: Any) -> None:
        """Remove the database, and turn back."""
        super().destroy_test_db(*args, **kwargs)
        self._use(str(self._data).removesuffix(SUFFIX))

    @property
    def _data(self) -> Path:
        return Path(self.connection.settings_dict["LOCALDB_DATA"])

    def _use(self, data: Path | str) -> None:
        """Change the settings in place: the connections of other threads share them."""
        self.connection.close()
        self.connection.settings_dict |= {
            "LOCALDB_DATA": str(data),
            "HOST": str(socket_dir(Path(data))),
        }
