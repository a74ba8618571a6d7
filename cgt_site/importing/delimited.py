"""Text to rows: whichever of comma, semicolon, tab and bar makes the header one of our tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cgt_site.importing.brought import MOST_ROWS, Brought, UnreadableFileError
from cgt_site.importing.folding import plain

DELIMITERS = {
    ",": "",
    ";": gettext_noop("semicolons"),
    "\t": gettext_noop("tabs"),
    "|": gettext_noop("bars"),
}


def read_text(text: str, known: Collection[str]) -> Brought:
    """The rows of a text file. ``known`` are the columns that its header may name."""
    brought = Brought()
    delimiter = _delimiter(text, known)
    if delimiter != ",":
        said = _("The columns are separated by %(signs)s; they were read so.")
        brought.notes.append(said % {"signs": _(DELIMITERS[delimiter])})
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in rows:
            if any(row):
                brought.lines.append(line)
                brought.records.append(row)
            if len(brought.lines) > MOST_ROWS + 1:
                raise too_many_rows()
            line = rows.line_num + 1
    except csv.Error as problem:
        raise UnreadableFileError(
            _("Line %(line)d cannot be read as CSV: %(problem)s.")
            % {"line": line, "problem": problem}
        ) from problem
    if not brought.records:
        raise UnreadableFileError(_("The file is empty; it needs at least a header line."))
    brought.header = brought.records.pop(0)
    brought.lines.pop(0)
    return brought


def _delimiter(text: str, known: Collection[str]) -> str:
    """What separates the names of the header so that most of them are known."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def names_known(delimiter: str) -> int:
        try:
            names = next(csv.reader([first], delimiter=delimiter), [])
        except csv.Error:
            return 0
        return len({plain(name) for name in names} & set(known))

    return max(DELIMITERS, key=names_known)  # the first of equals: the comma


def too_many_rows() -> UnreadableFileError:
    said = _("The file has more than %(n)s rows. Split it, and bring the parts one by one.")
    return UnreadableFileError(said % {"n": f"{MOST_ROWS:,}"})
