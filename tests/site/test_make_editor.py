"""``manage.py make_editor``: the first account, and another role for one that is there."""

from __future__ import annotations

import io
import sys

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import Client

from cgt_site.accounts.roles import ADMINISTRATOR, EDITOR, REVIEWER
from tests.site.accounts import PASSWORD, log_in, person

pytestmark = pytest.mark.django_db


def make(monkeypatch, name, *options, typed=PASSWORD):
    """Run the command with a password on its standard input; what it says."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{typed}\n"))
    said = io.StringIO()
    call_command("make_editor", name, *options, "--password-from-stdin", stdout=said)
    return said.getvalue()


def roles_of(name):
    return list(User.objects.get(username=name).groups.values_list("name", flat=True))


@pytest.mark.parametrize("role", [EDITOR, REVIEWER, ADMINISTRATOR])
def test_the_first_editor_is_made_and_logs_in(role, monkeypatch):
    said = make(monkeypatch, "mei", "--role", role.lower(), "--email", "mei@example.org")

    user = User.objects.get(username="mei")
    assert f"mei is made; role: {role.lower()}. Log in at /admin/." in said
    assert roles_of("mei") == [role]
    assert (user.is_staff, user.is_superuser, user.email) == (True, False, "mei@example.org")
    client = Client()
    assert log_in(client, "mei").headers["Location"] == "/admin/"
    assert client.get("/admin/queue/").status_code == 200
    may_see_people = client.get("/admin/auth/user/").status_code == 200
    assert may_see_people is (role == ADMINISTRATOR)


def test_who_is_asked_for_no_role_is_an_editor(monkeypatch):
    make(monkeypatch, "mei")

    assert roles_of("mei") == [EDITOR]


def test_another_role_takes_the_place_of_the_first_and_the_password_stays(monkeypatch):
    make(monkeypatch, "mei")
    User.objects.get(username="mei").groups.add(Group.objects.create(name="Translators"))

    said = make(monkeypatch, "mei", "--role", "reviewer", typed="another long password 7")

    assert "mei was there, and keeps the password; role: reviewer." in said
    assert sorted(roles_of("mei")) == [REVIEWER, "Translators"]
    assert User.objects.get(username="mei").check_password(PASSWORD)


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("mei", "short", "too short"),
        ("mei", "", "too short"),
        ("mei", "123456789012345", "entirely numeric"),
        ("shanghai-editor", "shanghai-editor1", "too similar to the username"),
        ("no spaces!", PASSWORD, "Enter a valid username"),
    ],
    ids=["short", "empty", "digits", "like the name", "no name"],
)
def test_a_bad_name_or_password_makes_nobody(name, typed, words, monkeypatch):
    with pytest.raises(CommandError, match=words):
        make(monkeypatch, name, typed=typed)

    assert not User.objects.exists()


def test_a_superuser_and_who_is_inactive_are_left_alone(monkeypatch):
    chief, gone = person("chief"), person("gone", EDITOR)
    User.objects.filter(pk=chief.pk).update(is_superuser=True)
    User.objects.filter(pk=gone.pk).update(is_active=False)

    for name, words in [("chief", "superuser already"), ("gone", "is inactive")]:
        with pytest.raises(CommandError, match=words):
            make(monkeypatch, name, "--role", "reviewer")

    assert (roles_of("chief"), roles_of("gone")) == ([], [EDITOR])


def test_a_role_that_there_is_not_is_refused(monkeypatch):
    with pytest.raises(CommandError, match="invalid choice: 'emperor'"):
        make(monkeypatch, "mei", "--role", "emperor")


def test_without_a_terminal_nobody_is_asked(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))

    with pytest.raises(CommandError, match="--password-from-stdin"):
        call_command("make_editor", "mei")

    assert not User.objects.exists()


def test_who_is_at_a_terminal_types_it_twice(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    typed = iter([PASSWORD, "something else 123", PASSWORD, PASSWORD])
    monkeypatch.setattr("getpass.getpass", lambda words: next(typed))

    with pytest.raises(CommandError, match="The two passwords differ"):
        call_command("make_editor", "mei")
    call_command("make_editor", "mei", stdout=io.StringIO())

    assert User.objects.get().check_password(PASSWORD)
