"""An editor at work in a browser, by keyboard: logging in, and filling forms field by field."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.db import connection
from playwright.sync_api import Page, expect

from tests.site.accounts import PASSWORD

MOST_TABS = 60
"""From one field to the next that is filled there are fewer stops."""

FOCUS = """() => {
  const held = document.activeElement;
  const box = held.closest(".select2");
  return (box ? box.previousElementSibling : held).id;
}"""


def person(name: str, role: str) -> User:
    """An account of the desk with a password."""
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def committed(work: Callable[[], Any]) -> Any:
    """Do something in the database that the server sees: the test's own writes it never does."""

    def on_its_own_connection() -> Any:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(on_its_own_connection).result()


def log_everybody_out() -> None:
    committed(Session.objects.all().delete)


def log_in(page: Page, site: str, name: str, to: str = "/admin/") -> None:
    page.goto(f"{site}/admin/login/?next={to}")
    type_in_login(page, name)
    page.wait_for_url(f"{site}{to}")


def type_in_login(page: Page, name: str) -> None:
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


STOPS = """(field) => {
  const stops = "a[href], button, input, select, textarea, summary, [tabindex]";
  const goal = document.getElementById(field)?.nextElementSibling?.querySelector(
    ".select2-selection") ?? document.getElementById(field);
  const ahead = [...document.querySelectorAll(stops)].filter((each) => each.tabIndex >= 0 &&
    !each.disabled && each.type !== "hidden" && each.checkVisibility({ visibilityProperty: true }));
  return ahead.indexOf(goal) - ahead.indexOf(document.activeElement);
}"""
"""How far ahead a field is, in the order of the page. The keys then show that it is so."""


class Typist:
    """Fills the form of a page with the keys alone."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def focus(self) -> str:
        """The id of the field that has the keyboard."""
        return str(self.page.evaluate(FOCUS))

    def tab_to(self, field: str) -> None:
        """Go forward to a field, as fast as Tab goes. Fails if it does not lie ahead."""
        stops = self.page.evaluate(STOPS, field)
        assert 0 <= stops <= MOST_TABS, f"{field} is {stops} stops from {self.focus}"
        for _ in range(stops):
            self.page.keyboard.press("Tab")
        assert self.focus == field, f"{stops} stops lead to {self.focus}, not to {field}"

    def fill(self, prefix: str, **entries: str) -> None:
        """Type into fields in the order given. An autocomplete takes what it is told to find."""
        for name, text in entries.items():
            self.enter(f"id_{prefix}{name}", text)

    def enter(self, field: str, text: str) -> None:
        self.tab_to(field)
        kind = self.page.locator(f"#{field}")
        if kind.evaluate("field => field.matches('.admin-autocomplete')"):
            self.choose(kind, text)
        elif kind.evaluate("field => field.tagName") == "SELECT":
            self.page.keyboard.type(text)  # the browser chooses the option that begins so
            chosen = kind.evaluate("field => field.selectedOptions[0].text")
            assert chosen.lower().startswith(text.lower()), f"{field}: {chosen!r}, not {text!r}"
        else:
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.press("Delete")
            self.page.keyboard.insert_text(text)

    def choose(self, field: Any, text: str) -> None:
        """Type into an autocomplete until it offers exactly this first; take it."""
        self.page.keyboard.type(text[0])
        self.page.keyboard.insert_text(text[1:])
        first = self.page.locator(".select2-results__option--highlighted")
        expect(first).to_have_text(text)
        self.page.keyboard.press("Enter")
        expect(field.locator("option:checked")).to_have_text(text)

    def unfold(self, words: str) -> None:
        """Open a folded part of the form from the keyboard."""
        summary = self.page.get_by_role("group", name=words, exact=True).locator("summary")
        summary.focus()
        self.page.keyboard.press("Enter")
        expect(summary.locator("xpath=..")).to_have_attribute("open", "")

    def add_row(self, words: str) -> None:
        """Ask for a row more; the keyboard is in its first field then."""
        link = self.page.get_by_role("button", name=words, exact=True)
        for _ in range(MOST_TABS):
            if link.evaluate("link => link === document.activeElement"):
                break
            self.page.keyboard.press("Tab")
        self.page.keyboard.press("Enter")
