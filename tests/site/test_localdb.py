"""The embedded server starts when it is needed, survives accidents, and leaves nothing behind."""

import fcntl
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from cgt_site.localdb import Cluster, LocalDatabaseError, ensure, socket_dir
from cgt_site.localdb.cluster import try_lock
from cgt_site.localdb.owner import Owner
from cgt_site.localdb.server import stop
from tests.site.localdb_users import (
    ROOT,
    User,
    copy_programs,
    folder_of_somebody_else,
    gone,
    keeper_of,
    query,
    server_of,
    until,
    wait_for_the_end,
    write_program,
)


@pytest.fixture(autouse=True, scope="module")
def _idle_servers_stop_soon():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOCALDB_GRACE", "0.2")
        yield


def short_folder():
    """A folder with a short path that others may pass through."""
    with tempfile.TemporaryDirectory(prefix="cgt-", dir="/tmp") as name:
        Path(name).chmod(0o711)
        yield Path(name)


folder = pytest.fixture(short_folder)
shared_folder = pytest.fixture(short_folder, scope="module")


@pytest.fixture
def empty(folder):
    """A data folder that does not exist yet."""
    yield folder / "pg"
    wait_for_the_end(folder / "pg")


@pytest.fixture
def data(shared_folder):
    """A data folder that an earlier test may have used; its server does not run."""
    yield shared_folder / "pg"
    wait_for_the_end(shared_folder / "pg")


@pytest.fixture
def user(data):
    """A process that has the server up."""
    first = User(data)
    assert first.has_it()
    yield first
    first.kill()


@pytest.fixture
def _kept(data, user):
    """A table that is there before an accident."""
    query(data, "DROP TABLE IF EXISTS kept")
    query(data, "CREATE TABLE kept AS SELECT 'still here' AS word")


# --- Starting and stopping ----------------------------------------------------------------


def test_a_folder_that_does_not_exist_becomes_a_server(empty):
    user = User(empty)

    assert user.has_it()
    assert query(empty, "SELECT 1") == "1"
    user.leave()


def test_nobody_else_on_the_machine_or_the_net_reaches_the_server(data, user):
    assert query(data, "SHOW listen_addresses") == ""
    for private in (data, socket_dir(data)):
        assert stat.S_IMODE(private.stat().st_mode) == 0o700


def test_words_of_three_chinese_characters_are_found_by_an_index(data, user):
    query(data, "CREATE EXTENSION IF NOT EXISTS pg_trgm")

    assert query(data, "SELECT cardinality(show_trgm('上海细胞'))") == "5"


def test_a_second_process_uses_the_same_server(data, user):
    first = server_of(data)
    second = User(data)

    assert second.has_it()
    assert server_of(data) == first
    second.leave()


def test_the_server_is_not_stopped_while_somebody_uses_it(data, user):
    users = Cluster.at(data).users_lock

    assert try_lock(users, fcntl.LOCK_EX) is None
    user.leave()
    wait_for_the_end(data)
    lock = try_lock(users, fcntl.LOCK_EX)
    assert lock is not None
    os.close(lock)


def test_six_processes_at_once_on_an_empty_folder_share_one_server(empty):
    users = [User(empty) for _ in range(6)]

    assert all(user.has_it() for user in users)
    assert query(empty, "SELECT 1") == "1"
    assert Cluster.at(empty).log.read_text().count("starting PostgreSQL") == 1
    for user in users:
        user.kill()


@pytest.mark.usefixtures("_kept")
def test_the_server_stops_when_its_last_user_has_left_and_keeps_what_it_knows(data, user):
    user.leave()
    wait_for_the_end(data)
    assert server_of(data) == 0

    again = User(data)

    assert again.has_it()
    assert query(data, "SELECT word FROM kept") == "still here"
    again.leave()


def test_a_server_for_tests_does_not_wait_for_the_disk_nor_looks_after_itself(folder):
    data = folder / "pg-test"
    user = User(data)

    assert user.has_it()
    assert query(data, "SHOW fsync") == "off"
    assert query(data, "SHOW autovacuum") == "off"
    user.leave()
    wait_for_the_end(data)


def test_data_that_is_worth_keeping_is_written_to_the_disk(data, user):
    assert query(data, "SHOW fsync") == "on"
    assert query(data, "SHOW autovacuum") == "on"


# --- Who runs it --------------------------------------------------------------------------


def test_the_files_belong_to_the_user_who_started_it_be_that_root_or_not(data, user):
    assert {path.stat().st_uid for path in data.rglob("*")} == {os.getuid()}


def test_root_without_namespaces_hands_the_data_to_nobody(folder, empty, monkeypatch):
    monkeypatch.setenv("LOCALDB_NO_NAMESPACE", "1")
    monkeypatch.setenv("LOCALDB_BINDIR", str(copy_programs(folder)))
    user = User(empty)

    assert user.has_it()
    owner = pwd.getpwnam("nobody").pw_uid if os.getuid() == 0 else os.getuid()
    assert empty.stat().st_uid == owner
    assert query(empty, "SELECT 1") == "1"
    user.kill()


def test_a_folder_of_nobody_comes_back_to_root_where_namespaces_work(data, user):
    user.leave()
    wait_for_the_end(data)
    if os.getuid() == 0:
        for path in [data, *data.rglob("*")]:
            os.chown(path, pwd.getpwnam("nobody").pw_uid, -1)

    again = User(data)

    assert again.has_it()
    assert data.stat().st_uid == os.getuid()
    again.kill()


def test_a_folder_of_another_user_is_refused_even_to_root(folder):
    theirs = folder_of_somebody_else(folder / "pg.run")

    with pytest.raises(LocalDatabaseError, match="belongs to another user"):
        Owner.here().make_folder(theirs)


