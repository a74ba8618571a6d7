"""The server's parent: starts it, and stops it once nobody has used it for a while.

Run as ``python -S -E -m cgt_site.localdb.keeper DATA PROGRAMS GRACE``.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from cgt_site.localdb import programs
from cgt_site.localdb.cluster import PORT, Cluster, LocalDatabaseError, open_lock, try_lock
from cgt_site.localdb.owner import LOCALE, Owner
from cgt_site.localdb.server import FAILED, REFUSED, TIMEOUT

DONE = 0

FOR_TESTS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # It would count the rows of a test, which are never committed, as none: queries that are
    # planned for an empty table then take minutes, once in a while.
    "autovacuum": "off",
}
"""Nothing is worth waiting for the disk, and what a test sees depends on the test alone."""


def main(data: str, bins: str, grace: str) -> int:
    """Keep the server until it is idle; the exit status is for the process that waits for it."""
    cluster = Cluster(Path(data))
    lock = try_lock(cluster.keeper_lock, fcntl.LOCK_EX)
    if lock is None:
        return DONE  # another keeper was quicker
    os.pwrite(lock, f"{os.getpid():<10}".encode(), 0)  # for people who look for it
    try:
        adopted = _wait_for_running(cluster)
        child = None if adopted else _start(cluster, Path(bins))
    except LocalDatabaseError as problem:
        sys.stderr.write(f"localdb: {problem}\n")
        return REFUSED
    if adopted:
        return _keep(cluster, adopted, None, float(grace))
    return _keep(cluster, child.pid, child, float(grace)) if child else FAILED


def _wait_for_running(cluster: Cluster) -> int | None:
    """The process number of a server whose keeper was killed, once it answers."""
    deadline = time.monotonic() + TIMEOUT
    while cluster.runs() is not None and time.monotonic() < deadline:
        if pid := cluster.answers():
            return pid
        time.sleep(0.02)
    return None


def _start(cluster: Cluster, bins: Path) -> "subprocess.Popen[bytes] | None":
    """Start the server, in a new data folder if there is none; None if that cannot be made."""
    owner, major = Owner.here(), programs.major(bins)
    owner.make_folder(cluster.sockets)
    for half_made in cluster.data.parent.glob(f"{cluster.data.name}.new-*"):
        shutil.rmtree(half_made, ignore_errors=True)
    if cluster.version is None and not _make_data(cluster, owner, bins, int(major)):
        return None
    if cluster.version != major:
        raise LocalDatabaseError(
            f"{cluster.data} was made by PostgreSQL {cluster.version}, and the programs in {bins} "
            f"are of {major}. Name a folder with programs of {cluster.version} in LOCALDB_BINDIR; "
            "or remove the data folder: the shipped data is then loaded anew, edits are lost."
        )
    owner.make_folder(cluster.data)
    cluster.forget_dead_server()
    options = {
        "listen_addresses": "",
        "port": str(PORT),
        "timezone": "UTC",
        "unix_socket_directories": str(cluster.sockets),
        "unix_socket_permissions": "0700",
    }
    if cluster.is_for_tests:
        options |= FOR_TESTS
    arguments = [f"--{name}={value}" for name, value in options.items()]
    return owner.start(str(bins / "postgres"), "-D", str(cluster.data), *arguments)


def _make_data(cluster: Cluster, owner: Owner, bins: Path, major: int) -> bool:
    """Make the data folder under another name first: killed half-way, it leaves none."""
    new = Path(f"{cluster.data}.new-{os.getpid()}")
    owner.make_folder(new)
    # LC_CTYPE must be a UTF-8 one: under "C" pg_trgm finds no trigram in Chinese text.
    locale = [f"--lc-ctype={LOCALE}", "--lc-collate=C"]
    if major >= 17:
        locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    initdb = owner.start(
        *(str(bins / "initdb"), "-D", str(new), "-U", "postgres", "-A", "trust"),
        *("-E", "UTF8", "--no-sync", *locale),
    )
    if initdb.wait() != 0:
        shutil.rmtree(new, ignore_errors=True)
        return False
    new.rename(cluster.data)
    return True


def _keep(cluster: Cluster, pid: int, child: "subprocess.Popen[bytes] | None", grace: float) -> int:
    """Wait until the server ends, or until nobody has held the users' lock for ``grace`` s."""
    users = open_lock(cluster.users_lock)
    pause = min(0.5, max(0.05, grace / 4))
    idle_since = None
    while True:
        time.sleep(pause)
        if child is None and cluster.runs() != pid:
            return DONE
        if child is not None and child.poll() is not None:
            return FAILED if child.returncode > 0 else DONE
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            idle_since = None
            continue
        idle_since = idle_since or time.monotonic()
        if time.monotonic() - idle_since >= grace:
            return _stop(cluster, pid, child)  # new users wait at their lock meanwhile
        fcntl.flock(users, fcntl.LOCK_UN)


def _stop(cluster: Cluster, pid: int, child: "subprocess.Popen[bytes] | None") -> int:
    os.kill(pid, signal.SIGINT)  # a "fast" shutdown: sessions end, nothing committed is lost
    deadline = time.monotonic() + TIMEOUT
    while (child.poll() is None) if child else (cluster.runs() == pid):
        if time.monotonic() > deadline:
            return FAILED
        time.sleep(0.02)
    return DONE


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
