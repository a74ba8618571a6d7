"""A small checkout with its own ``./dev``, for tests: no network, no packages."""

import hashlib
import importlib.machinery
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.site.localdb_users import ROOT, write_program

LOCKS = ("requirements.txt", "requirements-dev.txt")


def load_dev() -> ModuleType:
    """``./dev`` as a module."""
    loader = importlib.machinery.SourceFileLoader("dev", str(ROOT / "dev"))
    spec = importlib.util.spec_from_loader("dev", loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


class Checkout:
    """A folder with ``dev``, empty lock files and a ``manage.py`` that says it was called."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.venv = folder / ".venv"
        shutil.copy(ROOT / "dev", folder / "dev")
        (folder / "manage.py").write_text("import sys; print('managed', *sys.argv[1:])\n")
        (folder / "package-lock.json").write_text("{}")
        (folder / "node_modules").mkdir()
        (folder / "node_modules" / "installed").write_text(hashlib.sha256(b"{}").hexdigest())
        for lock in LOCKS:
            (folder / lock).write_text("")
        self.variables = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(folder),
            "PIP_NO_INDEX": "1",
            "PIP_CONFIG_FILE": os.devnull,
        }

    def start(self, *arguments: str, **variables: str) -> "subprocess.Popen[str]":
        """Start ``./dev``."""
        return subprocess.Popen(
            [sys.executable, str(self.folder / "dev"), *arguments],
            cwd=self.folder,
            env=self.variables | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # As from a shell: what runs the tests may ignore Ctrl-C, and its children would too.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    def dev(self, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        """Run ``./dev`` to its end."""
        process = self.start(*arguments, **variables)
        output, errors = process.communicate(timeout=60)
        return subprocess.CompletedProcess(process.args, process.returncode, output, errors)

    def fake_venv(self, script: str, *locks: str) -> None:
        """Put a line of shell in the place of Python, with the packages of these lock files."""
        (self.venv / "bin").mkdir(parents=True)
        write_program(self.venv / "bin" / "python", script)
        digests = [hashlib.sha256((self.folder / lock).read_bytes()).hexdigest() for lock in locks]
        (self.venv / "installed").write_text("\n".join(digests))

    def put_on_path(self, name: str, script: str) -> None:
        """Let a program of this name be found first."""
        bins = self.folder / "bin"
        bins.mkdir(exist_ok=True)
        write_program(bins / name, script)
        self.variables["PATH"] = f"{bins}:/usr/bin:/bin"


def pins(text: str) -> dict[str, Any]:
    """The versions that a lock file names."""
    lines = [line.split(" ")[0] for line in text.splitlines() if "==" in line]
    return dict(line.split("==") for line in lines)
