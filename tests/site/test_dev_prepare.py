"""What ``./dev run`` prepares: once, again without harm, and with a word when it cannot."""

import errno
import os

import psycopg.errors
import pytest
from django.core.management.base import CommandError
from django.db import DatabaseError, OperationalError

from cgt_site.management.commands import prepare
from tests.site.localdb_users import manage_py, query

HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"

manage = pytest.fixture(manage_py)


def test_a_second_time_keeps_what_editors_have_changed(manage, tmp_path):
    first = manage("prepare", "--no-static")
    query(tmp_path / "pg", "UPDATE plans_source SET title = 'edited'")
    second = manage("prepare", "--no-static")

    assert "rows added" in first.stdout
    assert "Updating the database ... nothing to do" in second.stdout
    assert "Loading the shipped data ... nothing to do" in second.stdout
    assert query(tmp_path / "pg", "SELECT DISTINCT title FROM plans_source") == "edited"


def test_a_server_that_does_not_answer_is_named_without_its_password(manage, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://editor:secret@127.0.0.1:1/cgt")

    stopped = manage("prepare")

    assert stopped.returncode == 1
    assert "Connecting to the PostgreSQL server of DATABASE_URL at 127.0.0.1" in stopped.stdout
    assert "The server of DATABASE_URL cannot be used" in stopped.stderr
    assert "unset DATABASE_URL to use the embedded server" in stopped.stderr
    assert "secret" not in stopped.stderr
    assert "Traceback" not in stopped.stderr


def full_table_space() -> OperationalError:
    problem = OperationalError("could not extend file")
    problem.__cause__ = psycopg.errors.DiskFull()
    return problem


@pytest.mark.parametrize(
    "problem",
    [OSError(errno.ENOSPC, "No space left on device"), full_table_space()],
    ids=["found by us", "found by PostgreSQL"],
)
def test_a_full_disk_is_named(problem):
    with pytest.raises(CommandError, match=r"The disk of .* is full"), prepare.plain_words():
        raise problem


def test_what_the_database_refuses_is_said_in_its_words():
    refusal = DatabaseError("permission denied to create extension")

    with pytest.raises(CommandError, match="permission denied"), prepare.plain_words():
        raise refusal


def test_an_error_that_is_ours_is_not_hidden():
    with pytest.raises(FileNotFoundError), prepare.plain_words():
        raise FileNotFoundError(errno.ENOENT, "No such file")


# --- Static files -------------------------------------------------------------------------


@pytest.fixture
def script(tmp_path, settings):
    """The one static file of a small site, which keeps what it collects in ``tmp_path``."""
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": HASHED}}
    settings.VAR, settings.STATIC_ROOT = tmp_path, tmp_path / "collected"
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "site.js").write_text("let first = 1;\n")
    return tmp_path / "source" / "site.js"


def test_static_files_are_hashed_and_compressed_once(script, tmp_path):
    assert prepare.collect_static() == "1 files"
    assert prepare.collect_static() == "nothing to do"

    collected = {path.name.split(".", 1)[0] for path in (tmp_path / "collected").iterdir()}
    assert collected == {"site", "staticfiles"}


def test_a_changed_file_is_collected_anew(script):
    prepare.collect_static()
    script.write_text("let second = 2;\n")
    os.utime(script, (1, 1))

    assert prepare.collect_static() == "1 files"


def test_collected_files_that_were_removed_are_collected_anew(script, tmp_path):
    prepare.collect_static()
    (tmp_path / "collected" / "staticfiles.json").unlink()

    assert prepare.collect_static() == "1 files"
