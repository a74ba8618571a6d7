"""How many queries something costs, and how many rows."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def count_queries(act: Callable[[], object]) -> int:
    """Do it, and count the queries it made."""
    with CaptureQueriesContext(connection) as made:
        act()
    return len(made)


def count_fetched(act: Callable[[], object]) -> int:
    """Do it, and count the rows that came from the database."""
    fetched = 0

    def counting(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal fetched
        result = execute(sql, params, many, context)
        fetched += max(0, context["cursor"].rowcount)
        return result

    with connection.execute_wrapper(counting):
        act()
    return fetched


def count_read(act: Callable[[], object]) -> int:
    """Do it, and count the rows that the database looked at for it: those that its plans scanned,
    as often as they did. A loop within a loop over a table gives their product."""
    with CaptureQueriesContext(connection) as made:
        act()
    statements = [query["sql"] for query in made.captured_queries]
    return sum(_read(sql) for sql in statements if sql.startswith("SELECT"))


def _read(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}")
        [[plan]] = cursor.fetchall()
    nodes = _nodes((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])
    return sum(_looked_at(node) for node in nodes if "Scan" in node["Node Type"])


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for part in node.get("Plans", ()):
        yield from _nodes(part)


def _looked_at(node: dict[str, Any]) -> int:
    removed = ("Rows Removed by Filter", "Rows Removed by Index Recheck")
    each = node["Actual Rows"] + sum(node.get(name, 0) for name in removed)
    return round(each * node["Actual Loops"])
