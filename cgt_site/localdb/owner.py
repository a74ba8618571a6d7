"""As whom the server runs: PostgreSQL refuses to run as root."""

import ctypes
import os
import pwd
import subprocess
import sys
from enum import Enum
from pathlib import Path
from typing import Any

from cgt_site.localdb.cluster import LocalDatabaseError

CLONE_NEWUSER = 0x10000000
"""Of unshare(2): a user namespace of one's own."""

LOCALE = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"


class Owner(Enum):
    """Who the server's process is."""

    SELF = "the user who started it"
    NAMESPACE = "root, shown to it as nobody: no file changes hands"
    NOBODY = "nobody, who then owns the data: for root where namespaces are refused"

    @classmethod
    def here(cls) -> "Owner":
        """What is possible on this machine."""
        if os.geteuid() != 0:
            return cls.SELF
        return cls.NAMESPACE if _namespaces_work() else cls.NOBODY

    @property
    def uid(self) -> int:
        """The owner of the files, as everybody else sees it."""
        return pwd.getpwnam("nobody").pw_uid if self is Owner.NOBODY else os.geteuid()

    def make_folder(self, folder: Path) -> None:
        """Make a folder that only this owner can enter, or take over one of ours."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = folder.lstat().st_uid
        ours = {os.geteuid()} if os.geteuid() else {0, pwd.getpwnam("nobody").pw_uid}
        if owner not in ours:
            raise LocalDatabaseError(
                f"{folder} belongs to another user: run as that user, or remove the folder."
            )
        if owner != self.uid:
            for path in [folder, *folder.rglob("*")]:
                os.chown(path, self.uid, -1, follow_symlinks=False)
        folder.chmod(0o700)

    def start(self, *command: str) -> "subprocess.Popen[bytes]":
        """Start a program of PostgreSQL as this owner, in the one locale that we support."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PG", "LC_", "LANG"))
        }
        try:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                # TZ: Django sets it, and initdb would write it into the server's settings.
                env=kept | {"LC_ALL": LOCALE, "TZ": "UTC"},
                **self._become(),
            )
        except PermissionError as problem:
            raise LocalDatabaseError(
                f"PostgreSQL does not run as root, and the user nobody cannot reach {command[0]}: "
                "run as an ordinary user, or set DATABASE_URL to a server of your own."
            ) from problem

    def _become(self) -> dict[str, Any]:
        if self is Owner.NAMESPACE:
            return {"preexec_fn": _enter_namespace}
        if self is Owner.NOBODY:
            nobody = pwd.getpwnam("nobody")
            return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        return {}


def _enter_namespace() -> None:
    nobody = pwd.getpwnam("nobody")
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "no user namespace")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{nobody.pw_uid} 0 1")
    Path("/proc/self/gid_map").write_text(f"{nobody.pw_gid} 0 1")


def _namespaces_work() -> bool:
    """Try in a child: there is no way back out of a namespace."""
    if sys.platform != "linux" or os.environ.get("LOCALDB_NO_NAMESPACE"):
        return False
    child = os.fork()
    if child == 0:
        try:
            _enter_namespace()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0
