"""The web server stops when it is told to, and a killed one does not keep the port."""

import os
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection

import pytest

from tests.site.localdb_users import ROOT, until


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def server(port, tmp_path):
    """The site's server, in a process group of its own as in a terminal; it answers.

    With one worker, so that an answer means that no other is still on its way up.
    """
    (tmp_path / "static").mkdir()
    with (tmp_path / "output").open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "cgt_site.serve", "--port", str(port), "--workers", "1"],
            cwd=ROOT,
            env=os.environ | {"CGT_VAR": str(tmp_path), "DJANGO_LOCAL_HTTP": "true"},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    until(lambda: answers(port))
    yield process
    process.kill()
    process.wait()
    until(lambda: is_free(port))


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_it_ends_quietly_when_it_is_told_to(told, server, port, tmp_path):
    os.killpg(server.pid, told)

    assert server.wait(timeout=60) == 0
    assert (tmp_path / "output").read_text() == ""
    assert is_free(port)


def test_when_it_is_killed_its_workers_end_too(server, port):
    server.kill()

    until(lambda: is_free(port))


def test_it_answers_without_a_database(server, port, tmp_path):
    assert answers(port)
    assert not (tmp_path / "pg").exists()


def test_no_statement_of_a_request_outlives_its_reader_for_long():
    asked = (
        "import cgt_site.wsgi; from django.db import connection;"
        " cursor = connection.cursor(); cursor.execute('SHOW statement_timeout');"
        " print(cursor.fetchone()[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "cgt_site.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "1min\n"
