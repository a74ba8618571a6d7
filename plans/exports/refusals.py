"""Why there is no file: said in the form that was asked for, and never by a table.

A table with an error in it might be taken for data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from plans.exports.slots import WAIT_SECONDS

Mistakes = Mapping[str, Sequence[str]]
"""What is wrong, by parameter."""

ENDINGS = (".csv", ".xlsx", ".json", ".svg", ".atom")


def is_file(path: str) -> bool:
    return path.endswith(ENDINGS)


def refused(path: str, mistakes: Mistakes) -> HttpResponse:
    """400, naming each parameter that is wrong."""
    said = f"Cannot filter by: {', '.join(mistakes)}"
    if path.endswith(".json"):
        return JsonResponse(
            {"error": said, "parameters": mistakes},
            status=400,
            json_dumps_params={"ensure_ascii": False},
        )
    lines = [f"{name}: {' '.join(words)}" for name, words in mistakes.items()]
    return _in_words("\n".join(["Cannot filter by:", *lines]), status=400)


def too_long(rows: int, most: int) -> HttpResponse:
    """400: an Excel file cannot hold the list, which is not cut to fit."""
    words = _(
        "An Excel sheet holds %(most)s rows, and this list has %(rows)s. Take it as CSV or JSON,"
        " or filter it."
    )
    return _in_words(words % {"most": f"{most:,}", "rows": f"{rows:,}"}, status=400)


def too_wide(name: str) -> HttpResponse:
    """400: an Excel file cannot hold a text, which is not cut to fit."""
    words = _(
        "A text in the column “%(name)s” is longer than an Excel cell holds. Take the list as CSV"
        " or JSON, or filter it."
    )
    return _in_words(words % {"name": name}, status=400)


def busy() -> HttpResponse:
    """503: others take long files just now."""
    words = _("Other long files are being made just now. Ask again in %(seconds)s seconds.")
    response = _in_words(words % {"seconds": WAIT_SECONDS}, status=503)
    response["Retry-After"] = str(WAIT_SECONDS)
    return response


def _in_words(words: str, *, status: int) -> HttpResponse:
    return HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")
