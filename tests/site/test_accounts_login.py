"""Logging in: nobody learns which names exist, who fails too often waits, and the log says so."""

from __future__ import annotations

import datetime as dt
import logging

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from cgt_site.accounts.events import behind_proxy
from tests.site.accounts import PASSWORD, log_in, person

pytestmark = pytest.mark.django_db
LIMIT = 5


@pytest.fixture
def hashes(monkeypatch):
    """The passwords that were hashed."""
    done = []
    encode = PBKDF2PasswordHasher.encode
    monkeypatch.setattr(
        PBKDF2PasswordHasher,
        "encode",
        lambda self, password, *rest: done.append(password) or encode(self, password, *rest),
    )
    return done


def told(answer, name):
    """The page without what differs on every page: its token, and the name that was typed."""
    token = str(answer.context["csrf_token"])
    return answer.status_code, answer.content.decode().replace(token, "").replace(name, "")


def test_a_known_and_an_unknown_name_get_the_same_answer_for_the_same_work(hashes):
    person("known-mei", password=PASSWORD)
    User.objects.filter(pk=person("retired-mei", password=PASSWORD).pk).update(is_active=False)
    hashes.clear()

    answers, work = set(), set()
    for name in ("known-mei", "retired-mei", "unknown-mei"):
        answers.add(told(log_in(Client(), name, "a wrong password"), name))
        work.add(len(hashes))
        hashes.clear()

    assert [status for status, _page in answers] == [200]
    assert work == {1}


@pytest.mark.parametrize("name", ["mei", "nobody"])
def test_who_fails_five_times_waits_and_is_told_until_when(name, hashes, caplog):
    caplog.set_level(logging.INFO, "cgt_site.accounts")
    person("mei", password=PASSWORD)
    client = Client()
    for _ in range(LIMIT - 1):
        assert log_in(client, name, "a wrong password").status_code == 200

    answer = log_in(client, name, "a wrong password")
    hashes.clear()
    again = log_in(client, name)

    until = timezone.localtime() + dt.timedelta(minutes=15)
    for page in (answer, again):
        assert page.status_code == 429
        assert f"Try again at {until:%H:%M}" in page.content.decode() or until.second < 5
        assert 0 < int(page.headers["Retry-After"]) <= 900
    assert hashes == []
    chinese = client.post("/zh-hans/admin/login/", {"username": name, "password": PASSWORD})
    assert (chinese.status_code, 'lang="zh-hans"' in chinese.content.decode()) == (429, True)
    assert log_in(client, "another", "a wrong password").status_code == 200
    assert log_in(Client(REMOTE_ADDR="10.9.8.7"), "mei").status_code == 302

    lines = " ".join(caplog.messages)
    assert "locked out: " in lines
    assert "logged in: mei, from 10.9.8.7" in lines
    assert PASSWORD not in lines
    assert "nobody" not in lines


def test_after_a_quarter_of_an_hour_the_name_can_be_tried_again(hashes):
    person("mei", password=PASSWORD)
    client = Client()
    for _ in range(LIMIT):
        log_in(client, "mei", "a wrong password")
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=16))

    before = client.cookies.get("sessionid")
    answer = log_in(client, "mei")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")
    assert client.cookies["sessionid"] != before
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 8 * 3600)
    assert not AccessAttempt.objects.exists()


def test_behind_a_proxy_the_address_is_what_the_proxy_saw(rf):
    request = rf.get("/", headers={"X-Forwarded-For": "1.1.1.1, 203.0.113.9"})

    assert behind_proxy(request) == "203.0.113.9"
    assert behind_proxy(rf.get("/")) == "127.0.0.1"


def test_a_forgotten_password_is_a_matter_for_an_administrator():
    page = Client().get("/admin/login/").content.decode()

    assert "nothing is sent by mail" in page
    assert "password_reset" not in page


def test_a_reader_who_is_not_logged_in_costs_no_query_for_it(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Client().get("/healthz").status_code == 200
        assert Client().get("/admin/login/").status_code == 200
