"""One stylesheet out of the small files in ``static/css``: one request, no build tool.

``collectstatic`` and the development server find ``css/site.css`` here. Each folder is a
cascade layer, so a component may overrule an element and paper overrules both, whatever
the selectors look like.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

STYLESHEET = "css/site.css"

LAYERS = {
    "base": ("tokens.css", "base.css"),
    "layout": ("layout.css",),
    "components": ("components/*.css",),
    "print": ("print.css",),
}
"""Weakest layer first: the files of each, as patterns below ``static/css``."""

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BLANK = re.compile(r"\n\s*")


def files_of(folder: Path, patterns: Iterable[str]) -> Iterator[Path]:
    """Give the files of one layer: in the order of the patterns, then by name."""
    for pattern in patterns:
        yield from sorted(folder.glob(pattern))


def slim(css: str) -> str:
    """Drop what only people read: comments, blank lines, indentation.

    >>> slim("/* A note */\\n.a {\\n  top: 0;\\n}\\n")
    '.a {\\ntop: 0;\\n}'
    """
    return BLANK.sub("\n", COMMENT.sub("", css)).strip()


def stylesheet(folder: Path) -> str:
    """Join the files of ``folder``, each in the layer that it belongs to."""
    parts = [f"@layer {', '.join(LAYERS)};"]
    for layer, patterns in LAYERS.items():
        body = "\n".join(slim(file.read_text("utf-8")) for file in files_of(folder, patterns))
        parts.append(f"@layer {layer} {{\n{body}\n}}")
    return "\n".join(parts) + "\n"


class StylesheetFinder(BaseFinder):
    """Finds ``css/site.css``, written anew whenever one of its parts has changed."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = Path(settings.BASE_DIR) / "static" / "css"
        self.storage = FileSystemStorage(location=settings.VAR / "stylesheet")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Give where ``css/site.css`` is (in a list, if all places are asked for)."""
        if path != STYLESHEET:
            return []
        self.write()
        found = self.storage.path(STYLESHEET)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        if not matches_patterns(STYLESHEET, list(ignore_patterns or [])):
            self.write()
            yield STYLESHEET, self.storage

    def write(self) -> None:
        """Put the joined file where it is found, if it is not there as it should be."""
        css = stylesheet(self.parts)
        target = Path(self.storage.path(STYLESHEET))
        if target.exists() and target.read_text("utf-8") == css:
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_suffix(".new")
        draft.write_text(css, "utf-8")
        draft.replace(target)  # in one step: a reader of it never sees half a file
