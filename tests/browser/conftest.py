"""A real browser against a real server with the shipped data.

Needs Chromium (Debian: ``apt-get install chromium``). Without it these tests are skipped with a
word; where ``CGT_REQUIRE_BROWSER=1`` says that they must run, a missing browser is a failure.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.browser.server import serving
from tests.databases import a_copy, working_in

# Playwright runs an event loop in this thread; Django would refuse the database in one.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """Where this machine has Chromium or Chrome."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or (MAC if Path(MAC).exists() else None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    mine = [item for item in items if here in item.path.parents]
    must_run = os.environ.get("CGT_REQUIRE_BROWSER") == "1"
    for item in mine:
        item.add_marker(pytest.mark.browser)
        # Without this, a run of these tests alone would make no database for them.
        item.add_marker(pytest.mark.django_db)
        if chromium() is None and not must_run:
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    found = chromium()
    assert found, "CGT_REQUIRE_BROWSER=1, but there is no Chromium: apt-get install chromium"
    return {"executable_path": found, "args": ARGUMENTS, "headless": True}


@pytest.fixture(scope="session")
def playwright(django_db_setup: None) -> Iterator[Playwright]:
    """The event loop of this thread from now on.

    Django has one connection without a loop and another in one: what is left open of either is
    out of everybody's reach, and keeps its database from being copied and dropped.
    """
    connection.close()
    with sync_playwright() as started:
        yield started
        connection.close()


@pytest.fixture(scope="module")
def site(shipped_database: str, django_db_blocker: Any) -> Iterator[str]:
    """The address of a server with the shipped data, for the tests of a module."""
    with (
        django_db_blocker.unblock(),
        working_in(shipped_database),
        a_copy("served") as copy,
        working_in(copy),
        serving() as address,
    ):
        yield address


class Watched:
    """A page with what went wrong on it: console errors, and requests to other hosts."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.errors: list[str] = []
        self.outside: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._request)

    def _console(self, message) -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(message.text)

    def _request(self, request) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.outside.append(request.url)

    def forget(self) -> None:
        """Leave the page, and with it what went wrong there."""
        self.page.goto("about:blank")
        self.errors.clear()
        self.outside.clear()

    def open(self, address: str) -> Page:
        self.page.goto(f"{self.site}{address}", wait_until="load")
        return self.page


@pytest.fixture
def watched(page: Page, site: str) -> Watched:
    return Watched(page, site)


@pytest.fixture(scope="module")
def visitor(browser: Browser, site: str) -> Iterator[Watched]:
    """Somebody who goes on from page to page."""
    context = browser.new_context()
    yield Watched(context.new_page(), site)
    context.close()


@pytest.fixture
def visiting(visitor: Watched) -> Watched:
    """The same page for all tests of a module, which only look at it.

    A page of its own for each, as ``watched`` is, takes a new process and reads all scripts and
    styles anew: most of what such a test costs.
    """
    visitor.forget()
    return visitor
