"""The facts that the site ships with, for the tests of a module."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from tests.databases import a_copy, working_in


@pytest.fixture(scope="session")
def shipped_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The name of a database with the shipped data, as a server has it that runs for a while."""
    with django_db_blocker.unblock(), a_copy("shipped") as name:
        with working_in(name):
            call_command("load_data", stdout=StringIO())
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        yield name


@pytest.fixture(scope="module")
def shipped(shipped_database: str, django_db_blocker: Any) -> Iterator[None]:
    """Work with the shipped data in a module, in a transaction that its tests nest in.

    Use it with ``pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]``.
    What a test changes is undone after it, what a module's fixtures change after its last test.
    """
    with django_db_blocker.unblock(), working_in(shipped_database), transaction.atomic():
        yield
        transaction.set_rollback(True)
