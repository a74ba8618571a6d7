"""How many long files are made at once: each holds a thread and a database connection."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 1
"""In a process. Its other threads are left for pages: a worker has two (cgt_site.serve)."""

WAIT_SECONDS = 30
"""After which to ask again."""

_free = threading.BoundedSemaphore(AT_ONCE)


class BusyError(Exception):
    """As many long files are being made as may be."""


@contextmanager
def a_slot() -> Iterator[None]:
    """Take a place among the long files, or raise ``BusyError`` at once."""
    if not _free.acquire(blocking=False):
        raise BusyError
    try:
        yield
    finally:
        _free.release()
