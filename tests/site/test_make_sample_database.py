"""``make_sample`` writes into a database of its own, which it made and may take away again."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from plans.models import Source


def made(*arguments):
    said = StringIO()
    call_command("make_sample", *arguments, stdout=said)
    return said.getvalue()


def databases():
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database")
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db(transaction=True)
class TestTheDatabase:
    def test_is_one_beside_that_of_the_site(self):
        name = f"{connection.settings_dict['NAME']}_sample"
        sizes = [f"--{what}={n}" for what, n in (("firms", 5), ("observations", 5))]
        said = made("--name", name, "--metrics=3", "--sources=9", *sizes)
        try:
            assert f"{name} ./dev serve" in said
            assert name in databases()
            assert not Source.objects.filter(key__startswith="sample-").exists()
        finally:
            assert made("--name", name, "--drop") == f"The database {name} is gone.\n"
        assert name not in databases()

    def test_is_never_one_that_this_command_did_not_make(self):
        name = f"{connection.settings_dict['NAME']}_other"
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
            try:
                with pytest.raises(CommandError, match="no sample: it is left alone"):
                    made("--name", name)
                with pytest.raises(CommandError, match="no sample: it is left alone"):
                    made("--name", name, "--drop")
                assert name in databases()
            finally:
                cursor.execute(f"DROP DATABASE {name}")

    def test_is_never_that_of_the_site(self):
        with pytest.raises(CommandError, match="site's own database"):
            made("--name", connection.settings_dict["NAME"])

    def test_needs_rows(self):
        with pytest.raises(CommandError, match="--firms must be 1 or more, not 0"):
            made("--firms", "0")
