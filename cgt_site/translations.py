"""Translations without the gettext programs, which a fresh machine does not have.

Babel collects the texts, merges them into the catalogue and compiles it; Django turns its
templates into something that Babel can read.
"""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "cgt_site" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
LOCALE = "zh_Hans"

CODE = ("cgt_site", "parks", "plans")
TEMPLATES = "templates"

Found = tuple[int, str | tuple[str, ...], list[str], str | None]
"""The line of a text, the text (with its plural, if any), the comments on it, its context."""

KEYWORDS = DEFAULT_KEYWORDS | {
    "_later": None,  # gettext_lazy, in a module whose _ is gettext
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def python_texts(file: Path) -> Iterator[Found]:
    """Find the texts in a Python file."""
    with file.open("rb") as source:
        yield from extract("python", source, keywords=KEYWORDS, comment_tags=["Translators:"])


def template_texts(file: Path) -> Iterator[Found]:
    """Find those in a template.

    ``templatize`` leaves calls of gettext and blots out the rest. Without the indentation
    what is left reads as Python.
    """
    blotted = templatize(file.read_text("utf-8"))
    flat = "\n".join(line.strip() for line in blotted.splitlines())
    yield from extract("python", io.BytesIO(flat.encode()), keywords=KEYWORDS)


def empty() -> Catalog:
    """A catalogue without texts. Its dates stand still: an update changes texts alone."""
    begun = dt.datetime(2026, 11, 25, tzinfo=dt.UTC)
    return Catalog(
        locale=LOCALE,
        domain="django",
        project="Shanghai CGT Dashboard",
        version="1",
        msgid_bugs_address="the project's issues",
        last_translator="the maintainers",
        language_team="Chinese (simplified)",
        header_comment="# Chinese texts of the interface of the Shanghai CGT Dashboard.\n",
        creation_date=begun,
        revision_date=begun,
        fuzzy=False,
    )


def collect() -> Catalog:
    """Collect every text of the interface, with the places that use it."""
    found = empty()
    files = [(f, python_texts) for app in CODE for f in sorted((ROOT / app).rglob("*.py"))]
    files += [(f, template_texts) for f in sorted((ROOT / TEMPLATES).rglob("*.html"))]
    for file, texts in files:
        if "migrations" in file.parts:
            continue
        place = file.relative_to(ROOT).as_posix()
        for _line, message, comments, context in texts(file):
            # Without line numbers: they would change the catalogue with every edit.
            found.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    return found


def read() -> Catalog:
    """Read the kept catalogue; an empty one where there is none yet."""
    if not CATALOGUE.exists():
        return empty()
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale=LOCALE, domain="django")


def merged() -> Catalog:
    """The kept catalogue, brought up to date with the texts of the code."""
    catalogue, kept = collect(), read()
    for message in catalogue:
        if message.id and (known := kept.get(message.id, message.context)):
            message.string = known.string
    return catalogue


def as_po(catalogue: Catalog) -> bytes:
    """Write a catalogue as people read and translate it."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, sort_output=True, omit_header=False, include_lineno=False)
    return out.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Name the texts without a translation, in English."""
    waiting = []
    for message in catalogue:
        texts = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        if message.id and not all(texts):
            waiting.append(message.id if isinstance(message.id, str) else message.id[0])
    return waiting


def compile_catalogue() -> Path:
    """Write the file that Django reads at run time, and say where it is."""
    out = io.BytesIO()
    write_mo(out, read())
    # Whole at once: another process may be reading it.
    draft = COMPILED.with_suffix(f".{os.getpid()}")
    draft.write_bytes(out.getvalue())
    return draft.replace(COMPILED)


def is_compiled() -> bool:
    """Whether Django reads what the catalogue says."""
    if not COMPILED.exists():
        return False
    return COMPILED.stat().st_mtime >= CATALOGUE.stat().st_mtime
