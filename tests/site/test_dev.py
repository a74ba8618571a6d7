"""``./dev`` sets up what is missing, leaves alone what is there, and says what to mend."""

import ast
import errno
import fcntl
import json
import signal
import socket
import stat

import plotly.offline
import pytest

from tests.site.dev_checkout import LOCKS, Checkout, load_dev, pins
from tests.site.localdb_users import ROOT, gone, until

ECHO = 'echo "ran $@"'
"""In the place of Python: says how it was called."""


@pytest.fixture
def checkout(tmp_path):
    return Checkout(tmp_path)


@pytest.fixture
def dev(tmp_path, monkeypatch):
    """The functions of ``./dev``, with their data in a folder of this test."""
    monkeypatch.setenv("CGT_VAR", str(tmp_path))
    return load_dev()


# --- Setting up ---------------------------------------------------------------------------


def test_a_set_up_that_failed_is_explained_and_begun_anew(checkout):
    checkout.fake_venv('case "$*" in *pip*) exit 1;; esac')
    (checkout.venv / "installed").write_text("another lock file")

    failed = checkout.dev("manage", "check")

    assert failed.returncode == 1
    assert "Installing 0 packages, each checked by its hash ..." in failed.stdout
    assert failed.stderr.startswith("Is there a network connection?")

    mended = checkout.dev("manage", "check")

    assert ".venv is half-made, or its Python is gone: making it anew." in mended.stdout
    assert mended.stdout.endswith("managed check\n")
    assert checkout.dev("manage", "check").stdout == "managed check\n"


@pytest.mark.parametrize(
    ("word", "program"),
    [("manage", "manage.py"), ("test", "-m pytest"), ("bench", "-m tests.benchmarks")],
)
def test_what_is_installed_is_left_alone_be_it_more_than_needed(word, program, checkout):
    checkout.fake_venv(ECHO, *LOCKS)

    assert checkout.dev(word, "x").stdout == f"ran {program} x\n"


def test_the_tests_need_more_than_the_site(checkout):
    (checkout.folder / "requirements-dev.txt").write_text("# pytest")
    checkout.fake_venv(ECHO, "requirements.txt")

    assert "Installing" in checkout.dev("test", "x").stdout


def test_a_changed_lock_file_is_installed_into_the_venv_that_is_there(checkout):
    checkout.fake_venv(ECHO, *LOCKS)
    (checkout.folder / "requirements.txt").write_text("# newer")

    output = checkout.dev("manage", "check").stdout

    assert "Installing" in output
    assert "Making" not in output
    assert "Installing" not in checkout.dev("manage", "check").stdout


def test_a_python_that_is_gone_makes_the_venv_half_made(dev, tmp_path):
    dev.PYTHON, dev.STAMP = tmp_path / "python", tmp_path / "installed"
    dev.STAMP.write_text("digest")
    dev.PYTHON.symlink_to(tmp_path / "removed")

    assert dev.installed_locks() == set()


