"""Politeness: a host is asked once, then left alone for a while."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from cgt_site.links.addresses import host_of

T = TypeVar("T")


class Pacer:
    """Waits before a host is asked again: ``delay`` seconds after the request before."""

    def __init__(
        self,
        delay: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.delay, self.clock, self.sleep = delay, clock, sleep
        self.asked: dict[str, float] = {}

    def wait_for(self, host: str) -> None:
        """Return when the host may be asked, and count it as asked."""
        if host in self.asked:
            left = self.asked[host] + self.delay - self.clock()
            if left > 0:
                self.sleep(left)
        self.asked[host] = self.clock()


def in_turns(rows: Iterable[T], url_of: Callable[[T], str]) -> Iterator[T]:
    """One row of each host, then the next of each: the wait for a host is spent at others.

    >>> list(in_turns(["http://a/1", "http://a/2", "http://b/1"], str))
    ['http://a/1', 'http://b/1', 'http://a/2']
    """
    by_host: dict[str, list[T]] = {}
    for row in rows:
        by_host.setdefault(host_of(url_of(row)), []).append(row)
    queues = [iter(queue) for queue in by_host.values()]
    while queues:
        left = []
        for queue in queues:
            for row in queue:
                yield row
                left.append(queue)
                break
        queues = left
