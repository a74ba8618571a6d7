"""Databases beside that of the tests: a copy takes a moment, to fill one anew takes seconds."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.backends.base.creation import TEST_DATABASE_PREFIX


@contextmanager
def a_copy(suffix: str) -> Iterator[str]:
    """The name of a copy of the database that is worked in; it is gone afterwards.

    PostgreSQL copies no database that others are connected to, and drops none: they have
    forgotten to close their connection.
    """
    original = connection.settings_dict["NAME"]
    assert original.startswith(TEST_DATABASE_PREFIX)
    copy = connection.creation.get_test_db_clone_settings(suffix)["NAME"]
    connection.creation.clone_test_db(suffix, verbosity=0, autoclobber=True)
    try:
        yield copy
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{copy}"')


@contextmanager
def working_in(name: str) -> Iterator[None]:
    """Turn to another database on the same server, for a while."""
    before = connection.settings_dict["NAME"]
    _turn_to(name)
    try:
        yield
    finally:
        _turn_to(before)


def _turn_to(name: str) -> None:
    """Change the settings in place: the connections of other threads share them.

    What Django remembers of the rows of one database is not so in another.
    """
    connection.close()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()
