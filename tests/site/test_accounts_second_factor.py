"""The second factor: set up, asked for, replaced, demanded of a group; a code works once."""

from __future__ import annotations

import logging
import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from cgt_site.accounts.roles import ADMINISTRATOR, EDITOR
from cgt_site.models import GroupPolicy
from tests.site.accounts import PASSWORD, client_of, code_of, log_in, next_code, person

pytestmark = pytest.mark.django_db

PAGE = "/admin/second-factor/"


def set_up(client: Client) -> list[str]:
    """Set it up as an editor does; give the recovery codes."""
    client.get(PAGE)
    key = client.session["new_second_factor"]["key"]
    page = client.post(PAGE, {"code": code_of(key)}).content.decode()
    return re.findall(r"<li><code>(\w+)</code></li>", page)


def ask(client: Client, code: str):
    return client.post("/admin/login/code/", {"code": code, "next": "/admin/plans/plan/"})


def test_it_is_set_up_with_a_code_and_asked_for_at_the_next_login(caplog):
    caplog.set_level(logging.INFO, "cgt_site.accounts")
    mei = person("mei", EDITOR, PASSWORD)
    other_browser = client_of(mei)
    client = client_of(mei)
    page = client.get(PAGE)
    wrong = client.post(PAGE, {"code": "000000"})
    assert 'src="data:image/svg+xml' in page.content.decode()
    assert "This code is not right" in wrong.content.decode()
    assert not TOTPDevice.objects.exists()

    codes = set_up(client)

    assert len(set(codes)) == 10
    assert client.get("/admin/").status_code == 200
    assert other_browser.get("/admin/").status_code == 302
    assert "second factor set up: mei" in caplog.text

    late = Client()
    step = log_in(late, "mei", next="/admin/plans/plan/")
    assert 'name="code"' in step.content.decode()
    assert late.get("/admin/").status_code == 302
    code = next_code(mei)
    assert ask(late, code).headers["Location"] == "/admin/plans/plan/"
    assert late.get("/admin/").status_code == 200

    replay = Client()
    log_in(replay, "mei")
    assert "was used before" in ask(replay, code).content.decode()
    assert ask(replay, codes[0]).status_code == 302
    log_in(replay, "mei")
    assert ask(replay, codes[0]).status_code == 200
    assert not any(secret in caplog.text for secret in (PASSWORD, code, codes[0]))


def test_who_guesses_codes_is_locked_out_like_who_guesses_passwords():
    mei = person("mei", EDITOR, PASSWORD)
    set_up(client_of(mei))
    client = Client()
    log_in(client, "mei")

    answers = [ask(client, f"00000{digit}").status_code for digit in range(5)]

    assert answers == [200, 200, 200, 200, 429]
    assert ask(client, next_code(mei)).status_code == 429
    assert ask(Client(), "123456").headers["Location"].startswith("/admin/login/")


def test_changing_it_takes_password_and_code():
    mei = person("mei", EDITOR, PASSWORD)
    client = client_of(mei)
    codes = set_up(client)
    key = TOTPDevice.objects.get().key

    def change(action, password, code):
        return client.post(PAGE, {"action": action, "password": password, "code": code})

    assert change("remove", "wrong", codes[0]).status_code == 200
    assert change("remove", PASSWORD, "wrong").status_code == 200
    assert TOTPDevice.objects.get().key == key

    TOTPDevice.objects.update(throttling_failure_count=0)
    assert change("replace", PASSWORD, next_code(mei)).status_code == 302
    assert TOTPDevice.objects.get().key == key  # until the new one has shown that it works
    assert len(set_up(client)) == 10
    assert TOTPDevice.objects.get().key != key
    assert change("remove", PASSWORD, next_code(mei)).status_code == 302
    assert not TOTPDevice.objects.exists()


def test_a_group_can_demand_it_and_members_go_there_first():
    mei = person("mei", EDITOR, PASSWORD)
    other = client_of(person("ren", "Reviewer"))
    client = client_of(mei)
    administrator = client_of(person("an", ADMINISTRATOR))
    group = Group.objects.get(name=EDITOR)
    saved = administrator.post(
        "/admin/cgt_site/grouppolicy/add/", {"group": group.pk, "demands_second_factor": "on"}
    )
    assert saved.status_code == 302
    assert GroupPolicy.objects.get().demands_second_factor

    for answer in (
        client.get("/admin/plans/plan/"),
        client.post("/admin/plans/plan/add/"),
        client.get("/admin/autocomplete/"),
    ):
        assert answer.headers["Location"] == PAGE
    assert "Your group asks for a second factor" in client.get(PAGE).content.decode()
    assert other.get("/admin/plans/plan/").status_code == 200

    set_up(client)
    assert client.get("/admin/plans/plan/").status_code == 200
    assert 'value="remove"' not in client.get(PAGE).content.decode()


def test_an_administrator_removes_the_second_factor_of_who_lost_the_device():
    mei = person("mei", EDITOR)
    set_up(client_of(mei))

    client_of(person("an", ADMINISTRATOR)).post(
        "/admin/auth/user/", {"action": "remove_second_factor", "_selected_action": [mei.pk]}
    )

    assert not TOTPDevice.objects.exists()


def test_the_page_is_for_staff_alone():
    assert Client().get(PAGE).headers["Location"].startswith("/admin/login/")


def test_nobody_reads_the_secrets_of_others_in_the_admin(admin_client):
    listed = admin_client.get(reverse("admin:index")).content.decode()

    assert "TOTP" not in listed
    assert admin_client.get("/admin/otp_totp/totpdevice/").status_code == 404
