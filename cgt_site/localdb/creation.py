"""Test databases live on a server of their own, ``...-test``, which never waits for the disk."""

import fcntl
from itertools import count
from pathlib import Path
from typing import Any

from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from django.db.backends.postgresql import creation

from cgt_site.localdb import Cluster, socket_dir
from cgt_site.localdb.cluster import try_lock

SUFFIX = "-test"


class DatabaseCreation(creation.DatabaseCreation):
    """Makes test databases, whoever runs the tests: pytest, its workers, ``manage.py test``."""

    def create_test_db(self, *args: Any, **kwargs: Any) -> str:
        """Turn to the test server, then make a database there that no other run uses."""
        self._use(Path(f"{str(self._data).removesuffix(SUFFIX)}{SUFFIX}"))
        chosen = self.connection.settings_dict
        wanted = chosen["TEST"]["NAME"] or f"{TEST_DATABASE_PREFIX}{chosen['NAME']}"
        chosen["TEST"]["NAME"] = self._reserve(wanted)
        return super().create_test_db(*args, **kwargs)

    def destroy_test_db(self, *args: Any, **kwargs: Any) -> None:
        """Remove the database, and turn back."""
        super().destroy_test_db(*args, **kwargs)
        self._use(Path(str(self._data).removesuffix(SUFFIX)))

    def _reserve(self, wanted: str) -> str:
        """The name, or the first with a number that is free: two runs may go on at once."""
        control = Cluster.at(self._data).control
        control.mkdir(mode=0o700, parents=True, exist_ok=True)
        names = (wanted if number == 1 else f"{wanted}_{number}" for number in count(1))
        # The lock is held as long as this process lives.
        return next(name for name in names if try_lock(control / name, fcntl.LOCK_EX) is not None)

    @property
    def _data(self) -> Path:
        return Path(self.connection.settings_dict["LOCALDB_DATA"])

    def _use(self, data: Path) -> None:
        """Change the settings in place: the connections of other threads share them."""
        self.connection.close()
        self.connection.settings_dict |= {
            "LOCALDB_DATA": str(data),
            "HOST": str(socket_dir(data)),
        }
