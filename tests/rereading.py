"""How a test changes a figure whose citation stays: it says that the place was read again."""

from __future__ import annotations

from typing import Any

from django.utils import timezone


def reread(**values: Any) -> dict[str, Any]:
    """Values of a change, with the statement that its place was read again just now."""
    return values | {"reread_at": timezone.now()}


def read_again(**cells: str) -> dict[str, str]:
    """The same as cells of a data file."""
    return cells | {"reread_at": timezone.now().isoformat()}
