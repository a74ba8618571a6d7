"""Go through the sources, the longest unchecked first, and keep what each address answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from cgt_site.links.addresses import host_of
from cgt_site.links.asking import Answer, Asker
from cgt_site.links.pacing import in_turns
from plans.models import LinkCheck, Source

TOO_MANY = 429
"""The answer of a host that asks to be left alone."""


class AlreadyRunningError(Exception):
    """Another check of links is under way: two would ask a host at the same time."""


@dataclass(slots=True)
class Tally:
    """What a run did."""

    works: int = 0
    moved: int = 0
    """Of those that work: how many lead elsewhere by now."""
    failed: int = 0
    left: int = 0
    """Not asked, since their host asked to be left alone."""
    resting: set[str] = field(default_factory=set)

    @property
    def checked(self) -> int:
        return self.works + self.failed

    def count(self, answer: Answer, url: str) -> None:
        self.works += answer.ok
        self.moved += answer.ok and answer.url != url
        self.failed += not answer.ok


def waiting(*, older_than: dt.timedelta | None, now: dt.datetime) -> QuerySet[Source]:
    """Sources to be checked: never checked first, then the oldest check.

    ``older_than``: leave out what was checked within that time; None leaves out nothing.
    """
    rows = Source.objects.select_related("link_check")
    if older_than is not None:
        due = Q(link_check=None) | Q(link_check__checked_at__lte=now - older_than)
        rows = rows.filter(due)
    return rows.order_by(F("link_check__checked_at").asc(nulls_first=True), "key")


def check(
    sources: QuerySet[Source],
    asker: Asker,
    tally: Tally,
    report: Callable[[Source, Answer], None] = lambda source, answer: None,
) -> None:
    """Check the sources. Each answer is kept at once: an interrupted run goes on with the rest.

    ``tally`` is counted up as it goes. Raises ``AlreadyRunningError``.
    """
    with _one_run():
        for source in in_turns(list(sources), lambda source: source.url):
            host = host_of(source.url)
            if host in tally.resting:
                tally.left += 1
                continue
            answer = asker.ask(source.url)
            keep(source, answer)
            tally.count(answer, source.url)
            report(source, answer)
            if answer.status == TOO_MANY:
                tally.resting.add(host)


def keep(source: Source, answer: Answer) -> None:
    """Keep an answer. Where the address works, the source was checked today."""
    with transaction.atomic():
        LinkCheck.objects.update_or_create(
            source=source,
            defaults={
                "checked_at": timezone.now(),
                "status": answer.status,
                "problem": answer.problem or "",
                "final_url": answer.url,
            },
        )
        if answer.ok:
            Source.objects.filter(pk=source.pk).update(checked_on=timezone.localdate())


@contextmanager
def _one_run() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('check of links'))")
        if not cursor.fetchone()[0]:
            raise AlreadyRunningError
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('check of links'))")
