"""A login that expires while a form is filled in loses nothing, without a script either."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from cgt_site.models import GroupPolicy
from plans.models import Source
from tests.factories.plans import SourceFactory
from tests.site.accounts import PASSWORD, client_of, code_of, log_in, person
from tests.site.editors import address, filled_in

pytestmark = pytest.mark.django_db


def hidden(page) -> dict[str, str]:
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: value for name, value in pairs if name != "csrfmiddlewaretoken"}


def test_entries_go_through_the_login_and_are_shown_again_unsaved():
    mei = person("mei", "Editor", PASSWORD)
    row = SourceFactory(note="before")
    page = address(Source, "change", row.pk)
    client = client_of(mei)
    sent = filled_in(client.get(page)) | {"note": "after <b>", "_save": "1"}
    client.session.flush()

    expired = client.post(page, sent).content.decode()
    assert "nothing was saved" in expired
    assert "after &lt;b&gt;" in expired

    carried = {name: value for name, value in hidden(expired).items() if name != "next"}
    assert {"kept-note", "kept-seen"} <= set(carried)
    assert not {"kept-_save", "kept-csrfmiddlewaretoken"} & set(carried)
    failed = log_in(client, "mei", "wrong", next=page, **carried).content.decode()
    assert "kept-note" in failed
    handed = log_in(client, "mei", next=page, **{**carried, "kept-note": "after <b>"})
    assert f'action="{page}"' in handed.content.decode()

    form = client.post(page, sent | {"_restore": "1"})
    assert "These are your entries from before the login" in form.content.decode()
    assert "after &lt;b&gt;" in form.content.decode()
    row.refresh_from_db()
    assert row.note == "before"


def test_entries_go_through_a_second_factor_that_a_group_begins_to_demand():
    mei = person("mei", "Editor")
    row = SourceFactory(note="before")
    page = address(Source, "change", row.pk)
    client = client_of(mei)
    sent = filled_in(client.get(page)) | {"note": "after <b>", "_save": "1"}
    GroupPolicy.objects.create(group=mei.groups.get(), demands_second_factor=True)

    asked = client.post(page, sent).content.decode()
    assert "nothing is lost" in asked
    carried = hidden(asked)
    assert carried["kept-note"] == "after &lt;b&gt;"
    assert carried["next"] == page

    wrong = client.post("/admin/second-factor/", carried | {"code": "12"}).content.decode()
    assert hidden(wrong)["kept-note"] == "after &amp;lt;b&amp;gt;"
    key = client.session["new_second_factor"]["key"]
    kept = carried | {"kept-note": "after <b>", "code": code_of(key)}
    codes = client.post("/admin/second-factor/", kept).content.decode()
    assert "recovery codes" in codes
    assert f'action="{page}"' in codes
    assert hidden(codes)["note"] == "after &lt;b&gt;"

    form = client.post(page, sent | {"_restore": "1"}).content.decode()
    assert "These are your entries from before the login" in form
    row.refresh_from_db()
    assert row.note == "before"


def test_a_second_factor_leads_to_no_other_site():
    mei = person("mei", "Editor")
    client = client_of(mei)
    client.get("/admin/second-factor/")
    sent = {"next": "https://elsewhere.example/", "kept-note": "after"}
    code = code_of(client.session["new_second_factor"]["key"])

    codes = client.post("/admin/second-factor/", sent | {"code": code}).content.decode()

    assert 'action="/admin/"' in codes
    assert "elsewhere" not in codes


def test_a_login_in_another_tab_loses_nothing_either():
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("mei", "Editor"))
    page = address(Source, "add")
    sent = {"title_en": "A title", "csrfmiddlewaretoken": "x" * 64}

    kept = client.post(page, sent, headers={"Origin": "http://testserver"})
    foreign = client.post(page, sent, headers={"Origin": "http://elsewhere.example"})

    assert (kept.status_code, foreign.status_code) == (403, 403)
    assert 'name="title_en" value="A title"' in kept.content.decode()
    assert "A title" not in foreign.content.decode()
