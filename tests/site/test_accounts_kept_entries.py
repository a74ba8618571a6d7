"""A login that expires while a form is filled in loses nothing, without a script either."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from plans.models import Source
from tests.factories.plans import SourceFactory
from tests.site.accounts import PASSWORD, client_of, log_in, person
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