def test_two_at_once_set_up_one_after_the_other(checkout):
    checkout.fake_venv(ECHO, *LOCKS)
    (checkout.folder / "var").mkdir()
    with (checkout.folder / "var" / "set-up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = checkout.start("manage", "check")
        first_line = second.stdout.readline()

    rest, _ = second.communicate(timeout=60)
    assert first_line == "Another ./dev is setting up here; waiting for it ...\n"
    assert "ran manage.py check" in rest


def test_ctrl_c_ends_the_step_that_runs_without_a_traceback(checkout):
    pid_file = checkout.folder / "pip"
    checkout.fake_venv(f'case "$*" in *pip*) echo $$ > {pid_file}; exec sleep 60;; esac')
    (checkout.venv / "installed").write_text("another lock file")
    process = checkout.start("manage", "check")
    until(lambda: pid_file.exists() and pid_file.read_text().strip())

    process.send_signal(signal.SIGINT)

    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors == ""
    until(lambda: gone(int(pid_file.read_text())))


def test_the_small_chart_script_is_no_must(checkout):
    checkout.fake_venv(ECHO, *LOCKS)
    (checkout.folder / "package-lock.json").write_text('{"changed": true}')
    checkout.put_on_path("npm", "exit 1")

    first, second = checkout.dev("test", "x"), checkout.dev("test", "x")

    assert "The larger one in Python's plotly serves too" in first.stdout
    assert first.returncode == 0
    assert "npm" not in second.stdout


# --- What is wrong is said, with what to do -----------------------------------------------


@pytest.mark.parametrize("word", ["run", "serve"])
def test_a_port_that_is_taken_is_named_before_anything_is_done(word, checkout):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        stopped = checkout.dev(word, PORT=str(port))

    assert stopped.returncode == 1
    assert stopped.stderr == (
        f"Port {port} is taken: stop that program or run PORT={port + 1} ./dev {word}\n"
    )
    assert not checkout.venv.exists()


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_a_port_that_is_none_is_named(port, checkout):
    assert "PORT must be a number from 1 to 65535" in checkout.dev("run", PORT=port).stderr


def test_a_host_of_another_machine_is_named(checkout):
    assert "Cannot serve at 192.0.2.1" in checkout.dev("run", HOST="192.0.2.1").stderr


def test_a_folder_that_cannot_be_written_is_named(checkout):
    stopped = checkout.dev("manage", "check", CGT_VAR="/sys/cgt")

    assert stopped.stderr.startswith("Cannot write to /sys/cgt: ")


def test_a_full_disk_is_named(dev):
    said = dev.explain(OSError(errno.ENOSPC, "No space left on device", "file"))

    assert said.startswith("The disk of ")
    assert "is full: free some space" in said


def test_a_python_without_venv_gets_the_name_of_the_package(dev, tmp_path, monkeypatch):
    monkeypatch.setattr(dev.sys, "_base_executable", "/bin/false")

    with pytest.raises(dev.Stop, match="apt-get install python3-venv"):
        dev.make_venv(tmp_path / "venv")


def test_an_older_python_gets_as_far_as_the_message(dev, monkeypatch):
    ast.parse((ROOT / "dev").read_text(), feature_version=(3, 7))
    monkeypatch.setenv("PATH", "")

    with pytest.raises(dev.Stop, match=r"This needs Python 3\.11 or newer"):
        dev.use_a_newer_python()


@pytest.mark.parametrize("arguments", [["rum"], ["run", "fast"]])
def test_what_it_does_not_know_is_answered_with_what_it_does(arguments, checkout):
    stopped = checkout.dev(*arguments)

    assert stopped.returncode == 1
    assert "./dev run " in stopped.stderr


def test_a_check_that_there_is_not_is_answered_with_those_there_are(checkout):
    assert "There are: format, lint," in checkout.dev("check", "speling").stderr


# --- What it says and keeps ---------------------------------------------------------------


def test_the_address_the_account_and_the_end_are_named(dev):
    said = dev.welcome("127.0.0.1", 8000)

    assert "http://127.0.0.1:8000/\n" in said
    assert "./dev manage createsuperuser" in said
    assert "plain http, without Secure cookies and HSTS" in said
    assert "Ctrl-C" in said


def test_a_host_that_others_reach_needs_its_names(dev, monkeypatch):
    monkeypatch.delenv("DJANGO_ALLOWED_HOSTS", raising=False)
    assert "DJANGO_ALLOWED_HOSTS" in dev.welcome("192.0.2.1", 8000)

    monkeypatch.setenv("DJANGO_ALLOWED_HOSTS", "cgt.example")
    assert "DJANGO_ALLOWED_HOSTS" not in dev.welcome("192.0.2.1", 8000)


def test_the_secret_key_is_made_once_for_its_owner_alone(dev):
    key = dev.secret_key()

    assert len(key) > 50
    assert dev.secret_key() == key
    assert stat.S_IMODE((dev.VAR / "secret-key").stat().st_mode) == 0o600


def test_a_key_that_the_caller_has_set_is_used(checkout):
    checkout.fake_venv('echo "key $DJANGO_SECRET_KEY, http $DJANGO_LOCAL_HTTP"', *LOCKS)

    mine = {"DJANGO_SECRET_KEY": "mine", "DJANGO_LOCAL_HTTP": "false"}

    assert checkout.dev("manage", **mine).stdout == "key mine, http false\n"


# --- The lock files -----------------------------------------------------------------------


def test_the_tests_run_on_the_very_versions_that_serve():
    served, tested = ((ROOT / lock).read_text() for lock in LOCKS)

    assert pins(served).items() <= pins(tested).items()


@pytest.mark.parametrize("name", [*LOCKS, "package-lock.json"])
def test_a_lock_file_names_no_host(name):
    assert "://" not in (ROOT / name).read_text()


def test_npm_brings_the_plotly_that_python_writes_figures_for():
    package = json.loads((ROOT / "package.json").read_text())

    assert package["dependencies"] == {
        "plotly.js-basic-dist-min": plotly.offline.get_plotlyjs_version()
    }
