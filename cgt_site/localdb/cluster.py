"""What belongs to one data folder: the files beside it, and whether its server answers."""

from __future__ import annotations

import fcntl
import hashlib
import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PORT = 5432
"""Only part of the socket's name: nothing listens on a TCP port."""

LONGEST_SOCKET_FOLDER = 80
"""Bytes. A socket's whole path must fit into 104 bytes on macOS, 108 on Linux."""

LONGEST_DATA_FOLDER = 900
"""Bytes. PostgreSQL keeps paths in 1,024, file names included."""


class LocalDatabaseError(RuntimeError):
    """The server cannot be had; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A data folder ``pg`` with ``pg.lock`` (locks, log) and ``pg.run`` (socket) beside it."""

    data: Path

    @classmethod
    def at(cls, data: Path) -> Cluster:
        """The cluster of a folder, which need not exist yet."""
        data = data.absolute()
        if (length := len(os.fsencode(data))) > LONGEST_DATA_FOLDER:
            raise LocalDatabaseError(
                f"The path of the database folder is too long ({length} bytes, at most "
                f"{LONGEST_DATA_FOLDER}): move the checkout, or set CGT_VAR or DATABASE_URL."
            )
        return cls(data)

    @property
    def control(self) -> Path:
        """The folder of the locks and of the log."""
        return Path(f"{self.data}.lock")

    @property
    def users_lock(self) -> Path:
        """Shared by those who use the server; taken alone to stop it."""
        return self.control / "users"

    @property
    def keeper_lock(self) -> Path:
        """Held by the one keeper."""
        return self.control / "keeper"

    @property
    def log(self) -> Path:
        """What the keeper and the server print."""
        return self.control / "log"

    @property
    def sockets(self) -> Path:
        """The folder of the socket: beside the data, or a short one where that is too long.

        Not in $TMPDIR, which may differ from one process to the next.
        """
        beside = Path(f"{self.data}.run")
        if len(os.fsencode(beside)) <= LONGEST_SOCKET_FOLDER:
            return beside
        digest = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:12]
        return Path("/tmp") / f"localdb-{os.getuid()}-{digest}"

    @property
    def is_for_tests(self) -> bool:
        """Nothing in a folder called ``...-test`` is worth waiting for the disk."""
        return self.data.name.endswith("-test")

    @property
    def version(self) -> str | None:
        """The major version that made the data folder; None if there is none yet."""
        try:
            return (self.data / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            return None

    def answers(self) -> int | None:
        """The server's process number, if it takes connections."""
        try:
            lines = self._pid_file.read_text().split("\n")
            if lines[7].strip() != "ready":
                return None
            with socket.socket(socket.AF_UNIX) as probe:
                probe.connect(str(self.sockets / f".s.PGSQL.{PORT}"))
            return int(lines[0])
        except (OSError, ValueError, IndexError):
            return None

    def runs(self) -> int | None:
        """The server's process number, if there is one, even if it does not answer (yet)."""
        try:
            pid = int(self._pid_file.read_text().split("\n")[0])
            os.kill(pid, 0)
        except (OSError, ValueError):
            return None
        return pid if self._is_ours(pid) else None

    def forget_dead_server(self) -> None:
        """Remove the process number that a killed server left behind.

        The number may be another program's by now, and PostgreSQL would wait for that one.
        """
        if self.runs() is None:
            self._pid_file.unlink(missing_ok=True)

    def is_kept(self) -> bool:
        """Whether there is a keeper."""
        lock = try_lock(self.keeper_lock, fcntl.LOCK_SH)
        if lock is None:
            return True
        os.close(lock)
        return False

    @property
    def _pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    def _is_ours(self, pid: int) -> bool:
        """Whether the process is a server of this folder, by its command line."""
        if sys.platform == "linux":
            command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
        else:
            ps = ["ps", "-ww", "-o", "command=", "-p", str(pid)]
            command = subprocess.run(ps, capture_output=True, check=False).stdout
        return b" -D %b " % os.fsencode(self.data) in command


def open_lock(path: Path) -> int:
    """Open a file to lock; no other program that we start inherits it."""
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def try_lock(path: Path, kind: int) -> int | None:
    """Take the lock and return its file, or None if somebody else has it."""
    file = open_lock(path)
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        return None
    return file
