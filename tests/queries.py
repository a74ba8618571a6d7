"""How many queries something costs."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def count_queries(act: Callable[[], object]) -> int:
    """Do it, and count the queries it made."""
    with CaptureQueriesContext(connection) as made:
        act()
    return len(made)
