"""`check_links`: against a server of this machine that answers, refuses, redirects and hangs."""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cgt_site.links.asking import Asker
from cgt_site.links.pacing import Pacer
from plans.models import LinkCheck, Source
from tests.factories.plans import LinkCheckFactory, SourceFactory

pytestmark = pytest.mark.django_db


class Pages(BaseHTTPRequestHandler):
    asked: list[tuple[str, str, str]] = []
    hold = threading.Event()

    def answer(self) -> None:
        self.asked.append((self.command, self.path, self.headers["User-Agent"]))
        name = self.path.split("?")[0]
        status = {"/gone": 404, "/broken": 500, "/busy": 429}.get(name, 200)
        if name == "/no-head" and self.command == "HEAD":
            status = 405
        if name in ("/moved", "/circle"):
            status = 302
        if name == "/hangs":
            self.hold.wait(5)
        self.send_response(status)
        if name == "/moved":
            self.send_header("Location", "/新?a=1".encode().decode("latin-1"))
        if name == "/circle":
            self.send_header("Location", "/circle")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = answer  # noqa: N815

    def log_message(self, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def server():
    Pages.asked, Pages.hold = [], threading.Event()
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        Pages.hold.set()
        running.shutdown()
        thread.join()


def check_links(*arguments: str) -> list[str]:
    output = StringIO()
    call_command(
        "check_links", "--allow-local", "--delay=0", "--timeout=5", *arguments, stdout=output
    )
    return output.getvalue().splitlines()


def found(source: Source) -> tuple[int | None, str, bool]:
    check = LinkCheck.objects.get(source=source)
    return check.status, check.problem, check.ok


def test_it_says_and_keeps_what_each_address_answers(server):
    works, gone, broken, moved, no_head, circle = (
        SourceFactory(key=key, url=f"{server}/{key}")
        for key in ("works", "gone", "broken", "moved", "no-head", "circle")
    )
    with socket.create_server(("127.0.0.1", 0)) as closing:
        nobody = SourceFactory(url=f"http://127.0.0.1:{closing.getsockname()[1]}/")
    odd = SourceFactory(url="http://[::/")

    *said, total = check_links()

    assert [found(each) for each in (works, gone, broken, moved, no_head)] == [
        (200, "", True),
        (404, "", False),
        (500, "", False),
        (200, "", True),
        (200, "", True),
    ]
    assert [found(each)[1] for each in (circle, nobody, odd)] == [
        "redirects",
        "no_connection",
        "malformed",
    ]
    assert moved.link_check.final_url == f"{server}/新?a=1"
    assert f"gone: 404 {server}/gone" in said
    assert total == "8 checked: 3 work (1 at another address), 5 failed"
    checked = {source.key: source.checked_on for source in Source.objects.all()}
    assert checked["works"] == checked["moved"] == timezone.localdate()
    assert checked["gone"] is None


def test_it_asks_for_the_head_first_says_who_it_is_and_reads_no_page_that_answers(server):
    SourceFactory(url=f"{server}/works")
    SourceFactory(url=f"{server}/no-head")

    check_links()

    assert [asked[:2] for asked in Pages.asked] == [
        ("HEAD", "/works"),
        ("HEAD", "/no-head"),
        ("GET", "/no-head"),
    ]
    assert all("shanghai-cgt-dashboard" in agent for *_, agent in Pages.asked)


def test_an_address_that_hangs_is_given_up(server):
    source = SourceFactory(url=f"{server}/hangs")

    answer = Asker(Pacer(0), timeout=0.05, allow_local=True).ask(source.url)

    assert (answer.status, answer.problem) == (None, "timeout")


def test_the_longest_unchecked_come_first_and_a_run_goes_on_where_one_stopped(server):
    old = SourceFactory(key="a-old", url=f"{server}/old")
    LinkCheckFactory(source=old)
    SourceFactory(key="b-never", url=f"{server}/never")

    check_links("--limit=1")
    check_links("--limit=1")
    nothing = check_links()
    check_links("--again", "--limit=1")

    assert [path for _, path, _ in Pages.asked] == ["/never", "/old", "/never"]
    assert nothing == ["0 checked: 0 work (0 at another address), 0 failed"]


def test_a_host_that_asks_to_be_left_alone_is(server):
    for key in ("busy", "other"):
        SourceFactory(key=key, url=f"{server}/{key}")

    *_, total, left = check_links()

    assert [path for _, path, _ in Pages.asked] == ["/busy"]
    assert total.startswith("1 checked: 0 work")
    assert left.startswith("1 left for another time, as asked by 127.0.0.1:")


def test_nothing_of_our_own_network_is_asked(server):
    source = SourceFactory(url=f"{server}/works")

    call_command("check_links", "--delay=0", stdout=StringIO())

    assert found(source) == (None, "not_public", False)
    assert not Pages.asked


def test_a_host_is_left_alone_between_two_questions_and_others_are_not():
    now, slept = [100.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    pacer = Pacer(2, clock=lambda: now[0], sleep=sleep)
    for host in ("a", "b", "a", "a"):
        pacer.wait_for(host)

    assert slept == [2, 2]


def test_a_limit_of_nothing_is_refused():
    with pytest.raises(CommandError, match="--limit"):
        check_links("--limit=0")
