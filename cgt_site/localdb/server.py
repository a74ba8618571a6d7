"""The users' side: have the server up for as long as this process lives."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from errno import ENOSPC
from pathlib import Path

import cgt_site
from cgt_site.localdb import programs
from cgt_site.localdb.cluster import Cluster, LocalDatabaseError, open_lock

TIMEOUT = 60.0
"""Seconds to wait for a server to start or to stop."""

ATTEMPTS = 4
"""Starts of one server; the processes of a killed one may need a second to go away."""

LARGE_LOG = 1_000_000
"""Bytes. A log that has grown beyond is begun anew at the next start."""

FAILED, REFUSED = 1, 3
"""A keeper's exit status: try again; or trying again is no use."""

DISK_FULL = os.strerror(ENOSPC)

_guard = threading.Lock()
_held: dict[Path, int] = {}
_keepers: "dict[Path, subprocess.Popen[bytes]]" = {}


def ensure(data: Path) -> None:
    """Return once the server of this data folder answers; it then lives as long as we do."""
    cluster = Cluster.at(data)
    try:
        _become_a_user(cluster)
        if cluster.answers() is None:
            _start(cluster)
        elif not cluster.is_kept():
            _spawn_keeper(cluster)  # the keeper was killed: a new one adopts the server
    except LocalDatabaseError:
        _leave(cluster)
        raise
    except OSError as problem:
        _leave(cluster)
        raise LocalDatabaseError(_explain(problem, cluster)) from problem


def stop(data: Path) -> bool:
    """Stop the server now, users or not (their next connection starts it); False if none ran."""
    cluster = Cluster.at(data)
    pid = cluster.runs()
    if pid is None:
        return False
    os.kill(pid, signal.SIGINT)
    deadline = time.monotonic() + TIMEOUT
    while cluster.runs() == pid:
        if time.monotonic() > deadline:
            raise LocalDatabaseError(f"PostgreSQL (process {pid}) does not stop.")
        time.sleep(0.02)
    return True


def _become_a_user(cluster: Cluster) -> None:
    with _guard:
        held = _held.get(cluster.data)
        if held is not None and os.fstat(held).st_nlink:
            return
        cluster.control.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = open_lock(cluster.users_lock)
        fcntl.flock(lock, fcntl.LOCK_SH)  # waits while a keeper shuts the server down
        _held[cluster.data] = lock


def _leave(cluster: Cluster) -> None:
    with _guard:
        if (held := _held.pop(cluster.data, None)) is not None:
            os.close(held)


def _start(cluster: Cluster) -> None:
    deadline = time.monotonic() + TIMEOUT
    keeper: subprocess.Popen[bytes] | None = None
    log_begin = failures = 0
    while cluster.answers() is None:
        status = keeper.poll() if keeper else None
        if status is not None:
            failures += status == FAILED
            said = _read_log(cluster, log_begin)
            if status == REFUSED or failures == ATTEMPTS or DISK_FULL in said:
                raise LocalDatabaseError(_reason(cluster, said))
            time.sleep(0.1 * 2**failures)
            keeper = None
        if keeper is None and not cluster.is_kept():
            log_begin = cluster.log.stat().st_size if cluster.log.exists() else 0
            keeper = _spawn_keeper(cluster)
        if time.monotonic() > deadline:
            raise LocalDatabaseError(
                f"PostgreSQL did not start in {TIMEOUT:.0f} seconds; see {cluster.log}."
            )
        time.sleep(0.02)


def _spawn_keeper(cluster: Cluster) -> "subprocess.Popen[bytes]":
    """Start a keeper in a session of its own, so that Ctrl-C here does not reach it."""
    module = "cgt_site.localdb.keeper"
    grace = _grace()
    bins = programs.folder()
    size = cluster.log.stat().st_size if cluster.log.exists() else 0
    with cluster.log.open("ab" if size < LARGE_LOG else "wb") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-S", "-E", "-m", module, cluster.data, bins, str(grace)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            cwd=Path(cgt_site.__path__[0]).parent,
        )
    _keepers[cluster.data] = keeper
    return keeper


def _grace() -> float:
    given = os.environ.get("LOCALDB_GRACE", "5")
    try:
        return float(given)
    except ValueError:
        raise LocalDatabaseError(
            f"LOCALDB_GRACE must be a number of seconds, not {given!r}."
        ) from None


def _read_log(cluster: Cluster, begin: int) -> str:
    with cluster.log.open("rb") as log:
        log.seek(begin)
        return log.read().decode(errors="replace").strip()


def _reason(cluster: Cluster, said: str) -> str:
    """Why a keeper gave up: its own words, or else the end of what the server printed."""
    for line in reversed(said.splitlines()):
        if line.startswith("localdb: "):
            return line.removeprefix("localdb: ")
    if DISK_FULL in said:
        return _disk_full(cluster)
    return f"PostgreSQL does not start. The end of {cluster.log}:\n{said[-2000:]}"


def _explain(problem: OSError, cluster: Cluster) -> str:
    if problem.errno == ENOSPC:
        return _disk_full(cluster)
    return f"The database folder {cluster.data} cannot be used: {problem}."


def _disk_full(cluster: Cluster) -> str:
    return f"The disk of {cluster.data} is full: free some space (about 100 MB) and try again."
