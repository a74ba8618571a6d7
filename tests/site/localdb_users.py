"""Processes that use a server of their own, for the tests of ``cgt_site.localdb``."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

import cgt_site
from cgt_site.localdb import Cluster, programs, socket_dir
from cgt_site.localdb.server import stop

ROOT = Path(cgt_site.__path__[0]).parent

Manage = Callable[..., "subprocess.CompletedProcess[str]"]

USE = """
import sys
from pathlib import Path
from cgt_site.localdb import ensure
for _ in sys.stdin:
    ensure(Path(sys.argv[1]))
    print("up", flush=True)
"""


class User:
    """A process that uses the server of a data folder until it leaves or is killed."""

    def __init__(self, data: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", USE, data],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.ask()

    def ask(self) -> None:
        """Ask for the server, and do not wait for it."""
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def has_it(self) -> bool:
        """Wait until the server is up."""
        assert self.process.stdout
        return self.process.stdout.readline() == "up\n"

    def leave(self) -> None:
        """End as programs do."""
        self.process.communicate()

    def kill(self) -> None:
        """End as programs do not: nothing of its own runs any more."""
        self.process.kill()
        self.process.communicate()


def query(data: Path, sql: str) -> str:
    """The one value that the server answers."""
    with psycopg.connect(
        host=str(socket_dir(data)), user="postgres", dbname="postgres", autocommit=True
    ) as connection:
        cursor = connection.execute(sql)
        row = cursor.fetchone() if cursor.description else None
        return str(row[0]) if row else ""


def keeper_of(data: Path) -> int:
    """The process number of the keeper."""
    return int(Cluster.at(data).keeper_lock.read_text())


def until(condition: Callable[[], object], seconds: float = 30) -> None:
    """Wait for something that can be seen, and not for longer than ``seconds``."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.01)


def server_of(data: Path) -> int:
    """The process number of the server; 0 if none answers."""
    return Cluster.at(data).answers() or 0


def wait_for_the_end(data: Path) -> None:
    """Wait until neither server nor keeper is left."""
    until(lambda: not (Cluster.at(data).control.exists() and Cluster.at(data).is_kept()))


def gone(process: int) -> bool:
    """Whether a process has ended."""
    try:
        os.kill(process, 0)
        command = Path(f"/proc/{process}/cmdline")
        return command.exists() and not command.read_bytes()  # dead, and not yet collected
    except ProcessLookupError:
        return True


def write_program(path: Path, script: str) -> None:
    """Make a program of a line of shell."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def folder_of_somebody_else(folder: Path) -> Path:
    """A folder that belongs neither to us nor to the user nobody."""
    if os.getuid() != 0:
        return Path("/usr")
    folder.mkdir()
    os.chown(folder, 12345, -1)
    return folder


def copy_programs(folder: Path) -> Path:
    """The programs where everybody can reach them, as in a container's site-packages."""
    bins = programs.folder()
    package = bins.parent.parent
    shutil.copytree(package.parent / f"{package.name}.libs", folder / f"{package.name}.libs")
    for part in ("lib", "share"):
        shutil.copytree(bins.parent / part, folder / package.name / "pginstall" / part)
    copy = folder / package.name / "pginstall" / "bin"
    copy.mkdir()
    for program in ("initdb", "postgres"):
        shutil.copy(bins / program, copy)
    return copy


def manage_py(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Manage]:
    """Run ``manage.py`` with its data in a folder of this test (a fixture)."""
    monkeypatch.setenv("CGT_VAR", str(tmp_path))
    monkeypatch.setenv("LOCALDB_GRACE", "20")
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    yield run
    stop(tmp_path / "pg")
    wait_for_the_end(tmp_path / "pg")