# --- Accidents ----------------------------------------------------------------------------


def test_a_killed_user_leaves_no_server_behind(data, user):
    server = server_of(data)

    user.kill()

    until(lambda: gone(server))


@pytest.mark.usefixtures("_kept")
def test_a_killed_server_is_back_at_the_next_connection(data, user):
    killed = server_of(data)
    os.kill(killed, signal.SIGKILL)
    until(lambda: server_of(data) == 0)

    user.ask()

    assert user.has_it()
    assert server_of(data) != killed
    assert query(data, "SELECT word FROM kept") == "still here"


def test_a_server_whose_keeper_was_killed_gets_a_new_one(data, user):
    server, killed = server_of(data), keeper_of(data)
    os.kill(killed, signal.SIGKILL)
    wait_for_the_end(data)

    user.ask()

    assert user.has_it()
    until(lambda: Cluster.at(data).is_kept() and keeper_of(data) != killed)
    assert server_of(data) == server
    user.leave()
    until(lambda: gone(server))


def test_a_set_up_killed_half_way_is_begun_anew(empty):
    user = User(empty)
    until(lambda: list(empty.parent.glob("pg.new-*")))
    os.kill(keeper_of(empty), signal.SIGKILL)

    assert user.has_it()
    assert query(empty, "SELECT 1") == "1"
    user.kill()


def test_a_process_number_left_behind_and_used_again_by_another_program_is_no_obstacle(data, user):
    left = (data / "postmaster.pid").read_text()
    killed = server_of(data)
    user.kill()
    os.kill(killed, signal.SIGKILL)
    until(lambda: gone(killed) and not Cluster.at(data).is_kept())
    (data / "postmaster.pid").write_text(left.replace(str(killed), str(os.getpid()), 1))

    again = User(data)

    assert again.has_it()
    again.kill()


def test_a_removed_folder_is_made_anew_though_the_process_goes_on(data, user):
    stop(data)
    wait_for_the_end(data)
    for path in (data, Cluster.at(data).control, socket_dir(data)):
        shutil.rmtree(path)

    user.ask()

    assert user.has_it()
    server = server_of(data)
    user.leave()
    until(lambda: gone(server))


# --- Paths --------------------------------------------------------------------------------


def test_where_the_path_is_too_long_for_a_socket_it_goes_to_a_short_one(folder):
    data = folder / ("deep" * 30) / "pg"
    user = User(data)

    assert user.has_it()
    assert query(data, "SELECT 1") == "1"
    assert stat.S_IMODE(socket_dir(data).stat().st_mode) == 0o700
    user.leave()
    wait_for_the_end(data)
    shutil.rmtree(socket_dir(data))


def test_a_path_too_long_for_postgresql_is_refused(folder):
    with pytest.raises(LocalDatabaseError, match="path of the database folder is too long"):
        ensure(folder / "/".join(["deep" * 20] * 12) / "pg")


# --- What cannot work is said -------------------------------------------------------------


def test_data_of_another_major_version_is_refused_and_left_alone(empty):
    empty.mkdir(mode=0o700)
    (empty / "PG_VERSION").write_text("15\n")

    with pytest.raises(LocalDatabaseError, match="was made by PostgreSQL 15, and the programs"):
        ensure(empty)

    assert [path.name for path in empty.iterdir()] == ["PG_VERSION"]


def test_a_full_disk_is_named(empty, folder, monkeypatch):
    monkeypatch.setenv("LOCALDB_BINDIR", str(folder))
    write_program(folder / "postgres", "echo 'postgres (PostgreSQL) 18.6'")
    write_program(folder / "initdb", "echo 'initdb: error: No space left on device' >&2; exit 1")

    with pytest.raises(LocalDatabaseError, match=r"The disk of .* is full: free some space"):
        ensure(empty)


def test_a_server_that_does_not_start_shows_its_own_words(data, user):
    user.leave()
    wait_for_the_end(data)
    settings = (data / "postgresql.conf").read_text()
    (data / "postgresql.conf").write_text("work_mem = plenty\n")

    with pytest.raises(LocalDatabaseError, match=r"(?s)does not start.*work_mem"):
        ensure(data)

    (data / "postgresql.conf").write_text(settings)


def test_programs_that_do_not_run_here_are_named(empty, folder, monkeypatch):
    monkeypatch.setenv("LOCALDB_BINDIR", str(folder))
    write_program(folder / "postgres", "echo 'wrong kind of machine' >&2; exit 1")
    write_program(folder / "initdb", "exit 1")

    with pytest.raises(LocalDatabaseError, match="does not run here: wrong kind of machine"):
        ensure(empty)


def test_a_folder_without_programs_is_named(empty, folder, monkeypatch):
    monkeypatch.setenv("LOCALDB_BINDIR", str(folder))

    with pytest.raises(LocalDatabaseError, match="LOCALDB_BINDIR: there is no initdb in"):
        ensure(empty)


def test_a_misspelt_grace_is_named(empty, monkeypatch):
    monkeypatch.setenv("LOCALDB_GRACE", "five")

    with pytest.raises(LocalDatabaseError, match="LOCALDB_GRACE must be a number"):
        ensure(empty)


def test_a_folder_that_is_in_the_way_is_named(folder):
    (folder / "pg.lock").write_text("")

    with pytest.raises(LocalDatabaseError, match="cannot be used"):
        ensure(folder / "pg")


# --- What it needs ------------------------------------------------------------------------


def test_the_keeper_needs_nothing_but_the_standard_library():
    loaded = "import sys, cgt_site.localdb.keeper; print('django' in sys.modules)"

    answer = subprocess.run(
        [sys.executable, "-S", "-E", "-c", loaded],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert answer.stdout == "False\n"
