"""Serve plotly.js from an installed package: no copy of it lives in this repository."""

import importlib.util
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage

SERVED_AS = "vendor/plotly.min.js"
SMALL_BUNDLE = "node_modules/plotly.js-basic-dist-min/plotly-basic.min.js"
FULL_BUNDLE = "package_data/plotly.min.js"


def bundle() -> Path | None:
    """Find plotly.js: the small bundle (lines, bars) where npm put one, else the full one.

    The full one (1.5 MB compressed instead of 0.4) comes inside the Python package, which
    is why the site needs no npm. None if neither is there.
    """
    small = Path(settings.BASE_DIR) / SMALL_BUNDLE
    if small.is_file():
        return small
    package = importlib.util.find_spec("plotly")
    folders = package.submodule_search_locations if package else None
    found = (Path(folder) / FULL_BUNDLE for folder in folders or [])
    return next((path for path in found if path.is_file()), None)


class OneFileStorage(FileSystemStorage):
    """A storage that knows one file, under a name that is not its own."""

    def __init__(self, file: Path) -> None:
        super().__init__(location=file.parent)
        self.file = file

    def path(self, name: str) -> str:
        return str(self.file if name == SERVED_AS else super().path(name))


class PlotlyFinder(BaseFinder):
    """Find exactly one static file, ``vendor/plotly.min.js``."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        if bundle() is not None:
            return []
        return [
            Error(
                "plotly.js was not found, so no chart can be drawn.",
                hint="Install the Python dependencies again: the package plotly brings it.",
                id="cgt_site.E001",
            )
        ]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        file = bundle()
        if path != SERVED_AS or file is None:
            return []
        return [str(file)] if find_all else str(file)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        file = bundle()
        if file is not None:
            yield SERVED_AS, OneFileStorage(file)
