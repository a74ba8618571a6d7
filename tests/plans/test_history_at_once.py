"""Two runs at once record a change once: a load and an edit, or two editors."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from plans.history import record_verdicts
from plans.models import VerdictRecord
from tests.factories.plans import TargetFactory

TODAY = dt.date(2026, 11, 22)


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_record_a_change_once():
    TargetFactory()
    second = []

    def run():
        second.extend(record_verdicts(TODAY))
        connection.close()

    other = threading.Thread(target=run)
    with transaction.atomic():
        first = record_verdicts(TODAY)
        other.start()
        while other.is_alive() and not somebody_waits():
            pass
    other.join()

    assert (len(first), second) == (1, [])
    assert VerdictRecord.objects.count() == 1
