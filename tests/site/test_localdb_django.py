"""Django's side of the embedded server: lazy, and the same for every command."""

from pathlib import Path

import pytest
from django.db import OperationalError, connection, connections

from cgt_site import localdb
from cgt_site.localdb.base import DatabaseWrapper
from tests.site.localdb_users import manage_py

manage = pytest.fixture(manage_py)


def test_a_command_that_needs_no_data_starts_no_server(manage, tmp_path):
    assert manage("check").returncode == 0
    assert not list(tmp_path.iterdir())


def test_the_shell_the_state_the_dump_and_the_stop_of_the_server(manage, tmp_path):
    assert "does not run" in manage("localdb", "status").stdout
    assert "not running" in manage("localdb", "stop").stdout

    shell = manage("dbshell", "--", "-c", "CREATE TABLE kept AS SELECT 'still here' AS word")
    assert shell.stdout == "SELECT 1\n"
    assert "runs, process" in manage("localdb", "status").stdout

    assert manage("localdb", "dump", str(tmp_path / "dump.sql")).returncode == 0
    assert "still here" in (tmp_path / "dump.sql").read_text()

    assert manage("localdb", "stop").stdout == "Stopped.\n"
    assert "does not run" in manage("localdb", "status").stdout


def test_with_a_server_of_ones_own_there_is_no_embedded_one(manage, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://nobody@localhost:1/none")

    refused = manage("localdb", "stop")

    assert refused.returncode == 1
    assert "uses the server of DATABASE_URL" in refused.stderr


def test_a_server_that_cannot_be_had_is_a_database_error_with_its_reason(tmp_path):
    settings = connections.settings["default"] | {
        "LOCALDB_DATA": str(tmp_path / "/".join(["deep" * 20] * 12)),
    }

    with pytest.raises(OperationalError, match="path of the database folder is too long"):
        DatabaseWrapper(settings).connect()


def test_the_settings_name_a_server_and_start_nothing(tmp_path):
    settings = localdb.settings(tmp_path)

    assert settings["LOCALDB_DATA"] == str(tmp_path / "pg")
    assert settings["HOST"] == str(localdb.socket_dir(tmp_path / "pg"))
    assert not list(tmp_path.iterdir())


def test_two_runs_of_the_tests_at_once_use_two_databases(tmp_path):
    settings = connections.settings["default"] | localdb.settings(tmp_path)

    first = DatabaseWrapper(settings).creation._reserve("test_postgres")
    second = DatabaseWrapper(settings).creation._reserve("test_postgres")

    assert (first, second) == ("test_postgres", "test_postgres_2")


@pytest.mark.django_db
def test_tests_leave_the_data_of_the_checkout_alone():
    data = Path(connection.settings_dict.get("LOCALDB_DATA", "elsewhere-test"))

    assert data.name.endswith("-test")
