"""The facts that the site ships with, for the tests of a module."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction


@pytest.fixture(scope="module")
def shipped(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Load the shipped data once for a module, in a transaction that its tests nest in.

    Use it with ``pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]``.
    What a test changes is undone after it; the data go after the module's last test.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_data", stdout=StringIO())
        yield
        transaction.set_rollback(True)
